"""The store against a dictionary: whatever is done in whatever order, both say the same."""

from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    rule,
    run_state_machine_as_test,
)

from cbt.errors import SessionExists
from cbt.model.sealed import Kept, SealedSession
from cbt.store import SqlStore
from tests.unit.store.people import DAY, Somebody, some_blob, some_id

days = st.integers(0, 3).map(lambda number: DAY + timedelta(days=number))
sizes = st.sampled_from([256, 1024, 4096])


class StoreMachine(RuleBasedStateMachine):
    """Does to the store and to a dictionary (session id -> session) whatever hypothesis thinks of."""

    people = Bundle("people")
    sessions = Bundle("sessions")

    def __init__(self, store: SqlStore) -> None:
        super().__init__()
        self.store = store
        self.owners: dict[bytes, Somebody] = {}
        self.model: dict[bytes, SealedSession] = {}

    @rule(target=people)
    def somebody_comes(self) -> Somebody:
        return Somebody()

    @rule(target=sessions, ann=people, day=days, size=sizes)
    def begin(self, ann: Somebody, day: Any, size: int) -> bytes:
        session_id, visit, blob = some_id(), some_id(), some_blob(size)
        with self.store.writing() as writing:
            known = writing.find_key(ann.locator)
            assert known == (ann.key if ann.person_id in self.owners else None)
            if known is None:
                writing.add_person(ann.key, ann.locator, day)
            writing.add_session(ann.person_id, session_id, visit=visit, blob=blob, day=day)
        self.owners[ann.person_id] = ann
        number = 1 + max((each.number for each in self._of(ann)), default=0)
        self.model[session_id] = SealedSession(session_id, ann.person_id, number, 1, visit, blob, day, day)
        return session_id

    @rule(session_id=sessions, ann=people, behind=st.integers(-1, 1), day=days, size=sizes)
    def answer(self, session_id: bytes, ann: Somebody, behind: int, day: Any, size: int) -> None:
        self._answer(session_id, ann, behind, day, size)

    @rule(session_id=sessions, day=days, size=sizes)
    def answer_ones_own(self, session_id: bytes, day: Any, size: int) -> None:
        if session_id in self.model:
            self._answer(session_id, self.owners[self.model[session_id].person_id], 0, day, size)

    def _answer(self, session_id: bytes, ann: Somebody, behind: int, day: Any, size: int) -> None:
        stored = self.model.get(session_id)
        mine = stored is not None and stored.person_id == ann.person_id
        visit, blob = some_id(), some_blob(size)
        with self.store.writing() as writing:
            found = writing.find_session(ann.locator, session_id)
            assert found == ((ann.key, stored) if mine else None)
            was = (stored.revision if stored else 1) - behind
            taken = writing.replace_session(
                ann.person_id, session_id, was=was, visit=visit, blob=blob, day=day
            )
        assert taken == (mine and behind == 0)
        if taken and stored is not None:
            self.model[session_id] = SealedSession(
                session_id, ann.person_id, stored.number, was + 1, visit, blob, stored.created_on, day
            )

    @rule(session_id=sessions)
    def begin_again(self, session_id: bytes) -> None:
        if session_id not in self.model:
            return
        person_id = self.model[session_id].person_id
        try:
            with self.store.writing() as writing:
                writing.add_session(person_id, session_id, visit=some_id(), blob=some_blob(), day=DAY)
        except SessionExists:
            return
        raise AssertionError("a session was stored twice")

    @rule(session_id=consumes(sessions), ann=people)
    def delete(self, session_id: bytes, ann: Somebody) -> None:
        stored = self.model.get(session_id)
        mine = stored is not None and stored.person_id == ann.person_id
        assert self.store.delete_session(ann.person_id, session_id) == mine
        if mine:
            del self.model[session_id]

    @rule(ann=people)
    def erase(self, ann: Somebody) -> None:
        self.store.erase_person(ann.person_id)
        self.owners.pop(ann.person_id, None)
        self.model = {key: each for key, each in self.model.items() if each.person_id != ann.person_id}

    @invariant()
    def everybody_finds_what_is_theirs(self) -> None:
        for ann in self.owners.values():
            mine = sorted(self._of(ann), key=lambda each: -each.number)
            assert self.store.list_sessions(ann.person_id, before=None, limit=1000) == mine
            assert self.store.kept(ann.person_id) == Kept(
                len(mine),
                sum(len(each.blob) for each in mine),
                min((each.created_on for each in mine), default=None),
                max((each.updated_on for each in mine), default=None),
            )

    @rule(session_id=sessions, ann=people)
    def look(self, session_id: bytes, ann: Somebody) -> None:
        stored = self.model.get(session_id)
        mine = stored is not None and stored.person_id == ann.person_id
        assert self.store.find_session(ann.locator, session_id) == ((ann.key, stored) if mine else None)
        assert self.store.has_session(session_id) == (stored is not None)

    def _of(self, ann: Somebody) -> list[SealedSession]:
        return [each for each in self.model.values() if each.person_id == ann.person_id]


def test_the_store_does_what_a_dictionary_does(store: SqlStore) -> None:
    # The database is not emptied between two runs: ids are random, and whoever else is in it must not matter.
    machine: Any = lambda: StoreMachine(store)  # noqa: E731
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=8, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
