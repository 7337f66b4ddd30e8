"""`cbt check`: every fault at its place, for people and for programs, with an exit code that can be relied on."""

import io
import json
import os
import sys
from pathlib import Path

import pytest
from rich.console import Console

from cbt.cli import check, console, findings
from cbt.cli.console import say, take_any_characters, visible
from cbt.cli.findings import print_findings
from cbt.cli.folders import Wanted
from cbt.compiler.diagnostics import WARNING, Diagnostic
from cbt.compiler.library import Library, default_flows_folder
from cbt.model.source import SourcePos
from tests.unit.cli.conftest import SOUND, Run

WARNED = Diagnostic("W702", SourcePos("nowhere.yaml", 1, 1), "a long sentence", severity=WARNING)


def test_the_shipped_flows_are_sound(run: Run) -> None:
    result = run("check")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr.endswith("flows in flows are sound, no findings.\n")


def test_without_a_path_the_folder_flows_that_is_here_is_meant_and_named(
    run: Run, flows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("check").stderr == "1 flow in flows is sound, no findings.\n"
    monkeypatch.chdir(flows / "walks")
    assert f"flows in {default_flows_folder()} are sound" in run("check").stderr


def test_a_sound_folder_ends_with_nought(run: Run, flows: Path) -> None:
    result = run("check", flows)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "1 flow is sound, no findings.\n")


def test_piped_output_is_one_line_a_finding_with_place_code_and_way_out(run: Run, broken: Path) -> None:
    result = run("check", broken)
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0].startswith(f"{broken}/parts/two_sides.yaml:5:5 F0")
    assert 'did you mean "ask"?' in lines[0]
    assert lines[1].startswith(f"{broken}/worse.yaml:12:11 F101 ")
    assert 'did you mean "done"?' in lines[1]
    assert len(lines) == 2
    assert result.stderr == "1 flow is sound, 2 faults.\n"


def test_json_is_a_list_with_six_facts_of_each_finding(run: Run, broken: Path) -> None:
    result = run("check", broken, "--format", "json")
    assert (result.exit_code, result.stderr) == (1, "")
    found = json.loads(result.stdout)
    assert [list(each) for each in found] == [["file", "line", "column", "code", "severity", "message"]] * 2
    assert [(each["line"], each["column"], each["severity"]) for each in found] == [
        (5, 5, "error"),
        (12, 11, "error"),
    ]


def test_json_of_a_sound_folder_has_no_findings(run: Run, flows: Path) -> None:
    result = run("check", flows, "--format", "json")
    assert (result.exit_code, json.loads(result.stdout)) == (0, [])


