"""People and the ways to their keys, on both databases: each their own, one set of words, and gone when dropped."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import Engine

from cbt.errors import SessionExists, StoreUnavailable
from cbt.model.sealed import Days, SealedWrap
from cbt.store import SqlStore
from tests.unit.store.drivers import watch
from tests.unit.store.people import DAY, Somebody, some_blob, some_id
from tests.unit.store.test_store_erasing import holds

OpenDatabase = Callable[..., Engine]
LATER = DAY + timedelta(days=40)
WRAPPED = b"w" * 65


def add(store: SqlStore, somebody: Somebody, kind: str = "cookie", name: bytes | None = None) -> bytes:
    """Another way to somebody's key; gives its locator."""
    locator = some_id()
    with store.changing_keys() as writing:
        writing.add_wrap(somebody.person_id, locator, WRAPPED, LATER, kind=kind, name=name)
    return locator


def test_ways_are_listed_oldest_first_with_their_kind_day_and_name(store: SqlStore) -> None:
    ann, ben = Somebody(), Somebody()
    ann.begin(store)
    ben.begin(store)
    words, named = add(store, ann, "words"), add(store, ann, name=b"n" * 256)
    found = store.list_wraps(ann.person_id)
    assert found[0] == SealedWrap(ann.locator, "cookie", DAY)
    assert {(wrap.locator, wrap.kind, wrap.made_on, wrap.name) for wrap in found[1:]} == {
        (words, "words", LATER, None),
        (named, "cookie", LATER, b"n" * 256),
    }
    with store.changing_keys() as writing:
        assert writing.list_wraps(ann.person_id) == found
    assert [wrap.locator for wrap in store.list_wraps(ben.person_id)] == [ben.locator]
    key = store.find_key(words)
    assert key is not None
    assert (key.person_id, key.sealed) == (ann.person_id, WRAPPED)


def test_nobody_has_two_sets_of_words_and_no_locator_is_stored_twice(store: SqlStore) -> None:
    ann, ben = Somebody(), Somebody()
    ann.begin(store)
    ben.begin(store)
    add(store, ann, "words")
    add(store, ben, "words")
    with pytest.raises(SessionExists):
        add(store, ann, "words")
    with pytest.raises(SessionExists), store.changing_keys() as writing:
        writing.add_wrap(ben.person_id, ann.locator, WRAPPED, DAY, kind="cookie")
    assert len(store.list_wraps(ann.person_id)) == len(store.list_wraps(ben.person_id)) == 2


def test_what_the_database_does_not_take_is_trouble_and_not_a_twin(store: SqlStore) -> None:
    ann = Somebody()
    ann.begin(store)
    with pytest.raises(StoreUnavailable), store.changing_keys() as writing:
        writing.add_wrap(ann.person_id, some_id(), b"short", DAY, kind="cookie")
    with pytest.raises(StoreUnavailable), store.changing_keys() as writing:
        writing.bring_session(
            ann.person_id, some_id(), visit=some_id(), blob=b"short", begun=DAY, changed=DAY
        )
    assert len(store.list_wraps(ann.person_id)) == 1


def test_a_way_is_dropped_and_named_by_its_own_person_only(store: SqlStore) -> None:
    ann, ben = Somebody(), Somebody()
    ann.begin(store)
    ben.begin(store)
    with store.changing_keys() as writing:
        assert not writing.drop_wrap(ben.person_id, ann.locator)
        assert not writing.name_wrap(ben.person_id, ann.locator, b"n" * 256)
        assert writing.name_wrap(ann.person_id, ann.locator, b"n" * 256)
    assert store.list_wraps(ann.person_id)[0].name == b"n" * 256
    with store.changing_keys() as writing:
        assert writing.drop_wrap(ann.person_id, ann.locator)
        assert not writing.drop_wrap(ann.person_id, ann.locator)
    assert store.find_key(ann.locator) is None
    assert store.find_key(ben.locator) is not None


def test_a_visit_is_noted_once_a_day_and_never_back_in_time(store: SqlStore) -> None:
    ann = Somebody()
    ann.begin(store)
    for day, seen in ((LATER, LATER), (DAY, LATER), (LATER + timedelta(days=1), LATER + timedelta(days=1))):
        store.note_seen(ann.locator, day)
        assert store.get_days(ann.person_id) == Days(DAY, seen)
    store.note_seen(some_id(), LATER)


