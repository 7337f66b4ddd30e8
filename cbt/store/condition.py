"""Looks at a database before it is used, and tells its state.

It must not change a byte of it: what is broken or newer than this code stays as it was found.
"""

import sqlite3
from contextlib import closing
from ipaddress import ip_address
from pathlib import Path

from sqlalchemy import Engine, text

from cbt.errors import DatabaseBroken, DatabaseTooNew
from cbt.store.postgres import SETTINGS
from cbt.store.revisions import REVISIONS
from cbt.store.sqlite import PATIENCE, get_driver, get_path, read_pragmas
from cbt.store.trouble import TRANSLATED

_VERSION_TABLE = "alembic_version"
# What holds where no connection of ours sets it.
_OF_SERVER = "SELECT reset_val FROM pg_settings WHERE name = 'synchronous_commit'"
_OF_TRANSPORT = "SELECT ssl, host(inet_server_addr()) FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
_READ_REVISION = "SELECT version_num FROM alembic_version"


def check_database(engine: Engine, *, thorough: bool = True) -> None:
    """Make sure that the database is sound, ours and not newer than this code; one yet to be made is fine.

    `thorough` reads a SQLite file from end to end. Raises DatabaseBroken, DatabaseTooNew, StoreUnavailable.
    """
    revision = _find_revision(engine, thorough=thorough)
    if revision is not None and revision not in REVISIONS:
        raise DatabaseTooNew(revision, REVISIONS[-1])


def is_there(engine: Engine) -> bool:
    """Whether there is a database with a schema of ours; raises as `check_database`."""
    return _find_revision(engine, thorough=False) is not None


def is_current(engine: Engine) -> bool:
    """Whether the database is there and at this code's own revision; raises as `check_database`."""
    return _find_revision(engine, thorough=False) == REVISIONS[-1]


def describe(engine: Engine) -> dict[str, str]:
    """The facts that an operator asks for, name -> value: backend, settings in force, schema revision.

    Raises StoreUnavailable where there is no database to connect to, and InsecureSetting.
    """
    facts = {"backend": engine.dialect.name, "schema": _find_revision(engine, thorough=False) or "none"}
    with TRANSLATED, engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            facts |= read_pragmas(get_driver(connection.connection))
        else:
            facts |= {name: str(connection.scalar(text(f"SHOW {name}"))) for name in SETTINGS}
            is_tls, address = connection.exec_driver_sql(_OF_TRANSPORT).one()
            facts["transport"] = describe_transport(is_tls=is_tls, address=address)
            of_server = connection.scalar(text(_OF_SERVER))
            if of_server != "on":
                facts["synchronous_commit"] += f", though the server or the role says {of_server}"
    return facts


def describe_transport(*, is_tls: bool, address: str | None) -> str:
    """How words travel to a server at an address; a socket in the file system has none."""
    if is_tls:
        return "TLS"
    if address is None or ip_address(address).is_loopback:
        return "within this machine"
    return "not sealed by TLS; CBT_DATABASE_URL can ask for it with ?sslmode=verify-full"


def _find_revision(engine: Engine, *, thorough: bool) -> str | None:
    with TRANSLATED:
        if engine.dialect.name == "sqlite":
            return _find_file_revision(get_path(engine), engine.get_execution_options()[PATIENCE], thorough)
        with engine.connect() as connection:
            if connection.scalar(text("SELECT to_regclass('alembic_version')")) is None:
                return None
            found = connection.scalar(text(_READ_REVISION))
    return None if found is None else str(found)


def _find_file_revision(path: Path, patience_ms: int, thorough: bool) -> str | None:
    if not path.exists():
        return None
    if path.stat().st_size == 0:
        log = path.with_name(path.name + "-wal")
        # SQLite would throw the log of an emptied file away, and with it what could still be saved.
        if log.exists() and log.stat().st_size > 0:
            raise DatabaseBroken(str(path), "damaged")
        return None
    if _is_alone(path):
        try:
            # Leaves not even an empty log behind, as any other way of opening does.
            return _inspect(path, "mode=ro&immutable=1", patience_ms, thorough)
        except DatabaseBroken:
            if _is_alone(path):
                raise
            # Another process began to write meanwhile, and this was looking without locks.
    try:
        return _inspect(path, "mode=ro", patience_ms, thorough)
    except sqlite3.OperationalError as error:
        # A process that died while it made the file leaves a journal that only a writer may roll back.
        if error.sqlite_errorcode & 0xFF not in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}:
            raise
    return _inspect(path, "mode=rw", patience_ms, thorough)


def _is_alone(path: Path) -> bool:
    """Whether no process has the file open to write, and none died while it did."""
    return not any(path.with_name(path.name + end).exists() for end in ("-wal", "-shm", "-journal"))


def _inspect(path: Path, how: str, patience_ms: int, thorough: bool) -> str | None:
    # Not through the engine, whose connections set the journal mode, which writes to the file.
    opened = sqlite3.connect(f"{path.as_uri()}?{how}", uri=True, timeout=patience_ms / 1000)
    with closing(opened) as connection:
        try:
            tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}
            if thorough and connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise DatabaseBroken(str(path), "damaged")
            if _VERSION_TABLE not in tables:
                if tables:
                    raise DatabaseBroken(str(path), "foreign")
                return None
            found = connection.execute(_READ_REVISION).fetchone()
            return None if found is None else str(found[0])
        except UnicodeDecodeError:
            # The name of a table is no text any more.
            raise DatabaseBroken(str(path), "damaged") from None
        except sqlite3.DatabaseError as error:
            # The driver's own have no code: they tell of text in the file that is none.
            code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
            if code == sqlite3.SQLITE_NOTADB:
                raise DatabaseBroken(str(path), "not_a_database") from None
            if code == sqlite3.SQLITE_CORRUPT:
                raise DatabaseBroken(str(path), "damaged") from None
            raise
