"""Resting: until when, counted from when, and that nobody has to wait."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cbt.service import Page, Rest, rest_on
from tests.unit.service.house import Browser, House, compiled

RESTS = """
flow: rests
title: Rests
language: en
anywhere: {support: help_now}
steps:
  day:
    ask: Which day?
    answer: date
  when:
    ask: When?
    answer: date and time
  counted:
    say: Let it rest.
    wait: {for: 2 hours}
  until_day:
    say: Until the day.
    wait: {until: day}
  until_when:
    say: Until then.
    wait: {until: when}
  done:
    say: Done.
    end: completed
"""
FIRST = """
flow: first
title: Rests at once
language: en
anywhere: {support: help_now}
steps:
  one:
    say: Let it rest.
    wait: {for: 1 hour}
  two:
    say: Again.
    wait: {for: 1 hour}
  done:
    say: Done.
    end: completed
"""


@pytest.fixture
def house() -> House:
    return House(library=compiled({"rests.yaml": RESTS, "first.yaml": FIRST}))


@pytest.fixture
def browser(house: House) -> Browser:
    return Browser(house)


def resting(browser: Browser) -> Page:
    return browser.go_on(browser.start("rests"), "2026-12-01", "2026-12-02 20:30")


def test_a_counted_rest_ends_so_long_after_the_arrival_to_the_minute(house: House, browser: Browser) -> None:
    house.clock.now = datetime(2026, 11, 25, 20, 15, 42, tzinfo=UTC)
    page = resting(browser)
    wanted = Rest(datetime(2026, 11, 25, 22, 15, tzinfo=UTC), 120)
    assert rest_on(page) == wanted
    house.clock.forward(timedelta(hours=5))
    assert rest_on(browser.page(page.address)) == wanted


def test_a_change_of_another_page_leaves_the_arrival_as_it_was(house: House, browser: Browser) -> None:
    page = resting(browser)
    rested = page.session.rested
    house.clock.forward(timedelta(minutes=30))
    turn = browser.answer(browser.page(page.address, 1), "2026-12-03")
    assert turn.page.session.rested == rested
    assert browser.page(page.address).session.rested == rested


def test_a_rest_until_a_day_ends_at_nine_where_the_person_is_and_one_until_a_moment_then(
    browser: Browser,
) -> None:
    page = browser.answer(resting(browser)).page
    assert rest_on(page) == Rest(datetime(2026, 12, 1, 9, 0))  # noqa: DTZ001  # the person's own clock
    page = browser.answer(page).page
    assert rest_on(page) == Rest(datetime(2026, 12, 2, 20, 30))  # noqa: DTZ001  # the person's own clock
    page = browser.answer(page).page
    assert (rest_on(page), page.session.rested, page.step.id) == (None, "", "done")


def test_each_rest_counts_from_its_own_arrival(house: House, browser: Browser) -> None:
    page = browser.answer(browser.start("first")).page
    first = page.session.rested
    house.clock.forward(timedelta(minutes=10))
    page = browser.answer(page).page
    assert (first, page.session.rested, page.step.id) == ("2026-11-25T20:15Z", "", "done")


def test_a_page_that_is_left_behind_rests_no_more_and_a_session_not_begun_does_not_rest_yet(
    browser: Browser,
) -> None:
    page = browser.start("first")
    assert rest_on(page) is None
    browser.answer(page)
    assert rest_on(browser.page(page.address, 1)) is None
    assert rest_on(browser.page(page.address, 2)) is not None


def test_the_list_of_records_says_until_when_one_rests(house: House, browser: Browser) -> None:
    page = resting(browser)
    (line,), _ = house.keeping.records(browser.secret)
    assert (line.rest, line.finished) == (rest_on(page), False)
    browser.go_on(page, "", "", "")
    (line,), _ = house.keeping.records(browser.secret)
    assert (line.rest, line.day) == (None, date(2026, 11, 25))
