"""The difference between two ratings in words: exact at its bounds, on every scale, never good or bad."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cbt.records.change import difference_in_words, is_higher, percent_of_scale

SAME = "about the same"


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (50, 50, SAME), (50, 60, SAME), (60, 50, SAME), (50, 41, SAME),
        (50, 61, "11 higher"), (61, 50, "11 lower"), (0, 100, "100 higher"), (100, 0, "100 lower"),
        (50, 60.04, SAME), (50, 60.06, "10.1 higher"), (60.5, 50, "10.5 lower"), (50.25, 40, "10.2 lower"),
        (70.1, 60.1, SAME),
    ],
)  # fmt: skip
def test_within_ten_points_of_a_hundred_is_about_the_same(before: float, after: float, words: str) -> None:
    assert difference_in_words(before, after, 0, 100) == words


@pytest.mark.parametrize(
    ("before", "after", "least", "most", "words"),
    [
        (5, 6, 0, 10, SAME), (5, 7, 0, 10, "2 higher"), (5, 3.5, 0, 10, "1.5 lower"), (5.5, 4.5, 0, 10, SAME),
        (1, 1, 0, 3, SAME), (1, 2, 0, 3, "1 higher"), (-5, 5, -5, 5, "10 higher"), (3, 4, 1, 5, "1 higher"),
    ],
)  # fmt: skip
def test_on_another_scale_it_is_a_tenth_of_that_scale(
    before: float, after: float, least: int, most: int, words: str
) -> None:
    assert difference_in_words(before, after, least, most) == words


@given(before=st.integers(0, 100), after=st.integers(0, 100))
def test_a_number_is_higher_exactly_when_the_words_say_so(before: int, after: int) -> None:
    said = difference_in_words(before, after, 0, 100)
    assert is_higher(before, after, 0, 100) is said.endswith("higher")


@given(before=st.integers(0, 100), after=st.integers(0, 100))
def test_a_change_and_its_reverse_say_the_same_size_the_other_way(before: int, after: int) -> None:
    there, back = difference_in_words(before, after, 0, 100), difference_in_words(after, before, 0, 100)
    assert there.replace("higher", "lower") == back.replace("higher", "lower")
    assert (there == SAME) == (abs(after - before) <= 10)


@pytest.mark.parametrize(
    ("value", "least", "most", "percent"),
    [
        (0, 0, 100, 0),
        (100, 0, 100, 100),
        (5, 0, 10, 50),
        (2, 1, 5, 25),
        (1, 0, 3, 33),
        (7, 7, 7, 0),
        (12, 0, 10, 100),
        (-1, 0, 10, 0),
    ],
)
def test_a_value_lies_between_nought_and_a_hundred_percent_of_its_scale(
    value: float, least: int, most: int, percent: int
) -> None:
    assert percent_of_scale(value, least, most) == percent
