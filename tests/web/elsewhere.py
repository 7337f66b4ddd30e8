"""Where an application of a test keeps its people: a file in its data folder, or a PostgreSQL database of its own.

It must not make one before it is asked for.
"""

from pathlib import Path

import psycopg
from pydantic import SecretStr

from tests.unit.store.cluster import Cluster


class Elsewhere:
    """Data folder -> database, on PostgreSQL once there is a `cluster`; `template` has the schema and nobody in it."""

    def __init__(self) -> None:
        self.cluster: Cluster | None = None
        self.template = ""
        self._names: dict[Path, str] = {}

    def url_of(self, data: Path) -> SecretStr | None:
        """The database of this folder; None for a file in it."""
        found = self.find(data)
        return SecretStr(found) if found is not None else None

    def find(self, data: Path) -> str | None:
        """The same as text."""
        if self.cluster is None:
            return None
        if data not in self._names:
            self._names[data] = f"web_{len(self._names)}"
            self.cluster.run(f"CREATE DATABASE {self._names[data]} TEMPLATE {self.template}")
        return self.cluster.url(self._names[data])

    def rows(self, data: Path, sql: str) -> list[tuple[object, ...]] | None:
        """What a statement gives in this folder's database on PostgreSQL; None where it is a file."""
        url = self.find(data)
        if url is None:
            return None
        with psycopg.connect(url) as connection:
            return connection.execute(sql.encode()).fetchall()


elsewhere = Elsewhere()
