"""Answers of several records listed under their days, those of a loop item by item."""

from datetime import timedelta

import pytest

from cbt.service import Listed, Page
from cbt.service.listing import MOST_LISTED
from tests.unit.service.house import Browser, House, compiled

GOOD = """
flow: good
title: Good things
language: en
anywhere: {support: help_now}
steps:
  day:
    ask: How was the day?
    label: The day
    answer: 0-10
    optional: true
  things:
    repeat: 1-3
    steps:
      what:
        ask: What was it?
        label: The good thing
        answer: text
      why:
        ask: How did it come about?
        label: How “{what}” came about
        answer: text
        optional: true
    again: Was there more?
  done:
    say: Done.
    end: completed
over_time:
  days: 90
  list: [day, things.what, things.why, twice]
computed:
  twice: count(things) * 2
"""
FILES = {"good.yaml": GOOD}
LIBRARY = compiled(FILES)


@pytest.fixture
def house() -> House:
    return House(library=LIBRARY)


@pytest.fixture
def browser(house: House) -> Browser:
    return Browser(house)


def note(browser: Browser, *answers: str) -> Page:
    """Does it all, and lets a day pass."""
    page = browser.go_on(browser.start("good"), *answers)
    browser.house.clock.forward(timedelta(days=1))
    return page


def listing(browser: Browser, page: Page) -> tuple[Listed, ...]:
    return browser.house.together.of(browser.secret, page.address).listing


def test_each_record_lists_its_answers_and_those_of_a_loop_item_by_item(browser: Browser) -> None:
    first = note(browser, "7", "Soup", "I cooked", "yes", "Rain", "", "no")
    last = note(browser, "", "Sun", "", "no")
    older, newer = listing(browser, last)
    assert older.items == (
        (("The day", ("7 out of 10",)),),
        (("The good thing", ("Soup",)), ("How “Soup” came about", ("I cooked",))),
        (("The good thing", ("Rain",)),),
        (("Twice", ("4",)),),
    )
    assert newer.items == ((("The good thing", ("Sun",)),), (("Twice", ("2",)),))
    assert (older.address, newer.address) == (first.address, last.address)
    assert older.day + timedelta(days=1) == newer.day


def test_nobody_elses_records_are_listed(browser: Browser) -> None:
    note(Browser(browser.house), "7", "Theirs", "", "no")
    [mine] = listing(browser, note(browser, "7", "Mine", "", "no"))
    assert ("The good thing", ("Mine",)) in mine.items[1]


def test_the_newest_are_listed_and_no_more_than_fit_on_a_page(browser: Browser) -> None:
    pages = [note(browser, "", f"Thing {number}", "", "no") for number in range(MOST_LISTED + 2)]
    found = listing(browser, pages[-1])
    assert len(found) == MOST_LISTED
    assert found[0].items[0] == (("The good thing", ("Thing 2",)),)


def test_a_version_that_asked_something_else_lists_what_it_knows(browser: Browser) -> None:
    page = note(browser, "7", "Soup", "I cooked", "no")
    browser.house.replace({"good.yaml": GOOD.replace("things", "fine")})
    assert [dict(item) for item in listing(browser, page)[0].items] == [
        {"The day": ("7 out of 10",)},
        {"Twice": ("2",)},
    ]


def test_a_name_that_reads_what_a_version_never_asked_stays_as_it_is_written(browser: Browser) -> None:
    page = note(browser, "7", "Soup", "I cooked", "no")
    town = "  town:\n    ask: Where were you?\n    answer: text\n  things:"
    browser.house.replace({"good.yaml": GOOD.replace("  things:", town).replace("{what}", "{town}")})
    [listed] = listing(browser, page)
    assert listed.items[1] == (("The good thing", ("Soup",)), ("How “{town}” came about", ("I cooked",)))
