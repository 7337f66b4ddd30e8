"""Copies a database, of either kind, into two files from one moment: all that is kept, and apart from it the keys.

It must not put a key into the file that is kept for long: without the other one, nobody opens what it holds.
"""

import os
import re
import secrets
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, Engine, Table, create_engine, func, insert, select

from cbt.errors import BackupWrong
from cbt.store.condition import is_current
from cbt.store.engine import open_database
from cbt.store.revisions import REVISIONS
from cbt.store.schema import upgrade
from cbt.store.tables import METADATA, PERSON, WRAP
from cbt.store.trouble import TRANSLATED

KEYS_KEPT_FOR = timedelta(days=7)

_AT_ONCE = 500
_STAMP = "%Y-%m-%dT%H%M%SZ"
_NAME = re.compile(r"(data|keys)-(\d{4}-\d\d-\d\dT\d{6}Z)\.db")


@dataclass(frozen=True, slots=True)
class Backup:
    """The two files of one backup, how many people are in it, and which old files of keys were deleted."""

    data: Path
    keys: Path
    people: int
    deleted: tuple[Path, ...] = ()


def make_backup(engine: Engine, folder: Path, now: datetime) -> Backup:
    """Write both files, as they stood at one moment, into a folder, which is made (0700) where it is missing.

    Files of keys there that are older than seven days are deleted, so that what a person deletes cannot be opened
    from a backup for longer than that. Raises BackupWrong, StoreUnavailable, OSError.
    """
    with TRANSLATED:
        if not is_current(engine):
            raise BackupWrong("old_schema")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    stamp = now.astimezone(UTC).strftime(_STAMP)
    data, keys = folder / f"data-{stamp}.db", folder / f"keys-{stamp}.db"
    drafts = data.with_suffix(".part"), keys.with_suffix(".part")
    try:
        people = _write(engine, *drafts)
        for draft, path in zip(drafts, (data, keys), strict=True):
            draft.replace(path)
    finally:
        for draft in drafts:
            draft.unlink(missing_ok=True)
    _sync(folder)
    return Backup(data, keys, people, _delete_old_keys(folder, now))


def find_newest(folder: Path) -> Backup:
    """The newest backup in a folder of which both files are there. Raises BackupWrong."""
    found = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    stamps = sorted([match[2] for name in found if (match := _NAME.fullmatch(name)) and match[1] == "data"])
    for stamp in reversed(stamps):
        if f"keys-{stamp}.db" in found:
            return Backup(folder / f"data-{stamp}.db", folder / f"keys-{stamp}.db", 0)
    raise BackupWrong("missing", str(folder))


def restore_backup(backup: Backup, engine: Engine, room: Path) -> Backup:
    """Put both files together again, in a database that holds nobody yet, and bring it up to date.

    `room` is a folder to work in, which is made (0700) where it is missing: the backup's own may be read-only. Keys of
    people whose data is not there are left out, so that files of two moments may be put together. All of it is there,
    or nothing. Raises BackupWrong, DatabaseBroken, DatabaseTooNew, StoreUnavailable, OSError.
    """
    with _put_together(backup, room) as whole:
        source = open_database(f"sqlite:///{whole}")
        try:
            upgrade(source)
            upgrade(engine)
            with TRANSLATED, source.connect() as reader, engine.begin() as writer:
                _refuse_if_taken(writer)
                for table in METADATA.sorted_tables:
                    _copy(reader, writer, table)
                people = _count(writer)
        finally:
            source.dispose()
    return Backup(backup.data, backup.keys, people)


def _write(engine: Engine, data: Path, keys: Path) -> int:
    """Both files, from one snapshot; how many people are in them."""
    with TRANSLATED, _snapshot(engine) as source:
        _fill(source, data, [table for table in METADATA.sorted_tables if table is not WRAP])
        _fill(source, keys, [WRAP])
        return _count(source)


@contextmanager
def _snapshot(engine: Engine) -> Iterator[Connection]:
    """One connection that sees the same moment in all that it reads."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            # A SQLite file in WAL mode gives a reader one moment anyway.
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        yield connection


def _fill(source: Connection, path: Path, tables: Iterable[Table]) -> None:
    """A file with the schema, and the rows of some tables."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600))
    target = create_engine(f"sqlite:///{path}", hide_parameters=True)
    try:
        with target.begin() as writer:
            METADATA.create_all(writer)
            writer.exec_driver_sql(
                "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"
            )
            writer.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (REVISIONS[-1],))
            for table in tables:
                _copy(source, writer, table)
    finally:
        target.dispose()


def _copy(source: Connection, writer: Connection, table: Table) -> None:
    rows = source.execution_options(yield_per=_AT_ONCE).execute(select(table))
    for some in rows.partitions(_AT_ONCE):
        writer.execute(insert(table), [dict(row._mapping) for row in some])


def _count(connection: Connection) -> int:
    return connection.scalar(select(func.count()).select_from(PERSON)) or 0


def _refuse_if_taken(writer: Connection) -> None:
    if _count(writer):
        raise BackupWrong("taken")
    # A start has stored its flow versions already, and a sweep its day; those of the backup hold.
    for table in reversed(METADATA.sorted_tables):
        writer.execute(table.delete())


@contextmanager
def _put_together(backup: Backup, room: Path) -> Iterator[Path]:
    """A file that holds both, for as long as it is needed."""
    folder = room.absolute() / f".restoring-{secrets.token_hex(8)}"
    room.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(mode=0o700)
    try:
        whole = folder / "whole.db"
        shutil.copyfile(backup.data, whole)
        whole.chmod(0o600)
        _add_keys(whole, backup)
        yield whole
    finally:
        shutil.rmtree(folder)


def _add_keys(whole: Path, backup: Backup) -> None:
    try:
        with closing(sqlite3.connect(whole.as_uri(), uri=True)) as connection, connection:
            connection.execute("ATTACH ? AS keys", (f"{backup.keys.absolute().as_uri()}?mode=ro",))
            releases = [
                connection.execute(f"SELECT version_num FROM {file}.alembic_version").fetchone()  # noqa: S608
                for file in ("main", "keys")
            ]
            if releases[0] != releases[1]:
                raise BackupWrong("unlike", str(backup.keys))
            connection.execute(
                "INSERT INTO main.wrap SELECT * FROM keys.wrap WHERE person_id IN (SELECT id FROM main.person)"
            )
            if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise BackupWrong("damaged", str(backup.data))
    except sqlite3.Error:
        raise BackupWrong("damaged", str(backup.data)) from None


def _delete_old_keys(folder: Path, now: datetime) -> tuple[Path, ...]:
    """Deletes the files of keys that are too old, by the day in their name; nothing else in the folder is touched."""
    old = []
    for path in sorted(folder.iterdir()):
        match = _NAME.fullmatch(path.name)
        if match and match[1] == "keys":
            made = datetime.strptime(match[2], _STAMP).replace(tzinfo=UTC)
            if now - made > KEYS_KEPT_FOR:
                path.unlink()
                old.append(path)
    return tuple(old)


def _sync(folder: Path) -> None:
    # Where a folder cannot be opened as a file there is nothing to sync.
    with suppress(PermissionError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
