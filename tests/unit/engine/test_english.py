"""Numbers, lengths of time and times of day, in the words that people read."""

import pytest

from cbt.engine.english import minutes_in_words, nearest, part_of_day, unit_in_words
from cbt.model.flow import Unit


@pytest.mark.parametrize(
    ("unit", "number", "words"),
    [
        (None, 7.25, "7.2"),
        (None, 450.0, "450"),
        (Unit.MINUTES, 449.6, "7 hours 30 minutes"),
        (Unit.PERCENT, 84.5, "85%"),
    ],
    ids=str,
)
def test_a_number_that_counts_something_is_told_in_whole_ones_of_it(
    unit: Unit | None, number: float, words: str
) -> None:
    assert unit_in_words(unit, number) == words


@pytest.mark.parametrize(("number", "whole"), [(0.5, 1), (0.4, 0), (2.5, 3), (-2.5, -3), (-2.4, -2)])
def test_a_half_is_rounded_away_from_nothing(number: float, whole: int) -> None:
    assert nearest(number) == whole


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 minutes"),
        (1, "1 minute"),
        (59, "59 minutes"),
        (60, "1 hour"),
        (61, "1 hour 1 minute"),
        (120, "2 hours"),
        (-90, "-1 hour 30 minutes"),
    ],
)
def test_a_length_of_time_leaves_out_what_is_nothing(minutes: int, words: str) -> None:
    assert minutes_in_words(minutes) == words


@pytest.mark.parametrize(
    ("hour", "part"),
    [
        (0, "Night"), (4, "Night"), (5, "Morning"), (11, "Morning"), (12, "Afternoon"),
        (17, "Afternoon"), (18, "Evening"), (21, "Evening"), (22, "Night"), (23, "Night"),
    ],
)  # fmt: skip
def test_each_part_of_the_day_begins_at_its_own_hour(hour: int, part: str) -> None:
    assert part_of_day(hour) == part
