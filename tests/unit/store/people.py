"""Made-up people and sessions for the store's tests: random bytes where sealed ones would be."""

import os
from dataclasses import dataclass, field
from datetime import date

from cbt.model.sealed import SealedKey
from cbt.store import SqlStore

DAY = date(2026, 11, 25)


def some_id() -> bytes:
    return os.urandom(16)


def some_blob(size: int = 256) -> bytes:
    return os.urandom(size)


@dataclass
class Somebody:
    """A person who has a key, and a session once they `begin`."""

    person_id: bytes = field(default_factory=some_id)
    locator: bytes = field(default_factory=some_id)
    wrapped: bytes = field(default_factory=lambda: os.urandom(61))

    @property
    def key(self) -> SealedKey:
        return SealedKey(self.person_id, self.wrapped)

    def begin(self, store: SqlStore, *, blob: bytes | None = None, day: date = DAY) -> bytes:
        """Store a new session, and the person too where they are new; gives the session's id."""
        session_id = some_id()
        with store.writing() as writing:
            if writing.find_key(self.locator) is None:
                writing.add_person(self.key, self.locator, day)
            writing.add_session(
                self.person_id, session_id, visit=some_id(), blob=blob or some_blob(), day=day
            )
        return session_id

    def answer(
        self, store: SqlStore, session_id: bytes, *, blob: bytes | None = None, day: date = DAY
    ) -> int:
        """Replace the session's blob whatever its revision is; gives the new one."""
        with store.writing() as writing:
            found = writing.find_session(self.locator, session_id)
            assert found is not None
            was = found[1].revision
            assert writing.replace_session(
                self.person_id, session_id, was=was, visit=some_id(), blob=blob or some_blob(), day=day
            )
        return was + 1
