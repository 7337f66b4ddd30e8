"""`cbt graph` draws a flow in the format that is asked for, and with what its walks go through."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.unit.cli.conftest import Run
from tests.unit.cli.test_cli_imports import HEAVY, loaded


def test_a_flow_is_drawn_as_mermaid_unless_something_else_is_asked_for(run: Run, flows: Path) -> None:
    result = run("graph", flows / "small.yaml")
    assert result.exit_code == 0
    assert result.stdout.startswith("flowchart TB\n")
    assert 'p_thought["Which thought?' in result.stdout


def test_a_flow_is_found_by_its_id_in_a_folder_or_among_the_shipped_ones(run: Run, flows: Path) -> None:
    assert "p_thought" in run("graph", "small", "--flows", flows).stdout
    assert "p_distress" in run("graph", "reframe").stdout


def test_dot_and_svg_are_written_when_asked_for(run: Run, flows: Path) -> None:
    assert run("graph", flows / "small.yaml", "--format", "dot").stdout.startswith("digraph flow {\n")
    svg = run("graph", flows / "small.yaml", "--format", "svg").stdout
    assert ET.fromstring(svg).tag.endswith("svg")  # noqa: S314  # our own output


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("a.svg", "<svg "),
        ("a.DOT", "digraph"),
        ("a.gv", "digraph"),
        ("a.mmd", "flowchart"),
        ("a", "flowchart"),
    ],
)
def test_a_file_is_written_in_the_format_that_its_name_ends_in(
    run: Run, flows: Path, tmp_path: Path, name: str, start: str
) -> None:
    output = tmp_path / name
    result = run("graph", flows / "small.yaml", "--output", output)
    assert (result.exit_code, result.stdout) == (0, "")
    assert str(output) in result.stderr
    assert output.read_text(encoding="utf-8").startswith(start)


def test_a_format_that_is_named_wins_over_the_file_s_ending(run: Run, flows: Path, tmp_path: Path) -> None:
    output = tmp_path / "a.svg"
    run("graph", flows / "small.yaml", "--output", output, "--format", "dot")
    assert output.read_text(encoding="utf-8").startswith("digraph")


def test_cover_counts_the_walks_and_marks_where_none_goes(run: Run, flows: Path) -> None:
    result = run("graph", flows / "small.yaml", "--cover")
    assert result.exit_code == 0
    assert 'p_thought -->|"1 walk"| p_done' in result.stdout
    assert 'p_thought -.->|"refused · no walk"| p_thought' in result.stdout


def test_cover_without_walks_marks_everything(run: Run, flows: Path) -> None:
    (flows / "walks" / "small.yaml").unlink()
    result = run("graph", flows / "small.yaml", "--cover")
    assert result.exit_code == 0
    assert 'p_thought -.->|"no walk"| p_done' in result.stdout


def test_a_walk_that_fails_is_told_and_the_drawing_is_made_all_the_same(run: Run, flows: Path) -> None:
    path = flows / "walks" / "small.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("ends: completed", "ends: other"), encoding="utf-8"
    )
    result = run("graph", flows / "small.yaml", "--cover")
    assert result.exit_code == 1
    assert result.stdout.startswith("flowchart")
    assert "do not hold: 1" in result.stderr


def test_a_flow_that_is_not_sound_is_not_drawn_and_its_faults_are_shown(run: Run, broken: Path) -> None:
    result = run("graph", broken / "worse.yaml")
    assert result.exit_code == 1
    assert "F101" in result.stdout
    assert "flowchart" not in result.stdout
    assert "worse is not sound" in result.stderr


def test_the_nearest_flow_is_named_when_there_is_none_of_that_name(run: Run, flows: Path) -> None:
    result = run("graph", "smal", "--flows", flows)
    assert result.exit_code == 2
    assert 'There is no flow "smal"' in result.stderr
    assert "small" in result.stderr


def test_the_folder_that_one_is_in_is_named_in_full(
    run: Run, flows: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(flows)
    assert f'There is no flow "smal" in {flows}. Did you mean "small"?' in run("graph", "smal.yaml").stderr


def test_all_flows_are_named_when_none_is_near(run: Run, flows: Path) -> None:
    assert "The flows are: small" in run("graph", "xyzzy", "--flows", flows).stderr


def test_a_folder_without_flows_is_told(run: Run, tmp_path: Path) -> None:
    result = run("graph", "small", "--flows", tmp_path)
    assert result.exit_code == 2
    assert "There are no flows" in result.stderr


def test_a_file_of_another_ending_is_told(run: Run, tmp_path: Path) -> None:
    result = run("graph", tmp_path / "small.yml")
    assert result.exit_code == 2
    assert "end in .yaml" in result.stderr


def test_a_place_that_cannot_be_written_to_is_told(run: Run, flows: Path, tmp_path: Path) -> None:
    result = run("graph", flows / "small.yaml", "--output", tmp_path / "nowhere" / "a.svg")
    assert result.exit_code == 2
    assert "cannot be used" in result.stderr


def test_drawing_loads_neither_the_web_nor_a_database() -> None:
    assert not loaded("graph", "reframe", "--cover", "--format", "svg") & HEAVY
