"""`cbt explain` and `cbt schema`: what codes mean, and the schema for editors."""

from pathlib import Path

import pytest
from rich.console import Console

from cbt.cli import explain
from cbt.compiler.codes import codes_folder, read_explanations
from tests.unit.cli.conftest import Run

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("code", ["F304", "f304"])
def test_a_piped_page_comes_as_it_is_written(run: Run, code: str) -> None:
    result = run("explain", code)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (codes_folder() / "F304.md").read_text(encoding="utf-8")


def test_in_a_terminal_a_page_is_laid_out(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(explain, "out", Console(force_terminal=True, color_system=None))
    shown = run("explain", "F304").stdout
    assert "F304: an answer may be missing" in shown
    assert "# F304" not in shown
    assert "```" not in shown
    assert all(len(line) <= 100 for line in shown.splitlines())


def test_without_a_code_all_are_listed(run: Run) -> None:
    result = run("explain")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        f"{page.code}  {page.title}" for page in read_explanations().values()
    ]


def test_a_code_that_does_not_exist_is_answered_with_the_nearest(run: Run) -> None:
    result = run("explain", "F3O4")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == 'There is no code "F3O4": did you mean "F304"?\n'
    assert run("explain", "x").stderr == 'There is no code "x": cbt explain lists them all.\n'


def test_an_installed_package_carries_the_pages_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "_codes").mkdir()
    monkeypatch.setattr("cbt.compiler.codes.__file__", str(tmp_path / "compiler" / "codes.py"))
    assert codes_folder() == tmp_path / "_codes"


def test_the_schema_printed_or_written_is_the_committed_one(run: Run, tmp_path: Path) -> None:
    committed = (ROOT / "docs" / "flow.schema.json").read_text(encoding="utf-8")
    assert run("schema").stdout == committed
    result = run("schema", "--output", tmp_path / "x.json")
    assert (result.exit_code, result.stdout) == (0, "")
    assert (tmp_path / "x.json").read_text(encoding="utf-8") == committed
