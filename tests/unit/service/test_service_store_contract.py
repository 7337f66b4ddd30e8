"""The store in memory does what the real one does: the same checks on both, the real one on a SQLite file."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from cbt.errors import FlowVersionMissing, SessionExists
from cbt.model.sealed import Kept, SealedKey
from cbt.service import Store
from tests.fakes import MemoryStore

DAY = date(2026, 11, 25)
ANN, BEN = b"a" * 16, b"b" * 16
KEY = SealedKey(ANN, b"k" * 61)
ANNS, BENS, NOBODYS = b"1" * 16, b"2" * 16, b"3" * 16
ONE, TWO = b"s" * 16, b"t" * 16
BLOB, LONGER = b"x" * 256, b"y" * 1024
DIGEST = "ab" * 32


def visit(number: int) -> bytes:
    return bytes([number]) * 16


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest) -> Store:
    if request.param == "memory":
        return MemoryStore()
    found: Store = request.getfixturevalue("sqlite_store")
    return found


@pytest.fixture
def begun(store: Store) -> Store:
    """A store in which Ann has one session."""
    with store.writing() as writing:
        writing.add_person(KEY, ANNS, DAY)
        writing.add_session(ANN, ONE, visit=visit(1), blob=BLOB, day=DAY)
    return store


def test_an_empty_store_finds_nothing(store: Store) -> None:
    assert store.find_key(ANNS) is None
    assert store.find_session(ANNS, ONE) is None
    assert not store.has_session(ONE)
    assert store.list_sessions(ANN, before=None, limit=9) == []
    assert store.kept(ANN) == Kept(0, 0, None, None)
    assert store.find_flow_digest(bytes.fromhex(DIGEST)[:16]) is None
    with pytest.raises(FlowVersionMissing):
        store.get_flow_version(DIGEST)


def test_a_flow_version_is_found_by_its_digest_and_by_the_digests_start(store: Store) -> None:
    store.keep_flow_versions({DIGEST: b"source"}, DAY)
    store.keep_flow_versions({DIGEST: b"source"}, DAY + timedelta(days=1))
    assert store.get_flow_version(DIGEST) == b"source"
    assert store.find_flow_digest(bytes.fromhex(DIGEST)[:16]) == DIGEST


def test_a_transaction_lists_what_the_store_lists_and_what_it_wrote_itself(begun: Store) -> None:
    with begun.writing() as writing:
        writing.add_session(ANN, TWO, visit=visit(2), blob=BLOB, day=DAY)
        listed = writing.list_sessions(ANN, before=None, limit=9)
        assert [each.session_id for each in listed] == [TWO, ONE]
        assert writing.list_sessions(ANN, before=2, limit=9) == listed[1:]
        assert writing.list_sessions(ANN, before=None, limit=1) == listed[:1]
        assert writing.list_sessions(BEN, before=None, limit=9) == []
    assert begun.list_sessions(ANN, before=None, limit=9) == listed


def test_what_a_transaction_wrote_is_there_afterwards(begun: Store) -> None:
    found = begun.find_session(ANNS, ONE)
    assert found is not None
    key, session = found
    assert key == KEY == begun.find_key(ANNS)
    assert (session.number, session.revision, session.visit, session.blob) == (1, 1, visit(1), BLOB)
    assert (session.created_on, session.updated_on) == (DAY, DAY)
    assert begun.has_session(ONE)
    with begun.writing() as writing:
        assert writing.find_key(ANNS) == KEY
        assert writing.find_session(ANNS, ONE) == found


def test_a_transaction_that_raises_did_not_happen(begun: Store) -> None:
    def write_and_fail() -> None:
        with begun.writing() as writing:
            writing.add_session(ANN, TWO, visit=visit(2), blob=BLOB, day=DAY)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_and_fail()
    assert not begun.has_session(TWO)


def test_a_session_is_found_by_its_owner_only(begun: Store) -> None:
    with begun.writing() as writing:
        writing.add_person(SealedKey(BEN, b"k" * 61), BENS, DAY)
    for locator in (BENS, NOBODYS):
        assert begun.find_session(locator, ONE) is None
        with begun.writing() as writing:
            assert writing.find_session(locator, ONE) is None


TWINS: dict[str, Callable[[Any], None]] = {
    "the person": lambda writing: writing.add_person(KEY, BENS, DAY),
    "the locator": lambda writing: writing.add_person(SealedKey(BEN, b"k" * 61), ANNS, DAY),
    "the session": lambda writing: writing.add_session(ANN, ONE, visit=visit(2), blob=BLOB, day=DAY),
    "the visit": lambda writing: writing.add_session(ANN, TWO, visit=visit(1), blob=BLOB, day=DAY),
}


@pytest.mark.parametrize("again", TWINS.values(), ids=TWINS)
def test_a_twin_is_refused(begun: Store, again: Callable[[Any], None]) -> None:
    with pytest.raises(SessionExists), begun.writing() as writing:
        again(writing)


def test_a_replacement_counts_on_and_keeps_number_and_first_day(begun: Store) -> None:
    later = DAY + timedelta(days=2)
    with begun.writing() as writing:
        assert writing.replace_session(ANN, ONE, was=1, visit=visit(2), blob=LONGER, day=later)
    found = begun.find_session(ANNS, ONE)
    assert found is not None
    assert (found[1].number, found[1].revision, found[1].blob) == (1, 2, LONGER)
    assert (found[1].created_on, found[1].updated_on) == (DAY, later)
    assert begun.kept(ANN) == Kept(1, len(LONGER), DAY, later)


@pytest.mark.parametrize(
    ("person", "session", "was"), [(ANN, ONE, 2), (ANN, ONE, 0), (BEN, ONE, 1), (ANN, TWO, 1)]
)
def test_a_replacement_of_anything_but_the_stored_revision_changes_nothing(
    begun: Store, person: bytes, session: bytes, was: int
) -> None:
    with begun.writing() as writing:
        assert not writing.replace_session(person, session, was=was, visit=visit(2), blob=LONGER, day=DAY)
    found = begun.find_session(ANNS, ONE)
    assert found is not None
    assert found[1].blob == BLOB


def test_a_replacement_with_another_sessions_visit_changes_nothing(begun: Store) -> None:
    with begun.writing() as writing:
        writing.add_session(ANN, TWO, visit=visit(2), blob=BLOB, day=DAY)
    with begun.writing() as writing:
        assert not writing.replace_session(ANN, ONE, was=1, visit=visit(2), blob=LONGER, day=DAY)


def test_sessions_are_listed_newest_first_and_paged_by_number(begun: Store) -> None:
    with begun.writing() as writing:
        writing.add_session(ANN, TWO, visit=visit(2), blob=BLOB, day=DAY)
    assert [each.number for each in begun.list_sessions(ANN, before=None, limit=9)] == [2, 1]
    assert [each.number for each in begun.list_sessions(ANN, before=None, limit=1)] == [2]
    assert [each.number for each in begun.list_sessions(ANN, before=2, limit=9)] == [1]
    assert begun.list_sessions(ANN, before=0, limit=9) == []


def test_a_session_is_deleted_by_its_owner_only_and_once(begun: Store) -> None:
    assert not begun.delete_session(BEN, ONE)
    assert begun.delete_session(ANN, ONE)
    assert not begun.delete_session(ANN, ONE)
    assert not begun.has_session(ONE)
    assert begun.find_key(ANNS) == KEY


def test_erasing_a_person_takes_keys_and_sessions_and_leaves_everybody_else(begun: Store) -> None:
    with begun.writing() as writing:
        writing.add_person(SealedKey(BEN, b"k" * 61), BENS, DAY)
        writing.add_session(BEN, TWO, visit=visit(2), blob=BLOB, day=DAY)
    begun.erase_person(ANN)
    begun.erase_person(ANN)
    assert begun.find_key(ANNS) is None
    assert not begun.has_session(ONE)
    assert begun.find_session(BENS, TWO) is not None
