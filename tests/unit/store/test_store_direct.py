"""Statements run on a driver's connection: the same rows as by SQLAlchemy's, and a connection that stays usable."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, Select

from cbt.store import SqlStore, statements
from cbt.store.direct import Direct
from tests.unit.store.people import DAY, Somebody, some_blob, some_id

Run = Callable[[str], list[tuple[object, ...]]]

days = st.dates(date(1, 1, 1), date(9999, 12, 31))
QUERIES = {name: each for name, each in vars(statements).items() if isinstance(each, Select)}


class ChangedMyMind(BaseException):
    """Raised inside a transaction, as an interrupt would be."""


@pytest.fixture
def direct(engine: Engine) -> Direct:
    return Direct(engine, "BEGIN")


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=days, second=days, size=st.sampled_from([256, 4096]), revision=st.integers(1, 2**31 - 1))
def test_every_query_gives_the_same_rows_on_both_ways(
    store: SqlStore, engine: Engine, direct: Direct, first: date, second: date, size: int, revision: int
) -> None:
    ann, session_id, digest = Somebody(), some_id(), some_id() * 2
    with store.writing() as writing:
        writing.add_person(ann.key, ann.locator, first)
        writing.add_session(
            ann.person_id, session_id, visit=some_id(), blob=some_blob(size), day=first, revision=revision
        )
        writing.add_session(ann.person_id, some_id(), visit=some_id(), blob=some_blob(size), day=second)
    store.keep_flow_version(digest.hex(), some_blob(size), second)
    known = {
        "locator": ann.locator,
        "session_id": session_id,
        "owner": ann.person_id,
        "before": 9,
        "most": 9,
        "wanted": digest,
        "lowest": digest,
        "highest": digest,
    }
    for query in QUERIES.values():
        names = query.compile().params.keys() & known.keys()
        values: dict[str, Any] = {name: known[name] for name in names}
        with engine.connect() as connection:
            expected = sorted(tuple(row) for row in connection.execute(query, values))
        found = sorted(direct.fetch(query, **values))
        assert found == expected
        assert found
        assert [list(map(type, row)) for row in found] == [list(map(type, row)) for row in expected]


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(day=days, later=days)
def test_every_change_leaves_the_same_rows_on_both_ways(
    engine: Engine, direct: Direct, run: Run, day: date, later: date
) -> None:
    def changes(person_id: bytes) -> list[tuple[Any, dict[str, Any]]]:
        session_id, owner = some_id(), {"owner": person_id}
        session = {
            "session_id": session_id,
            **owner,
            "visit_key": some_id(),
            "sealed": bytes(256),
            "day": day,
        }
        wrap: dict[str, Any] = {
            "locator": some_id(),
            "person_id": person_id,
            "kind": "cookie",
            "sealed": bytes(61),
        }
        wrap |= {"made_on": day, "name": None}
        return [
            (statements.ADD_PERSON, {"id": person_id, "created_on": day, "seen_on": day}),
            (statements.ADD_WRAP, wrap),
            (statements.ADD_SESSION, {**session, "first_revision": 3}),
            (statements.REPLACE_SESSION, {**session, "was": 3, "day": later, "visit_key": some_id()}),
            (statements.NOTE_SEEN, {**owner, "day": later}),
        ]

    ann, bob = some_id(), some_id()
    with direct.transaction() as connection:
        mine = [connection.change(statement, **values) for statement, values in changes(ann)]
    with engine.begin() as core:
        theirs = [core.execute(statement, values).rowcount for statement, values in changes(bob)]
    assert mine == [1, 1, 1, 1, int(day < later)]
    # Of what it inserts SQLAlchemy does not always know the number.
    assert mine[3:] == theirs[3:]
    stored = "SELECT {} FROM person p JOIN exercise_session s ON s.person_id = p.id WHERE p.id = {}"
    columns = "p.created_on, p.seen_on, s.number, s.revision, s.created_on, s.updated_on"
    literal = "x'{}'" if engine.dialect.name == "sqlite" else "'\\x{}'"
    rows = [run(stored.format(columns, literal.format(each.hex()))) for each in (ann, bob)]
    assert rows[0] == rows[1]
    assert len(rows[0]) == 1


def test_an_interrupt_inside_a_transaction_leaves_nothing_behind_and_the_connection_is_used_again(
    store: SqlStore, engine: Engine
) -> None:
    ann = Somebody()
    session_id = ann.begin(store)
    before = store.find_session(ann.locator, session_id)

    def answer_and_leave() -> None:
        with store.writing() as writing:
            assert writing.replace_session(
                ann.person_id, session_id, was=1, visit=some_id(), blob=some_blob(), day=DAY
            )
            raise ChangedMyMind

    for _ in range(3):
        with pytest.raises(ChangedMyMind):
            answer_and_leave()
        assert store.find_session(ann.locator, session_id) == before
    assert ann.answer(store, session_id) == 2
    pool: Any = engine.pool
    assert (pool.checkedout(), pool.checkedin()) == (0, 1)


def test_a_query_that_fails_leaves_a_connection_that_works(direct: Direct, engine: Engine) -> None:
    pool: Any = engine.pool
    for _ in range(3):
        with pytest.raises(KeyError):
            direct.fetch(statements.FIND_KEY)
    assert direct.fetch(statements.FIND_KEY, locator=some_id()) == []
    assert (pool.checkedout(), pool.checkedin()) == (0, 1)


def test_a_connection_that_cannot_be_rolled_back_is_closed_and_the_next_call_gets_another(
    store: SqlStore, engine: Engine, direct: Direct
) -> None:
    ann = Somebody()
    session_id = ann.begin(store)
    pooled = engine.raw_connection()
    driver: Any = pooled.driver_connection
    pooled.close()

    def delete_and_break() -> None:
        with direct.transaction() as connection:
            connection.change(statements.DELETE_SESSION, owner=ann.person_id, session_id=session_id)
            driver.close()
            raise ChangedMyMind

    with pytest.raises(ChangedMyMind):
        delete_and_break()
    assert ann.answer(store, session_id) == 2
