"""What is peculiar to SQLite: its file, the pragmas that promises rest on, emptying its write-ahead log.

It must not make a database file by opening one: a file that vanished is trouble, not a fresh start.
"""

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine

from cbt.errors import InsecureSetting, StoreUnavailable
from cbt.store.trouble import TRANSLATED

PATIENCE = "cbt_patience_ms"


def make_sqlite_engine(url: URL, patience_ms: int) -> Engine:
    """Make an engine for the file that `url` names; touches nothing until it is first used.

    Each connection has its pragmas set and read back; InsecureSetting is raised where one does not hold. A
    transaction begins deferred, unless `begin_immediate` came first.
    """
    if url.database in {None, "", ":memory:"}:
        raise InsecureSetting("database", "a file", "memory")
    # Absolute, so that a later change of the working directory does not lead to another file.
    path = Path(str(url.database)).absolute()
    engine = create_engine(
        url.set(database=str(path), query={}),
        creator=lambda: _connect(path, patience_ms),
        execution_options={PATIENCE: patience_ms},
        hide_parameters=True,
        paramstyle="named",
        pool_size=8,
        max_overflow=24,
        pool_timeout=patience_ms / 1000,
    )
    # Not by an event: where one is listened to, SQLAlchemy does more work for every statement.
    engine.dialect.do_begin = _begin_deferred  # type: ignore[method-assign, assignment]
    return engine


def begin_immediate(connection: Connection) -> None:
    """Begin as a writer, before SQLAlchemy begins on this connection: it waits here and not in the middle."""
    get_driver(connection.connection).execute("BEGIN IMMEDIATE")


def get_path(engine: Engine) -> Path:
    """The database file of a SQLite engine."""
    return Path(str(engine.url.database))


def get_driver(connection: Any) -> sqlite3.Connection:
    """The sqlite3 connection inside one of the pool's; what runs on it goes past SQLAlchemy."""
    driver: sqlite3.Connection = connection.driver_connection
    return driver


def make_file(path: Path) -> None:
    """Make an empty database file (0600) and its folder (0700) where there is none, and sync the folder."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    # Where a folder cannot be opened as a file there is nothing to sync.
    with suppress(PermissionError):
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def read_pragmas(connection: sqlite3.Connection) -> dict[str, str]:
    """The value in force of every pragma that a promise rests on."""
    return {name: str(connection.execute(f"PRAGMA {name}").fetchone()[0]) for name in _wanted(0)}


def empty_log(engine: Engine) -> None:
    """Copy the write-ahead log into the file and truncate it, so that what was deleted is in neither.

    Raises StoreUnavailable `locked` where a reader stays in the way.
    """
    with TRANSLATED, closing(engine.raw_connection()) as connection:
        # A raw connection: a checkpoint cannot run inside a transaction, and SQLAlchemy begins one by itself.
        busy = get_driver(connection).execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if busy:
        raise StoreUnavailable("locked")


def _wanted(patience_ms: int) -> dict[str, tuple[str, str]]:
    # The waiting time is first: it already holds while the journal mode is being changed.
    return {
        "busy_timeout": (str(patience_ms), str(patience_ms)),
        "journal_mode": ("WAL", "wal"),
        "synchronous": ("FULL", "2"),
        "foreign_keys": ("ON", "1"),
        "secure_delete": ("ON", "1"),
        "trusted_schema": ("OFF", "0"),
    }


def _connect(path: Path, patience_ms: int) -> sqlite3.Connection:
    # Without an isolation level the driver begins no transaction of its own.
    connection = sqlite3.connect(
        f"{path.as_uri()}?mode=rw", uri=True, isolation_level=None, check_same_thread=False
    )
    try:
        wanted = _wanted(patience_ms)
        for name, (value, _) in wanted.items():
            connection.execute(f"PRAGMA {name}={value}")
        for name, found in read_pragmas(connection).items():
            if found != wanted[name][1]:
                raise InsecureSetting(name, wanted[name][1], found)
    except BaseException:
        connection.close()
        raise
    return connection


def _begin_deferred(connection: Any) -> None:
    if not connection.in_transaction:
        connection.execute("BEGIN")
