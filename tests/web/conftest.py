"""Applications to test: shared ones, where people do not meet, and fresh ones for what looks at files."""

import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from io import StringIO
from pathlib import Path

import pytest
from flask import Flask

from cbt.store import open_database, upgrade
from tests.sockets import no_sockets
from tests.unit.store.cluster import Cluster
from tests.web.elsewhere import elsewhere
from tests.web.house import MORE_FLOWS, MakeApp, make_app, write_flows
from tests.web.person import Person
from web import limits
from web.logs import FORMAT, LOGGER
from web.services import close


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL there is no file to look into: what asks for one is run on SQLite, and left out there."""
    if config.getoption("--database") != "postgres":
        return
    left_out = [item for item in items if item.get_closest_marker("sqlite_file")]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


@pytest.fixture(scope="session", autouse=True)
def _database(request: pytest.FixtureRequest) -> Iterator[None]:
    """With `--database postgres` each application has a database of its own on a server that lives in memory."""
    if request.config.getoption("--database") != "postgres":
        yield
        return
    running = Cluster(quick=True)
    name = running.new_database()
    engine = open_database(running.url(name))
    upgrade(engine)
    engine.dispose()
    elsewhere.cluster, elsewhere.template = running, name
    yield
    elsewhere.cluster = None
    running.remove()


@pytest.fixture(autouse=True)
def log_lines() -> Iterator[StringIO]:
    """All that the application logs during a test, as an operator would see it."""
    lines = StringIO()
    handler = logging.StreamHandler(lines)
    handler.setFormatter(FORMAT)
    LOGGER.addHandler(handler)
    yield lines
    LOGGER.removeHandler(handler)


@pytest.fixture(autouse=True)
def fenced(request: pytest.FixtureRequest) -> Iterator[None]:
    """The whole suite runs without a socket: what answers people asks nobody, and an embedded database needs none."""
    # Tests of the fence itself put it up where it is to stand.
    if "fence" in request.fixturenames:
        yield
        return
    with no_sockets():
        yield


@pytest.fixture
def fence() -> Callable[[], AbstractContextManager[None]]:
    """Puts up the fence, for a test that has a server of its own beside the application."""
    return no_sockets


@pytest.fixture(autouse=True)
def new_tries(request: pytest.FixtureRequest) -> None:
    """Nobody has tried anything yet, though many tests share an application and come from one address."""
    for name in {"shared_app", "kinds_app", "answers_app"} & set(request.fixturenames):
        limits.init_app(request.getfixturevalue(name))


@pytest.fixture(scope="session")
def empty_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a key and a database that nobody has used; to be copied."""
    folder = tmp_path_factory.mktemp("empty") / "data"
    close(make_app(folder))
    return folder


@pytest.fixture(scope="session")
def own_flows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one flow that has every kind of field, and two where one hands over to the other."""
    return write_flows(tmp_path_factory.mktemp("own") / "flows")


@pytest.fixture(scope="session")
def shared_app(tmp_path_factory: pytest.TempPathFactory, empty_data: Path) -> Iterator[Flask]:
    """The shipped exercises, for tests that look at one person only."""
    folder = tmp_path_factory.mktemp("shared") / "data"
    shutil.copytree(empty_data, folder)
    app = make_app(folder)
    yield app
    close(app)


@pytest.fixture(scope="session")
def kinds_app(tmp_path_factory: pytest.TempPathFactory, empty_data: Path, own_flows: Path) -> Iterator[Flask]:
    """Our own flows, for tests that look at one person only."""
    folder = tmp_path_factory.mktemp("kinds") / "data"
    shutil.copytree(empty_data, folder)
    app = make_app(folder, own_flows)
    yield app
    close(app)


@pytest.fixture(scope="session")
def answers_app(tmp_path_factory: pytest.TempPathFactory, empty_data: Path) -> Iterator[Flask]:
    """The flow with all other kinds of answers, for tests that look at one person only."""
    folder = tmp_path_factory.mktemp("answers") / "data"
    shutil.copytree(empty_data, folder)
    app = make_app(folder, MORE_FLOWS)
    yield app
    close(app)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data folder of this test's own applications."""
    return tmp_path / "data"


@pytest.fixture
def fresh(data: Path, empty_data: Path) -> Iterator[MakeApp]:
    """Makes applications on this test's own data folder."""
    shutil.copytree(empty_data, data)
    made = []

    def make(flows: Path | None = None, public_url: str = "") -> Flask:
        made.append(make_app(data, flows, public_url))
        return made[-1]

    yield make
    for app in made:
        close(app)


@pytest.fixture(params=[False, True], ids=["plain", "htmx"])
def person(request: pytest.FixtureRequest, shared_app: Flask) -> Person:
    """Somebody with a browser, without and with script."""
    return Person(shared_app, script=request.param)
