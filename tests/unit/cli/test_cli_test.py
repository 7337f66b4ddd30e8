"""`cbt test`: walks are played, failures are told at their line, and what no walk goes through is named."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from cbt.cli.folders import Wanted
from cbt.cli.junit import junit_xml
from cbt.cli.walking import FolderWalks, play_walks
from cbt.compiler.diagnostics import Diagnostic
from cbt.compiler.library import Library, compile_folder
from cbt.model.source import SourcePos
from tests.unit.cli.conftest import SOUND, WALKS, Run


def test_the_walks_of_the_shipped_flows_hold_and_cover_every_way_and_refusal(run: Run) -> None:
    result = run("test")
    assert result.exit_code == 0
    assert "no walk goes through" not in result.stdout


def test_without_a_path_the_folder_flows_that_is_here_is_tested_and_named(
    run: Run, flows: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(flows.parent)
    assert run("test").stdout.splitlines()[-1] == "1 walk in flows."
    assert "walk in" not in run("test", flows).stdout


def test_what_no_walk_goes_through_is_named_by_line(run: Run, flows: Path) -> None:
    result = run("test", flows)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "small: 1 of 1 walks pass; ways on 1 of 1, refusals 0 of 1",
        f"  {flows}/small.yaml:11:15 no walk goes through thought refuses".replace(":15", ""),
    ]


def test_a_walk_that_fails_is_told_at_its_line_with_its_name(run: Run, flows: Path) -> None:
    (flows / "walks" / "small.yaml").write_text(WALKS.replace("completed", "in_tears"), encoding="utf-8")
    result = run("test", flows / "small.yaml")
    assert result.exit_code == 1
    assert f"{flows}/walks/small.yaml:4:14 T106 " in result.stdout
    assert "(in the walk: straight on)" in result.stdout
    assert (
        "small: 0 of 1 walks pass; those that pass go through: ways on 0 of 1, refusals 0 of 1"
        in result.stdout
    )
    assert "no walk that passes goes through thought -> done" in result.stdout


def test_walks_that_cannot_be_read_are_a_fault(run: Run, flows: Path) -> None:
    (flows / "walks" / "small.yaml").write_text("wlaks: []\n", encoding="utf-8")
    result = run("test", flows)
    assert result.exit_code == 1
    assert "walks/small.yaml:1:1 T101" in result.stdout


def test_a_flow_without_walks_is_told_where_to_write_them(run: Run, flows: Path) -> None:
    (flows / "third.yaml").write_text(SOUND.format(name="third"), encoding="utf-8")
    result = run("test", flows)
    assert result.exit_code == 0
    assert f"third: no walks yet; write them in {flows}/walks/third.yaml" in result.stdout


def test_walks_without_a_flow_are_a_fault(run: Run, flows: Path) -> None:
    (flows / "walks" / "smal.yaml").write_text(WALKS, encoding="utf-8")
    result = run("test", flows)
    assert result.exit_code == 1
    assert f"{flows}/walks/smal.yaml:1:1 T101 there is no flow smal" in result.stdout


def test_a_flow_that_is_not_sound_fails_and_the_others_are_played(run: Run, broken: Path) -> None:
    result = run("test", broken)
    assert result.exit_code == 1
    assert "worse.yaml:12:11 F101" in result.stdout
    assert "small: 1 of 1 walks pass" in result.stdout


def test_walks_can_be_named_by_their_own_file(run: Run, broken: Path) -> None:
    result = run("test", broken / "walks" / "small.yaml")
    assert result.exit_code == 0
    assert "worse" not in result.stdout


def test_a_folder_without_flows_ends_with_two(run: Run, tmp_path: Path) -> None:
    assert run("test", tmp_path).exit_code == 2


def test_a_shipped_flow_can_be_named_by_its_id(run: Run) -> None:
    result = run("test", "reframe")
    assert result.exit_code == 0
    assert result.stdout.startswith("reframe: ")


def test_a_part_alone_ends_with_two(run: Run, tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    text = "part: alone\nsteps:\n  look:\n    say: Look.\n"
    (tmp_path / "parts" / "alone.yaml").write_text(text, encoding="utf-8")
    result = run("test", tmp_path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "a part is tested in the flows that use it" in result.stderr


# What a failure covers


def test_a_failure_covers_the_word_that_it_is_about(flows: Path) -> None:
    library = compile_folder(flows)
    walks = flows / "walks" / "small.yaml"
    walks.write_text(WALKS.replace("thought:", "thuoght:"), encoding="utf-8")
    [played] = play_walks(library.flows["small"], walks).played
    assert played.failure is not None
    assert (played.failure.code, played.failure.length) == ("T108", len("name"))
    walks.write_text("walks:\n  - name: x\n    script:\n      - 'thuoght': She is cross.\n", encoding="utf-8")
    [played] = play_walks(library.flows["small"], walks).played
    assert played.failure is not None
    assert (played.failure.code, played.failure.length) == ("T102", 1)


# --cover

GUARDED = """flow: guarded
title: A guarded one
language: en
anywhere: {support: help_now}
steps:
  belief:
    ask: How much?
    answer: 0-100
    check:
      - must: belief != 50
        else: Less or more, please.
    next:
      - {if: belief >= 40, go: sides}
      - {else: done}
  sides:
    use: parts/sides
  again:
    use: parts/sides
  done:
    say: Done.
    end: completed
