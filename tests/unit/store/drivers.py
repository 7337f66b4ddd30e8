"""Listens at the database drivers: what they are sent, whatever way it took through the code.

It must not change what is sent.
"""

import sqlite3
from collections.abc import Callable
from typing import Any

import psycopg
from sqlalchemy import Engine, event

See = Callable[[Any, str], None]


def watch(engine: Engine, see: See) -> None:
    """Call `see` with the connection and the SQL before a statement is sent, on connections made from now on."""

    def watch_one(connection: Any, _record: object) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.set_trace_callback(lambda sql: see(connection, sql))
        else:
            connection.cursor_factory = _watched(see)

    event.listen(engine, "connect", watch_one)


def _watched(see: See) -> type[psycopg.Cursor[Any]]:
    class Watched(psycopg.Cursor[Any]):
        def execute(self, query: Any, *rest: Any, **more: Any) -> "Watched":
            see(self.connection, query)
            return super().execute(query, *rest, **more)

    return Watched
