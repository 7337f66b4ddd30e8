"""Turns what a database driver raises into our own errors, without its text.

It must not pass on a driver's message: it can hold SQL, values and addresses.
"""

import sqlite3
import sys
from types import TracebackType

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from cbt.errors import StoreUnavailable

_SQLITE = {
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_READONLY: "readonly",
    sqlite3.SQLITE_FULL: "full",
}
_POSTGRES = {
    "08": "lost",  # connection exceptions
    "57P": "lost",  # the server goes down, or is not up yet
    "53300": "lost",  # it has no connection to spare
    "25P03": "lost",  # it ended a transaction that idled
    "57014": "locked",  # a statement ran into its time-out, as it does behind a lock
    "55P03": "locked",
    "40001": "locked",
    "40P01": "locked",  # deadlock: this side was chosen to give way
    "25006": "readonly",
    "53100": "full",
}
# What a driver raises where nobody answered, and SQLAlchemy after it; PEP 249 gives both the same names.
_UNANSWERED = frozenset({"OperationalError", "InterfaceError"})
_UNIQUE = frozenset({sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, "23505"})

# What a damaged file makes sqlite3 say is decoded as text, and may be none.
_OF_DRIVERS = (DBAPIError, PoolTimeout, sqlite3.Error, UnicodeDecodeError)


class _Translation:
    """A context in which storage trouble becomes StoreUnavailable; stateless, so one serves all threads."""

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, _OF_DRIVERS) or _is_of_psycopg(error):
            raise StoreUnavailable(_reason(error)) from None


TRANSLATED = _Translation()


def is_taken(error: Exception) -> bool:
    """Whether a driver says that a unique value was there already; False for every other trouble."""
    code = getattr(error, "sqlite_errorcode", None) or getattr(error, "sqlstate", None)
    return code in _UNIQUE


def _is_of_psycopg(error: BaseException | None) -> bool:
    # Not imported for it: on SQLite it is never loaded.
    psycopg = sys.modules.get("psycopg")
    return psycopg is not None and isinstance(error, psycopg.Error)


def _reason(error: BaseException | None) -> str:
    if isinstance(error, PoolTimeout):
        return "locked"
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        # The low byte is the kind, the rest its variety. Errors of the driver itself have no code.
        return _SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF, "other")
    state = getattr(cause, "sqlstate", None)
    if state is None:
        names = {kind.__name__ for kind in type(error).__mro__}
        return "other" if names.isdisjoint(_UNANSWERED) else "lost"
    return _POSTGRES.get(state) or _POSTGRES.get(state[:3]) or _POSTGRES.get(state[:2]) or "other"
