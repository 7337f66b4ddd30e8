"""One mistake in a list of guards is told once: not also what only follows from it."""

import pytest

from tests.unit.compiler.test_ways_told import TWO, told


@pytest.mark.parametrize("guards", [["1 > 2"], ["a > 100"], ["a > 10", "a > 20"], ["a > 100", "b > 100"]])
def test_a_guard_that_is_never_taken_is_told_without_the_way_that_it_leaves_missing(
    guards: list[str],
) -> None:
    lines = told(TWO, *guards, otherwise=False)
    assert lines
    assert all(line.startswith("F303") for line in lines)


def test_below_a_guard_that_takes_every_answer_only_the_first_branch_is_told() -> None:
    assert told(TWO, "a <= 100", "a < 30", "b < 30") == [
        'F303 "a < 30" is never reached: a <= 100 above it takes every answer for which it is true'
    ]


def test_of_branches_that_one_guard_takes_only_the_first_is_told() -> None:
    assert told(TWO, "a > 10", "a > 20", "a > 30", "a < 5") == [
        'F303 "a > 20" is never reached: a > 10 above it takes every answer for which it is true'
    ]


def test_a_guard_that_is_never_true_is_told_also_below_one_that_takes_every_answer() -> None:
    assert told(TWO, "a <= 100", "a < 30", "b > 100") == [
        'F303 "a < 30" is never reached: a <= 100 above it takes every answer for which it is true',
        'F303 "b > 100" is never true: b is 0-100',
    ]
