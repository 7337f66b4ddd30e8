"""What an application has stored: every row of its database, every byte of its folder.

It must not go through the application.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.web.elsewhere import elsewhere

TABLES = ("exercise_session", "flow_version", "person", "sweep", "wrap")


def rows_of(data: Path) -> list[str]:
    """Every row of the database, as SQL."""
    if elsewhere.cluster is not None:
        found = {name: elsewhere.rows(data, f"SELECT * FROM {name} ORDER BY 1, 2") or [] for name in TABLES}
        return [
            f"INSERT INTO {name} VALUES({','.join(map(_literal, row))})"
            for name in TABLES
            for row in found[name]
        ]
    with closing(sqlite3.connect(f"{(data / 'cbt.db').as_uri()}?mode=ro", uri=True)) as connection:
        return list(connection.iterdump())


def _literal(value: object) -> str:
    return f"X'{value.hex().upper()}'" if isinstance(value, bytes) else repr(value)


def count_of(data: Path, table: str) -> int:
    """How many rows a table has."""
    rows = elsewhere.rows(data, f"SELECT count(*) FROM {table}")
    if rows is not None:
        return int(str(rows[0][0]))
    with closing(sqlite3.connect(f"{(data / 'cbt.db').as_uri()}?mode=ro", uri=True)) as connection:
        (count,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
        assert isinstance(count, int)
        return count


def blobs_of(data: Path) -> list[bytes]:
    """All that is sealed in the database, sessions and wrapped keys."""
    rows = elsewhere.rows(data, "SELECT blob FROM exercise_session UNION ALL SELECT sealed FROM wrap")
    if rows is not None:
        return [blob for (blob,) in rows if isinstance(blob, bytes)]
    with closing(sqlite3.connect(f"{(data / 'cbt.db').as_uri()}?mode=ro", uri=True)) as connection:
        found = connection.execute("SELECT blob FROM exercise_session UNION ALL SELECT sealed FROM wrap")
        return [row[0] for row in found]


def bytes_of(data: Path) -> dict[str, bytes]:
    """Every file, without the index that SQLite's readers share, which holds no data."""
    return {
        path.name: path.read_bytes()
        for path in sorted(data.rglob("*"))
        if path.is_file() and not path.name.endswith(("-shm", ".lock"))
    }


def files_with(data: Path, secret: bytes) -> list[str]:
    """The files, that hold any run of 24 bytes of a secret: pages cut a long value into pieces."""
    pieces = [secret[at : at + 24] for at in range(0, len(secret), 24) if len(secret[at:]) >= 16]
    return [
        path.name
        for path in sorted(data.rglob("*"))
        if path.is_file() and any(piece in path.read_bytes() for piece in pieces)
    ]