""".replace("  again:\n", "  sides_too:\n")
SIDES = """part: sides
steps:
  left:
    ask: What is left?
    answer: text
  right:
    ask: What is right?
    answer: text
"""


@pytest.fixture
def guarded(tmp_path: Path) -> Path:
    """A folder with a flow that goes two ways and uses a part twice, and no walks."""
    folder = tmp_path / "guarded"
    (folder / "parts").mkdir(parents=True)
    (folder / "guarded.yaml").write_text(GUARDED, encoding="utf-8")
    (folder / "parts" / "sides.yaml").write_text(SIDES, encoding="utf-8")
    return folder


def test_coverage_is_told_by_file_and_line_with_the_lines_of_a_part_once(run: Run, guarded: Path) -> None:
    result = run("test", guarded, "--cover")
    assert result.exit_code == 0
    lines = [line.replace(f"{guarded}/", "") for line in result.stdout.splitlines() if " W7" not in line]
    assert lines[0].startswith("guarded: no walks yet")
    assert [" ".join(line.split()) for line in lines[1:]] == [
        "guarded.yaml 0 % 0 of 3",
        "guarded.yaml:11 no walk goes through belief refuses",
        "guarded.yaml:13 no walk goes through belief -> sides.left",
        "guarded.yaml:14 no walk goes through belief -> done",
        "parts/sides.yaml 0 % 0 of 2",
        "parts/sides.yaml:3 no walk goes through sides.left -> sides.right",
        "parts/sides.yaml:6 no walk goes through sides.right -> sides_too.left",
        "together 0 % 0 of 5",
    ]


def test_a_file_that_is_gone_through_wholly_has_a_hundred_percent(run: Run, guarded: Path) -> None:
    (guarded / "walks").mkdir()
    sides = "{left: a, right: b}"
    case = f"walks:\n  - name: high\n    answers: {{belief: 90, sides: {sides}, sides_too: {sides}}}\n"
    (guarded / "walks" / "guarded.yaml").write_text(case, encoding="utf-8")
    result = run("test", guarded, "--cover")
    assert "parts/sides.yaml  100 %  2 of 2" in result.stdout
    assert " 33 %  1 of 3" in result.stdout
    assert " 60 %  3 of 5" in result.stdout


# --write


def test_missing_walks_are_written_shown_and_hold_when_they_are_played(run: Run, guarded: Path) -> None:
    result = run("test", guarded, "--write")
    assert result.exit_code == 0
    walks = guarded / "walks" / "guarded.yaml"
    assert f"{walks}: 3 walks written" in result.stdout
    text = walks.read_text(encoding="utf-8")
    assert text.startswith("walks:\n  - name: through belief at least 40 to sides.left\n")
    assert all(line in result.stdout for line in text.splitlines()[1:])
    again = run("test", guarded, "--write")
    assert "guarded: 3 of 3 walks pass; ways on 6 of 6, refusals 1 of 1\n" in again.stdout
    assert walks.read_text(encoding="utf-8") == text


def test_nothing_is_written_but_the_walks_and_without_the_word_nothing_at_all(
    run: Run, guarded: Path
) -> None:
    def files() -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in sorted(guarded.rglob("*")) if path.is_file()}

    before = files()
    run("test", guarded)
    assert files() == before
    run("test", guarded, "--write")
    walks = str(guarded / "walks" / "guarded.yaml")
    assert {path: text for path, text in files().items() if path != walks} == before


def test_walks_that_are_there_keep_every_byte(run: Run, flows: Path) -> None:
    walks = flows / "walks" / "small.yaml"
    before = walks.read_bytes()
    result = run("test", flows, "--write")
    assert "1 walk written" in result.stdout
    assert walks.read_bytes().startswith(before)
    assert "2 of 2 walks pass; ways on 1 of 1, refusals 1 of 1" in run("test", flows).stdout


def test_a_file_of_walks_that_cannot_be_read_is_left_as_it_is(run: Run, flows: Path) -> None:
    walks = flows / "walks" / "small.yaml"
    walks.write_text("wlaks: []\n", encoding="utf-8")
    result = run("test", flows, "--write")
    assert result.exit_code == 1
    assert "is left as it is: first mend what is wrong with it" in result.stdout
    assert walks.read_text(encoding="utf-8") == "wlaks: []\n"


def test_a_file_of_walks_in_braces_gets_none_and_they_are_shown(run: Run, flows: Path) -> None:
    walks = flows / "walks" / "small.yaml"
    text = "walks: [{name: straight on, answers: {thought: She is cross.}}]\n"
    walks.write_text(text, encoding="utf-8")
    result = run("test", flows, "--write")
    assert "cannot take them at its end; put these walks in by hand" in result.stdout
    assert "- name: refused at thought" in result.stdout
    assert walks.read_text(encoding="utf-8") == text


def test_a_folder_of_walks_that_lies_elsewhere_is_not_written_to(
    run: Run, guarded: Path, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (guarded / "walks").symlink_to(tmp_path / "elsewhere")
    result = run("test", guarded, "--write")
    assert "put these walks in by hand" in result.stdout
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_link_among_the_walks_is_not_written_through(run: Run, flows: Path) -> None:
    walks = flows / "walks" / "small.yaml"
    walks.rename(flows / "walks.txt")
    walks.symlink_to(flows / "walks.txt")
    assert "put these walks in by hand" in run("test", flows, "--write").stdout
    assert (flows / "walks.txt").read_text(encoding="utf-8") == WALKS


def test_what_no_answer_leads_through_is_named(run: Run, guarded: Path) -> None:
    text = GUARDED.replace("belief >= 40", "belief * belief == 2")
    (guarded / "guarded.yaml").write_text(text, encoding="utf-8")
    result = run("test", guarded, "--write")
    assert "guarded.yaml:13 no answers were found that lead through belief -> sides.left" in result.stdout
    again = run("test", guarded, "--write")
    assert "written" not in again.stdout
    assert "no answers were found that lead through belief -> sides.left" in again.stdout


def test_a_record_of_a_flow_that_is_not_named_can_be_recalled(run: Run, flows: Path) -> None:
    steps = (
        "  last:\n    ask: Which?\n    recall: small\n    next:\n"
        '      - {if: answered(last) and last.thought == "a b", go: same}\n      - {else: done}\n'
        "  same:\n    say: The same.\n  done:\n"
    )
    head, _, tail = SOUND.format(name="second").partition("  done:\n")
    (flows / "second.yaml").write_text(head.partition("  thought:")[0] + steps + tail, encoding="utf-8")
    result = run("test", flows / "second.yaml", "--write")
    assert result.exit_code == 0, result.stdout
    assert "2 walks written" in result.stdout
    assert "thought: a b" in result.stdout


# --random


def test_random_runs_are_counted_and_can_be_repeated_by_their_seed(run: Run, flows: Path) -> None:
    result = run("test", flows, "--random", 3, "--seed", 7)
    assert result.exit_code == 0
    assert result.stdout.endswith("small: 3 random runs with every promise kept (seed 7)\n")
    assert "(seed " in run("test", flows, "--random", 1).stdout


def test_a_random_run_that_breaks_is_shown_as_a_walk_with_its_seed(
    run: Run, flows: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cbt.engine.promises.replay", lambda _program, _facts: None)
    result = run("test", flows, "--random", 5, "--seed", 2)
    assert result.exit_code == 1
    assert (
        "small: a random run breaks this promise: a replay leads to the same page. Here replaying"
        in result.stdout
    )
    assert "  - name: breaks with seed 2\n    script:\n" in result.stdout
    assert f"The whole run again: cbt test {flows}/small.yaml --random 1 --seed 2" in result.stdout


# --junit


def test_what_came_of_walks_is_written_as_junit_xml(run: Run, broken: Path, tmp_path: Path) -> None:
    text = WALKS + "  - name: less < more & so\n    answers: {thought: one}\n"
    (broken / "walks" / "small.yaml").write_text(text, encoding="utf-8")
    (broken / "walks" / "lost.yaml").write_text(WALKS, encoding="utf-8")
    result = run("test", broken, "--junit", tmp_path / "out.xml")
    assert result.exit_code == 1
    root = ET.fromstring((tmp_path / "out.xml").read_bytes())  # noqa: S314  # we wrote it
    assert (root.tag, root.get("tests"), root.get("failures"), root.get("errors")) == (
        "testsuites",
        "5",
        "1",
        "3",
    )
    whole, small = root
    assert (whole.get("name"), whole.get("errors")) == (str(broken), "3")
    assert [case.get("line") for case in whole][-1] == "1"
    held, failed = small
    assert (held.get("name"), held.get("classname"), len(held)) == ("straight on", "small", 0)
    assert failed.get("name") == "less < more & so"
    assert (failed.get("file"), failed.get("line")) == (f"{broken}/walks/small.yaml", "5")
    [failure] = failed
    assert failure.get("type") == "T104"
    assert (failure.get("message") or "").startswith("line 6: the answer was refused: Please add a word.")
    assert (failure.text or "").startswith(f"{broken}/walks/small.yaml:6:15 T104 the answer was refused")


def test_characters_that_xml_cannot_hold_are_left_out_of_it(tmp_path: Path) -> None:
    fault = Diagnostic(
        "F001", SourcePos("a\x00.yaml", 3, 1), "it holds \x1b and \ud800 and \ufdd0, and \u0085 too"
    )
    tested = FolderWalks(Wanted(tmp_path), Library({}, {}, (fault,)), [], [])
    [error] = ET.fromstring(junit_xml([tested])).findall("testsuite/testcase/error")  # noqa: S314  # we wrote it
    assert error.get("message") == "line 3: it holds \ufffd and \ufffd and \ufffd, and \u0085 too"
    assert (error.text or "").startswith("a\ufffd.yaml:3:1 F001 it holds")


def test_walks_that_cannot_be_read_are_errors_in_junit_xml(run: Run, flows: Path, tmp_path: Path) -> None:
    (flows / "walks" / "small.yaml").write_text("wlaks: []\n", encoding="utf-8")
    run("test", flows, "--junit", tmp_path / "out.xml")
    root = ET.fromstring((tmp_path / "out.xml").read_bytes())  # noqa: S314  # we wrote it
    [error] = root.findall("testsuite/testcase/error")
    assert error.get("type") == "T101"


def test_a_file_that_cannot_be_written_is_told(run: Run, flows: Path, tmp_path: Path) -> None:
    result = run("test", flows, "--junit", tmp_path / "none" / "out.xml")
    assert result.exit_code == 2
    assert "cannot be used" in result.stderr


@pytest.mark.parametrize("command", ["check", "test", "play", "graph", "print"])
def test_a_flow_of_ones_own_is_found_by_its_id_in_the_folder_flows_that_is_here(
    command: str, run: Run, flows: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(flows.parent)
    result = run(command, "small", typed="She is cross.\n")
    assert result.exit_code == 0, result.output


def test_formatting_without_a_path_is_about_the_folder_flows_that_is_here(
    run: Run, flows: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(flows.parent)
    assert "2 in shape already" in run("fmt").output
