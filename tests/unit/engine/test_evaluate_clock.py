"""Expressions compare days and times among their own kind, and count the minutes between them."""

from datetime import date, datetime, time
from itertools import permutations
from typing import Any

import pytest

from cbt.engine.evaluate import Evaluator, plain
from cbt.engine.walk import Walk
from cbt.model.answer import Given, Mark, PrivateText, Recalled, Share, Value
from cbt.model.expression import Binary, Call, Name, Node, Number
from cbt.model.packed import Answers
from cbt.model.reference import InputRef
from cbt.model.session import Facts
from tests.unit.engine.every_kind import PROGRAM

DAYS = [date(2026, 5, 4), date(2026, 5, 5)]
CLOCKS = [time(23, 15), time(6, 45)]
RECORD = Recalled("r1", (Given("size", 4, (PrivateText("4"),)),))


def moments(op: str, first: Value, second: Value, *moved: int) -> Any:
    walk = Walk(PROGRAM.flow, Facts(inputs=Answers({"first": first, "later": second})))
    names = (Name("first", 0, InputRef("first")), Name("later", 0, InputRef("later")))
    args: tuple[Node, ...] = (*names, *[Number(minutes, 0) for minutes in moved])
    node: Node = Call(op, args, 0) if op == "minutes_between" else Binary(op, *names, 0)
    return Evaluator({}).function(node)(walk)


def at(day: int, hour: int, minute: int) -> datetime:
    return datetime.combine(date(2026, 5, day), time(hour, minute))


@pytest.mark.parametrize(
    ("first", "second", "minutes"),
    [
        (time(23, 15), time(6, 45), 450),
        (time(6, 45), time(23, 15), 990),
        (time(7, 0), time(7, 0), 0),
        (time(0, 1), time(0, 0), 1439),
        (at(4, 23, 15), at(5, 6, 45), 450),
        (at(5, 6, 45), at(4, 23, 15), -450),
        (at(4, 7, 0), at(4, 7, 0), 0),
        (time(7, 0), at(4, 7, 0), None),
        (date(2026, 5, 4), date(2026, 5, 5), None),
    ],
)
def test_minutes_between_times_run_past_midnight_and_between_moments_have_a_sign(
    first: Value, second: Value, minutes: int | None
) -> None:
    assert moments("minutes_between", first, second) == minutes


@pytest.mark.parametrize(
    ("first", "second", "moved", "minutes"),
    [
        (time(23, 0), time(7, 0), 60, 420),
        (time(23, 0), time(7, 0), -60, 540),
        (time(1, 50), time(1, 10), -60, 20),
        (time(23, 0), time(7, 0), 0, 480),
        (at(4, 23, 0), at(5, 7, 0), 60, 420),
        (time(7, 0), at(4, 7, 0), 60, None),
    ],
)
def test_what_the_clocks_moved_in_between_is_left_out(
    first: Value, second: Value, moved: int, minutes: int | None
) -> None:
    assert moments("minutes_between", first, second, moved) == minutes


@pytest.mark.parametrize(("less", "more"), [DAYS, CLOCKS[::-1], (at(4, 7, 0), at(4, 7, 1)), (1, 1.5)])
def test_days_times_and_moments_come_before_one_another_among_their_own_kind(
    less: Value, more: Value
) -> None:
    assert [moments(op, less, more) for op in ("<", "<=", "==", "!=", ">", ">=")] == [
        True,
        True,
        False,
        True,
        False,
        False,
    ]
    assert [moments(op, less, less) for op in ("<", "<=", "==", "!=", ">", ">=")] == [
        False,
        True,
        True,
        False,
        False,
        True,
    ]


def test_values_of_different_kinds_do_not_come_before_one_another() -> None:
    alone: list[Value] = [DAYS[0], CLOCKS[0], at(4, 7, 0), 3, PrivateText("4 May 2026")]
    for first, second in permutations(alone, 2):
        assert moments("<", first, second) is None
        assert moments("==", first, second) is False


def test_shares_are_seen_as_numbers_and_a_picked_record_as_answered() -> None:
    assert plain((Share("1", 40), Share("2", 60))) == (40, 60)
    answered = Evaluator({}).function(Call("answered", (Name("record", 0, InputRef("record")),), 0))
    for record, is_answered in ((RECORD, True), (Mark.SKIPPED, False)):
        assert answered(Walk(PROGRAM.flow, Facts(inputs=Answers({"record": record})))) is is_answered
