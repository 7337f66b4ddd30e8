"""Opening a database: the settings that promises rest on are in force on each connection, or it is refused."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from cbt.errors import InsecureSetting
from cbt.store import SqlStore, describe, upgrade
from cbt.store.condition import describe_transport
from cbt.store.sqlite import get_driver, make_file
from tests.unit.store.cluster import Cluster
from tests.unit.store.drivers import watch
from tests.unit.store.people import Somebody

OpenDatabase = Callable[..., Engine]


def test_the_pragmas_are_in_force_on_every_connection(sqlite_url: str, opened: OpenDatabase) -> None:
    engine = opened(sqlite_url)
    connections = [engine.connect() for _ in range(9)]
    for connection in connections:
        in_force = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in (
                "journal_mode",
                "synchronous",
                "busy_timeout",
                "foreign_keys",
                "secure_delete",
                "trusted_schema",
            )
        }
        assert in_force == {
            "journal_mode": "wal",
            "synchronous": 2,
            "busy_timeout": 5000,
            "foreign_keys": 1,
            "secure_delete": 1,
            "trusted_schema": 0,
        }
        connection.close()


def test_writers_begin_immediate_and_readers_need_no_transaction(
    sqlite_url: str, opened: OpenDatabase
) -> None:
    engine, seen = opened(sqlite_url), list[str]()
    watch(engine, lambda _, sql: seen.append(sql.split("\n", 1)[0]))
    store, ann = SqlStore(engine), Somebody()
    ann.begin(store)
    assert (seen[0], seen[-1]) == ("BEGIN IMMEDIATE", "COMMIT")
    seen.clear()
    store.find_key(ann.locator)
    assert seen == ["SELECT wrap.person_id, wrap.sealed "]
    seen.clear()
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
    assert seen == ["BEGIN", "SELECT 1", "ROLLBACK"]


@pytest.mark.postgres
def test_a_transaction_of_sqlalchemys_is_one_on_postgresql_too(
    postgres_url: str, opened: OpenDatabase
) -> None:
    engine, ann = opened(postgres_url), Somebody()
    ann.begin(SqlStore(engine))
    for _ in range(2):
        with engine.connect() as connection:
            connection.execute(text("DELETE FROM wrap"))
    assert SqlStore(engine).find_key(ann.locator) == ann.key
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM wrap"))
    assert SqlStore(engine).find_key(ann.locator) is None


def test_nothing_is_touched_before_the_first_use(tmp_path: Path, opened: OpenDatabase) -> None:
    opened(f"sqlite:///{tmp_path / 'new' / 'cbt.db'}")
    assert list(tmp_path.iterdir()) == []


def test_a_new_file_is_its_owners_alone(tmp_path: Path, opened: OpenDatabase) -> None:
    engine = opened(f"sqlite:///{tmp_path / 'new' / 'cbt.db'}")
    upgrade(engine)
    Somebody().begin(SqlStore(engine))
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
    names = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "new").iterdir()}
    assert names == dict.fromkeys(["cbt.db", "cbt.db-wal", "cbt.db-shm", "cbt.db.lock"], 0o600)


def test_the_folder_of_a_new_file_is_synced_and_nothing_stays_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced, real = list[int](), os.fsync

    def fsync(descriptor: int) -> None:
        synced.append(os.fstat(descriptor).st_ino)
        real(descriptor)

    def lowest() -> int:
        with (tmp_path / "any").open("w") as file:
            return file.fileno()

    monkeypatch.setattr(os, "fsync", fsync)
    free = lowest()
    make_file(tmp_path / "new" / "data" / "cbt.db")
    assert synced == [(tmp_path / "new" / "data").stat().st_ino]
    assert lowest() == free


def test_a_change_of_folder_leads_to_no_other_file(
    tmp_path: Path, opened: OpenDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    engine = opened("sqlite:///odd name?100%#.db")
    monkeypatch.chdir("/")
    upgrade(engine)
    assert (tmp_path / "odd name").exists()


def test_odd_characters_in_a_path_are_just_characters(tmp_path: Path, opened: OpenDatabase) -> None:
    folder = tmp_path / "100% #1 é"
    engine = opened(f"sqlite:///{folder / 'a b.db'}")
    upgrade(engine)
    assert (folder / "a b.db").stat().st_size > 0
    assert describe(engine)["schema"] == "0002"


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "sqlite:///"])
def test_a_database_in_memory_is_refused(url: str, opened: OpenDatabase) -> None:
    with pytest.raises(InsecureSetting) as refusal:
        opened(url)
    assert (refusal.value.name, refusal.value.found) == ("database", "memory")


@pytest.mark.parametrize(
    ("url", "found"), [("mysql://x:hunter2@host/db", "mysql"), ("hunter2", "unreadable"), ("", "unreadable")]
)
def test_another_database_is_refused_without_showing_its_password(
    url: str, found: str, opened: OpenDatabase
) -> None:
    with pytest.raises(InsecureSetting) as refusal:
        opened(url)
    assert refusal.value.found == found
    assert "hunter2" not in str(refusal.value)


def test_a_pragma_that_does_not_hold_is_refused_and_the_file_is_closed(
    path: Path, opened: OpenDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = list[str]()

    class Stubborn(sqlite3.Connection):
        """A SQLite that is built without what one of the pragmas asks for."""

        def execute(self, sql: str, *rest: object) -> sqlite3.Cursor:
            return super().execute(sql.replace("secure_delete=ON", "secure_delete=OFF"))

        def close(self) -> None:
            closed.append("closed")
            super().close()

    real = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *args, **more: real(*args, factory=Stubborn, **more))
    with pytest.raises(InsecureSetting) as refusal:
        opened(f"sqlite:///{path}").connect()
    assert (refusal.value.name, refusal.value.wanted, refusal.value.found) == ("secure_delete", "1", "0")
    assert closed == ["closed"]


def test_errors_of_the_engine_hide_what_was_bound(engine: Engine) -> None:
    with (
        engine.connect() as connection,
        pytest.raises(DBAPIError, match="hidden due to hide_parameters") as error,
    ):
        connection.execute(text("SELECT * FROM nowhere WHERE x = :x"), {"x": "private words"})
    assert "private words" not in str(error.value)


def test_what_an_operator_asks_for_is_told_of_sqlite(sqlite_url: str, opened: OpenDatabase) -> None:
    assert describe(opened(sqlite_url)) == {
        "backend": "sqlite",
        "schema": "0002",
        "journal_mode": "wal",
        "synchronous": "2",
        "busy_timeout": "5000",
        "foreign_keys": "1",
        "secure_delete": "1",
        "trusted_schema": "0",
    }


@pytest.mark.postgres
def test_what_an_operator_asks_for_is_told_of_postgresql(postgres_url: str, opened: OpenDatabase) -> None:
    assert describe(opened(postgres_url)) == {
        "backend": "postgresql",
        "schema": "0002",
        "synchronous_commit": "on",
        "statement_timeout": "5s",
        "fsync": "on",
        "full_page_writes": "on",
        "transport": "within this machine",
    }


@pytest.mark.postgres
def test_the_way_to_the_server_is_told(opened: OpenDatabase) -> None:
    own = Cluster(quick=True)
    try:
        own.offer_tls()
        assert describe(opened(own.url() + "?sslmode=require"))["transport"] == "TLS"
        assert describe(opened(own.url() + "?sslmode=disable"))["transport"] == "within this machine"
    finally:
        own.remove()
    assert describe_transport(is_tls=False, address=None) == "within this machine"
    assert "sslmode=verify-full" in describe_transport(is_tls=False, address="192.0.2.7")


@pytest.mark.postgres
def test_a_connection_to_postgresql_that_is_sound_is_used_again(
    postgres_url: str, opened: OpenDatabase
) -> None:
    engine, served_by = opened(postgres_url), set()
    for _ in range(3):
        with engine.connect() as connection:
            served_by.add(connection.scalar(text("SELECT pg_backend_pid()")))
    assert len(served_by) == 1


@pytest.mark.postgres
def test_a_role_that_commits_without_waiting_is_overruled(postgres_url: str, opened: OpenDatabase) -> None:
    engine = opened(postgres_url + "?options=-csynchronous_commit%3Doff")
    assert describe(engine)["synchronous_commit"] == "on, though the server or the role says off"
    with engine.begin() as connection:
        assert connection.scalar(text("SHOW synchronous_commit")) == "on"


@pytest.mark.postgres
def test_a_server_that_does_not_sync_is_refused(
    postgres_url: str, opened: OpenDatabase, cluster: Cluster
) -> None:
    cluster.set_fsync("off")
    try:
        with pytest.raises(InsecureSetting) as refusal:
            opened(postgres_url).connect()
    finally:
        cluster.set_fsync("on")
    assert (refusal.value.name, refusal.value.found) == ("fsync", "off")


def test_the_driver_connection_is_sqlites_own(sqlite_url: str, opened: OpenDatabase) -> None:
    with opened(sqlite_url).connect() as connection:
        assert isinstance(get_driver(connection.connection), sqlite3.Connection)
