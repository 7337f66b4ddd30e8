"""A real model is asked: the protocol and what must hold whatever it says; never its words. `make test-model` runs it.

It is no part of the whole suite: it needs the environment that its target sets up, and takes minutes.
"""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cbt.compiler.bank import File
from cbt.compiler.diagnostics import Findings
from cbt.compiler.judging import reasons_of
from cbt.compiler.library import Library, compile_folder, read_folder
from cbt.compiler.parts import Bundle
from cbt.compiler.rewordings import read_bank
from cbt.errors import NoReply
from cbt.llm.client import Client
from cbt.llm.reply import choice_in, text_in
from cbt.llm.request import Sampling, request_for
from cbt.wording.reason import Strictness
from tests.model.running import MODEL, copy_flows, model_service, settings_for

FLOW = "thought_record"
PROMPTS = (
    ("Which facts fit this thought?", "simpler"),
    ("You chose “{name}”. How strong was it at the time?", "warmer"),
    ("How much do you believe “{thought}” now, from 0 to 100?", "shorter"),
)
_NAMES, _NUMBERS = re.compile(r"\{[^}]*\}"), re.compile(r"\d+")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with model_service(tmp_path_factory.mktemp("model") / "log") as running:
        yield running


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("model") / "flows"
    copy_flows(folder, FLOW)
    return folder


def reword(address: str, home: Path, *args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cbt", "reword", FLOW, "--flows", str(home)]
    cache = ("--cache", str(home.with_name("replies")))
    return subprocess.run(
        [*command, *cache, *args], env=settings_for(address), capture_output=True, text=True, timeout=3600
    )


def banks(home: Path) -> list[File]:
    files = read_bank(Bundle(read_folder(home), str(home)), Findings())
    return [file for file in files if file.source == f"{FLOW}.yaml"]


@pytest.mark.parametrize(("source", "tone"), PROMPTS)
def test_a_reply_is_one_of_the_protocol(address: str, source: str, tone: str) -> None:
    request = request_for(source, tone, (), Sampling(MODEL, 0.7, 1))
    raw = Client(address).ask(request.body)
    choice = choice_in(raw)
    if choice["finish_reason"] == "stop":
        assert text_in(raw) == choice["message"]["content"].strip()
    else:
        with pytest.raises(NoReply) as none:
            text_in(raw)
        assert (choice["finish_reason"], none.value.reason, none.value.is_failure) == ("length", "cut", False)


def test_what_comes_into_the_bank_keeps_names_and_numbers_and_shows_to_nobody(
    address: str, home: Path
) -> None:
    before = compile_folder(home)
    done = reword(address, home, "--tone", "simpler", "-k", "1")
    assert done.returncode == 0, done.stderr
    for file in banks(home):
        assert file.tone == "simpler"
        for entry in file.entries:
            source, to = str(entry.shape.source), str(entry.shape.to)
            assert _NAMES.findall(to) == _NAMES.findall(source)
            assert _NUMBERS.findall(to) == _NUMBERS.findall(source)
            assert (entry.shape.by, entry.shape.model, entry.shape.approved) == ("a model", MODEL, None)
            assert all(reason.strictness is Strictness.CLOSED for reason in reasons_of(entry, file))
    assert shown(compile_folder(home)) == shown(before)
    again = reword(address, home, "--tone", "simpler", "-k", "1")
    assert " 0 calls to " in again.stderr


def shown(library: Library) -> dict[str, dict[str, object]]:
    """What people can meet: the flows, and their approved wordings."""
    reworded = library.reworded.get(FLOW, {})
    return {
        "flows": dict(library.flows),
        "approved": {tone: held.steps for tone, held in reworded.items() if held.steps},
    }


def test_yes_approves_nothing_that_one_of_the_three_sets_refuses(address: str, home: Path) -> None:
    done = reword(
        address, home, "--tone", "warmer", "-k", "1", "--limit", "8", "--yes", "--name", "R. Author"
    )
    assert done.returncode == 0, done.stderr
    for file in banks(home):
        for entry in file.entries:
            assert entry.shape.approved is None or not reasons_of(entry, file)


def test_a_model_that_is_too_slow_changes_nothing(address: str, home: Path) -> None:
    before = {path: path.read_bytes() for path in home.rglob("*.yaml")}
    started = time.monotonic()
    done = reword(address, home, "--tone", "shorter", "-k", "4", "--deadline", "0.1")
    assert done.returncode == 1
    assert "No reply was there in time" in done.stderr
    assert time.monotonic() - started < 30
    assert {path: path.read_bytes() for path in home.rglob("*.yaml")} == before
