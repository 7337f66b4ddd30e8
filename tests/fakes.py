"""Stand-ins for the outside world: a store in memory and a clock that is set by hand.

They must not be cleverer than what they stand for: `tests/unit/service/test_service_store_contract.py` holds the
store to what the real one does.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from threading import RLock

from cbt.errors import FlowVersionMissing, SessionExists, StoreUnavailable
from cbt.model.sealed import Days, Kept, SealedKey, SealedSession, SealedWrap


class SetClock:
    """A clock that stands still until it is moved; times are UTC."""

    def __init__(self, now: datetime = datetime(2026, 11, 25, 20, 15, tzinfo=UTC)) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, by: timedelta) -> None:
        """Lets time pass."""
        self.now += by


@dataclass(slots=True)
class Tables:
    """All that the fake holds: people, keys and ways to them by locator, sessions by id, flow versions by digest.

    `people` are the first days by id, `seen` the last ones.
    """

    people: dict[bytes, date] = field(default_factory=dict)
    seen: dict[bytes, date] = field(default_factory=dict)
    wraps: dict[bytes, SealedWrap] = field(default_factory=dict)
    swept: date | None = None
    keys: dict[bytes, SealedKey] = field(default_factory=dict)
    sessions: dict[bytes, SealedSession] = field(default_factory=dict)
    versions: dict[str, bytes] = field(default_factory=dict)


class MemoryStore:
    """A store in memory: transactions one after the other, all of each or nothing.

    `fail_at` makes the call of that number, from 1, raise StoreUnavailable; ending a transaction counts as a call.
    So many calls fail one after the other as `fails` says: two are more than one retry gets over.
    With `fail_late` that end fails only after it has taken effect, as when a connection is lost at the worst moment.
    `meanwhile` is done once, in the next transaction, between what it has read and the first thing that it writes:
    another request that is as fast, as on a database that lets two of them in. `is_writing` says that a transaction
    is open.
    """

    def __init__(self) -> None:
        self.tables = Tables()
        self.calls = 0
        self.fail_at = 0
        self.fails = 1
        self.fail_late = False
        self.is_writing = False
        self.meanwhile: Callable[[], object] | None = None
        self._lock = RLock()

    def count(self) -> None:
        """Counts a call, and fails when it is the one that is to fail."""
        self.calls += 1
        if self._is_failing():
            raise StoreUnavailable("lost")

    def _is_failing(self) -> bool:
        return self.fail_at <= self.calls < self.fail_at + self.fails if self.fail_at else False

    def let_in(self) -> None:
        """Lets the other request through, if one is waiting."""
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile is not None:
            meanwhile()

    # Flow versions

    def keep_flow_versions(self, versions: Mapping[str, bytes], day: date) -> None:
        self.count()
        self.tables.versions = {**versions, **self.tables.versions}

    def get_flow_version(self, digest: str) -> bytes:
        self.count()
        if digest not in self.tables.versions:
            raise FlowVersionMissing(digest)
        return self.tables.versions[digest]

    def find_flow_digest(self, prefix: bytes) -> str | None:
        self.count()
        return next((digest for digest in self.tables.versions if digest.startswith(prefix.hex())), None)

    # Reading

    def find_key(self, locator: bytes) -> SealedKey | None:
        self.count()
        return self.tables.keys.get(locator)

    def find_session(self, locator: bytes, session_id: bytes) -> tuple[SealedKey, SealedSession] | None:
        self.count()
        return find_session(self.tables, locator, session_id)

    def has_session(self, session_id: bytes) -> bool:
        self.count()
        return session_id in self.tables.sessions

    def list_sessions(self, person_id: bytes, *, before: int | None, limit: int) -> list[SealedSession]:
        self.count()
        return list_sessions(self.tables, person_id, before, limit)

    def kept(self, person_id: bytes) -> Kept:
        self.count()
        mine = self._of(person_id)
        return Kept(
            len(mine),
            sum(len(session.blob) for session in mine),
            min((session.created_on for session in mine), default=None),
            max((session.updated_on for session in mine), default=None),
        )

    def _of(self, person_id: bytes) -> list[SealedSession]:
        return [session for session in self.tables.sessions.values() if session.person_id == person_id]

    # Writing

    @contextmanager
    def writing(self) -> Iterator["MemoryWriting"]:
        with self._drafting() as draft:
            yield MemoryWriting(self, draft)

    @contextmanager
    def changing_keys(self) -> Iterator["MemoryKeyWriting"]:
        with self._drafting() as draft:
            yield MemoryKeyWriting(self, draft)

    @contextmanager
    def _drafting(self) -> Iterator[Tables]:
        with self._lock:
            self.count()
            draft = deepcopy(self.tables)
            self.is_writing = True
            try:
                yield draft
            finally:
                self.is_writing = False
            if not self.fail_late:
                self.count()
            self.tables = draft
            if self.fail_late:
                self.count()

    def delete_session(self, person_id: bytes, session_id: bytes) -> bool:
        self.count()
        found = self.tables.sessions.get(session_id)
        if found is None or found.person_id != person_id:
            return False
        del self.tables.sessions[session_id]
        return True

    def erase_person(self, person_id: bytes) -> None:
        self.count()
        drop_person(self.tables, person_id)

    # People and the ways to their keys

    def list_wraps(self, person_id: bytes) -> list[SealedWrap]:
        self.count()
        return list_wraps(self.tables, person_id)

    def get_days(self, person_id: bytes) -> Days:
        self.count()
        return Days(self.tables.people[person_id], self.tables.seen[person_id])

    def note_seen(self, locator: bytes, day: date) -> None:
        self.count()
        key = self.tables.keys.get(locator)
        if key is not None:
            self.tables.seen[key.person_id] = max(self.tables.seen[key.person_id], day)

    def count_people(self) -> int:
        self.count()
        return len(self.tables.people)

    def list_due(self, before: date, before_without_words: date) -> list[bytes]:
        self.count()
        return [
            each for each in self.tables.people if is_due(self.tables, each, before, before_without_words)
        ]

    def find_last_sweep(self) -> date | None:
        self.count()
        return self.tables.swept


class MemoryWriting:
    """One transaction on a draft of the tables."""

    def __init__(self, store: MemoryStore, draft: Tables) -> None:
        self._store = store
        self._draft = draft

    def find_key(self, locator: bytes) -> SealedKey | None:
        self._store.count()
        return self._draft.keys.get(locator)

    def find_session(self, locator: bytes, session_id: bytes) -> tuple[SealedKey, SealedSession] | None:
        self._store.count()
        return find_session(self._draft, locator, session_id)

    def list_sessions(self, person_id: bytes, *, before: int | None, limit: int) -> list[SealedSession]:
        self._store.count()
        return list_sessions(self._draft, person_id, before, limit)

    def add_person(self, key: SealedKey, locator: bytes, day: date) -> None:
        self._write()
        for tables in self._both():
            if key.person_id in tables.people or locator in tables.keys:
                raise SessionExists
        self._draft.people[key.person_id] = self._draft.seen[key.person_id] = day
        self._draft.keys[locator] = key
        self._draft.wraps[locator] = SealedWrap(locator, "cookie", day)

    def add_session(
        self, person_id: bytes, session_id: bytes, *, visit: bytes, blob: bytes, day: date
    ) -> None:
        self._write()
        for tables in self._both():
            if session_id in tables.sessions or is_taken(tables, visit, session_id):
                raise SessionExists
        numbers = [each.number for each in self._draft.sessions.values() if each.person_id == person_id]
        self._draft.sessions[session_id] = SealedSession(
            session_id, person_id, max(numbers, default=0) + 1, 1, visit, blob, day, day
        )
        self._draft.seen[person_id] = max(self._draft.seen[person_id], day)

    def replace_session(
        self, person_id: bytes, session_id: bytes, *, was: int, visit: bytes, blob: bytes, day: date
    ) -> bool:
        self._write()
        for tables in self._both():
            found = tables.sessions.get(session_id)
            if found is None or (found.person_id, found.revision) != (person_id, was):
                return False
            if is_taken(tables, visit, session_id):
                return False
        self._draft.sessions[session_id] = replace(
            self._draft.sessions[session_id], revision=was + 1, visit=visit, blob=blob, updated_on=day
        )
        self._draft.seen[person_id] = max(self._draft.seen[person_id], day)
        return True

    def _write(self) -> None:
        self._store.count()
        self._store.let_in()

    def _both(self) -> tuple[Tables, Tables]:
        """What this transaction sees, and what another one may have stored meanwhile."""
        return self._draft, self._store.tables


class MemoryKeyWriting(MemoryWriting):
    """One transaction around keys, on a draft of the tables."""

    def list_wraps(self, person_id: bytes) -> list[SealedWrap]:
        self._store.count()
        return list_wraps(self._draft, person_id)

    def add_wrap(
        self,
        person_id: bytes,
        locator: bytes,
        sealed: bytes,
        day: date,
        *,
        kind: str,
        name: bytes | None = None,
    ) -> None:
        self._write()
        kinds = [each.kind for each in list_wraps(self._draft, person_id)]
        if locator in self._draft.keys or (kind == "words" and kind in kinds):
            raise SessionExists
        self._draft.keys[locator] = SealedKey(person_id, sealed)
        self._draft.wraps[locator] = SealedWrap(locator, kind, day, name)

    def drop_wrap(self, person_id: bytes, locator: bytes) -> bool:
        self._write()
        if not self._is_theirs(person_id, locator):
            return False
        del self._draft.keys[locator], self._draft.wraps[locator]
        return True

    def name_wrap(self, person_id: bytes, locator: bytes, name: bytes | None) -> bool:
        self._write()
        if not self._is_theirs(person_id, locator):
            return False
        self._draft.wraps[locator] = replace(self._draft.wraps[locator], name=name)
        return True

    def _is_theirs(self, person_id: bytes, locator: bytes) -> bool:
        key = self._draft.keys.get(locator)
        return key is not None and key.person_id == person_id

    def lock_sessions(self, person_id: bytes) -> Iterator[SealedSession]:
        self._store.count()
        yield from list_sessions(self._draft, person_id, None, len(self._draft.sessions))

    def get_days(self, person_id: bytes) -> Days:
        self._store.count()
        return Days(self._draft.people[person_id], self._draft.seen[person_id])

    def add_heir(self, person_id: bytes, days: Days) -> None:
        self._write()
        self._draft.people[person_id], self._draft.seen[person_id] = days.created_on, days.seen_on

    def move_session(self, session: SealedSession, heir: bytes, blob: bytes) -> None:
        self._write()
        self._draft.sessions[session.session_id] = replace(session, person_id=heir, blob=blob)

    def drop_person(self, person_id: bytes) -> None:
        self._write()
        drop_person(self._draft, person_id)

    def bring_session(
        self, person_id: bytes, session_id: bytes, *, visit: bytes, blob: bytes, begun: date, changed: date
    ) -> None:
        seen = self._draft.seen[person_id]
        self.add_session(person_id, session_id, visit=visit, blob=blob, day=begun)
        self._draft.seen[person_id] = seen
        self._draft.sessions[session_id] = replace(self._draft.sessions[session_id], updated_on=changed)

    def erase_if_due(self, person_id: bytes, before: date, before_without_words: date) -> bool:
        self._write()
        due = person_id in self._draft.people and is_due(self._draft, person_id, before, before_without_words)
        if due:
            drop_person(self._draft, person_id)
        return due

    def note_sweep(self, day: date) -> None:
        self._write()
        self._draft.swept = day


def list_wraps(tables: Tables, person_id: bytes) -> list[SealedWrap]:
    mine = [wrap for at, wrap in tables.wraps.items() if tables.keys[at].person_id == person_id]
    return sorted(mine, key=lambda wrap: (wrap.made_on, wrap.locator))


def drop_person(tables: Tables, person_id: bytes) -> None:
    tables.people.pop(person_id, None)
    tables.seen.pop(person_id, None)
    for at in [at for at, key in tables.keys.items() if key.person_id == person_id]:
        del tables.keys[at], tables.wraps[at]
    tables.sessions = {at: each for at, each in tables.sessions.items() if each.person_id != person_id}


def is_due(tables: Tables, person_id: bytes, before: date, before_without_words: date) -> bool:
    has_words = any(wrap.kind == "words" for wrap in list_wraps(tables, person_id))
    return tables.seen[person_id] < (before if has_words else before_without_words)


def is_taken(tables: Tables, visit: bytes, session_id: bytes) -> bool:
    """Whether a visit is another session's."""
    return any(each.visit == visit and each.session_id != session_id for each in tables.sessions.values())


def list_sessions(tables: Tables, person_id: bytes, before: int | None, limit: int) -> list[SealedSession]:
    mine = [each for each in tables.sessions.values() if each.person_id == person_id]
    mine.sort(key=lambda session: -session.number)
    return [session for session in mine if before is None or session.number < before][:limit]


def find_session(tables: Tables, locator: bytes, session_id: bytes) -> tuple[SealedKey, SealedSession] | None:
    """The session and its owner's key, if it is this locator's person's."""
    key, session = tables.keys.get(locator), tables.sessions.get(session_id)
    if key is None or session is None or session.person_id != key.person_id:
        return None
    return key, session
