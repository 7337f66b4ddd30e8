"""The person's cookie: how it is set, renewed, never taken up from elsewhere, and taken out."""

import base64
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from tests.web.house import HTTPS, MakeApp
from tests.web.pages import Page
from tests.web.person import LOOPBACK, Person, address_of
from tests.web.runs import THOUGHT
from tests.web.stored import count_of

DAYS_400 = 400 * 24 * 3600


def parts_of(header: str) -> dict[str, str]:
    """A Set-Cookie header: attribute -> value; the name and value of the cookie under ''."""
    first, *others = header.split("; ")
    return {"": first, **{name.lower(): value for name, _, value in (each.partition("=") for each in others)}}


def cookies_of(page: Page) -> list[str]:
    """The cookies of a response without the note, which `test_web_pause.py` is about."""
    return [each for each in page.headers.getlist("Set-Cookie") if not each.startswith(("n=", "__Secure-n="))]


def first_cookie(app: Flask, origin: str) -> dict[str, str]:
    """The Set-Cookie header that comes with the first answer."""
    person = Person(app, origin=origin, script=True)
    page = person.answer(person.start("reframe"), THOUGHT)
    (header,) = cookies_of(page)
    return parts_of(header)


def test_over_https_the_cookie_is_bound_to_the_host_and_never_sent_in_clear(fresh: MakeApp) -> None:
    parts = first_cookie(fresh(public_url=HTTPS), HTTPS)
    name, _, value = parts.pop("").partition("=")
    assert name == "__Host-p"
    assert len(base64.urlsafe_b64decode(value + "=")) == 32
    assert parts == {"secure": "", "httponly": "", "samesite": "Lax", "path": "/", "max-age": str(DAYS_400)}


def test_on_this_machine_the_cookie_is_the_same_without_what_http_cannot_keep(shared_app: Flask) -> None:
    parts = first_cookie(shared_app, LOOPBACK)
    assert parts.pop("").startswith("p=")
    assert parts == {"httponly": "", "samesite": "Lax", "path": "/", "max-age": str(DAYS_400)}


def test_no_other_cookie_outlives_the_browser(person: Person) -> None:
    page = person.go_on(person.start("reframe"), THOUGHT, "80")
    person.open("/records")
    person.back(page)
    assert list(person.cookies()) == ["p"]


def test_each_visit_to_what_was_written_and_each_answer_renew_the_cookie(person: Person) -> None:
    first = person.start("reframe")
    page = person.answer(first, THOUGHT)
    cookies = person.cookies()
    address = address_of(page)
    for url in (page.url, first.url, "/records", f"/records/{address}"):
        (header,) = cookies_of(person.open(url))
        assert parts_of(header)[""] == f"p={cookies['p']}"
        assert parts_of(header)["max-age"] == str(DAYS_400)
    sent = person.request("POST", page.url, body=b"", headers={"Origin": None})
    assert "Set-Cookie" not in sent.headers
    htmx = Person(person.app, script=True)
    htmx.take_cookies(cookies)
    (header,) = cookies_of(htmx.answer(htmx.open(page.url), "80"))
    assert parts_of(header)[""] == f"p={cookies['p']}"


def test_the_cookie_of_one_person_stays_the_same_through_all_exercises(person: Person) -> None:
    person.go_on(person.start("reframe"), THOUGHT)
    first = person.cookies()
    person.go_on(person.start("thought_record"), "I lost my place.", "sad")
    assert person.cookies() == first


def test_a_cookie_that_somebody_planted_is_never_taken_up(fresh: MakeApp) -> None:
    data = fresh()
    planted = base64.urlsafe_b64encode(os.urandom(32)).decode().rstrip("=")
    person = Person(data)
    person.set_cookie("p", planted)
    page = person.go_on(person.start("reframe"), THOUGHT)
    assert person.cookies()["p"] != planted
    intruder = Person(data)
    intruder.set_cookie("p", planted)
    assert intruder.open(page.url).status == 404
    assert "its record will stand here" in intruder.open("/records").main.text


def test_deleting_everything_takes_the_cookie_out(fresh: MakeApp, data: Path) -> None:
    person = Person(fresh(public_url=HTTPS), origin=HTTPS)
    person.go_on(person.start("reframe"), THOUGHT)
    done = person.delete_everything()
    *countries, header = cookies_of(done)
    assert [each.partition("; Path=")[2].partition(";")[0] for each in countries] == ["/help", "/s"]
    assert all(each.startswith("__Secure-country=; Max-Age=0; ") for each in countries)
    parts = parts_of(header)
    assert parts[""] == "__Host-p="
    assert parts["max-age"] == "0"
    assert {"secure", "httponly"} <= parts.keys()
    assert person.cookies() == {}
    assert count_of(data, "person") == 0


@pytest.mark.parametrize("ago", [timedelta(days=3650), timedelta(minutes=2)])
def test_no_clock_drops_a_cookie_or_a_token(ago: timedelta, person: Person) -> None:
    page = person.go_on(person.start("reframe"), THOUGHT)
    for now in (datetime.now(UTC) - ago, datetime.now(UTC) + ago):
        with time_machine.travel(now, tick=True):
            assert person.open(page.url).heading == page.heading
            page = person.answer(person.open(page.url), "80")
            assert page.status == 200
            page = person.back(page)