def test_sarif_names_files_from_here_and_explains_the_codes(
    run: Run, broken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(broken.parent)
    result = run("check", "flows", "--format", "sarif")
    assert (result.exit_code, result.stderr) == (1, "")
    (log,) = json.loads(result.stdout)["runs"]
    assert [rule["id"] for rule in log["tool"]["driver"]["rules"]] == ["F010", "F101"]
    assert all(rule["fullDescription"]["text"] for rule in log["tool"]["driver"]["rules"])
    places = [each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in log["results"]]
    assert places == ["flows/parts/two_sides.yaml", "flows/worse.yaml"]


def test_github_gets_a_workflow_command_for_each_finding(run: Run, broken: Path) -> None:
    result = run("check", broken, "--format", "github")
    assert result.exit_code == 1
    first, second = result.stdout.splitlines()
    assert first.startswith(
        f"::error file={broken}/parts/two_sides.yaml,line=5,col=5,endColumn=8,title=F010::"
    )
    assert "title=F101::" in second
    assert result.stderr == "1 flow is sound, 2 faults.\n"


def test_a_named_flow_is_told_of_the_faults_of_its_parts_and_not_of_other_flows(
    run: Run, broken: Path
) -> None:
    (broken / "third.yaml").write_text("flow: third\n", encoding="utf-8")
    result = run("check", broken / "worse.yaml")
    assert result.exit_code == 1
    assert "two_sides.yaml:5:5" in result.stdout
    assert "third" not in result.stdout
    assert run("check", broken / "small.yaml").exit_code == 0


def test_a_named_flow_is_told_of_the_faults_of_its_own_translations(run: Run, flows: Path) -> None:
    (flows / "translations").mkdir()
    (flows / "third.yaml").write_text(SOUND.format(name="third"), encoding="utf-8")
    for name in ("small", "third"):
        text = f"translation: {name}\nlanguage: de\ntexts: {{}}\n"
        (flows / "translations" / f"{name}.de.yaml").write_text(text, encoding="utf-8")
    result = run("check", flows / "small.yaml")
    assert result.exit_code == 1
    assert "small.de.yaml:1:14 F401" in result.stdout
    assert "third" not in result.stdout


@pytest.mark.parametrize("path", ["parts/two_sides.yaml", "parts"])
def test_a_named_part_is_told_of_its_own_faults_only(run: Run, broken: Path, path: str) -> None:
    result = run("check", broken / path)
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert "two_sides.yaml:5:5" in result.stdout


def test_the_walks_of_a_flow_stand_for_it(run: Run, broken: Path) -> None:
    assert run("check", broken / "walks" / "small.yaml").exit_code == 0


def test_a_folder_named_beside_one_of_its_files_is_checked_whole(run: Run, broken: Path) -> None:
    result = run("check", broken / "small.yaml", broken)
    assert result.exit_code == 1
    assert result.stderr == "1 flow is sound, 2 faults.\n"


def test_a_folder_is_checked_with_all_folders_of_flows_below_it(
    run: Run, broken: Path, tmp_path: Path
) -> None:
    for name in ("more/of/them", ".hidden", "flows/translations"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "third.yaml").write_text(SOUND.format(name="third"), encoding="utf-8")
    result = run("check", tmp_path)
    assert result.stderr.startswith("2 flows are sound, ")
    assert "worse.yaml:12:11 F101" in result.stdout
    assert run("check", tmp_path / "more").stderr == "1 flow is sound, no findings.\n"


@pytest.mark.parametrize("path", ["translations", "translations/small.de.yaml", "rewordings", "helplines"])
def test_translations_rewordings_and_helplines_stand_for_their_whole_folder(
    run: Run, broken: Path, path: str
) -> None:
    for name in ("translations", "rewordings", "helplines"):
        (broken / name).mkdir()
    (broken / "translations" / "small.de.yaml").write_text("x", encoding="utf-8")
    result = run("check", broken / path)
    assert result.stderr.startswith("1 flow is sound, ")
    assert "worse.yaml:12:11 F101" in result.stdout


def test_several_folders_are_checked_together(run: Run, broken: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "third.yaml").write_text(SOUND.format(name="third"), encoding="utf-8")
    result = run("check", broken, other)
    assert result.stderr == "2 flows are sound, 2 faults.\n"


def test_where_there_is_nothing_to_check_it_ends_with_two(run: Run, flows: Path, tmp_path: Path) -> None:
    (tmp_path / "empty" / "parts").mkdir(parents=True)
    (flows / "notes.md").write_text("x", encoding="utf-8")
    (flows / "walks" / "gone.yaml").write_text("x", encoding="utf-8")
    for path, said in {
        tmp_path / "nowhere": "There is no file or folder",
        tmp_path / "empty": "There are no flows in",
        tmp_path / "empty" / "parts": "There are no flows in",
        flows / "notes.md": "belongs to no flow",
        flows / "walks" / "gone.yaml": "belongs to no flow",
    }.items():
        result = run("check", path)
        assert (result.exit_code, result.stdout) == (2, "")
        assert said in result.stderr


def test_an_option_that_does_not_exist_ends_with_two(run: Run) -> None:
    assert run("check", "--formt", "json").exit_code == 2


HOSTILE = {
    "empty": b"",
    "binary": b"\0\1\2\xff\xfe",
    "tag": b"flow: !!python/object/apply:os.system ['true']\n",
    "list": b"- a\n- b\n",
    "escape": b"flow: \x1b]0;owned\x07\n",
    "deep": b"[" * 5000,
    "huge": b"a: " + b"x" * 300_000,
    "direction": "flow: a\u202eb\n".encode(),
    "surrogate": b"flow: \xed\xa0\x80\n",
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("terminal", [True, False])
def test_a_hostile_file_is_named_and_nothing_of_it_is_obeyed(
    run: Run, flows: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, terminal: bool
) -> None:
    (flows / "hostile.yaml").write_bytes(content)
    monkeypatch.setattr(
        findings,
        "out",
        Console(force_terminal=terminal, highlight=False, soft_wrap=True, emoji=False, no_color=True),
    )
    result = run("check", flows)
    assert result.exit_code == 1
    assert f"{flows}/hostile.yaml:" in result.stdout
    assert "\x1b]" not in result.stdout
    assert "\u202e" not in result.stdout


def test_a_name_that_is_no_text_is_printed_all_the_same(run: Run, flows: Path) -> None:
    (Path(os.fsdecode(os.fsencode(flows) + b"/\xff.yaml"))).write_bytes(b"flow: x\n")
    assert run("check", flows).exit_code == 1
    assert run("check", flows, "--format", "json").exit_code == 1


def test_in_a_terminal_a_finding_shows_its_line_with_carets_and_colour(
    run: Run, broken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        findings,
        "out",
        Console(force_terminal=True, highlight=False, soft_wrap=True, color_system="standard", _environ={}),
    )
    shown = run("check", broken / "worse.yaml").stdout
    assert "   12 │     next: dine" in shown
    assert "\x1b[31m      │           ^^^^\x1b[0m" in shown
    assert "\x1b[1;31m  F101  \x1b[0m" in shown
    assert shown.rstrip("\n").endswith("\x1b[2m   cbt explain F101\x1b[0m")
    assert 'Did you mean "done"?' in shown


def test_a_finding_whose_file_went_away_is_shown_without_its_line(
    run: Run, broken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(findings, "out", Console(force_terminal=True, no_color=True))
    monkeypatch.setattr(Path, "read_text", lambda *_args, **_named: (_ for _ in ()).throw(OSError))
    shown = run("check", broken / "worse.yaml").stdout
    assert "F101" in shown
    assert "^" not in shown


def test_a_finding_without_a_way_out_names_the_command_that_explains_it_on_a_line_of_its_own(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(findings, "out", Console(force_terminal=True, color_system=None))
    print_findings([WARNED, WARNED])
    told = ["nowhere.yaml:1:1  W702  a long sentence", "   cbt explain W702", ""]
    assert capsys.readouterr().out.splitlines() == told * 2


def test_in_a_terminal_the_pages_of_each_sound_flow_are_told(
    run: Run, flows: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = SOUND[SOUND.index("  thought:") : SOUND.index("  done:")]
    way = "  way:\n    ask: Go on?\n    answer: yes/no\n    next: {{yes: well, no: done}}\n  well:\n    say: Well.\n"
    for name, steps in {"branching": way, "only": ""}.items():
        (flows / f"{name}.yaml").write_text(SOUND.replace(asked, steps).format(name=name), encoding="utf-8")
    monkeypatch.setattr(check, "out", Console(force_terminal=True, color_system=None))
    assert run("check", flows).stderr.splitlines() == [
        "branching  2 to 3 pages",
        "only       1 page",
        "small      2 pages",
        "3 flows are sound, no findings.",
    ]


@pytest.mark.parametrize(("options", "code"), [([], 0), (["--strict"], 1)])
def test_a_warning_is_a_fault_only_when_it_is_to_be(
    run: Run, flows: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], code: int
) -> None:
    monkeypatch.setattr(Wanted, "compile", lambda _wanted: Library({}, {}, (WARNED,)))
    result = run("check", flows, *options)
    assert result.exit_code == code
    assert result.stdout == "nowhere.yaml:1:1 W702 a long sentence\n"
    assert result.stderr == "No flows are sound, 1 warning.\n"


def test_faults_and_warnings_are_counted_apart(
    run: Run, flows: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = Diagnostic("F012", SourcePos("nowhere.yaml", 2, 1), "empty")
    monkeypatch.setattr(Wanted, "compile", lambda _wanted: Library({}, {}, (WARNED, WARNED, fault)))
    assert run("check", flows).stderr == "No flows are sound, 1 fault and 2 warnings.\n"


def test_a_line_has_its_style_in_a_terminal_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for terminal in (True, False):
        shown = Console(force_terminal=terminal, color_system="standard", _environ={})
        monkeypatch.setattr(console, "out", shown)
        say("so", "green")
    assert capsys.readouterr().out == "\x1b[32mso\x1b[0m\nso\n"


def test_what_a_terminal_would_obey_is_shown_as_a_stand_in() -> None:
    assert visible("a\x1b[2Jb\u202ec\ud800d\te\n") == "a\ufffd[2Jb\ufffdc\ufffdd\te\n"


def test_a_file_that_cannot_be_read_ends_the_command_with_a_sentence(
    run: Run, flows: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_named: object) -> None:
        raise PermissionError(13, "Permission denied", "small.yaml")

    monkeypatch.setattr(Path, "open", refuse)
    result = run("check", flows)
    assert (result.exit_code, result.stderr) == (2, "small.yaml cannot be used: Permission denied.\n")


def test_a_reader_that_has_read_enough_is_no_trouble(
    run: Run, flows: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(*_args: object, **_named: object) -> None:
        raise BrokenPipeError(32, "Broken pipe")

    monkeypatch.setattr("cbt.cli.findings.print_findings", closed)
    result = run("check", flows)
    assert (result.exit_code, result.stderr) == (1, "")


def test_streams_that_are_no_files_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
    take_any_characters()
    assert sys.stdout.errors == "replace"


def test_without_a_path_from_elsewhere_the_shipped_flows_are_checked(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("check").exit_code == 0


PART = """part: {name}
needs: {{claim: text}}
gives: [fits]
steps:
  fits:
    ask: What fits {word}?
    answer: 0-10
"""


def test_a_part_that_no_flow_uses_is_checked_by_itself(run: Run, tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    part = tmp_path / "parts" / "alone.yaml"
    part.write_text(PART.format(name="alone", word="{claim}"), encoding="utf-8")
    for path in (tmp_path, tmp_path / "parts", part):
        result = run("check", path)
        assert (result.exit_code, result.stdout) == (0, "")
        assert result.stderr == "1 part or shared file checked without a flow, no findings.\n"
    part.write_text(PART.format(name="alone", word="{clam}"), encoding="utf-8")
    for path in (tmp_path, part):
        result = run("check", path)
        assert result.exit_code == 1
        assert result.stdout.startswith(f"{part}:6:21 F202 ")
        assert result.stderr == "1 part or shared file checked without a flow, 1 fault.\n"


def test_what_is_wrong_in_a_part_inside_a_part_is_told_only_where_that_is_asked_for(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "parts").mkdir()
    inner, outer = (tmp_path / "parts" / f"{name}.yaml" for name in ("inner", "outer"))
    inner.write_text(PART.format(name="inner", word="{clam}"), encoding="utf-8")
    use = "  both:\n    use: parts/inner\n    with: {claim: claim}\n"
    outer.write_text(PART.format(name="outer", word="{claim}") + use, encoding="utf-8")
    assert "inner.yaml" not in run("check", outer).stdout
    assert run("check", inner).stdout.startswith(f"{inner}:6:21 F202 ")


def test_a_shared_file_and_a_flow_are_checked_together(run: Run, flows: Path) -> None:
    (flows / "shared").mkdir()
    shared = flows / "shared" / "colours.yaml"
    shared.write_text("list: colours\noptions: {red: Red, red: Also red}\n", encoding="utf-8")
    result = run("check", flows / "small.yaml", shared)
    assert result.exit_code == 1
    assert result.stdout.startswith(f"{shared}:2:21 F004 ")
    assert result.stderr == "1 flow is sound, 1 part or shared file checked without a flow, 1 fault.\n"


def test_a_shipped_flow_can_be_named_by_its_id(run: Run) -> None:
    assert run("check", "reframe").stderr == "1 flow is sound, no findings.\n"
    result = run("check", "refrane")
    assert result.exit_code == 2
    assert 'no shipped flow of that id. Did you mean "reframe"?' in result.stderr
    assert "The shipped flows are: " in run("check", "qqq").stderr
