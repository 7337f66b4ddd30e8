"""Keeps sealed sessions, wrapped keys and flow versions in SQLite or PostgreSQL.

It must not open what it keeps, nor hold anything that a person wrote or chose in clear.
"""

from cbt.store.condition import check_database, describe, is_current
from cbt.store.engine import open_database
from cbt.store.repository import SqlStore
from cbt.store.schema import upgrade
from cbt.store.writing import Writing

__all__ = ["SqlStore", "Writing", "check_database", "describe", "is_current", "open_database", "upgrade"]
