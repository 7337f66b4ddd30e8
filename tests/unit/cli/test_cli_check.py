"""`cbt check`: every fault at its place, for people and for programs, with an exit code that can be relied on."""

import io
import json
import os
import sys
from pathlib import Path

import pytest
from rich.console import Console

from cbt.cli import findings
from cbt.cli.console import take_any_characters, visible
from tests.unit.cli.conftest import SOUND, Run


def test_the_shipped_flows_are_sound(run: Run) -> None:
    result = run("check")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr.endswith("flows are sound, no findings.\n")


def test_a_sound_folder_ends_with_nought(run: Run, flows: Path) -> None:
    result = run("check", flows)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "1 flow is sound, no findings.\n"


def test_piped_output_is_one_line_a_finding_with_place_code_and_way_out(run: Run, broken: Path) -> None:
    result = run("check", broken)
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0].startswith(f"{broken}/parts/two_sides.yaml:5:5 F0")
    assert 'did you mean "ask"?' in lines[0]
    assert lines[1].startswith(f"{broken}/worse.yaml:12:11 F101 ")
    assert 'did you mean "done"?' in lines[1]
    assert len(lines) == 2
    assert result.stderr == "1 flow is sound, 2 findings.\n"


def test_json_is_a_list_of_exactly_six_facts(run: Run, broken: Path) -> None:
    result = run("check", broken, "--format", "json")
    assert (result.exit_code, result.stderr) == (1, "")
    found = json.loads(result.stdout)
    assert [list(each) for each in found] == [["file", "line", "column", "code", "severity", "message"]] * 2
    assert [(each["line"], each["column"], each["severity"]) for each in found] == [
        (5, 5, "error"),
        (12, 11, "error"),
    ]


def test_json_of_a_sound_folder_is_an_empty_list(run: Run, flows: Path) -> None:
    result = run("check", flows, "--format", "json")
    assert (result.exit_code, json.loads(result.stdout)) == (0, [])


def test_a_named_flow_is_told_of_the_faults_of_its_parts_and_not_of_other_flows(
    run: Run, broken: Path
) -> None:
    (broken / "third.yaml").write_text("flow: third\n", encoding="utf-8")
    result = run("check", broken / "worse.yaml")
    assert result.exit_code == 1
    assert "two_sides.yaml:5:5" in result.stdout
    assert "third" not in result.stdout
    assert run("check", broken / "small.yaml").exit_code == 0


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
    assert result.stderr == "1 flow is sound, 2 findings.\n"


def test_several_folders_are_checked_together(run: Run, broken: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "third.yaml").write_text(SOUND.format(name="third"), encoding="utf-8")
    result = run("check", broken, other)
    assert result.stderr == "2 flows are sound, 2 findings.\n"


def test_where_there_is_nothing_to_check_it_ends_with_two(run: Run, flows: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (flows / "notes.md").write_text("x", encoding="utf-8")
    (flows / "walks" / "gone.yaml").write_text("x", encoding="utf-8")
    for path, said in {
        tmp_path / "nowhere": "There is no file or folder",
        tmp_path / "empty": "There are no flows in",
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
    assert "  12 |     next: dine" in shown
    assert "\x1b[31m     |           ^^^^\x1b[0m" in shown
    assert "\x1b[1;31m  F101  \x1b[0m" in shown


def test_a_finding_whose_file_went_away_is_shown_without_its_line(
    run: Run, broken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(findings, "out", Console(force_terminal=True, no_color=True))
    monkeypatch.setattr(Path, "read_text", lambda *_args, **_named: (_ for _ in ()).throw(OSError))
    shown = run("check", broken / "worse.yaml").stdout
    assert "F101" in shown
    assert "^" not in shown


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
