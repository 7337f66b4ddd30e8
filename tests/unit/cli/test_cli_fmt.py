"""`cbt fmt`: mends files where they lie, or names those that it would mend."""

from pathlib import Path

import pytest

from tests.unit.cli.conftest import Run


@pytest.fixture
def untidy(flows: Path) -> Path:
    """A folder with a flow whose question has a colon, and a walk with spaces at a line's end."""
    for name, old, new in (
        ("small.yaml", "ask: Which thought?", "ask: Think: which thought?"),
        ("walks/small.yaml", "walks:", "walks:  "),
    ):
        path = flows / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return flows


def test_files_are_mended_where_they_lie(run: Run, untidy: Path) -> None:
    result = run("fmt", untidy.parent)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [f"{untidy}/small.yaml", f"{untidy}/walks/small.yaml"]
    assert result.stderr == "2 files changed, 0 in shape already.\n"
    assert 'ask: "Think: which thought?"' in (untidy / "small.yaml").read_text(encoding="utf-8")
    assert run("test", untidy).exit_code == 0
    assert run("fmt", untidy).stderr == "No files changed, 2 in shape already.\n"


def test_with_check_files_are_named_and_left_alone(run: Run, untidy: Path) -> None:
    before = (untidy / "small.yaml").read_bytes()
    result = run("fmt", "--check", untidy / "small.yaml")
    assert (result.exit_code, result.stdout) == (1, f"{untidy}/small.yaml\n")
    assert result.stderr == "1 file would be changed, 0 in shape already.\n"
    assert (untidy / "small.yaml").read_bytes() == before


def test_a_folder_of_walks_stands_for_itself(run: Run, untidy: Path) -> None:
    assert run("fmt", untidy / "walks").stdout == f"{untidy}/walks/small.yaml\n"


def test_the_shipped_flows_are_in_shape(run: Run) -> None:
    assert run("fmt", "--check").exit_code == 0


def test_where_there_is_nothing_it_ends_with_two(run: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("x", encoding="utf-8")
    assert "There are no flows in" in run("fmt", tmp_path).stderr
    for path in (tmp_path / "notes.md", tmp_path / "nowhere"):
        result = run("fmt", path)
        assert result.exit_code == 2
        assert "is no file that ends in .yaml" in result.stderr
