"""What a record compares where its exercise has several ends."""

from cbt.service.views import Comparison
from tests.unit.service.house import Browser, House, compiled

FEAR = """
flow: fear
title: A fear
language: en
anywhere: {support: help_now}
steps:
  bad:
    ask: How bad would it be?
    answer: 0-100
  real:
    ask: Has it begun?
    answer: yes/no
    next: {yes: set_aside, no: bad_now}
  set_aside:
    say: One next thing is enough.
    end: set_aside
  bad_now:
    ask: How bad would it be now?
    answer: 0-100
  done:
    say: Done.
    end: completed
summary:
  rows: [real]
  change: {bad: [bad, bad_now]}
"""


def test_a_pair_stands_in_the_record_of_the_end_that_has_both_numbers_and_of_no_other() -> None:
    house = House(library=compiled({"fear.yaml": FEAR}))
    browser = Browser(house)
    page = browser.go_on(browser.start("fear"), "70", "no", "40")
    record = house.keeping.record(browser.secret, page.address)
    assert record.changes == (Comparison("How bad would it be?", 70, 40, 0, 100, ("70", "40"), 1, 3),)
    page = browser.go_on(browser.start("fear"), "70", "yes")
    record = house.keeping.record(browser.secret, page.address)
    assert record.finished
    assert record.changes == ()
