"""What is kept of a person: the list of records, one record, how much there is, and deleting it.

It must not change an answer.
"""

from contextlib import suppress
from dataclasses import replace
from datetime import date

from cbt.engine.machine import Program
from cbt.errors import FlowVersionMissing, SealBroken, SessionUnknown
from cbt.model.sealed import Kept, SealedSession
from cbt.service.looking_back import closed_line, is_finished, line_of, record_of
from cbt.service.opening import Opened, find_opened, open_with
from cbt.service.ports import Store
from cbt.service.shelf import Shelf
from cbt.service.views import Record, RecordLine
from cbt.vault.address import Addresses
from cbt.vault.keys import locator, unwrap

PAGE_SIZE = 20
MOST_LOOKED_THROUGH = 200
MOST_WAITING = 5
_LARGEST_NUMBER = 2**31 - 1


class Keeping:
    """The use cases around what is kept; its ports are given once."""

    def __init__(self, store: Store, shelf: Shelf, addresses: Addresses) -> None:
        self._store = store
        self._shelf = shelf
        self._addresses = addresses

    def records(self, secret: bytes | None, before: int | None = None) -> tuple[list[RecordLine], int | None]:
        """The newest sessions below number `before`, and the number to go on from, or None at the end.

        Raises StoreUnavailable.
        """
        key = self._store.find_key(locator(secret)) if secret is not None else None
        if key is None or secret is None:
            return [], None
        data_key = unwrap(secret, key.sealed, key.person_id)
        below = None if before is None else min(max(before, 0), _LARGEST_NUMBER)
        stored = self._store.list_sessions(key.person_id, before=below, limit=PAGE_SIZE + 1)
        lines = [self._line(data_key, session) for session in stored[:PAGE_SIZE]]
        return lines, lines[-1].number if len(stored) > PAGE_SIZE else None

    def _line(self, data_key: bytes, stored: SealedSession) -> RecordLine:
        """One line; one session that no longer opens does not keep the others from being listed."""
        try:
            opened = open_with(data_key, stored)
            return line_of(self._program(opened), opened)
        except (SealBroken, FlowVersionMissing):
            return closed_line(stored)

    def record(self, secret: bytes | None, address: str) -> Record:
        """One session looked back on, finished or not. Raises SessionUnknown, StoreUnavailable."""
        opened = find_opened(self._store, secret, self._addresses.session_id(address))
        if opened is None:
            raise SessionUnknown
        record = record_of(self._program(opened), opened)
        present = self._shelf.offered().get(record.flow_id)
        return replace(record, has_more=present is not None and present.over_time is not None)

    def last_done(self, secret: bytes | None, flow_id: str) -> date | None:
        """The day when the newest finished record of a flow was begun; None without one. Raises StoreUnavailable."""
        key = self._store.find_key(locator(secret)) if secret is not None else None
        if key is None or secret is None:
            return None
        data_key = unwrap(secret, key.sealed, key.person_id)
        for stored in self._store.list_sessions(key.person_id, before=None, limit=MOST_LOOKED_THROUGH):
            with suppress(SealBroken, FlowVersionMissing):
                opened = open_with(data_key, stored)
                if opened.session.flow_id == flow_id and is_finished(self._program(opened), opened.session):
                    return opened.day
        return None

    def waiting(self, secret: bytes | None) -> RecordLine | None:
        """The newest exercise that is not finished, among the newest few records. Raises StoreUnavailable."""
        key = self._store.find_key(locator(secret)) if secret is not None else None
        if key is None or secret is None:
            return None
        data_key = unwrap(secret, key.sealed, key.person_id)
        for stored in self._store.list_sessions(key.person_id, before=None, limit=MOST_WAITING):
            line = self._line(data_key, stored)
            if line.address and not line.finished:
                return line
        return None

    def kept(self, secret: bytes | None) -> Kept | None:
        """How much is kept of a person, or None when nothing is. Raises StoreUnavailable."""
        key = self._store.find_key(locator(secret)) if secret is not None else None
        return self._store.kept(key.person_id) if key is not None else None

    def delete(self, secret: bytes | None, address: str) -> None:
        """Deletes one session for good, even one that no longer opens. Raises SessionUnknown, StoreUnavailable."""
        session_id = self._addresses.session_id(address)
        found = self._store.find_session(locator(secret), session_id) if secret is not None else None
        if found is None:
            raise SessionUnknown
        self._store.delete_session(found[0].person_id, session_id)

    def erase(self, secret: bytes | None) -> None:
        """Destroys a person's keys and deletes all that is kept of them; harmless when there is nothing.

        Raises StoreUnavailable.
        """
        key = self._store.find_key(locator(secret)) if secret is not None else None
        if key is not None:
            self._store.erase_person(key.person_id)

    def _program(self, opened: Opened) -> Program:
        return self._shelf.get_version(opened.session.flow_version)
