"""Every further kind of answer: empty, bad, good, given back, and read in the record."""

import pytest
from flask import Flask

from cbt.errors import AnswerError
from tests.web.answering import GOOD, come_to, filled, finish, held, items_of
from tests.web.pages import Fields
from tests.web.person import Person, address_of
from web.fields.numbers import limits_in_words
from web.sentences import sentence_for
from web.when import length_in_words

EMPTY = "There is no answer here yet. Write or choose one, then continue."
QUESTIONS = list(GOOD)
HOURS, LIKELY, LONG, DAY, CLOCK, WHEN, CAUSES, ORDER, SHARES, REST = QUESTIONS[:10]
BAD: list[tuple[str, Fields, str]] = [
    (HOURS, (("answer", "lots"),), "This needs a number, in digits."),
    (HOURS, (("answer", "25"),), "This needs a number from 0 to 24."),
    (HOURS, (("answer", "1.234"),), "This keeps 2 digits behind the point. Please round your number."),
    (LIKELY, (("answer", "101"),), "This needs a number from 0 to 100."),
    (LONG, (("answer", "ages"),), "This needs a length of time, like 90 or 1:30, of a week at the most."),
    (DAY, (("answer", "31.2.2026"),), "This needs a day between 1900 and 2100, like 4 May 2026."),
    (CLOCK, (("answer", "late"),), "This needs a time of day, like 23:15."),
    (WHEN, (("answer", "2026-12-24"),), "This needs a day and a time, like 4 May 2026 and 23:15."),
    (
        WHEN,
        (("answer", "soon"), ("clock", "20:00")),
        "This needs a day between 1900 and 2100, like 4 May 2026.",
    ),
    (
        SHARES,
        (("share", "50"), ("share", "30"), ("share", "10")),
        "10 of 100 are left. Please share them out too.",
    ),
    (
        SHARES,
        (("share", "50"), ("share", "30"), ("share", "30")),
        "That is 10 more than 100. Please take some away.",
    ),
    (
        SHARES,
        (("share", "half"), ("share", "30"), ("share", "")),
        "Each of these needs a whole number from 0 to 100.",
    ),
    (
        REST,
        (("share", "90"), ("share", "30"), ("share", "")),
        "That is 20 more than 100. Please take some away.",
    ),
]
BACK: dict[str, Fields] = {
    HOURS: (("answer", "7.5"),),
    LIKELY: (("answer", "40"),),
    LONG: (("answer", "90"),),
    DAY: (("answer", "2026-05-04"),),
    CLOCK: (("answer", "23:15"),),
    WHEN: (("answer", "2026-12-24"), ("clock", "20:00")),
    ORDER: (("rank", "1"), ("rank", "2"), ("rank", "3")),
    SHARES: (("share", "50"), ("share", "30"), ("share", "20")),
    REST: (("share", "50"), ("share", "30"), ("share", "0")),
}
RECORD = {
    HOURS: ("7.5 hours",),
    LIKELY: ("40%",),
    LONG: ("1 hour 30 minutes",),
    DAY: ("4 May 2026",),
    CLOCK: ("23:15",),
    WHEN: ("24 December 2026, 20:00",),
    ORDER: ("Sleep", "Rain", "Work"),
}


@pytest.fixture(params=[False, True], ids=["plain", "htmx"])
def person(request: pytest.FixtureRequest, answers_app: Flask) -> Person:
    return Person(answers_app, script=request.param)


@pytest.mark.parametrize("question", [HOURS, LIKELY, LONG, DAY, CLOCK, WHEN, SHARES])
def test_an_empty_field_is_refused_calmly(question: str, person: Person) -> None:
    page = come_to(person, question)
    names = [name for name, _ in GOOD[question]]
    page = person.send(filled(page, tuple([(name, "") for name in names])))
    assert (page.status, page.heading) == (422, question)
    assert EMPTY in page.problem


@pytest.mark.parametrize(("question", "fields", "sentence"), BAD)
def test_what_does_not_fit_is_refused_with_a_reason_and_stays_in_its_field(
    question: str, fields: Fields, sentence: str, person: Person
) -> None:
    page = come_to(person, question)
    page = person.send(filled(page, fields))
    assert page.status == 422
    assert page.problem == f"Not saved yet. Your answer is still here. {sentence}"
    assert held(page) == tuple([pair for pair in fields if pair[1] or pair[0] == "share"])
    marked = [each for each in page.form if each.attrs.get("aria-invalid") == "true"]
    assert marked
    assert all("problem" in each.attrs["aria-describedby"].split() for each in marked)


@pytest.mark.parametrize("question", list(BACK))
def test_what_was_taken_is_given_back_in_its_field(question: str, person: Person) -> None:
    page = come_to(person, question)
    number = page.number
    page = person.send(filled(page, GOOD[question]))
    assert page.number == number + 1
    assert held(person.back(page)) == BACK[question]


def test_what_a_date_picker_cannot_show_stands_in_a_field_for_text(person: Person) -> None:
    page = come_to(person, DAY)
    assert page.form.get("input", id="answer").attrs["type"] == "date"
    page = person.send(filled(page, (("answer", "4th of May"),)))
    assert page.form.get("input", id="answer").attrs["type"] == "text"
    page = person.send(filled(page, (("answer", "4.5.2026"),)))
    assert held(person.back(page)) == (("answer", "2026-05-04"),)