def test_a_second_visit_on_one_day_writes_nothing(url: str, opened: OpenDatabase) -> None:
    engine, seen, ann = opened(url), list[str](), Somebody()
    watch(engine, lambda _, sql: seen.append(sql.split()[0]))
    store = SqlStore(engine)
    ann.begin(store)
    store.note_seen(ann.locator, LATER)
    seen.clear()
    store.note_seen(ann.locator, LATER)
    assert set(seen) == {"SELECT"}


def test_an_answer_that_changes_nothing_is_no_visit(store: SqlStore) -> None:
    ann = Somebody()
    session_id = ann.begin(store)
    with store.writing() as writing:
        assert not writing.replace_session(
            ann.person_id, session_id, was=5, visit=some_id(), blob=some_blob(), day=LATER
        )
    assert store.get_days(ann.person_id) == Days(DAY, DAY)


def test_nobody_answers_in_a_session_while_its_person_becomes_another(
    store: SqlStore, url: str, opened: OpenDatabase
) -> None:
    ann, elsewhere = Somebody(), SqlStore(opened(url, 100))
    session_id = ann.begin(store)
    with store.changing_keys() as writing:
        assert [session.session_id for session in writing.lock_sessions(ann.person_id)] == [session_id]
        with pytest.raises(StoreUnavailable) as trouble:
            ann.answer(elsewhere, session_id)
    assert trouble.value.reason == "locked"
    assert ann.answer(elsewhere, session_id) == 2


def test_a_person_becomes_another_with_all_sessions_numbers_revisions_and_days(store: SqlStore) -> None:
    ann = Somebody()
    sessions = [ann.begin(store) for _ in range(120)]
    ann.answer(store, sessions[3])
    before = store.list_sessions(ann.person_id, before=None, limit=200)
    heir, blob = some_id(), some_blob(1024)
    with store.changing_keys() as writing:
        writing.add_heir(heir, writing.get_days(ann.person_id))
        for session in writing.lock_sessions(ann.person_id):
            writing.move_session(session, heir, blob)
        writing.drop_person(ann.person_id)
    after = store.list_sessions(heir, before=None, limit=200)
    assert [(s.session_id, s.number, s.revision, s.visit, s.created_on) for s in after] == [
        (s.session_id, s.number, s.revision, s.visit, s.created_on) for s in before
    ]
    assert {session.blob for session in after} == {blob}
    assert store.get_days(heir) == Days(DAY, DAY)
    assert store.list_sessions(ann.person_id, before=None, limit=200) == []
    assert store.find_key(ann.locator) is None
    assert store.count_people() == 1


def test_a_session_that_moves_takes_no_other_along(store: SqlStore) -> None:
    ann, heir, blob = Somebody(), some_id(), some_blob(1024)
    moved, stays = ann.begin(store), ann.begin(store)
    with store.changing_keys() as writing:
        writing.add_heir(heir, writing.get_days(ann.person_id))
        [session] = [each for each in writing.lock_sessions(ann.person_id) if each.session_id == moved]
        writing.move_session(session, heir, blob)
    assert [(each.session_id, each.blob) for each in store.list_sessions(heir, before=None, limit=9)] == [
        (moved, blob)
    ]
    left = store.list_sessions(ann.person_id, before=None, limit=9)
    assert [(each.session_id, each.number) for each in left] == [(stays, 2)]


def test_an_answer_that_waits_for_a_person_who_becomes_another_finds_nobody(store: SqlStore) -> None:
    ann = Somebody()
    session_id = ann.begin(store)
    heir = some_id()
    found: list[Any] = []

    def answer() -> None:
        with store.writing() as writing:
            found.append(writing.find_key(ann.locator))
        with store.writing() as writing:
            found.append(writing.find_session(ann.locator, session_id))

    waiting = Thread(target=answer)
    with store.changing_keys() as writing:
        assert writing.find_key(ann.locator) is not None
        writing.add_heir(heir, writing.get_days(ann.person_id))
        waiting.start()
        waiting.join(0.3)
        for session in writing.lock_sessions(ann.person_id):
            writing.move_session(session, heir, some_blob())
        writing.drop_person(ann.person_id)
        writing.add_wrap(heir, ann.locator, WRAPPED, DAY, kind="cookie")
    waiting.join(10)
    person = found[0].person_id if found[0] is not None else heir
    assert person == heir
    assert found[1] is None or found[1][0].person_id == heir


