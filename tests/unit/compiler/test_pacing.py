"""Pages that take their time: timers, breathing and waits, and how their mistakes are told."""

import pytest

from cbt.model.flow import Breathe, Role
from cbt.model.reference import AnswerRef
from tests.unit.compiler.making import compile_steps, passing, said

SUCH_AS = "write it such as 2 minutes, from"
DAY = "day:\n  ask: Which day?\n  answer: date\n"


def page(words: str) -> str:
    return "x:\n  say: Look.\n" + "".join(f"  {line}\n" for line in words.split("; "))


def test_a_page_can_be_timed_breathed_along_with_or_waited_on() -> None:
    steps = passing(
        page("timer: 90 seconds")
        + page("breathe: {in: 4, out: 6 seconds, for: 2 minutes}").replace("x:", "y:")
        + page("wait: {for: 2 hours}").replace("x:", "z:")
        + DAY
        + page("wait: {until: day}").replace("x:", "w:")
    ).steps
    assert (steps["x"].timer, steps["x"].role) == (90, Role.READ)
    assert steps["y"].breathe == Breathe(4, 6, 120)
    wait, until = steps["z"].wait, steps["w"].wait
    assert wait is not None
    assert until is not None
    assert (wait.minutes, wait.until, until.minutes, until.until) == (120, None, None, AnswerRef("day", ()))
    assert steps["z"].role is steps["w"].role is Role.WAIT


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            "timer: soon",
            [
                'F013 "soon" is no length of time for "timer"; write it such as 2 minutes, from 5 seconds to 1 hour'
            ],
        ),
        (
            "timer: 2 days",
            [
                'F013 "2 days" is no length of time for "timer"; write it such as 2 minutes, from 5 seconds to 1 hour'
            ],
        ),
        (
            "wait: {for: 9999 weeks}",
            [f'F013 "9999 weeks" is no length of time for "wait"; {SUCH_AS} 1 minute to 366 days'],
        ),
        (
            "wait: {}",
            [
                'F013 "wait" needs either "for" or "until"; write {for: 2 hours}, or {until: an answer with a day}'
            ],
        ),
        (
            "wait: {for: 1 day, until: y}",
            [
                'F013 "wait" needs either "for" or "until"; write {for: 2 hours}, or {until: an answer with a day}'
            ],
        ),
        ("wait: {until: y}", ['F202 there is no answer "y" here; name a step, or a computed value']),
        ("breathe: {in: 4, out: 99, for: 1 minute}", ['F013 "99" is no breath; write its seconds, 1 to 20']),
        (
            "breathe: {in: 4, out: 6, for: 5 seconds}",
            [f'F013 "5 seconds" is no length of time for "breathe"; {SUCH_AS} 10 seconds to 1 hour'],
        ),
        ("breathe: {in: 4, out: 6}", ['F012 "for" is missing here; add a line for: ...']),
        (
            "timer: 5 seconds; wait: {for: 1 day}",
            ['F011 "wait" does not go with "timer"; make a page of its own'],
        ),
        ("timer: 5 seconds; end: soon", ['F011 "end" does not go with "timer"; make a page of its own']),
    ],
)
def test_a_pace_that_cannot_be_kept_is_told_once(words: str, told: list[str]) -> None:
    steps = page(words)
    assert [line.partition(" ")[2] for line in said(compile_steps(steps).findings)] == told


def test_a_session_does_not_wait_inside_a_part_nor_for_an_answer_that_is_no_day() -> None:
    loop = "repeat: 1-2\n    steps:\n      x:\n        say: Rest.\n        wait: {for: 1 day}\n    again: More?\n"
    part = f"part: p\nsteps:\n  l:\n    {loop}"
    library = compile_steps(
        "p:\n  use: parts/p\n" + "n:\n  ask: How many?\n  answer: 0-9\n" + page("wait: {until: n}"),
        parts__p=part,
    )
    assert [line.partition(" ")[2] for line in said(library.findings)] == [
        'F011 "wait" stands inside a part; let the flow wait at its outermost level, or in a loop of it',
        'F203 "n" is a number, not a day; wait until a date, or a date and time',
    ]


def test_the_day_of_a_wait_is_given_on_every_path() -> None:
    steps = "f:\n  ask: Go?\n  answer: yes/no\n  next: {yes: day, no: x}\n" + DAY + page("wait: {until: day}")
    [told] = compile_steps(steps).findings
    assert (told.code, told.trail) == ("F304", ("f (no)", "x"))
