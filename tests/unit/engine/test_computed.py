"""Computed values of a flow: worked out from its answers, anew after each, and never at the price of an error."""

from typing import Any

import pytest

from cbt.engine.answering import begin
from cbt.engine.evaluate import Evaluator
from cbt.engine.machine import Program
from cbt.engine.text import ranked_rows, words_of
from cbt.engine.walk import Walk
from cbt.model.expression import Binary, Number
from cbt.model.reference import AnswerRef, ComputedRef
from cbt.model.session import Facts
from tests.unit.engine.exercise import give, program_of, walk_of


def value_of(text_steps: str, computed: str, *values: object) -> Any:
    """The computed value `x` at the end of a flow."""
    program = program_of(text_steps, f"computed:\n  {computed}\n")
    walk = walk_of(program, give(program, begin(program), *values))
    return program.evaluator.computed("x")(walk)


TWO = "a:\n  ask: A?\n  answer: 0-10\nb:\n  ask: B?\n  answer: 0-10\ndone:\n  say: Done.\n  end: completed"

RATED = """
    things:
      repeat: 0-4
      steps:
        much:
          ask: How much?
          answer: 0-10
        kind:
          ask: Which?
          options: {red: Red, blue: Blue}
      again: More?
    done:
      say: Done.
      end: completed
"""


@pytest.mark.parametrize(
    ("computed", "expected"),
    [
        ("x: a - b", 4),
        ("x: a / 4", 1.75),
        ("x: max(a, b, 5)", 7),
        ("x: -a + b * 2", -1),
        ("x: min(a - b, b)", 3),
    ],
)
def test_sums_follow_the_usual_order(computed: str, expected: float) -> None:
    assert value_of(TWO, computed, 7, 3) == expected


@pytest.mark.parametrize(
    ("computed", "expected"),
    [
        ("x: round(a / 2)", 4),
        ("x: round(b / 4)", 1),
        ("x: round(-a / 2)", -4),
        ("x: round(a / 3)", 2),
        ("x: if(a > b, a - b, 0)", 4),
        ("x: if(a < b, 1, if(b == 3, 2, 3))", 2),
    ],
)
def test_numbers_are_rounded_half_away_from_nothing_and_one_of_two_is_taken(
    computed: str, expected: float
) -> None:
    found = value_of(TWO, computed, 7, 3)
    assert (found, type(found)) == (expected, int)


@pytest.mark.parametrize(
    ("items", "rise", "reds"),
    [
        ([], 0, 0),
        ([(3, "red")], 0, 1),
        ([(3, "red"), (9, "blue"), (4, "red"), (7, "red")], 6, 3),
        ([(9, "blue"), (4, "blue")], 0, 0),
    ],
)
def test_the_largest_step_up_is_found_and_one_option_counted(
    items: list[tuple[int, str]], rise: int, reds: int
) -> None:
    values = [value for much, kind in items for value in ("yes", much, kind)]
    answers = [*values, *([] if len(items) == 4 else ["no"])]
    assert value_of(RATED, "x: most_rise(things.much)", *answers) == rise
    assert value_of(RATED, 'x: count(things.kind, "red")', *answers) == reds


LISTED = """
    lines:
      ask: Which?
      answer: list 1-5
    rate:
      for_each: lines
      steps:
        much:
          ask: How much is {lines}?
          answer: 0-10
        long:
          ask: How long?
          answer: minutes
    done:
      say: Done.
      end: completed
"""
FOUR = (["a", "b", "c", "d"], 5, 30, 9, 60, 5, 90, 0, 0)