def test_a_session_that_is_brought_in_keeps_its_days_and_counts_on(store: SqlStore) -> None:
    ann = Somebody()
    ann.begin(store)
    session_id = some_id()
    days = (DAY - timedelta(days=300), DAY - timedelta(days=200))
    with store.changing_keys() as writing:
        writing.bring_session(
            ann.person_id, session_id, visit=some_id(), blob=some_blob(), begun=days[0], changed=days[1]
        )
    session = store.list_sessions(ann.person_id, before=None, limit=1)[0]
    assert (session.session_id, session.number, session.revision) == (session_id, 2, 1)
    assert (session.created_on, session.updated_on) == days
    assert store.get_days(ann.person_id) == Days(DAY, DAY)
    with pytest.raises(SessionExists), store.changing_keys() as writing:
        writing.bring_session(
            ann.person_id, session_id, visit=some_id(), blob=some_blob(), begun=DAY, changed=DAY
        )


def test_the_first_session_of_a_person_is_number_one_also_when_it_is_brought_in(store: SqlStore) -> None:
    ann = some_id()
    with store.changing_keys() as writing:
        writing.add_heir(ann, Days(DAY, DAY))
        writing.bring_session(ann, some_id(), visit=some_id(), blob=some_blob(), begun=DAY, changed=DAY)
    assert [session.number for session in store.list_sessions(ann, before=None, limit=9)] == [1]


def test_whoever_was_here_on_the_very_day_is_not_due_yet(store: SqlStore) -> None:
    with_words, without = Somebody(), Somebody()
    for somebody in (with_words, without):
        somebody.begin(store)
    add(store, with_words, "words")
    assert store.list_due(DAY, DAY) == []
    next_day = DAY + timedelta(days=1)
    assert store.list_due(DAY, next_day) == [without.person_id]
    assert set(store.list_due(next_day, DAY)) == {with_words.person_id, without.person_id}
    with store.changing_keys() as writing:
        assert not writing.erase_if_due(without.person_id, DAY, DAY)
        assert writing.erase_if_due(without.person_id, DAY, next_day)
        assert not writing.erase_if_due(with_words.person_id, DAY, next_day)


def test_who_is_due_goes_whole_and_whoever_has_words_or_was_here_stays(store: SqlStore) -> None:
    gone, with_words, there = Somebody(), Somebody(), Somebody()
    for somebody in (gone, with_words, there):
        somebody.begin(store)
    add(store, with_words, "words")
    store.note_seen(there.locator, LATER)
    before, without_words = DAY - timedelta(days=1), DAY + timedelta(days=1)
    assert store.count_people() == 3
    assert store.list_due(before, without_words) == [gone.person_id]
    with store.changing_keys() as writing:
        assert writing.erase_if_due(gone.person_id, before, without_words)
        assert not writing.erase_if_due(with_words.person_id, before, without_words)
        assert not writing.erase_if_due(there.person_id, before, without_words)
        assert not writing.erase_if_due(some_id(), before, without_words)
    assert store.count_people() == 2
    assert set(store.list_due(DAY + timedelta(days=1), without_words)) == {with_words.person_id}


def test_the_day_of_the_last_sweep_is_one_day(store: SqlStore) -> None:
    assert store.find_last_sweep() is None
    for day in (DAY, LATER, date(2020, 1, 1)):
        with store.changing_keys() as writing:
            writing.note_sweep(day)
        assert store.find_last_sweep() == day


@pytest.mark.parametrize("what", ["device", "words", "another", "swept"])
def test_a_key_that_was_destroyed_is_in_no_file_once_the_block_has_ended(
    what: str, sqlite_url: str, opened: OpenDatabase, tmp_path: Path
) -> None:
    store = SqlStore(opened(sqlite_url))
    ann = Somebody()
    ann.begin(store)
    assert holds(tmp_path, ann.wrapped)
    with store.changing_keys() as writing:
        if what == "device":
            writing.drop_wrap(ann.person_id, ann.locator)
        elif what == "swept":
            writing.erase_if_due(ann.person_id, LATER, LATER)
        else:
            writing.drop_person(ann.person_id)
    assert holds(tmp_path, ann.wrapped) == holds(tmp_path, ann.locator) == []
