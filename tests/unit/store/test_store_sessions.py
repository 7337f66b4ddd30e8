"""What the store keeps and gives back, on both databases alike."""

from collections.abc import Callable
from dataclasses import FrozenInstanceError
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from cbt.errors import FlowVersionMissing
from cbt.model.sealed import Kept, SealedSession
from cbt.store import SqlStore
from tests.unit.store.drivers import watch
from tests.unit.store.people import DAY, Somebody, some_blob, some_id

OpenDatabase = Callable[..., Engine]
Run = Callable[[str], list[tuple[object, ...]]]
LATER = DAY + timedelta(days=3)


def test_a_session_comes_back_as_it_was_stored(store: SqlStore) -> None:
    ann, blob = Somebody(), some_blob(4096)
    session_id = ann.begin(store, blob=blob)
    found = store.find_session(ann.locator, session_id)
    assert found is not None
    key, session = found
    assert key == ann.key
    assert (session.person_id, session.session_id) == (ann.person_id, session_id)
    assert (session.number, session.revision) == (1, 1)
    assert session.blob == blob
    assert type(session.blob) is bytes
    assert (session.created_on, session.updated_on) == (DAY, DAY)
    assert store.find_key(ann.locator) == ann.key


def test_nobody_else_finds_it_and_it_looks_the_same_as_no_session(store: SqlStore) -> None:
    ann, bob = Somebody(), Somebody()
    session_id = ann.begin(store)
    bob.begin(store)
    for locator, wanted in [(bob.locator, session_id), (ann.locator, some_id()), (some_id(), session_id)]:
        assert store.find_session(locator, wanted) is None
        with store.writing() as writing:
            assert writing.find_session(locator, wanted) is None
    assert store.find_key(some_id()) is None


def test_begun_and_not_begun_are_told_apart(store: SqlStore) -> None:
    session_id = Somebody().begin(store)
    assert store.has_session(session_id)
    assert not store.has_session(some_id())


def test_an_answer_replaces_the_blob_and_moves_the_revision_on(store: SqlStore) -> None:
    ann = Somebody()
    session_id = ann.begin(store)
    blob, visit = some_blob(1024), some_id()
    with store.writing() as writing:
        assert writing.replace_session(ann.person_id, session_id, was=1, visit=visit, blob=blob, day=LATER)
    found = store.find_session(ann.locator, session_id)
    assert found is not None
    assert (found[1].revision, found[1].visit, found[1].blob) == (2, visit, blob)
    assert (found[1].created_on, found[1].updated_on) == (DAY, LATER)


@pytest.mark.parametrize("was", [0, 2, 7])
def test_an_answer_to_another_revision_changes_nothing(store: SqlStore, was: int) -> None:
    ann = Somebody()
    session_id = ann.begin(store)
    before = store.find_session(ann.locator, session_id)
    with store.writing() as writing:
        assert not writing.replace_session(
            ann.person_id, session_id, was=was, visit=some_id(), blob=some_blob(), day=LATER
        )
    assert store.find_session(ann.locator, session_id) == before


def test_an_answer_under_another_persons_id_changes_nothing(store: SqlStore) -> None:
    ann, bob = Somebody(), Somebody()
    session_id = ann.begin(store)
    bob.begin(store)
    before = store.find_session(ann.locator, session_id)
    with store.writing() as writing:
        assert not writing.replace_session(
            bob.person_id, session_id, was=1, visit=some_id(), blob=some_blob(), day=DAY
        )
    assert store.find_session(ann.locator, session_id) == before


def test_sessions_are_listed_newest_first_in_portions(store: SqlStore) -> None:
    ann, bob = Somebody(), Somebody()
    begun = [ann.begin(store) for _ in range(5)]
    bob.begin(store)
    assert [each.session_id for each in store.list_sessions(ann.person_id, before=None, limit=99)] == begun[
        ::-1
    ]
    first = store.list_sessions(ann.person_id, before=None, limit=2)
    assert [each.number for each in first] == [5, 4]
    rest = store.list_sessions(ann.person_id, before=4, limit=2)
    assert [each.number for each in rest] == [3, 2]
    assert [each.number for each in store.list_sessions(ann.person_id, before=2, limit=2)] == [1]
    assert store.list_sessions(ann.person_id, before=1, limit=2) == []
    assert store.list_sessions(some_id(), before=None, limit=2) == []


def test_what_is_kept_is_counted(store: SqlStore) -> None:
    ann = Somebody()
    assert store.kept(ann.person_id) == Kept(0, 0, None, None)
    first = ann.begin(store, blob=some_blob(256))
    ann.begin(store, blob=some_blob(4096), day=LATER)
    Somebody().begin(store, day=date(2020, 1, 1))
    assert store.kept(ann.person_id) == Kept(2, 4352, DAY, LATER)
    ann.answer(store, first, blob=some_blob(16_384), day=LATER + timedelta(days=1))
    assert store.kept(ann.person_id) == Kept(2, 20_480, DAY, LATER + timedelta(days=1))


def test_a_session_of_a_megabyte_and_more_is_kept_whole(store: SqlStore) -> None:
    ann, blob = Somebody(), some_blob(3 * 1_048_576)
    session_id = ann.begin(store, blob=blob)
    found = store.find_session(ann.locator, session_id)
    assert found is not None
    assert found[1].blob == blob


