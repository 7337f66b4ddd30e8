"""`cbt print` writes a flow out, to read and sign or to fill in by hand."""

from pathlib import Path

import pytest

from tests.unit.cli.conftest import SOUND, Run
from tests.unit.cli.test_cli_imports import HEAVY, loaded


def test_a_flow_is_written_out_as_markdown_unless_html_is_asked_for(run: Run, flows: Path) -> None:
    result = run("print", flows / "small.yaml")
    assert result.exit_code == 0
    assert result.stdout.startswith("# The small\n")
    assert "### 1. Which thought?" in result.stdout
    assert "thought has 2 or more words, else it says: Please add a word." in result.stdout
    assert "## Sign-off" in result.stdout


def test_html_is_written_when_asked_for(run: Run, flows: Path) -> None:
    assert run("print", flows / "small.yaml", "--format", "html").stdout.startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("name", "start"),
    [("a.html", "<!doctype"), ("a.HTM", "<!doctype"), ("a.md", "# The"), ("a.txt", "# The")],
)
def test_a_file_is_written_in_the_format_that_its_name_ends_in(
    run: Run, flows: Path, tmp_path: Path, name: str, start: str
) -> None:
    output = tmp_path / name
    result = run("print", flows / "small.yaml", "--output", output)
    assert (result.exit_code, result.stdout) == (0, "")
    assert output.read_text(encoding="utf-8").startswith(start)


def test_a_worksheet_has_room_to_write_and_nothing_to_sign(run: Run, flows: Path) -> None:
    text = run("print", flows / "small.yaml", "--worksheet").stdout
    assert "**1.** Which thought?\n\n____" in text
    assert "Sign-off" not in text
    page = run("print", flows / "small.yaml", "--worksheet", "--format", "html").stdout
    assert '<div class="room"></div>' in page


def test_another_exercise_is_called_by_its_title(run: Run, flows: Path) -> None:
    text = SOUND.format(name="first").replace("    example:", "    next: onward\n    example:")
    (flows / "first.yaml").write_text(f"{text.partition('  done:')[0]}  onward:\n    hand_off: small\n")
    assert "Offers: The small" in run("print", "first", "--flows", flows).stdout
    assert "another sheet: The small" in run("print", "first", "--flows", flows, "--worksheet").stdout


def test_a_flow_that_is_not_sound_is_not_written_out(run: Run, broken: Path) -> None:
    result = run("print", broken / "worse.yaml")
    assert result.exit_code == 1
    assert "# The" not in result.stdout


def test_a_flow_that_is_not_there_is_told(run: Run, flows: Path) -> None:
    assert run("print", "smal", "--flows", flows).exit_code == 2


def test_writing_out_loads_neither_the_web_nor_a_database() -> None:
    assert not loaded("print", "reframe") & HEAVY


def test_a_shipped_questionnaire_is_found_by_its_id_as_an_exercise_is(run: Run) -> None:
    result = run("print", "gad_7")
    assert result.exit_code == 0
    assert result.stdout.startswith("# Seven questions on the last two weeks (GAD-7)")
    assert run("check", "who_5").exit_code == 0
    assert run("print", "gad_8").exit_code == 2
