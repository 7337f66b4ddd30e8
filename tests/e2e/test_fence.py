"""A real server whose settings name a model: it calls nobody, loads no client, and tells nobody what people write."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.caller import Caller
from tests.e2e.runs import REFRAME
from tests.e2e.server import Server
from tests.scripted_model import MISBEHAVIOURS, ScriptedModel, scripted

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("fence")]

# Python runs this first of all; what is noted are calls to others, and every module that is loaded.
LISTENER = """
import sys
def listen(event, args, file=open({file!r}, "a", buffering=1)):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        file.write(f"{{event}} {{args[1:]}}\\n")
    elif event == "import":
        file.write(f"import {{args[0]}}\\n")
sys.addaudithook(listen)
"""
CLIENTS = {"aiohttp", "h11", "httpcore", "httpx", "requests", "urllib3"}


@pytest.fixture
def model() -> Iterator[ScriptedModel]:
    with scripted(MISBEHAVIOURS["hang"]) as running:
        yield running


@pytest.fixture
def heard(tmp_path: Path) -> Path:
    """What the server's process does that would reach others."""
    (tmp_path / "first").mkdir()
    (tmp_path / "first" / "sitecustomize.py").write_text(LISTENER.format(file=str(tmp_path / "heard")))
    return tmp_path / "heard"


@pytest.fixture
def server(tmp_path: Path, model: ScriptedModel, heard: Path) -> Iterator[Server]:
    settings = {
        "CBT_REWORD_URL": model.url,
        "CBT_REWORD_MODEL": "tiny",
        "CBT_REWORD_APPROVAL": "automatic",
        "PYTHONPATH": str(tmp_path / "first"),
    }
    found = Server(tmp_path / "server", settings=settings)
    found.start()
    yield found
    found.stop()


def test_the_server_calls_nobody_and_loads_no_client(
    server: Server, model: ScriptedModel, heard: Path
) -> None:
    Caller(server.port).walk("reframe", REFRAME)
    lines = heard.read_text().splitlines()
    assert [line for line in lines if line.startswith("socket.")] == []
    loaded = {line.removeprefix("import ") for line in lines if line.startswith("import ")}
    # That it listened at all.
    assert {"flask", "web", "cbt.service"} <= loaded
    assert not CLIENTS & {name.partition(".")[0] for name in loaded}
    assert not any(name.startswith("cbt.llm") for name in loaded)
    assert model.received == []
