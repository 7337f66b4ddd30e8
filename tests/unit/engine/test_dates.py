"""Days and times are understood as people write them and as browsers send them."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cbt.engine.answers import Fields, parse_answer
from cbt.engine.english import date_in_words, moment_in_words, time_in_words
from cbt.errors import AnswerError
from cbt.model.answer import DateKind, Kind, Mark, MomentKind, TimeKind, Value

DAY, CLOCK, MOMENT = DateKind(), TimeKind(), MomentKind()
YEARS = {"least": 1900, "most": 2100}

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
clocks = st.builds(time, st.integers(0, 23), st.integers(0, 59))


def read(kind: Kind, typed: str) -> Value:
    return parse_answer(kind, {"answer": [typed]})


def refusal(kind: Kind, fields: Fields) -> tuple[str, dict[str, float]]:
    with pytest.raises(AnswerError) as error:
        parse_answer(kind, fields)
    return error.value.code, error.value.facts


@pytest.mark.parametrize(
    "typed",
    [
        "2026-05-04",
        "2026-5-4",
        " 4.5.2026 ",
        "04.05.2026",
        "4. 5. 2026",
        "4/5/2026",
        "4-5-2026",
        "4 May 2026",
        "4 may, 2026",
        "4. May 2026",
        "٤.٥.٢٠٢٦",
    ],
)
def test_a_day_is_read_with_the_day_before_the_month(typed: str) -> None:
    assert read(DAY, typed) == date(2026, 5, 4)


def test_the_first_and_the_last_day_are_read_however_many_blanks_there_are_up_to_sixty_letters() -> None:
    assert read(DAY, "1900-01-01") == date(1900, 1, 1)
    assert read(DAY, "2100-12-31") == date(2100, 12, 31)
    assert read(DAY, f"4{' ' * 51}May 2026") == date(2026, 5, 4)
    assert refusal(DAY, {"answer": [f"4{' ' * 52}May 2026"]})[0] == "date"


def test_a_month_is_known_by_its_first_letters_and_by_no_others() -> None:
    assert read(DAY, "1 Sep 2026") == read(DAY, "1 Sep. 2026") == date(2026, 9, 1)
    assert refusal(DAY, {"answer": ["1 Sop 2026"]})[0] == "date"
    assert refusal(DAY, {"answer": ["1 Septembre 2026"]})[0] == "date"


@pytest.mark.parametrize(
    "typed",
    [
        "30.2.2026",
        "2026-13-01",
        "4.5.26",
        "4.5/2026",
        "1899-12-31",
        "2101-01-01",
        "today",
        "4.5.",
        "0.0.0000",
        "2" * 99_999,
    ],
)
def test_what_is_no_day_is_refused(typed: str) -> None:
    assert refusal(DAY, {"answer": [typed]}) == ("date", YEARS)


@pytest.mark.parametrize(
    ("typed", "hour", "minute"),
    [
        ("23:15", 23, 15),
        ("23.15", 23, 15),
        ("23:15:00", 23, 15),
        ("9:05", 9, 5),
        ("9", 9, 0),
        ("09", 9, 0),
        ("0:00", 0, 0),
        ("9pm", 21, 0),
        ("9 AM", 9, 0),
        ("11.15 pm", 23, 15),
        ("11:15 p.m.", 23, 15),
        ("12 am", 0, 0),
        ("12:30 pm", 12, 30),
    ],
)
def test_a_time_of_day_is_read_on_either_clock(typed: str, hour: int, minute: int) -> None:
    assert read(CLOCK, typed) == time(hour, minute)


@pytest.mark.parametrize(
    "typed", ["24:00", "9:60", "13 pm", "0 am", "9:5", "noon", "930", "-1", "9:15 xm", "1" * 99_999]
)
def test_what_is_no_time_of_day_is_refused(typed: str) -> None:
    assert refusal(CLOCK, {"answer": [typed]}) == ("time", {})


@pytest.mark.parametrize(
    "fields",
    [
        {"answer": ["2026-05-04T20:00"]},
        {"answer": ["2026-05-04 20:00"]},
        {"answer": ["4.5.2026 8 pm"]},
        {"answer": ["4 May 2026, 20:00"]},
        {"answer": ["4 may 2026 8pm"]},
        {"answer": ["2026-05-04"], "clock": ["20:00"]},
        {"answer": ["4.5.2026"], "clock": ["8 pm"]},
    ],
    ids=str,
)
def test_a_moment_is_read_from_one_field_or_from_two(fields: Fields) -> None:
    assert parse_answer(MOMENT, fields) == datetime.combine(date(2026, 5, 4), time(20, 0))


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"answer": ["2026-05-04"]}, "moment"),
        ({"answer": ["20:00"]}, "moment"),
        ({"answer": ["soon"]}, "moment"),
        ({"answer": ["2026-05-04"], "clock": [""]}, "moment"),
        ({"answer": [""], "clock": ["20:00"]}, "moment"),
        ({"answer": ["30.2.2026"], "clock": ["20:00"]}, "date"),
        ({"answer": ["2026-05-04"], "clock": ["late"]}, "time"),
        ({"answer": [""], "clock": [" "]}, "empty"),
    ],
    ids=str,
)
def test_what_is_missing_of_a_moment_or_not_understood_is_told_apart(fields: Fields, code: str) -> None:
    assert refusal(MOMENT, fields)[0] == code


@given(days, clocks)
def test_days_and_times_are_understood_in_the_words_in_which_they_are_said_and_sent(
    day: date, clock: time
) -> None:
    moment = datetime.combine(day, clock)
    for words in (date_in_words(day), day.isoformat(), f"{day.day}.{day.month}.{day.year}"):
        assert read(DAY, words) == day
    for words in (time_in_words(clock), clock.isoformat(), f"{clock:%I.%M %p}"):
        assert read(CLOCK, words) == clock
    for words in (moment_in_words(moment), moment.isoformat(), moment.isoformat(" ", "minutes")):
        assert read(MOMENT, words) == moment


@given(st.text("0123456789.,:/-Tt apmMay", max_size=24))
def test_whatever_is_typed_is_a_day_or_a_time_or_refused(typed: str) -> None:
    for kind, of in ((DAY, date), (CLOCK, time), (MOMENT, datetime)):
        try:
            found = parse_answer(kind, {"answer": [typed]}, optional=True)
        except AnswerError:
            continue
        assert found is Mark.SKIPPED or type(found) is of
