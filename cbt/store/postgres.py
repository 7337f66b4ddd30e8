"""What is peculiar to PostgreSQL: the settings that the promises rest on.

It must not be imported for its driver: psycopg is loaded when an engine is made, and not before.
"""

from typing import Any

from sqlalchemy import URL, Engine, create_engine, event

from cbt.errors import InsecureSetting
from cbt.store.sqlite import PATIENCE

SETTINGS = ("synchronous_commit", "statement_timeout", "fsync", "full_page_writes")
_SET = (
    "SELECT set_config('synchronous_commit', 'on', false), set_config('statement_timeout', %s, false),"
    " current_setting('fsync')"
)

# Tells within a minute that an idle connection leads nowhere, where nobody was left to close it.
_KEEPALIVES = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}


def make_postgres_engine(url: URL, patience_ms: int) -> Engine:
    """Make an engine for the server that `url` names; connects at first use.

    Each connection commits synchronously and ends a statement after `patience_ms`; a server that does not
    sync its writes to disk is refused with InsecureSetting.
    """
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        connect_args={"connect_timeout": 5, "tcp_user_timeout": 10_000, **_KEEPALIVES},
        execution_options={PATIENCE: patience_ms},
        hide_parameters=True,
        pool_pre_ping=True,
        pool_timeout=patience_ms / 1000,
    )

    def set_and_verify(connection: Any, _record: object) -> None:
        # For good: the driver begins no transaction by itself, and what needs none takes one round trip.
        connection.autocommit = True
        found = connection.execute(_SET, (str(patience_ms),)).fetchone()
        if found[-1] != "on":
            raise InsecureSetting("fsync", "on", found[-1])

    event.listen(engine, "connect", set_and_verify)
    # Not by events: where one is listened to, SQLAlchemy does more work for every statement.
    engine.dialect.do_begin = _begin  # type: ignore[method-assign, assignment]
    engine.dialect.do_ping = _ping  # type: ignore[method-assign, assignment]
    return engine


def _begin(connection: Any) -> None:
    connection.execute("BEGIN")


def _ping(connection: Any) -> bool:
    # A server that ends a connection says so at once: listening costs a hundredth of asking. The first look
    # reads its last words, and the second finds that it has hung up, which the driver raises.
    connection.pgconn.consume_input()
    connection.pgconn.consume_input()
    return True
