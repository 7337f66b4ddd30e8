"""The page about walks shows a flow and walks that hold, and what the command says of them."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cbt.cli import app
from cbt.engine.scripting import ACTIONS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "walks.md").read_text(encoding="utf-8")
_FILE = re.compile(r"```yaml\n# (\S+)\n(.*?)```", re.DOTALL)
_COMMAND = re.compile(r"```\n\$ cbt (.*?)\n(.*?)```", re.DOTALL)


def test_the_walks_that_the_page_shows_do_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in _FILE.findall(PAGE):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    for command, shown in _COMMAND.findall(PAGE):
        result = CliRunner().invoke(app, command.split())
        assert result.exit_code == 0, result.output
        assert result.stdout == shown


def test_the_page_tells_of_every_line_that_a_script_can_have() -> None:
    table = PAGE.partition("## Scripts")[2].partition("## `cbt test`")[0]
    told = set(re.findall(r"`([a-z_]+)(?::[^`]*)?`", table))
    assert set(ACTIONS) - {"answer"} <= told
