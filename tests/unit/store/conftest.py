"""Databases to test the store on: SQLite and PostgreSQL, one after the other, each empty for each test."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from cbt.store import SqlStore, open_database, upgrade
from tests.unit.store.cluster import Cluster

EMPTY = "TRUNCATE wrap, exercise_session, person, flow_version, sweep"

OpenDatabase = Callable[..., Engine]


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file that has the schema and nothing else; to be copied."""
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    engine = open_database(f"sqlite:///{path}")
    upgrade(engine)
    engine.dispose()
    assert not path.with_name("empty.db-wal").exists()
    return path


@pytest.fixture
def opened() -> Iterator[OpenDatabase]:
    """`open_database`, and the engine is disposed of when the test ends."""
    engines: list[Engine] = []

    def open_(url: str, patience_ms: int = 5000) -> Engine:
        engines.append(open_database(url, patience_ms=patience_ms))
        return engines[-1]

    yield open_
    for engine in engines:
        engine.dispose()


@pytest.fixture
def path(tmp_path: Path, empty_file: Path) -> Path:
    """A SQLite file of this test's own, with the schema."""
    return Path(shutil.copy(empty_file, tmp_path / "cbt.db"))


@pytest.fixture
def sqlite_url(path: Path) -> str:
    return f"sqlite:///{path}"


@pytest.fixture
def postgres_url(cluster: Cluster, migrated: str) -> str:
    """A database with the schema and nothing in it."""
    cluster.run(EMPTY, migrated)
    return cluster.url(migrated)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest) -> str:
    """One empty database of each kind."""
    found: str = request.getfixturevalue(f"{request.param}_url")
    return found


@pytest.fixture
def engine(url: str, opened: OpenDatabase) -> Engine:
    return opened(url)


@pytest.fixture
def store(engine: Engine) -> SqlStore:
    return SqlStore(engine)


@pytest.fixture
def run(url: str, path: Path, cluster: Cluster) -> Callable[[str], list[tuple[object, ...]]]:
    """Runs one SQL statement past the store and gives its rows."""

    def on_sqlite(sql: str) -> list[tuple[object, ...]]:
        connection = sqlite3.connect(path)
        try:
            with connection:
                return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def on_postgres(sql: str) -> list[tuple[object, ...]]:
        return cluster.run(sql, url.rsplit("/", 1)[1])

    return on_sqlite if url.startswith("sqlite") else on_postgres
