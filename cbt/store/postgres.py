"""What is peculiar to PostgreSQL: the settings that the promises rest on.

It must not be imported for its driver: psycopg is loaded when an engine is made, and not before.
"""

from typing import Any

from sqlalchemy import URL, Engine, create_engine, event

from cbt.errors import InsecureSetting
from cbt.store.sqlite import PATIENCE

SETTINGS = ("synchronous_commit", "statement_timeout", "fsync")
_SET = (
    "SELECT set_config('synchronous_commit', 'on', false), set_config('statement_timeout', %s, false),"
    " current_setting('fsync')"
)


def make_postgres_engine(url: URL, patience_ms: int) -> Engine:
    """Make an engine for the server that `url` names; connects at first use.

    Each connection commits synchronously and ends a statement after `patience_ms`; a server that does not
    sync its writes to disk is refused with InsecureSetting.
    """
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        connect_args={"connect_timeout": 5, "tcp_user_timeout": 10_000},
        execution_options={PATIENCE: patience_ms},
        hide_parameters=True,
        pool_pre_ping=True,
        pool_timeout=patience_ms / 1000,
    )

    def set_and_verify(connection: Any, _record: object) -> None:
        # Outside a transaction, since a setting made inside one is undone with it.
        connection.autocommit = True
        found = connection.execute(_SET, (str(patience_ms),)).fetchone()
        connection.autocommit = False
        if found[-1] != "on":
            raise InsecureSetting("fsync", "on", found[-1])

    event.listen(engine, "connect", set_and_verify)
    return engine
