"""Interval arithmetic never claims more than it knows: a result lies within its range, to the last bit."""

import operator
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from cbt.compiler import ranges
from cbt.compiler.ranges import Range
from cbt.engine.english import nearest

OPERATIONS: dict[str, tuple[Callable[[Range, Range], Range], Callable[[float, float], float]]] = {
    "+": (ranges.add, operator.add),
    "*": (ranges.multiply, operator.mul),
    "/": (ranges.divide, operator.truediv),
    "min": (lambda a, b: ranges.extreme(min, [a, b]), min),
    "max": (lambda a, b: ranges.extreme(max, [a, b]), max),
}
NUMBERS = st.one_of(st.integers(-1000, 1000), st.floats(-1000, 1000).map(lambda number: round(number, 3)))


@given(
    st.sampled_from(sorted(OPERATIONS)),
    st.lists(NUMBERS, min_size=3, max_size=3),
    st.lists(NUMBERS, min_size=3, max_size=3),
)
def test_a_result_lies_within_the_range_to_the_last_bit(sign: str, a: list[float], b: list[float]) -> None:
    of_ranges, of_numbers = OPERATIONS[sign]
    first, second = sorted(a), sorted(b)
    span_a, span_b = (first[0], first[2]), (second[0], second[2])
    if sign == "/" and ranges.holds_zero(span_b):
        return
    low, high = of_ranges(span_a, span_b)
    assert low is not None
    assert high is not None
    assert low <= of_numbers(first[1], second[1]) <= high


@given(st.lists(NUMBERS, min_size=3, max_size=3), NUMBERS)
def test_a_rounded_number_and_one_of_two_lie_within_their_range(a: list[float], other: float) -> None:
    least, middle, most = sorted(a)
    low, high = ranges.rounded((least, most))
    assert low is not None
    assert high is not None
    assert low <= nearest(middle) <= high
    assert ranges.either([(least, most), (other, other)]) == (min(least, other), max(most, other))
    assert ranges.either([(least, None), (None, other)]) == ranges.OPEN
    assert ranges.rounded(ranges.OPEN) == ranges.OPEN
    assert ranges.rise((-2, 8)) == (0, 10)
    assert ranges.rise((0, None)) == (0, None)


def test_a_range_with_an_open_end_stays_open() -> None:
    assert ranges.extreme(max, [(0, None), (1, 2)]) == ranges.OPEN
    assert ranges.multiply((0, None), (1, 2)) == ranges.OPEN
    assert ranges.loosen(ranges.OPEN) == ranges.OPEN