@pytest.mark.parametrize(
    ("computed", "told"),
    [
        ("x: largest_first(lines, lines.much)", ("b: 9", "a: 5", "c: 5", "d: 0")),
        ("x: smallest_first(lines, lines.much)", ("d: 0", "a: 5", "c: 5", "b: 9")),
        ("x: largest_first(lines, lines.much, 2)", ("b: 9", "a: 5")),
        ("x: largest_first(lines, -lines.much, 1)", ("d: 0",)),
        ("x: largest_first(lines, lines.long, 1)", ("c: 1 hour 30 minutes",)),
        ("x: smallest_first(lines, lines.much / 2, 3)", ("d: 0", "a: 2.5", "c: 2.5")),
        ("x: largest_first(lines, if(lines.much > 4, lines.much * 1000000000 * 1000000000, 1))", ("d: 1",)),
        ("x: max(largest_first(lines, lines.much - 1))", ("8",)),
        ("x: most_rise(smallest_first(lines, lines.much))", ("5",)),
        ("x: place_of_first(lines, lines.much >= 9)", ("2",)),
        ("x: place_of_first(lines, lines.much == 5, 1)", ("3",)),
        ("x: place_of_first(lines, lines.much == 5, 2.5)", ("3",)),
        ("x: place_of_first(lines, lines.much == 9, 2)", ("0",)),
        ("x: place_of_first(lines, lines.much > 9)", ("0",)),
    ],
)
def test_items_are_sorted_by_a_number_and_those_that_are_level_stay_as_they_were_listed(
    computed: str, told: tuple[str, ...]
) -> None:
    program = program_of(LISTED, f"computed:\n  {computed}\n")
    assert words_of(program, ComputedRef("x"), walk_of(program, give(program, begin(program), *FOUR))) == told


def test_a_sorted_list_is_told_in_what_its_numbers_count() -> None:
    rest = "computed:\n  x: largest_first(lines, lines.long * 2, 1)\n  y: x\nunits: {x: minutes}\n"
    program = program_of(LISTED, rest)
    walk = walk_of(program, give(program, begin(program), *FOUR))
    assert words_of(program, ComputedRef("x"), walk) == ("c: 3 hours",)
    assert words_of(program, ComputedRef("y"), walk) == ("c: 180",)
    assert ranked_rows(program, AnswerRef("lines", ()), walk) == []


def test_items_that_come_late_are_sorted_as_far_as_they_have_a_number() -> None:
    program = program_of(LISTED, "computed:\n  x: largest_first(lines, lines.much)\n")
    session = give(program, begin(program), ["a", "b"], 5, 30)
    assert words_of(program, ComputedRef("x"), walk_of(program, session)) == ("a: 5",)


def test_the_number_that_is_not_taken_may_be_missing() -> None:
    steps = TWO.replace("answer: 0-10\ndone", "answer: 0-10\n  optional: true\ndone")
    assert value_of(steps, "x: if(answered(b), b, a)", 7, "") == 7


def test_a_division_by_nothing_has_no_value() -> None:
    divide = Evaluator({}).function(Binary("/", Number(1, 0), Number(0, 0), 0))
    assert divide(Walk(program_of(TWO).flow, Facts())) is None


def test_the_words_of_a_picked_item_are_counted_and_not_its_id() -> None:
    steps = """
        lines:
          ask: Which thoughts?
          answer: list 1-3
        hot:
          ask: Which one?
          answer: one of lines
        done:
          say: Done.
          end: completed
    """
    assert value_of(steps, "x: words(hot)", ["one", "two of them"], "2") == 3


def test_a_computed_value_is_worked_out_anew_when_the_walk_has_moved() -> None:
    program = program_of(
        """
        a:
          ask: A?
          answer: 0-10
          next:
            - {if: answered(b) and x > 5, go: done}
            - {else: b}
        b:
          ask: B?
          answer: 0-10
          next:
            - {if: x > 5, go: high}
            - {else: done}
        high:
          say: High.
        done:
          say: Done.
          end: completed
        """,
        "computed:\n  x: a + b\n",
    )
    session = give(program, begin(program), 3, 4)
    assert [place.step for place in session.position.pages] == ["a", "b", "high"]


def test_a_walk_alone_knows_no_computed_value() -> None:
    program = program_of(TWO, "computed:\n  x: a + b\n")
    assert walk_of(program, give(program, begin(program), 1, 2)).read(ComputedRef("x")) is None


def test_programs_hold_one_function_for_each_computed_value() -> None:
    program = Program(program_of(TWO, "computed:\n  x: a + b\n  y: x + x\n").flow)
    walk = walk_of(program, give(program, begin(program), 1, 2))
    assert program.evaluator.computed("x")(walk) == 3
    assert program.evaluator.computed("y")(walk) == 6
    assert walk.worked_out == {"x": 3, "y": 6}
