"""The fence round the language model: what people do reaches no model, and what they write reaches none either."""

import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress
from pathlib import Path

import httpx
import pytest
from flask import Flask
from typer.testing import CliRunner

from cbt.cli import app as commands
from cbt.compiler.library import compile_folder
from cbt.errors import NoReply
from cbt.llm.client import Client
from cbt.settings import load_settings
from tests.scripted_model import MISBEHAVIOURS, ScriptedModel, saying, scripted
from tests.sockets import SocketRefused, no_sockets
from tests.unit.cli.conftest import python
from tests.web.house import copy_few
from tests.web.person import Person
from web import create_app
from web.services import close

CANARY = "kanarienvogel 4711"
Fence = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def model(fence: Fence, monkeypatch: pytest.MonkeyPatch) -> Iterator[ScriptedModel]:
    """A service that could be asked: its address stands where the server would look for it."""
    with scripted(saying(lambda prompt: f"Now, {prompt[:1].lower()}{prompt[1:]}")) as running:
        monkeypatch.setenv("CBT_REWORD_URL", running.url)
        monkeypatch.setenv("CBT_REWORD_MODEL", "tiny")
        monkeypatch.setenv("CBT_REWORD_APPROVAL", "automatic")
        yield running


@pytest.fixture
def flows(tmp_path: Path) -> Path:
    folder = tmp_path / "flows"
    copy_few(folder)
    return folder


def make(data: Path, flows: Path) -> Flask:
    """The application as it is for an operator whose settings name a model."""
    return create_app(load_settings(data=data, flows=flows), compile_folder(flows))


def acts(app: Flask) -> None:
    """Somebody goes through an exercise, looks back at it, takes it along, and chooses every tone on the way."""
    person = Person(app)
    page = person.start("reframe")
    for tone in ("simpler", "plain", "warmer"):
        page = person.send(page.fill(CANARY).with_field("wording", tone))
    page = person.go_on(page, CANARY, "80", "70")
    assert CANARY in page.html
    for url in ("/records", "/you", "/you/records.json", "/you/records.md", "/help"):
        assert person.open(url).status == 200, url


def reword(flows: Path, cache: Path) -> None:
    args = ["reword", "reframe", "--tone", "shorter", "-k", "1", "--flows", str(flows), "--cache", str(cache)]
    assert CliRunner().invoke(commands, args).exit_code == 0


def test_what_people_do_calls_no_model_and_changes_no_call(
    model: ScriptedModel, fence: Fence, flows: Path, tmp_path: Path
) -> None:
    with fence():
        app = make(tmp_path / "data", flows)
        acts(app)
    assert model.received == []
    before = flows.with_name("before")
    shutil.copytree(flows, before)
    reword(before, tmp_path / "a")
    first, model.received[:] = list(model.received), []
    with fence():
        acts(app)
        close(app)
    assert model.received == []
    reword(flows, tmp_path / "b")
    assert [each.body for each in model.received] == [each.body for each in first]
    assert first
    assert not any(CANARY.encode() in each.whole for each in [*first, *model.received])


def test_the_serving_process_loads_no_client_and_no_key(tmp_path: Path) -> None:
    code = f"""
import os, sys
os.environ.update(CBT_REWORD_URL="http://127.0.0.1:9/v1", CBT_REWORD_MODEL="x", CBT_REWORD_KEY="hunter2hunter2")
from cbt.cli import serve
serve._start = lambda settings, make: make()
from typer.testing import CliRunner
from cbt.cli import app
result = CliRunner().invoke(app, ["serve", "--data", {str(tmp_path / "data")!r}, "--port", "28471"])
assert result.exit_code == 0, result.output
print([name for name in sys.modules if name.split(".")[0] in ("httpx", "httpcore", "h11") or "cbt.llm" in name])
"""
    with_sockets = python("-c", code)
    assert with_sockets.stdout == "[]\n", with_sockets.stderr


# That the fence holds


def test_a_socket_an_address_and_a_client_are_refused_behind_the_fence(
    model: ScriptedModel, fence: Fence
) -> None:
    for reach in (
        socket.socket,
        lambda: socket.getaddrinfo("localhost", 80),
        lambda: httpx.get(model.url),
    ):
        with pytest.raises(SocketRefused), fence():
            reach()
    assert model.received == []


def test_a_refusal_that_was_swallowed_is_told_all_the_same(fence: Fence) -> None:
    with pytest.raises(SocketRefused, match=r"socket\.__new__"), fence(), suppress(SocketRefused):
        socket.socket()


def test_beside_the_fence_sockets_are_as_ever(fence: Fence) -> None:
    with no_sockets():
        pass
    with scripted(MISBEHAVIOURS["500"]) as service, pytest.raises(NoReply):
        Client(service.url, deadline=5).ask(b"{}")
