"""Brings a database to this code's revision, or makes a new one.

It must not leave one half changed: a migration is one transaction, and other processes wait for it.
"""

from pathlib import Path

from sqlalchemy import Connection, Engine

from cbt.errors import DatabaseBroken, StoreUnavailable
from cbt.store.condition import check_database, is_current
from cbt.store.sqlite import PATIENCE, begin_immediate, get_driver, get_path, make_file
from cbt.store.trouble import TRANSLATED
from cbt.store.write_queue import WriteQueue

_MIGRATIONS = Path(__file__).parent / "migrations"
_POSTGRES_LOCK = 0x636274  # any number that all our processes agree on


def upgrade(engine: Engine) -> None:
    """Bring the database to the newest revision; a missing SQLite file is made, with mode 0600.

    Raises DatabaseBroken and DatabaseTooNew with nothing touched, and StoreUnavailable.
    """
    check_database(engine, thorough=False)
    if is_current(engine):
        return
    with TRANSLATED:
        if engine.dialect.name == "sqlite":
            _upgrade_file(engine)
        else:
            with engine.begin() as connection:
                connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_POSTGRES_LOCK})")
                _migrate(connection)


def _upgrade_file(engine: Engine) -> None:
    path = get_path(engine)
    try:
        make_file(path)
    except OSError:
        raise StoreUnavailable("readonly") from None
    queue = WriteQueue(path, engine.get_execution_options()[PATIENCE])
    with queue.turn(), engine.connect() as connection:
        # SQLite alters a table by making it anew, and dropping the old one would delete what refers to it.
        # The pragma does nothing inside a transaction, and the connection is not used for anything else.
        get_driver(connection.connection).execute("PRAGMA foreign_keys=OFF")
        try:
            begin_immediate(connection)
            with connection.begin():
                _migrate(connection)
                if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                    raise DatabaseBroken(str(path), "damaged")
        finally:
            connection.invalidate()


def _migrate(connection: Connection) -> None:
    # Loaded here, since a start with a current database has no need of it.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
