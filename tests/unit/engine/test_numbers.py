"""Numbers and lengths of time are understood as people write them, and never rounded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cbt.engine.answers import parse_answer
from cbt.engine.english import minutes_in_words, number_in_words
from cbt.engine.numbers import LARGEST, MOST_DIGITS, find_whole
from cbt.errors import AnswerError
from cbt.model.answer import MOST_MINUTES, Kind, Mark, MinutesKind, NumberKind, Value

NUMBER = NumberKind()
BOUNDED = NumberKind(0, 24)
PERCENT = NumberKind(percent=True)
MINUTES = MinutesKind()


def read(kind: Kind, typed: str) -> Value:
    return parse_answer(kind, {"answer": [typed]})


def refusal(kind: Kind, typed: str) -> tuple[str, dict[str, float]]:
    with pytest.raises(AnswerError) as error:
        read(kind, typed)
    return error.value.code, error.value.facts


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("7", 7),
        (" 7.5 ", 7.5),
        ("7,5", 7.5),
        ("7.50", 7.5),
        ("7.00", 7),
        ("7.", 7),
        (".5", 0.5),
        ("+7", 7),
        ("-7.25", -7.25),
        ("−3", -3),
        ("007", 7),
        ("-0", 0),
        ("७,५", 7.5),
        ("999999999.99", 999999999.99),
    ],
)
def test_a_number_is_read_with_a_point_or_a_comma_and_is_whole_when_it_can_be(
    typed: str, number: float
) -> None:
    found = read(NUMBER, typed)
    assert (found, type(found)) == (number, type(number))


@pytest.mark.parametrize(
    "typed", ["seven", ".", ",", "-", "1e2", "--1", "7 8", "½", "²", "NaN", "inf", "0x7", "1.2.3"]
)
def test_what_is_no_number_is_not_read_as_one(typed: str) -> None:
    assert refusal(NUMBER, typed) == ("number", {})
    assert refusal(BOUNDED, typed) == ("number", {"least": 0, "most": 24})
    assert refusal(NumberKind(least=1), typed) == ("number", {"least": 1})


@pytest.mark.parametrize("typed", ["7.125", "1.000", "1,000"])
def test_a_number_with_more_decimals_than_are_kept_is_not_rounded_or_taken_for_thousands(typed: str) -> None:
    assert refusal(NUMBER, typed) == ("decimals", {"most_decimals": 2})


def test_a_number_beyond_its_bounds_is_refused_with_those_that_are_set() -> None:
    assert refusal(BOUNDED, "24.01") == ("range_number", {"least": 0, "most": 24})
    assert refusal(NumberKind(least=0.5), "0.4") == ("range_number", {"least": 0.5})
    assert refusal(NumberKind(most=3), "4") == ("range_number", {"most": 3})
    assert refusal(NUMBER, "1000000000") == ("range_number", {"least": -999999999, "most": 999999999})
    assert refusal(BOUNDED, "9" * 100_000) == ("range_number", {"least": 0, "most": 24})
    assert read(BOUNDED, "24") == 24


def test_a_number_at_its_very_bounds_is_taken() -> None:
    kind = NumberKind(least=-2.5, most=8)
    assert [parse_answer(kind, {"answer": [typed]}) for typed in ("-2.5", "8", "8,00")] == [-2.5, 8, 8]


def test_a_whole_number_too_long_to_mean_anything_is_larger_than_every_other() -> None:
    assert find_whole("9" * MOST_DIGITS) == LARGEST
    assert find_whole("1" + "0" * MOST_DIGITS) == LARGEST + 1
    assert find_whole("-" + "5" * 40) == -(LARGEST + 1)


def test_a_percentage_is_read_with_or_without_its_sign_and_lies_between_0_and_100() -> None:
    for typed in ("40", "40%", "40 %"):
        assert read(PERCENT, typed) == 40
    assert refusal(PERCENT, "101") == ("range_number", {"least": 0, "most": 100})
    assert refusal(NumberKind(10, 20, percent=True), "5%") == ("range_number", {"least": 10, "most": 20})
    assert refusal(PERCENT, "%") == ("number", {"least": 0, "most": 100})
    assert refusal(NUMBER, "40%") == ("number", {})


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("0", 0),
        ("90", 90),
        ("90 min", 90),
        ("90min", 90),
        ("1 minute", 1),
        ("1:30", 90),
        ("0:05", 5),
        ("1 h", 60),
        ("2 hours", 120),
        ("1 h 30", 90),
        ("1h30", 90),
        ("1 hour and 5 minutes", 65),
        ("1 Hour, 30  Minutes", 90),
        ("1.5 h", 90),
        ("1,25 hours", 75),
        ("168 h", MOST_MINUTES),
    ],
)
def test_a_length_of_time_is_read_in_hours_and_minutes(typed: str, minutes: int) -> None:
    assert read(MINUTES, typed) == minutes


@pytest.mark.parametrize(
    "typed", ["-5", "7.5", "1:75", "1 h 75", "an hour", "0.01 h", "168 h 1", "10081", "9" * 99, "h", ":"]
)
def test_what_is_no_length_of_time_is_refused(typed: str) -> None:
    assert refusal(MINUTES, typed) == ("minutes", {"least": 0, "most": MOST_MINUTES})


@given(st.integers(0, MOST_MINUTES))
def test_minutes_are_understood_in_the_words_in_which_they_are_said(minutes: int) -> None:
    assert read(MINUTES, minutes_in_words(minutes)) == minutes


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 minutes"),
        (1, "1 minute"),
        (45, "45 minutes"),
        (60, "1 hour"),
        (90, "1 hour 30 minutes"),
        (121, "2 hours 1 minute"),
    ],
)
def test_minutes_are_said_in_hours_and_minutes(minutes: int, words: str) -> None:
    assert minutes_in_words(minutes) == words


@given(st.integers(-(10**10), 10**10))
def test_a_number_is_understood_in_the_words_in_which_it_is_said(hundredths: int) -> None:
    number = read(NUMBER, str(hundredths / 100))
    assert number == hundredths / 100
    assert read(NUMBER, number_in_words(number)) == round(number, 1)  # type: ignore[arg-type]


@given(st.text("0123456789.,:+- %hmin", max_size=12))
def test_whatever_is_typed_is_a_number_or_refused(typed: str) -> None:
    for kind in (NUMBER, BOUNDED, PERCENT, MINUTES):
        try:
            found = parse_answer(kind, {"answer": [typed]}, optional=True)
        except AnswerError:
            continue
        assert found is Mark.SKIPPED or type(found) in (int, float)


@pytest.mark.parametrize("digit", ["0", "9", "9."])
@pytest.mark.parametrize("kind", [NUMBER, MINUTES], ids=str)
def test_a_very_long_number_takes_no_long_time(kind: Kind, digit: str) -> None:
    assert refusal(kind, digit * 500_000 + "x")[0] in ("number", "minutes")
