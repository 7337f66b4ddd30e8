"""Paced pages and rests: words that are enough, nothing that holds anybody up, and a calendar that tells nothing."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from icalendar import Calendar

from tests.web.answering import GOOD, come_to, filled
from tests.web.person import Person, address_of

TIMER, BREATH, COUNTED, UNTIL = list(GOOD)[10:14]


@pytest.fixture
def person(answers_app: Flask) -> Person:
    return Person(answers_app)


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        (TIMER, "Take 1 minute for this."),
        (BREATH, "Breathe in for 4 seconds, and out for 6 seconds. Go on like this for 2 minutes."),
    ],
)
def test_a_paced_page_says_its_pace_in_words_and_can_always_be_left(
    heading: str, words: str, person: Person
) -> None:
    page = come_to(person, heading)
    pace = page.main.get("section", cls="pace")
    assert pace.get("p", cls="strong").text == words
    assert next(each for each in pace.all("div") if each.all("button")).classes == ["pacer", "scripted"]
    assert page.form.get("button", cls="main").text == "Continue"
    assert person.send(filled(page, ())).number == page.number + 1


def test_a_rest_says_until_when_and_one_can_go_on_at_once(person: Person) -> None:
    page = come_to(person, COUNTED)
    rest = page.main.get("section", cls="rest")
    until = datetime.fromisoformat(rest.get("time").attrs["datetime"])
    assert timedelta(minutes=118) < until - datetime.now(UTC) <= timedelta(hours=2)
    assert rest.text.startswith("This rests for 2 hours, until ")
    assert rest.get("time").text.endswith(" UTC")
    assert page.form.get("button", cls="main").text == "Go on now"
    page = person.send(filled(page, ()))
    assert page.main.get("section", cls="rest").text.startswith("This rests until 24 December 2026, 20:00.")
    left = person.back(page)
    assert left.main.find("section", cls="rest") is None
    assert left.form.get("button", cls="main").text == "Continue"


def test_the_list_of_records_says_until_when_one_rests(person: Person) -> None:
    come_to(person, UNTIL)
    assert "Resting until 24 December 2026, 20:00." in person.open("/records").main.text


def test_a_rest_on_ones_own_clock_goes_into_the_calendar_without_a_zone(person: Person) -> None:
    page = come_to(person, UNTIL)
    event = event_of(person, page.links["Add to my calendar"])
    assert event["dtstart"].dt == datetime(2026, 12, 24, 20, 0)  # noqa: DTZ001  # the person's own clock
    assert b"DTSTART:20261224T200000\r\n" in event.to_ical()


def test_a_counted_rest_goes_into_the_calendar_in_utc(person: Person) -> None:
    page = come_to(person, COUNTED)
    event = event_of(person, page.links["Add to my calendar"])
    shown = datetime.fromisoformat(page.main.get("time").attrs["datetime"])
    assert event["dtstart"].dt == shown
    assert event["dtstart"].to_ical().endswith(b"Z")


def test_a_calendar_entry_tells_nothing_is_the_same_twice_and_reminds_at_the_time(person: Person) -> None:
    page = come_to(person, UNTIL)
    url = page.links["Add to my calendar"]
    event, again = event_of(person, url), event_of(person, url)
    assert event["uid"] == again["uid"]
    assert str(event["summary"]) == "Time to go on"
    assert str(event["description"]) == "You can go on here: http://localhost/records"
    (alarm,) = event.walk("VALARM")
    assert alarm["trigger"].dt == timedelta()
    text = person.request("GET", url).text
    for told in ("every_answer", "Every answer", "Rain", "Try it out", address_of(page), "until_then"):
        assert told not in text


def test_a_calendar_file_is_a_calendar_file_and_is_kept_nowhere(person: Person) -> None:
    response = person.request("GET", come_to(person, UNTIL).links["Add to my calendar"])
    assert response.mimetype == "text/calendar"
    assert response.headers["Cache-Control"] == "no-store"


def test_there_is_no_calendar_file_of_a_page_without_a_rest_nor_for_anybody_else(
    answers_app: Flask, person: Person
) -> None:
    page = come_to(person, UNTIL)
    address = address_of(page)
    numbers = (1, page.at - 1, page.at + 1)
    assert [person.open(f"/s/{address}/{number}/calendar.ics").status for number in numbers] == [404] * 3
    assert Person(answers_app).open(f"/s/{address}/{page.at}/calendar.ics").status == 404


def event_of(person: Person, url: str) -> Any:
    response = person.request("GET", url)
    assert response.status_code == 200
    (event,) = Calendar.from_ical(response.data).walk("VEVENT")
    return event
