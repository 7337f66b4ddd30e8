"""Opens a database by its URL.

It must not connect by itself, so that a database can be looked at before anything touches it.
"""

from sqlalchemy import Engine, make_url
from sqlalchemy.exc import ArgumentError

from cbt.errors import InsecureSetting
from cbt.store.postgres import make_postgres_engine
from cbt.store.sqlite import make_sqlite_engine

# Whoever is handed an engine may name its type without knowing whose it is.
__all__ = ["Engine", "open_database"]

_MAKERS = {"sqlite": make_sqlite_engine, "postgresql": make_postgres_engine}


def open_database(url: str, *, patience_ms: int = 5000) -> Engine:
    """Make an engine for `sqlite:///path` or `postgresql://...`; nothing is read or written yet.

    `patience_ms` bounds each wait: for a lock, a statement, a connection of the pool. Raises InsecureSetting
    for any other URL, and so does a first connection where a setting that promises rest on is not in force.
    """
    try:
        target = make_url(url)
    except ArgumentError:
        # The URL itself stays out of it: it may hold a password.
        raise InsecureSetting("database", "sqlite or postgresql", "unreadable") from None
    backend = target.get_backend_name()
    if backend not in _MAKERS:
        raise InsecureSetting("database", "sqlite or postgresql", backend)
    return _MAKERS[backend](target, patience_ms)
