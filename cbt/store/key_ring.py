"""The part of the store that knows people and the ways to their keys: devices, words, days, sweeping.

It must not open a key, nor let one person's query reach another's rows; a sweep alone looks at everybody's days.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select

from cbt.model.sealed import Days, SealedWrap
from cbt.store import key_statements, statements
from cbt.store.direct import Connection, Row
from cbt.store.key_writing import KeyWriting


class KeyRing:
    """A store's second half; the first one reads and writes for it. Every method raises StoreUnavailable."""

    if TYPE_CHECKING:

        def _read(self, statement: Select[Any], **values: object) -> list[Row]: ...
        def _transaction(self) -> AbstractContextManager[Connection]: ...
        def _empty_log(self) -> None: ...

    def list_wraps(self, person_id: bytes) -> list[SealedWrap]:
        """All ways to the person's key, oldest first."""
        return [SealedWrap(*row) for row in self._read(key_statements.LIST_WRAPS, owner=person_id)]

    def get_days(self, person_id: bytes) -> Days:
        """When the person, who must be stored, was first and last here."""
        return Days(*self._read(key_statements.GET_DAYS, owner=person_id)[0])

    @contextmanager
    def changing_keys(self) -> Iterator[KeyWriting]:
        """One transaction around keys; once the block has ended, what it destroyed is out of the files too.

        Where its end raises StoreUnavailable it may have happened: do it again.
        """
        with self._transaction() as connection:
            yield KeyWriting(connection)
        self._empty_log()

    def note_seen(self, locator: bytes, day: date) -> None:
        """Note that the person to whom a locator leads was here on a day; writes once a day, and never back in time."""
        for person_id, seen_on in self._read(key_statements.FIND_SEEN, locator=locator):
            if seen_on < day:
                with self._transaction() as connection:
                    connection.change(statements.NOTE_SEEN, owner=person_id, day=day)

    def count_people(self) -> int:
        """How many people anything is kept of."""
        count: int = self._read(key_statements.COUNT_PEOPLE)[0][0]
        return count

    def list_due(self, before: date, before_without_words: date) -> list[bytes]:
        """The people who were last seen before a day: the first one with words, the second one without."""
        rows = self._read(key_statements.LIST_DUE, before=before, before_without_words=before_without_words)
        return [row[0] for row in rows]

    def find_last_sweep(self) -> date | None:
        """The day of the last sweep, or None before the first."""
        rows = self._read(key_statements.LAST_SWEEP)
        return rows[0][0] if rows else None
