"""The bench's own parts: responses are parsed, figures are figured, the table renders, an answer takes two statements.

Nothing here measures time: a figure that a busy machine can falsify is no test.
"""

from functools import partial
from pathlib import Path

import pytest
from rich.console import Console

from bench.editor import Editor
from bench.figures import Absent, figure, percentile, ratios
from bench.inside import make_reply
from bench.limits import LIMITS
from bench.made_flows import many_steps, twelve_steps
from bench.people import UnexpectedReply, hidden_fields
from bench.probe import Probe
from bench.rows import MEASUREMENTS
from bench.scenes.answering import BANK, FLOWS, answers, bare, worded
from bench.table import print_table
from bench.wire import Response
from cbt.compiler.library import compile_files, compile_folder
from tests.work import calls_of

WHOLE = (
    b"HTTP/1.1 303 See Other\r\nLocation: http://127.0.0.1:8000/s/abc/1\r\nset-cookie: p=x-y; Path=/; HttpOnly\r\n"
    b"Content-Length: 5\r\n\r\nhello"
)
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n1\r\n!\r\n0\r\n\r\n"


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_a_response_is_whole_when_its_last_byte_has_come_and_not_before(size: int) -> None:
    response = Response()
    parts = [WHOLE[at : at + size] for at in range(0, len(WHOLE), size)]
    *before, last = [response.feed(part) for part in parts]
    assert before == [None] * len(before)
    assert last is not None
    assert (last.status, last.location, last.body) == (303, "/s/abc/1", b"hello")
    assert last.cookies == (("p", "x-y"),)


@pytest.mark.parametrize("size", [1, 9, 1000])
def test_a_response_in_chunks_is_put_together(size: int) -> None:
    response = Response()
    last = [response.feed(CHUNKED[at : at + size]) for at in range(0, len(CHUNKED), size)][-1]
    assert last is not None
    assert last.body == b"hello!"


def test_a_response_without_content_ends_with_its_head() -> None:
    found = Response().feed(b"HTTP/1.1 204 No Content\r\nHX-Redirect: /records/x\r\n\r\n")
    assert found is not None
    assert (found.status, found.body) == (204, b"")


@pytest.mark.parametrize("raw", [b"HTTP/1.0 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\n\r\n", b"SSH-2.0\r\n\r\n"])
def test_what_cannot_be_measured_is_refused(raw: bytes) -> None:
    with pytest.raises(UnexpectedReply):
        Response().feed(raw)


def test_htmx_is_followed_to_the_next_page() -> None:
    assert make_reply(200, [("HX-Push-Url", "/s/abc/2")], b"").location == "/s/abc/2"


def test_the_hidden_fields_of_a_form_are_found() -> None:
    page = (
        b'<input type="hidden" name="revision" value="3">\n<input type="hidden" name="visit" value="a_b-c">'
    )
    assert hidden_fields(page) == {"revision": "3", "visit": "a_b-c"}


def test_a_figure_is_the_median_of_paired_rounds_with_its_spread() -> None:
    found = figure("http", ratios([2.0, 9.0, 4.0], [4.0, 3.0, 4.0]))
    assert (found.value, found.low, found.high, found.count) == (1.0, 0.5, 3.0, 3)


def test_the_99th_percentile_of_a_hundred_is_the_largest() -> None:
    assert percentile(range(100), 0.99) == 99
    assert percentile([3.0], 0.99) == 3.0


@pytest.mark.parametrize(
    ("row", "value", "said"),
    [
        ("http", 0.70, "reaches the aim"),
        ("http", 0.50, "holds"),
        ("http", 0.49, "misses"),
        ("memory", 2.0, "reaches the aim"),
        ("memory", 2.5, "holds"),
        ("memory", 2.6, "misses"),
    ],
)
def test_a_verdict_says_how_a_figure_stands_to_its_limit(row: str, value: float, said: str) -> None:
    assert LIMITS[row].verdict(value) == said


def test_the_table_shows_each_row_with_its_verdict_or_why_it_is_absent() -> None:
    console = Console(width=150)
    with console.capture() as capture:
        print_table([Absent("wizard", "no peers"), figure("http", [0.5, 0.6, 0.7])], "A note.", console)
    shown = capture.get()
    assert "0.60" in shown
    assert "0.50 to 0.70" in shown
    assert "holds" in shown
    assert "no peers" in shown
    assert "A note." in shown


def test_every_limit_is_measured_once() -> None:
    measured = [row for rows in MEASUREMENTS.values() for row in rows]
    assert sorted(measured) == sorted(LIMITS)


def test_the_flows_that_are_measured_are_sound() -> None:
    shown = compile_folder(FLOWS)
    assert set(shown.flows) == {"eight", "long"}
    assert not [finding for finding in shown.findings if finding.severity == "error"]
    made = compile_files({"made_7.yaml": twelve_steps("made_7").encode()})
    assert not [finding for finding in made.findings if finding.severity == "error"]
    assert len(made.flows["made_7"].steps) == 12
    many = compile_files({"many.yaml": many_steps("many", 400).encode()})
    assert not [finding for finding in many.findings if finding.severity == "error"]
    assert len(many.flows["many"].steps) == 400


def test_an_editor_waits_for_the_findings_of_what_it_has_typed(tmp_path: Path) -> None:
    file, text = tmp_path / "made.yaml", twelve_steps("made")
    file.write_text(text, encoding="utf-8")
    line = next(number for number, each in enumerate(text.splitlines()) if "It went from" in each)
    at = line, text.splitlines()[line].index("{strength_1}") + len("{strength_")
    with Editor(file, text, tmp_path / "log") as editor:
        assert editor.write(at, "x", 0) > 0
        assert editor.ask("hover", (at[0], at[1] - 2)) > 0
        assert editor.write_and_complete(at, "1", 0) > 0


def test_an_answer_takes_two_statements_and_the_end_four_more_to_offer_words_and_look_back(
    tmp_path: Path,
) -> None:
    with Probe("statements", tmp_path / "log", data=str(tmp_path / "data")) as probe:
        counted = probe.ask(1)
    assert counted == [*[2.0] * 6, 6.0]


def test_the_bank_that_is_measured_words_questions_in_another_way() -> None:
    eight = (FLOWS / "eight.yaml").read_text(encoding="utf-8")
    files = {
        "eight.yaml": eight.replace("language: en", "language: en\nreword: allowed").encode(),
        "rewordings/eight.en.simpler.yaml": BANK.read_bytes(),
    }
    library = compile_files(files)
    assert not [each for each in library.findings if each.code.startswith("F")]
    assert len(library.reworded["eight"]["simpler"].steps) == 7


def test_a_bank_and_a_tone_make_an_answer_call_few_more_functions(tmp_path: Path) -> None:
    plain, bank, tone = [
        calls_of(partial(play, 2))
        for play in [
            worded(str(tmp_path / name), bank=name != "plain", tone="simpler" if name == "tone" else "")
            for name in ("plain", "bank", "tone")
        ]
    ]
    assert bank / plain < 1.01
    assert tone / plain < 1.04


def test_an_exercise_calls_not_much_over_five_times_as_many_functions_as_bare_turns(tmp_path: Path) -> None:
    ours = calls_of(partial(answers(str(tmp_path / "ours")), 2))
    least = calls_of(partial(bare(str(tmp_path / "bare.db")), 2))
    assert ours / least < 5.4
