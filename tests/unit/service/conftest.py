"""The service put together for a test: on a store in memory, or on a real one in a file of its own."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from cbt.store import SqlStore, open_database, upgrade
from tests.unit.service.house import House


@pytest.fixture
def house() -> House:
    """The service on a store in memory."""
    return House()


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file that has the schema and nothing else; to be copied."""
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    engine = open_database(f"sqlite:///{path}")
    upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture
def sqlite_store(tmp_path: Path, empty_file: Path) -> Iterator[SqlStore]:
    """The real store, on a SQLite file of this test's own."""
    engine = open_database(f"sqlite:///{shutil.copy(empty_file, tmp_path / 'cbt.db')}")
    yield SqlStore(engine)
    engine.dispose()


@pytest.fixture(params=["memory", "sqlite"])
def either(request: pytest.FixtureRequest) -> House:
    """The service on a store in memory, and then on a real one."""
    return House() if request.param == "memory" else House(request.getfixturevalue("sqlite_store"))
