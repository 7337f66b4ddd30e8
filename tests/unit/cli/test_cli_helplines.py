"""`cbt helplines`: what the help pages show, how well it is known, and what has a fault."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Run

TODAY = datetime.now(UTC).date().isoformat()
CONFIRMED = f"verified_on: {TODAY}\n    verified_by: Ann\n"
OWN = """country: {code}
name: Here
alone: true
source: a page
verified_on: {day}
verified_by: Ann
emergency: [{{number: 999}}]
helplines:
  - name: Campus
    phone: [116 123]
    source: a page
    {words}
"""


def own(folder: Path, code: str = "gb", words: str = CONFIRMED) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / f"{code}.yaml").write_text(OWN.format(code=code, day=TODAY, words=words), encoding="utf-8")
    return folder


def test_check_lists_what_to_confirm_and_is_content(run: Run) -> None:
    result = run("helplines", "check")
    assert result.exit_code == 0
    assert "flows/helplines/us.yaml:" in result.stdout
    assert "W753" in result.stdout
    assert result.stderr.startswith("Of the numbers ")
    assert "were never confirmed" in result.stderr
    assert run("helplines", "check", "--strict").exit_code == 1


def test_check_names_a_fault_at_its_place_and_ends_with_1(run: Run, tmp_path: Path) -> None:
    folder = own(tmp_path / "own", words="hours: day and night\n    url: here")
    result = run("helplines", "check", "--own", folder)
    assert result.exit_code == 1
    assert f"{folder}/gb.yaml:13:10 F614" in result.stdout
    assert "1 have a fault" in result.stderr


def test_check_prints_json_for_programs(run: Run, tmp_path: Path) -> None:
    result = run("helplines", "check", "--format", "json", "--own", own(tmp_path / "own"))
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert {"file", "line", "column", "code", "severity", "message"} == set(found[0])
    assert not [each for each in found if each["file"].endswith("gb.yaml")]


def test_a_folder_that_is_not_there_ends_with_2(run: Run, tmp_path: Path) -> None:
    for command in (("check",), ("list",), ("show", "gb")):
        result = run("helplines", *command, "--own", tmp_path / "none")
        assert result.exit_code == 2
        assert "CBT_HELPLINES cannot be used" in result.stderr


def test_when_all_were_confirmed_of_late_that_is_said(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = tmp_path / "flows"
    shipped.mkdir()
    own(shipped / "helplines")
    monkeypatch.setattr("cbt.compiler.helplines.default_flows_folder", lambda: shipped)
    result = run("helplines", "check", "--strict")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "All numbers were confirmed of late.\n"


def test_list_counts_what_was_confirmed(run: Run, tmp_path: Path) -> None:
    result = run("helplines", "list", "--own", own(tmp_path / "own"))
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert "gb         1 helplines,  1 confirmed  Here" in lines
    assert lines[0].startswith("anywhere ")
    assert len(lines) == 51


def test_show_has_the_order_of_the_page_and_how_well_each_is_known(run: Run) -> None:
    result = run("helplines", "show", "gb")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[:3] == [
        "United Kingdom",
        "  emergency: 999  [seen]",
        "  Samaritans  [seen, for everyone]",
    ]
    assert "sms:85258?&body=SHOUT" in result.stdout
    assert "notes: That it is free is from memory." in result.stdout
    assert result.stdout.count("Childline  [seen, for young]") == 1


def test_show_of_help_nearby_has_no_emergency_numbers(run: Run, tmp_path: Path) -> None:
    (tmp_path / "local.yaml").write_text("country: local\nname: Here\nsource: a\n", encoding="utf-8")
    assert run("helplines", "show", "local", "--own", tmp_path).stdout == "Here\n"


def test_show_of_an_unknown_country_says_what_there_is(run: Run) -> None:
    result = run("helplines", "show", "anywher")
    assert result.exit_code == 2
    assert result.stderr == 'No helplines of anywher are known. Did you mean "anywhere"?\n'
    assert "cbt helplines list names all" in run("helplines", "show", "qqqqqq").stderr


@pytest.mark.usefixtures("few_flows")
def test_doctor_counts_what_waits_and_names_a_fault(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = run("doctor", "--data", tmp_path / "data")
    assert result.exit_code == 0
    assert "ok   helplines: 50 countries. Of the numbers " in result.stdout
    monkeypatch.setenv("CBT_COUNTRY", "zz")
    result = run("doctor", "--data", tmp_path / "data")
    assert result.exit_code == 1
    assert "BAD  helplines: none are known of CBT_COUNTRY, which is zz" in result.stdout
    monkeypatch.setenv("CBT_HELPLINES", str(own(tmp_path / "own", words="url: here\n")))
    result = run("doctor", "--data", tmp_path / "data")
    assert result.exit_code == 1
    assert "BAD  helplines: " in result.stdout
    assert "F614" in result.stdout


def test_a_fault_in_the_helplines_of_a_folder_is_told_and_their_age_is_not(run: Run, flows: Path) -> None:
    (flows / "helplines").mkdir()
    file = flows / "helplines" / "gb.yaml"
    file.write_text(
        "country: gb\nname: Here\nsource: From memory\nemergency: [{number: 999}]\n", encoding="utf-8"
    )
    assert run("check", "--strict", flows).exit_code == 0
    file.write_text("country: gb\nname: Here\nemergency: [{number: 999}]\n", encoding="utf-8")
    result = run("check", flows)
    assert result.exit_code == 1
    assert f"{file}:1:10 F612 " in result.stdout
    assert run("check", flows / "small.yaml").exit_code == 0
