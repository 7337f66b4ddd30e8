"""Turns what a database driver raises into our own errors, without its text.

It must not pass on a driver's message: it can hold SQL, values and addresses.
"""

import sqlite3
from types import TracebackType

from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
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
_UNIQUE = frozenset({sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, "23505"})


class _Translation:
    """A context in which storage trouble becomes StoreUnavailable; stateless, so one serves all threads."""

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, (DBAPIError, PoolTimeout, sqlite3.Error)):
            raise StoreUnavailable(_reason(error)) from None


TRANSLATED = _Translation()


def is_taken(error: IntegrityError) -> bool:
    """Whether a unique value was there already, rather than another constraint broken."""
    code = getattr(error.orig, "sqlite_errorcode", None) or getattr(error.orig, "sqlstate", None)
    return code in _UNIQUE


def _reason(error: DBAPIError | PoolTimeout | sqlite3.Error) -> str:
    if isinstance(error, PoolTimeout):
        return "locked"
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        # The low byte is the kind, the rest its variety. Errors of the driver itself have no code.
        return _SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF, "other")
    state = getattr(cause, "sqlstate", None)
    if state is None:
        return "lost" if isinstance(error, (OperationalError, InterfaceError)) else "other"
    return _POSTGRES.get(state) or _POSTGRES.get(state[:3]) or _POSTGRES.get(state[:2]) or "other"
