"""Taking everything along, and bringing it back in.

It must not believe a file: what comes in is run through its flow as if it were answered anew.
"""

import hashlib
from dataclasses import dataclass, field, replace

from cbt.errors import FlowVersionMissing, SealBroken
from cbt.model.sealed import SealedSession
from cbt.model.session import ExerciseSession
from cbt.records.archive import Archived, load_archive
from cbt.service.archiving import archived, find_session, following
from cbt.service.key_ports import KeyStore, KeyWriting
from cbt.service.opening import open_with, seal_session
from cbt.service.owning import Owner, get_owner
from cbt.service.ports import Clock
from cbt.service.shelf import Shelf
from cbt.vault.address import Addresses
from cbt.vault.keys import Secret, locator, new_secret, unwrap

# What binds a carried secret to the form that brings a file in.
_HERE = "bring in"
_AT_ONCE = 100
# How often one file may have been brought in by different people of one server.
_MOST_COPIES = 16


@dataclass(frozen=True, slots=True)
class Taken:
    """All records of a person that could be opened, newest first, and how many could not."""

    records: list[Archived] = field(repr=False)
    left_out: int


@dataclass(frozen=True, slots=True)
class Brought:
    """How many records came in, how many were there already, and how many could not be taken.

    `secret` is the person's, when it has to be handed out.
    """

    new: int
    known: int
    refused: int
    secret: Secret | None = field(default=None, repr=False)


class TakingAway:
    """The use cases around a person's copy; its ports are given once."""

    def __init__(self, store: KeyStore, shelf: Shelf, addresses: Addresses, clock: Clock) -> None:
        self._store = store
        self._shelf = shelf
        self._addresses = addresses
        self._clock = clock

    def take(self, secret: bytes | None) -> Taken:
        """Everything of a person; nothing for nobody. Raises StoreUnavailable."""
        key = self._store.find_key(locator(secret)) if secret is not None else None
        if key is None or secret is None:
            return Taken([], 0)
        data_key = unwrap(secret, key.sealed, key.person_id)
        records, left_out, before = [], 0, None
        while found := self._store.list_sessions(key.person_id, before=before, limit=_AT_ONCE):
            for stored in found:
                record = self._find_archived(data_key, stored)
                left_out += record is None
                records += [record] if record is not None else []
            before = found[-1].number
        return Taken(records, left_out)

    def _find_archived(self, data_key: bytes, stored: SealedSession) -> Archived | None:
        try:
            opened = open_with(data_key, stored)
            return archived(self._shelf.get_version(opened.session.flow_version), opened, stored)
        except (SealBroken, FlowVersionMissing):
            return None

    def ticket(self) -> str:
        """A future person's secret, sealed, for a form to carry: a file sent twice makes one person and not two."""
        return self._addresses.seal_secret(new_secret(), _HERE)

    def bring_in(self, secret: bytes | None, ticket: str, data: bytes) -> Brought:
        """Stores the records of a file that are not here yet, for the cookie's person or a new one.

        Raises ArchiveWrong, StoreUnavailable; nothing is half done.
        """
        listed, refused = load_archive(data)
        # The file has the newest first, and here they are to be numbered as they were.
        fitting = [found for record in reversed(listed) if (found := self._find_session(record)) is not None]
        refused += len(listed) - len(fitting)
        if not fitting:
            return Brought(0, 0, refused)
        carried = self._addresses.open_secret(ticket, _HERE) or new_secret()
        with self._store.changing_keys() as writing:
            owner = get_owner(writing, secret, carried)
            if owner.is_new:
                writing.add_person(owner.key, locator(carried), self._clock().date())
            mine = {each.session_id for each in writing.lock_sessions(owner.key.person_id)}
            new = sum([self._bring(writing, owner, mine, *found) for found in fitting])
        handed = Secret(owner.handed) if owner.handed is not None else None
        return Brought(new, len(fitting) - new, refused, handed)

    def _find_session(self, record: Archived) -> tuple[Archived, ExerciseSession] | None:
        """The session that a record's answers make; None where its exercise is unknown here, or they do not fit it."""
        try:
            program = self._shelf.get_version(record.flow_version)
        except (FlowVersionMissing, ValueError):
            return None
        session = find_session(program, record)
        return (record, session) if session is not None else None

    def _bring(
        self,
        writing: KeyWriting,
        owner: Owner,
        mine: set[bytes],
        record: Archived,
        session: ExerciseSession,
    ) -> bool:
        address = self._free_address(record.address, mine)
        if address is None:
            return False
        session_id = self._addresses.session_id(address)
        mine.add(session_id)
        person_id, today = owner.key.person_id, self._clock().date()
        writing.bring_session(
            person_id,
            session_id,
            visit=hashlib.sha256(b"brought\0" + session_id).digest()[:16],
            blob=seal_session(owner.data_key, person_id, session_id, 1, replace(session, address=address)),
            begun=min(record.begun_on, today),
            changed=min(max(record.begun_on, record.changed_on), today),
        )
        return True

    def _free_address(self, address: str, mine: set[bytes]) -> str | None:
        """Where a record can stand: its own address, or one that follows from it; None where it stands here already.

        Its own can be another person's: of somebody who lost their key, and is here again as somebody new.
        """
        addresses = [address]
        while len(addresses) < _MOST_COPIES:
            addresses.append(following(addresses[-1]))
        ids = [self._addresses.session_id(each) for each in addresses]
        if mine.intersection(ids):
            return None
        free = [each for each, at in zip(addresses, ids, strict=True) if not self._store.has_session(at)]
        return free[0] if free else None
