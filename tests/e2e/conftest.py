"""A real server and a real Chromium for each worker, and a browser of their own for each person in a test.

It must not skip anything: without a Chromium the tests fail and say so.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, Error, expect

from cbt.compiler.library import default_flows_folder
from tests.e2e.caller import Caller
from tests.e2e.chromium import PATIENCE_MS, open_chromium
from tests.e2e.look import Look
from tests.e2e.person import Person
from tests.e2e.server import HOST, Server
from tests.e2e.sweep import LEDGER, all_files, counts, ids_in, lines_that_tell, urls_that_tell
from tests.e2e.watch import Watch
from tests.markers import files_with
from tests.web.house import MORE_FLOWS

PHONE = (320, 640)
expect.set_options(timeout=30_000)


class Visit(Protocol):
    """Lets a person open a browser."""

    def __call__(
        self,
        *,
        script: bool = True,
        size: tuple[int, int] = PHONE,
        at: Server | None = None,
        cookie: str = "",
        **settings: Any,
    ) -> Person: ...


@pytest.fixture(scope="session", autouse=True)
def swept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Once all is over: nothing that anybody typed or chose can be read in what the servers leave behind."""
    yield
    servers = [*Server.made]
    markers = LEDGER.markers([each.flows for each in servers if each.flows is not None])
    assert urls_that_tell(LEDGER.urls, markers) == []
    untouched: dict[Path, Counter[str]] = {}
    for server in servers:
        assert not server.is_running
        for held in (*server.wiped, all_files(server.folder)):
            assert files_with(held, markers) == []
        assert server.output.exists() is False or lines_that_tell(server.output.read_text()) == []
        if (server.data / "cbt.db").exists():
            flows = server.flows or default_flows_folder()
            if flows not in untouched:
                untouched[flows] = names_left_by(Server(tmp_path_factory.mktemp("untouched"), server.flows))
            # Ids of flows and steps stand in a used server's files no more often than in an untouched one's.
            assert names_left_by(server) - untouched[flows] == Counter()
            assert files_with(all_files(server.folder), markers) == []


def names_left_by(server: Server) -> Counter[str]:
    """How often ids of flows and steps stand in its files, backups too."""
    # What a killed one had not yet put in its place is put there by a start.
    server.start()
    server.stop()
    server.back_up()
    files = {name: held for name, held in all_files(server.folder).items() if name != "output"}
    return Counter(counts(files, ids_in(server.flows or default_flows_folder())))


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server of this worker; no test may hurt it."""
    found = Server(tmp_path_factory.mktemp("server"))
    found.start()
    yield found
    found.stop()


@pytest.fixture(scope="session")
def _own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    found = Server(tmp_path_factory.mktemp("own"))
    yield found
    found.thaw()
    found.kill()


@pytest.fixture
def own_server(_own_server: Server) -> Server:
    """A server that a test may stop, freeze and kill."""
    if not _own_server.is_running:
        _own_server.start()
    return _own_server


@pytest.fixture(scope="session")
def answers_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the flow with all kinds of answers that our own exercises do not ask for."""
    found = Server(tmp_path_factory.mktemp("answers"), MORE_FLOWS)
    found.start()
    yield found
    found.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with open_chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def look() -> Look:
    return Look()


@pytest.fixture
def visit(chromium: Browser, look: Look, server: Server) -> Iterator[Visit]:
    """Opens browsers, each with nobody's cookies; in the end none of them may have done what it must not."""
    people: list[Person] = []

    def open_browser(
        *,
        script: bool = True,
        size: tuple[int, int] = PHONE,
        at: Server | None = None,
        cookie: str = "",
        **settings: Any,
    ) -> Person:
        width, height = size
        # What a test takes away would come back out of what the browser keeps; `test_help.py` is about that.
        settings.setdefault("service_workers", "block")
        context = chromium.new_context(viewport={"width": width, "height": height}, **settings)
        context.set_default_timeout(PATIENCE_MS)
        if cookie:
            name, _, value = cookie.partition("=")
            context.add_cookies([{"name": name, "value": value, "domain": HOST, "path": "/"}])
        origin = (at or server).origin
        people.append(Person(context, Watch(context, origin), look, origin, script=script))
        return people[-1]

    yield open_browser
    for person in people:
        # A test may have closed its browser already.
        with suppress(Error):
            for kept in person.context.cookies():
                LEDGER.note_cookie(kept.get("value", ""))
        person.context.close()
    for person in people:
        person.watch.check()


@pytest.fixture
def caller(server: Server) -> Caller:
    """Somebody without a browser, for a quick start."""
    return Caller(server.port)


@pytest.fixture(params=[True, False], ids=["script", "plain"])
def script(request: pytest.FixtureRequest) -> bool:
    """Whether scripts run."""
    return bool(request.param)
