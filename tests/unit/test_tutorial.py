"""The tutorial is run as it is read: its files are written, its commands typed, and what it shows is what comes out."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cbt.compiler.library import compile_files

DOCS = Path(__file__).resolve().parents[2] / "docs"
_BLOCK = re.compile(r"```(yaml|sh)([a-z ]*)\n(.*?)```", re.DOTALL)


def run(command: str, folder: Path, typed: str) -> subprocess.CompletedProcess[str]:
    words = command.split()
    if words[0] == "mkdir":
        (folder / words[1]).mkdir()
        return subprocess.CompletedProcess(words, 0, "", "")
    assert words[0] == "cbt"
    plain = {name: value for name, value in os.environ.items() if name not in ("FORCE_COLOR", "COLUMNS")}
    return subprocess.run(
        [sys.executable, "-m", "cbt", *words[1:]],
        cwd=folder,
        input=typed,
        capture_output=True,
        text=True,
        env={**plain, "COLUMNS": "200"},
        check=False,
    )


def play_block(kind: str, lines: list[str], folder: Path) -> None:
    """Types the commands of a block; every line below one stands in what comes out, `> ` is what is typed."""
    commands = [number for number, line in enumerate(lines) if line.startswith("$ ")]
    for start, end in zip(commands, [*commands[1:], len(lines)], strict=True):
        below = lines[start + 1 : end]
        typed = "".join([f"{line[2:]}\n" for line in below if line.startswith("> ")])
        done = run(lines[start][2:], folder, typed)
        assert done.returncode == (1 if kind == "fails" else 0), done.stderr
        for line in below:
            assert line.startswith("> ") or line in done.stdout + done.stderr, done.stdout + done.stderr


def test_the_tutorial_does_what_it_says(tmp_path: Path) -> None:
    blocks = _BLOCK.findall((DOCS / "tutorial.md").read_text(encoding="utf-8"))
    assert len(blocks) > 10
    for language, kind, text in blocks:
        first, _, rest = text.partition("\n")
        if language == "yaml":
            (tmp_path / first.removeprefix("# ")).write_text(rest, encoding="utf-8")
        elif kind.strip() != "shown":
            play_block(kind.strip(), text.splitlines(), tmp_path)


@pytest.mark.parametrize("page", ["for-therapists.md"])
def test_the_flows_that_a_page_shows_are_sound(page: str) -> None:
    blocks = _BLOCK.findall((DOCS / page).read_text(encoding="utf-8"))
    files = {text.partition("\n")[0].removeprefix("# flows/"): text.encode() for _, _, text in blocks}
    assert compile_files(files).findings == ()
