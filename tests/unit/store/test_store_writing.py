"""Writing: all or nothing, nothing acknowledged is lost, nothing is stored twice; on both databases alike."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from cbt.errors import CbtError, SessionExists, StoreUnavailable
from cbt.model.sealed import SealedKey
from cbt.store import SqlStore
from tests.unit.store.drivers import watch
from tests.unit.store.people import DAY, Somebody, some_blob, some_id

Run = Callable[[str], list[tuple[object, ...]]]


class ChangedMyMind(CbtError):
    """Raised inside a transaction."""


@pytest.fixture
def statements(engine: Engine) -> list[str]:
    """The first word of every statement that reaches the database from now on, BEGIN and COMMIT apart."""
    seen: list[str] = []

    def see(_: object, sql: str) -> None:
        word = sql.split(maxsplit=1)[0]
        if word not in {"BEGIN", "COMMIT"}:
            seen.append(word)

    watch(engine, see)
    return seen


def test_an_answer_takes_two_statements(store: SqlStore, statements: list[str]) -> None:
    ann = Somebody()
    session_id = ann.begin(store)
    statements.clear()
    ann.answer(store, session_id)
    assert statements == ["SELECT", "UPDATE"]


def test_the_first_answer_of_a_day_takes_one_statement_more(store: SqlStore, statements: list[str]) -> None:
    ann = Somebody()
    session_id = ann.begin(store)
    statements.clear()
    for _ in range(2):
        ann.answer(store, session_id, day=DAY + timedelta(days=1))
    assert statements == ["SELECT", "UPDATE", "UPDATE", "SELECT", "UPDATE"]


def test_a_first_answer_takes_four_statements_and_three_once_the_person_is_known(
    store: SqlStore, statements: list[str]
) -> None:
    ann = Somebody()
    ann.begin(store)
    assert statements == ["SELECT", "INSERT", "INSERT", "INSERT"]
    statements.clear()
    ann.begin(store)
    assert statements == ["SELECT", "INSERT", "UPDATE"]


def test_every_read_is_one_statement(store: SqlStore, statements: list[str]) -> None:
    ann = Somebody()
    session_id = ann.begin(store)
    for read in (
        lambda: store.find_session(ann.locator, session_id),
        lambda: store.find_key(ann.locator),
        lambda: store.has_session(session_id),
        lambda: store.list_sessions(ann.person_id, before=None, limit=20),
        lambda: store.kept(ann.person_id),
        lambda: store.find_flow_digest(bytes(16)),
    ):
        statements.clear()
        read()
        assert len(statements) == 1


def test_a_transaction_that_raises_leaves_nothing_behind(store: SqlStore, run: Run) -> None:
    ann = Somebody()

    def begin_and_fail() -> None:
        with store.writing() as writing:
            writing.add_person(ann.key, ann.locator, DAY)
            writing.add_session(ann.person_id, some_id(), visit=some_id(), blob=some_blob(), day=DAY)
            raise ChangedMyMind

    with pytest.raises(ChangedMyMind):
        begin_and_fail()
    for table in ("person", "wrap", "exercise_session"):
        assert run(f"SELECT count(*) FROM {table}") == [(0,)]
    ann.begin(store)


def test_a_session_that_exists_is_not_stored_again(store: SqlStore) -> None:
    ann = Somebody()
    session_id = ann.begin(store)
    before = store.find_session(ann.locator, session_id)
    with pytest.raises(SessionExists), store.writing() as writing:
        writing.add_session(ann.person_id, session_id, visit=some_id(), blob=some_blob(), day=DAY)
    assert store.find_session(ann.locator, session_id) == before
    assert store.kept(ann.person_id).sessions == 1


def test_a_visit_that_was_used_begins_no_second_session(store: SqlStore) -> None:
    ann = Somebody()
    found = store.find_session(ann.locator, ann.begin(store))
    assert found is not None
    with pytest.raises(SessionExists), store.writing() as writing:
        writing.add_session(ann.person_id, some_id(), visit=found[1].visit, blob=some_blob(), day=DAY)
    assert store.kept(ann.person_id).sessions == 1


def test_a_visit_of_another_session_answers_nothing(store: SqlStore) -> None:
    ann = Somebody()
    one, two = ann.begin(store), ann.begin(store)
    found = store.find_session(ann.locator, one)
    before = store.find_session(ann.locator, two)
    assert found is not None
    with store.writing() as writing:
        assert not writing.replace_session(
            ann.person_id, two, was=1, visit=found[1].visit, blob=some_blob(), day=DAY
        )
    assert store.find_session(ann.locator, two) == before


@pytest.mark.parametrize("same", ["person", "locator"])
def test_a_person_who_exists_is_not_stored_again(store: SqlStore, same: str) -> None:
    ann = Somebody()
    ann.begin(store)
    twin = Somebody(person_id=ann.person_id) if same == "person" else Somebody(locator=ann.locator)
    with pytest.raises(SessionExists), store.writing() as writing:
        writing.add_person(twin.key, twin.locator, DAY)
    assert store.find_key(ann.locator) == ann.key


def test_what_is_not_of_the_right_size_is_refused_by_the_database_itself(store: SqlStore) -> None:
    ann = Somebody()
    session_id = ann.begin(store)
    for size in (0, 255, 257, 1000):
        with pytest.raises(StoreUnavailable) as refusal, store.writing() as writing:
            writing.replace_session(
                ann.person_id, session_id, was=1, visit=some_id(), blob=bytes(size), day=DAY
            )
        assert refusal.value.reason == "other"
        with pytest.raises(StoreUnavailable), store.writing() as writing:
            writing.add_session(ann.person_id, some_id(), visit=some_id(), blob=bytes(size), day=DAY)
    with pytest.raises(StoreUnavailable), store.writing() as writing:
        writing.add_person(SealedKey(b"short", b"k" * 61), some_id(), DAY)
    with pytest.raises(StoreUnavailable), store.writing() as writing:
        writing.add_session(ann.person_id, some_id(), visit=b"short", blob=some_blob(), day=DAY)
    with pytest.raises(StoreUnavailable), store.writing() as writing:
        writing.add_session(ann.person_id, some_id(), visit=some_id(), blob=some_blob(), day=DAY, revision=0)
    assert store.kept(ann.person_id).sessions == 1


def test_a_session_needs_a_person(store: SqlStore) -> None:
    with pytest.raises(StoreUnavailable), store.writing() as writing:
        writing.add_session(some_id(), some_id(), visit=some_id(), blob=some_blob(), day=DAY)


def test_what_the_database_says_does_not_come_out(store: SqlStore) -> None:
    ann = Somebody(wrapped=b"w" * 300)
    with pytest.raises(StoreUnavailable) as trouble, store.writing() as writing:
        writing.add_person(ann.key, ann.locator, DAY)
    assert str(trouble.value) == "other"
    assert trouble.value.args == ("other",)
    assert trouble.value.__cause__ is None
    assert trouble.value.__suppress_context__


def test_eight_threads_on_one_session_lose_nothing_that_was_acknowledged(store: SqlStore) -> None:
    ann = Somebody()
    session_id = ann.begin(store)
    acknowledged: list[int] = []

    def answer_often(_: int) -> None:
        for _ in range(12):
            acknowledged.append(ann.answer(store, session_id))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(answer_often, range(8)))
    assert sorted(acknowledged) == list(range(2, 98))
    found = store.find_session(ann.locator, session_id)
    assert found is not None
    assert found[1].revision == 97


def test_eight_threads_with_the_same_revision_let_one_of_them_through(store: SqlStore) -> None:
    ann = Somebody()
    session_id = ann.begin(store)
    blobs = [some_blob() for _ in range(8)]
    together = threading.Barrier(8)

    def answer(blob: bytes) -> bool:
        together.wait()
        with store.writing() as writing:
            return writing.replace_session(
                ann.person_id, session_id, was=1, visit=some_id(), blob=blob, day=DAY
            )

    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(answer, blobs))
    assert taken.count(True) == 1
    found = store.find_session(ann.locator, session_id)
    assert found is not None
    assert found[1].blob == blobs[taken.index(True)]


def test_sessions_begun_at_once_by_one_person_are_numbered_in_turn(store: SqlStore) -> None:
    ann = Somebody()
    ann.begin(store)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: [ann.begin(store) for _ in range(4)], range(8)))
    listed = store.list_sessions(ann.person_id, before=None, limit=99)
    assert [each.number for each in listed] == list(range(33, 0, -1))


def test_a_first_answer_sent_twice_at_once_makes_one_person(store: SqlStore) -> None:
    locator, session_id, visit = some_id(), some_id(), some_id()
    together = threading.Barrier(4)

    def first_answer(_: int) -> bool:
        mine = Somebody(locator=locator)
        together.wait()
        try:
            with store.writing() as writing:
                if writing.find_key(locator) is not None:
                    return False
                writing.add_person(mine.key, locator, DAY)
                writing.add_session(mine.person_id, session_id, visit=visit, blob=some_blob(), day=DAY)
        except SessionExists:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(first_answer, range(4))).count(True) == 1
    found = store.find_session(locator, session_id)
    assert found is not None
    assert store.kept(found[0].person_id).sessions == 1


def test_readers_do_not_wait_for_a_writer(store: SqlStore) -> None:
    ann = Somebody()
    session_id = ann.begin(store)
    before = store.find_session(ann.locator, session_id)
    with store.writing() as writing:
        writing.replace_session(ann.person_id, session_id, was=1, visit=some_id(), blob=some_blob(), day=DAY)
        begun = time.monotonic()
        assert store.find_session(ann.locator, session_id) == before
        assert time.monotonic() - begun < 1
