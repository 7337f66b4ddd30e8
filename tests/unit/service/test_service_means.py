"""Means of numbers for each word that they were answered with, over several records of one exercise."""

import pytest

from cbt.service import Page, Together
from cbt.service.means import MOST_GROUPS
from tests.unit.service.house import Browser, House, compiled

DAY = """
flow: day
title: My day
most_pages: 100
language: en
anywhere: {support: help_now}
steps:
  kind:
    ask: What kind of day?
    label: The day
    options: {work: Work, free: Free}
  awake:
    ask: How long were you up?
    label: Up
    answer: minutes
  part:
    ask: How much of it was yours?
    label: Mine
    answer: percent
  parts:
    repeat: 1-20
    steps:
      from:
        ask: When did it begin?
        label: Part of the day
        answer: time
      what:
        ask: What was it?
        label: Act
        answer: text
      joy:
        ask: How pleasant?
        label: Pleasant
        answer: 0-10
        optional: true
    again: More?
  done:
    say: Done.
    end: completed
computed:
  twice: awake * 2
labels: {twice: Twice}
units: {twice: minutes}
over_time:
  fewest: 2
  mean_by:
    kind: [awake, part, twice]
    parts.from: [parts.joy]
    parts.what: [parts.joy]
"""
FILES = {"day.yaml": DAY}
LIBRARY = compiled(FILES)


@pytest.fixture
def browser() -> Browser:
    return Browser(House(library=LIBRARY))


def note(browser: Browser, *answers: str) -> Page:
    return browser.go_on(browser.start("day"), *answers)


def together(browser: Browser, page: Page) -> Together:
    return browser.house.together.of(browser.secret, page.address)


def test_means_are_told_for_each_choice_part_of_the_day_and_act(browser: Browser) -> None:
    note(browser, "work", "60", "20", "08:00", "Tea", "4", "yes", "20:00", "A walk", "", "no")
    read = together(browser, note(browser, "work", "90", "40", "09:00", "tea", "7", "no"))
    kind, part, act = read.means
    assert (kind.label, kind.numbers) == ("The day", ("Up", "Mine", "Twice"))
    assert kind.groups == (("Work", ("1 hour 15 minutes", "30%", "2 hours 30 minutes"), 2),)
    assert (part.label, part.groups) == ("Part of the day", (("Morning", ("5.5",), 2), ("Evening", ("",), 1)))
    assert act.groups == (("Tea", ("5.5",), 2), ("A walk", ("",), 1))


def test_means_come_once_there_are_enough_records(browser: Browser) -> None:
    read = together(browser, note(browser, "free", "60", "20", "08:00", "Tea", "4", "no"))
    assert (read.means, read.has_figures) == ((), True)


def test_the_commonest_are_told_and_no_more_than_fit_on_a_page(browser: Browser) -> None:
    acts = [word for number in range(MOST_GROUPS + 2) for word in ("08:00", f"Act {number}", "5", "yes")]
    note(browser, "free", "60", "20", *acts[:-1], "no")
    read = together(browser, note(browser, "free", "60", "20", "08:00", "Act 13", "5", "no"))
    assert len(read.means[2].groups) == MOST_GROUPS
    assert read.means[2].groups[0] == ("Act 13", ("5",), 2)


def test_a_version_that_did_not_ask_takes_no_part(browser: Browser) -> None:
    note(browser, "work", "60", "20", "08:00", "Tea", "4", "no")
    page = note(browser, "free", "60", "20", "08:00", "Tea", "4", "no")
    browser.house.replace({"day.yaml": DAY.replace("parts", "spells").replace("kind", "sort")})
    assert [mean.groups for mean in together(browser, page).means] == [(), (), ()]