def test_one_session_is_deleted_and_the_others_stay(store: SqlStore) -> None:
    ann, bob = Somebody(), Somebody()
    gone, stays, other = ann.begin(store), ann.begin(store), bob.begin(store)
    assert not store.delete_session(bob.person_id, gone)
    assert store.has_session(gone)
    assert store.delete_session(ann.person_id, gone)
    assert not store.delete_session(ann.person_id, gone)
    assert [store.has_session(each) for each in (gone, stays, other)] == [False, True, True]
    assert store.find_key(ann.locator) == ann.key


def test_erasing_takes_everything_of_one_person_and_nothing_of_another(store: SqlStore, run: Run) -> None:
    ann, bob = Somebody(), Somebody()
    ann.begin(store)
    ann.begin(store)
    stays = bob.begin(store)
    store.erase_person(ann.person_id)
    store.erase_person(ann.person_id)
    assert store.find_key(ann.locator) is None
    assert store.kept(ann.person_id).sessions == 0
    assert store.find_session(bob.locator, stays) is not None
    for table in ("person", "wrap", "exercise_session"):
        assert run(f"SELECT count(*) FROM {table}") == [(1,)]


def test_erasing_takes_the_keys_first(store: SqlStore, engine: Engine) -> None:
    statements: list[str] = []
    watch(engine, lambda _, sql: statements.append(sql))
    ann = Somebody()
    ann.begin(store)
    statements.clear()
    store.erase_person(ann.person_id)
    # SQLite tells of a statement again where it looks for rows that refer to what goes.
    deleted = dict.fromkeys(each.split()[2] for each in statements if each.startswith("DELETE FROM "))
    assert list(deleted) == ["wrap", "exercise_session", "person"]


def test_the_day_a_person_was_last_seen_moves_on_and_never_back(store: SqlStore, run: Run) -> None:
    ann = Somebody()
    session_id = ann.begin(store)

    def seen() -> str:
        return str(run("SELECT seen_on FROM person")[0][0])

    assert seen() == "2026-11-25"
    ann.answer(store, session_id, day=LATER)
    assert seen() == "2026-11-28"
    ann.answer(store, session_id, day=DAY)
    assert seen() == "2026-11-28"
    ann.begin(store, day=LATER + timedelta(days=1))
    assert seen() == "2026-11-29"


def test_a_flow_version_is_kept_once_and_found_by_its_beginning(store: SqlStore, run: Run) -> None:
    digest, other = "ab" * 32, "ab" * 15 + "ac" * 17
    store.keep_flow_version(digest, b"steps", DAY)
    store.keep_flow_version(digest, b"steps", LATER)
    store.keep_flow_versions({digest: b"steps", other: b"other steps"}, LATER)
    assert store.get_flow_version(digest) == b"steps"
    assert store.get_flow_version(other) == b"other steps"
    assert store.find_flow_digest(bytes.fromhex(digest)[:16]) == digest
    assert store.find_flow_digest(bytes.fromhex(other)[:16]) == other
    assert store.find_flow_digest(bytes(16)) is None
    assert store.find_flow_digest(b"\xff" * 16) is None
    assert [str(row[0]) for row in run("SELECT created_on FROM flow_version ORDER BY digest")] == [
        "2026-11-25",
        "2026-11-28",
    ]


@pytest.mark.parametrize("end", ["00", "ff"])
def test_a_flow_version_is_found_by_its_beginning_whatever_its_end_is(store: SqlStore, end: str) -> None:
    digest = "ab" * 16 + end * 16
    store.keep_flow_version(digest, b"steps", DAY)
    assert store.find_flow_digest(bytes.fromhex("ab" * 16)) == digest


def test_flow_versions_that_are_kept_already_are_only_looked_up(url: str, opened: OpenDatabase) -> None:
    engine, seen = opened(url), list[str]()
    watch(engine, lambda _, sql: seen.append(sql.split()[0]))
    store = SqlStore(engine)
    store.keep_flow_versions({"ab" * 32: b"steps", "cd" * 32: b"other steps"}, DAY)
    seen.clear()
    store.keep_flow_versions({"ab" * 32: b"steps", "cd" * 32: b"other steps"}, LATER)
    assert seen == ["SELECT"]


def test_a_flow_version_that_another_process_stored_meanwhile_is_no_trouble(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.keep_flow_version("ab" * 32, b"steps", DAY)
    # What a process sees that looked before the other one wrote.
    monkeypatch.setattr(store, "_read", lambda *_, **__: [])
    store.keep_flow_version("ab" * 32, b"steps", DAY)
    monkeypatch.undo()
    assert store.get_flow_version("ab" * 32) == b"steps"


def test_hundreds_of_flow_versions_are_kept_at_once(store: SqlStore) -> None:
    versions = {f"{number:064x}": b"source %d" % number for number in range(300)}
    store.keep_flow_versions(versions, DAY)
    store.keep_flow_versions(versions, DAY)
    assert store.get_flow_version(f"{299:064x}") == b"source 299"


def test_a_flow_version_that_is_not_there_is_named_but_not_in_the_message(store: SqlStore) -> None:
    with pytest.raises(FlowVersionMissing) as missing:
        store.get_flow_version("cd" * 32)
    assert missing.value.digest == "cd" * 32
    assert "cd" not in str(missing.value)


def test_the_values_that_pass_are_frozen_and_do_not_print_what_is_sealed(store: SqlStore) -> None:
    ann = Somebody()
    found = store.find_session(ann.locator, ann.begin(store))
    assert found is not None
    key, session = found
    with pytest.raises(FrozenInstanceError):
        session.revision = 9  # type: ignore[misc]
    shown = repr(key) + repr(session)
    for hidden in (ann.wrapped, session.blob, session.visit):
        assert repr(hidden)[2:-1] not in shown
    assert isinstance(session, SealedSession)
