"""The search at the end of all end-to-end tests: it hears what is typed, and finds it wherever it would stand."""

import zlib
from pathlib import Path

import pytest

from cbt.compiler.library import default_flows_folder
from tests.e2e.sweep import Ledger, all_files, counts, ids_in, lines_that_tell, pieces_of, urls_that_tell
from tests.markers import files_with, forms_of

pytestmark = pytest.mark.e2e

WORD = "quincecanary"


def test_what_is_typed_is_heard_and_what_stands_in_a_flow_is_no_marker() -> None:
    ledger = Ledger()
    ledger.note(
        "/s/x/1", {"answer": ["I burnt the pie.\nOn Thursday evening."], "own": ["80"], "visit": ["x" * 20]}
    )
    ledger.note("/s/x/2", {"answer": ["What happened?"], "line": ["short", "Her telephone is off."]})
    ledger.note_cookie("c" * 43)
    assert ledger.markers([]) == ["Her telephone is off.", "On Thursday evening.", "c" * 43]
    assert list(pieces_of("x" * 100)) == ["x" * 40]


def test_a_word_is_found_in_every_form_and_in_what_is_compressed(tmp_path: Path) -> None:
    for number, form in enumerate(forms_of(WORD)):
        (tmp_path / str(number)).write_bytes(b"\x78\x9c before " + form + b" after")
    (tmp_path / "packed").write_bytes(b"x" * 9 + zlib.compress(b"before " + WORD.encode() + b" after"))
    held = all_files(tmp_path)
    assert {name for name, _ in files_with(held, [WORD])} == set(held)
    assert files_with(held, ["another word"]) == []


def test_a_name_that_stands_once_more_is_counted() -> None:
    names = ids_in(default_flows_folder())
    assert "thought_record" in names
    held = {"a": b"thought_record", "b": "thought_record".encode("utf-16-le")}
    assert counts(held, names)["thought_record"] >= 2
    assert counts({"a": b"nothing"}, names) == {}


@pytest.mark.parametrize(
    "line",
    [
        f"timestamp=2026-05-04T01:02:03.004Z level=INFO event=request method=GET route=/{WORD}? status=200 ms=1.0",
        "timestamp=2026-05-04T01:02:03.004Z level=ERROR event=failure kind=ValueError file=a/b.py line=1 words",
        "Traceback (most recent call last):",
        "ValueError: I burnt the pie.",
    ],
)
def test_a_line_that_says_more_than_it_may_is_found(line: str) -> None:
    usual = "timestamp=2026-05-04T01:02:03Z level=INFO event=request method=GET route=/s/<address>/ status=200 ms=1.0"
    assert lines_that_tell(f"{usual}\n{line}\n") == [line]


def test_an_address_with_a_word_in_it_is_found() -> None:
    assert urls_that_tell(["/s/x/1", f"/records?q={WORD}"], [WORD]) == [f"/records?q={WORD}: {WORD}"]
