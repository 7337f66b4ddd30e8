"""Earlier records tell what is worth saying on a last page, and nothing before there is enough of it."""

from datetime import date, timedelta

import pytest

from cbt.records.cues import Cue, Seen, alike, cues_of, may_tell

TODAY = date(2026, 11, 26)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def moods(*marks: tuple[int, float]) -> list[Seen]:
    return [Seen(ago(days), mood=mood) for days, mood in marks]


def cues(seen: list[Seen], thought: str = "") -> tuple[Cue, ...]:
    return cues_of(seen, thought, TODAY)


def test_nothing_is_told_of_no_records() -> None:
    assert cues([]) == ()
    assert cues([], "i am late") == ()


@pytest.mark.parametrize("words", ["I’m LATE!", "im  late", "I'm late.", "“I’m late”", "Ｉ’m late …"])
def test_a_thought_is_the_same_whatever_its_capitals_and_marks(words: str) -> None:
    assert alike(words) == "im late"


def test_another_word_makes_another_thought() -> None:
    assert alike("I am late") != alike("I am never late")
    assert alike("Grüße") == alike("GRÜSSE")
    assert alike("?!") == ""


def test_the_same_thought_is_told_from_the_third_time_on() -> None:
    twice = [Seen(ago(9), "i am late"), Seen(TODAY, "i am late"), Seen(ago(3), "he is late")]
    assert cues(twice, "i am late") == ()
    assert cues([*twice, Seen(ago(40), "i am late")], "i am late") == (Cue.SAME_THOUGHT,)


def test_records_without_a_thought_are_not_the_same_one() -> None:
    assert cues([Seen(TODAY), Seen(TODAY), Seen(TODAY)]) == ()


def test_a_mood_that_is_low_for_two_weeks_is_told() -> None:
    assert cues(moods((0, 0.4), (4, 0.5), (8, 0.3), (12, 0.4))) == (Cue.LOW_MOOD,)


@pytest.mark.parametrize(
    "marks",
    [
        ((0, 0.5), (4, 0.5), (8, 0.3), (12, 0.4)),  # not low
        ((0, 0.1), (4, 0.1), (8, 0.1)),  # too few days
        ((0, 0.1), (0, 0.1), (4, 0.1), (12, 0.1)),  # one day twice
        ((0, 0.1), (1, 0.1), (2, 0.1), (3, 0.1)),  # too near each other
        ((14, 0.1), (4, 0.1), (8, 0.1), (0, 0.1)),  # the oldest is of the weeks before
    ],
)
def test_a_mood_that_is_not_low_for_long_enough_is_not_told(marks: tuple[tuple[int, float], ...]) -> None:
    assert cues(moods(*marks)) == ()


def test_of_several_moods_of_a_day_the_lowest_counts() -> None:
    assert cues(moods((0, 0.9), (0, 0.4), (4, 0.4), (8, 0.4), (12, 0.4))) == (Cue.LOW_MOOD,)


def test_a_mood_that_is_lower_than_in_the_weeks_before_is_told() -> None:
    before = [(14, 0.9), (17, 0.8), (20, 0.8), (24, 0.8)]
    assert cues(moods(*before, (0, 0.6), (1, 0.6), (2, 0.6), (3, 0.65))) == (Cue.LOWER_MOOD,)
    assert cues(moods(*before, (0, 0.7), (1, 0.7), (2, 0.6), (3, 0.65))) == ()
    assert cues(moods(*before[:3], (0, 0.5), (1, 0.5), (2, 0.5), (3, 0.5))) == ()


def test_four_weeks_that_have_moved_no_number_are_told() -> None:
    still = [Seen(ago(days), moved=False) for days in (0, 7, 14, 21, 28)]
    assert cues(still) == (Cue.NO_CHANGE,)
    assert cues(still[:4]) == ()
    assert cues([*still[1:], Seen(ago(20), moved=False)]) == ()
    assert cues([*still, Seen(ago(15), moved=True)]) == ()
    assert cues([*still, Seen(ago(56), moved=True)]) == (Cue.NO_CHANGE,)
    assert cues([*still[:4], Seen(ago(28))]) == ()


@pytest.mark.parametrize(
    ("days", "may"),
    [
        ((), False),
        ((0, 0, 0, 0, 0), False),
        ((0, 5, 13), False),
        ((0, 4, 8, 14), False),
        ((0, 4, 8, 13), True),
        ((0, 27), False),
        ((0, 28), True),
    ],
)
def test_days_say_whether_records_may_tell_anything(days: tuple[int, ...], *, may: bool) -> None:
    assert may_tell([ago(each) for each in days], TODAY) is may


def test_no_word_of_a_person_shows_when_a_record_is_printed() -> None:
    assert "late" not in repr(Seen(TODAY, "i am late", 0.3))
    assert "0.3" not in repr(Seen(TODAY, "i am late", 0.3))
