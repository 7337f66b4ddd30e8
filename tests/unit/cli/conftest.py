"""What the tests of the commands share: a runner, folders of flows, and an environment without CBT_ variables."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cbt.cli import app
from tests.scripted_model import ScriptedModel, saying, scripted
from tests.unit.cli.rewording import DEADLINE, FLOW, PART, SAID, Ask

Run = Callable[..., Result]

SOUND = """flow: {name}
title: The {name}
language: en
anywhere: {{support: help_now}}
steps:
  thought:
    ask: Which thought?
    answer: text
    check:
      - must: words(thought) >= 2
        else: Please add a word.
    example: She is cross.
  done:
    say: Done.
    end: completed
"""
WALKS = """walks:
  - name: straight on
    answers: {thought: She is cross.}
    expect: {ends: completed}
"""


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("CBT_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("COLUMNS", "200")


@pytest.fixture
def run() -> Run:
    """Runs a command in this process; nothing may come out of it as an exception."""

    def run_(*args: object, typed: str = "") -> Result:
        result = CliRunner().invoke(app, [str(arg) for arg in args], input=typed)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return run_


@pytest.fixture
def flows(tmp_path: Path) -> Path:
    """A folder with one sound flow and a walk that holds."""
    folder = tmp_path / "flows"
    (folder / "walks").mkdir(parents=True)
    (folder / "small.yaml").write_text(SOUND.format(name="small"), encoding="utf-8")
    (folder / "walks" / "small.yaml").write_text(WALKS, encoding="utf-8")
    return folder


@pytest.fixture
def few_flows(flows: Path, plain_environment: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets the commands find that folder, and not the shipped one, which takes them seconds to prove."""
    monkeypatch.setenv("CBT_FLOWS", str(flows))


@pytest.fixture
def broken(flows: Path) -> Path:
    """A folder with one sound flow, and one with two faults, of which one is in the part that it uses."""
    (flows / "parts").mkdir()
    (flows / "parts" / "two_sides.yaml").write_text(
        "part: two_sides\ngives: [fits]\nsteps:\n  fits:\n    aks: Which?\n    answer: text\n",
        encoding="utf-8",
    )
    text = SOUND.format(name="worse").replace("    example:", "    next: dine\n    example:")
    text = text.replace("  done:\n", "  sides:\n    use: parts/two_sides\n  done:\n")
    (flows / "worse.yaml").write_text(text, encoding="utf-8")
    return flows


@pytest.fixture
def minds(tmp_path: Path) -> Path:
    folder = tmp_path / "flows"
    (folder / "parts").mkdir(parents=True)
    (folder / "mind.yaml").write_text(FLOW, encoding="utf-8")
    (folder / "parts" / "p.yaml").write_text(PART, encoding="utf-8")
    return folder


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[ScriptedModel]:
    with scripted(saying(lambda prompt: SAID[prompt])) as running:
        monkeypatch.setenv("CBT_REWORD_URL", running.url)
        monkeypatch.setenv("CBT_REWORD_MODEL", "tiny")
        yield running


@pytest.fixture
def reword(run: Run, minds: Path, model: ScriptedModel, tmp_path: Path) -> Ask:
    """Runs `cbt reword` in that folder: its exit code, what it printed, and what it noted beside."""

    def reword_(*args: object) -> tuple[int, str, str]:
        given = ("--flows", minds, "--cache", tmp_path / "replies", "--deadline", DEADLINE)
        result = run("reword", "ask", *given, *args)
        return result.exit_code, result.stdout, result.stderr

    return reword_


def python(*args: str) -> subprocess.CompletedProcess[str]:
    """Runs Python in a process of its own, without the modules that measuring coverage would load in it."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    return subprocess.run([sys.executable, *args], capture_output=True, text=True, timeout=60, env=plain)