def test_every_field_is_labelled_and_says_its_unit_and_limits(person: Person) -> None:
    page = come_to(person, HOURS)
    field = page.form.get("textarea", id="answer")
    ids = [*field.attrs["aria-labelledby"].split(), *field.attrs["aria-describedby"].split()]
    said = [page.main.get(id=each).text for each in ids]
    assert said == [HOURS, "hours", "From 0 to 24."]
    assert field.attrs["inputmode"] == "decimal"
    page = come_to(person, WHEN)
    assert [each.text for each in page.form.all("label")] == ["Day", "Time"]


def test_an_order_is_put_by_places_without_a_script_and_the_one_that_moves_up_comes_first(
    person: Person,
) -> None:
    page = come_to(person, ORDER)
    first, second, third = items_of(page)
    page = person.send(filled(page, (("rank", "1"), ("rank", "2"), ("rank", "1"))))
    assert items_of(person.back(page)) == [third, first, second]
    page = person.send(filled(person.back(page), (("rank", "3"), ("rank", "2"), ("rank", "3"))))
    assert items_of(person.back(page)) == [first, second, third]


def test_what_is_left_of_a_total_is_told_without_a_script_too(person: Person) -> None:
    page = come_to(person, SHARES)
    assert page.form.get(id="left").text == "100 of 100 left to share out."
    page = person.send(filled(page, (("share", "50"), ("share", "30"), ("share", "30"))))
    # The sentence beside the field says it: once is enough.
    assert page.form.get(id="left").text == ""
    assert page.main.text.count("10 more than 100") == 1
    page = person.send(filled(page, GOOD[SHARES]))
    assert page.form.get("output").text == "100"
    assert person.back(page).form.get(id="left").text == "All 100 are shared out."


def test_earlier_answers_in_view_keep_their_order_and_their_shares(person: Person) -> None:
    page = come_to(person, REST)
    assert page.kept == {
        ORDER: ("Sleep", "Rain", "Work"),
        SHARES: ("Rain: 50", "Work: 30", "Sleep: 20"),
    }
    assert len(page.main.all("ol", cls="own")) == 1


def test_the_record_reads_in_words_and_shares_stand_in_a_table(person: Person) -> None:
    page = person.open(f"/records/{address_of(finish(person))}")
    rows = page.rows
    assert {label: rows[label] for label in RECORD} == RECORD
    tables = page.main.all("table", cls="shared")
    told = [
        [(row.get("th").text, row.get("td", cls="figure").text) for row in table.all("tr")]
        for table in tables
    ]
    assert told == [
        [("Rain", "50"), ("Work", "30"), ("Sleep", "20")],
        [("Rain", "50"), ("Work", "30"), ("Sleep", "0"), ("Everything else", "20")],
    ]


def test_a_question_about_an_earlier_record_is_passed_over_until_there_is_one(person: Person) -> None:
    page = person.start("every_answer")
    assert (page.heading, page.at, page.number) == (HOURS, 2, 1)
    done = finish(person)
    page = person.start("every_answer")
    assert (page.heading, page.number) == ("Which earlier record is this about?", 1)
    options = [each.text for each in page.form.all("label")]
    assert len(options) == 2
    assert options[0].startswith("Rain, Work, Sleep ")
    assert options[1] == "None of these"
    assert held(page) == ()
    page = person.send(filled(page, (("answer", address_of(done)),)))
    assert page.heading == HOURS
    assert held(person.back(page)) == (("answer", address_of(done)),)


def test_passing_the_earlier_records_is_remembered(person: Person) -> None:
    finish(person)
    page = person.start("every_answer")
    page = person.send(filled(page, (("answer", ""),)))
    assert page.heading == HOURS
    none = person.back(page).form.all("input", name="answer")[-1]
    assert none.attrs["value"] == ""
    assert "checked" in none.attrs


def test_a_passed_over_question_says_that_there_is_nothing_to_choose_yet(person: Person) -> None:
    page = come_to(person, LIKELY)
    first = person.open(f"/s/{address_of(page)}/1")
    assert "There is no finished record to choose from yet." in first.main.text
    assert person.send(filled(first, (("answer", ""),))).heading == HOURS


def test_a_number_with_one_limit_or_none_says_so() -> None:
    assert limits_in_words(2, None) == "2 or more."
    assert limits_in_words(None, 7.5) == "7.5 or less."
    assert limits_in_words(None, None) == ""
    assert sentence_for(AnswerError("range_number", least=2)) == "This needs 2 or more."
    assert sentence_for(AnswerError("range_number", most=7.5)) == "This needs 7.5 or less."


def test_a_length_of_time_is_said_in_minutes_and_seconds() -> None:
    assert [length_in_words(seconds) for seconds in (0, 1, 60, 90, 120)] == [
        "0 seconds",
        "1 second",
        "1 minute",
        "1 minute 30 seconds",
        "2 minutes",
    ]
