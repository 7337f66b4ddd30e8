"""Records of one exercise read together: which ones, in which order, and what they come to."""

from datetime import timedelta

import pytest

from cbt.errors import SessionUnknown
from cbt.service import Page, Together
from tests.unit.service.house import Browser, House, compiled

MOOD = """
flow: mood
title: How are you?
language: en
anywhere: {support: help_now}
steps:
  mood:
    ask: How is your mood?
    label: Mood
    answer: 0-10
  sort:
    ask: What was it like?
    options: {calm: Calm, rough: Rough}
    other: allowed
  done:
    say: Done.
    end: completed
computed:
  doubled: mood * 2
labels:
  average: Mood on average
  doubled: Twice the mood
over_time:
  days: 7
  fewest: 3
  draw: [mood, doubled]
  count: [sort]
  figures:
    average: mean(mood)
"""
OTHER = """
flow: another
title: Another one
language: en
anywhere: {support: help_now}
steps:
  word:
    ask: Which word?
    answer: text
  done:
    say: Done.
    end: completed
"""
TIMES = """
flow: times
title: When was it?
language: en
anywhere: {support: help_now}
steps:
  when:
    ask: When was it?
    answer: date and time
    optional: true
  parts:
    repeat: 1-3
    steps:
      began:
        ask: When did it begin?
        answer: time
    again: Was there another one?
  done:
    say: Done.
    end: completed
over_time: {count: [when, parts.began]}
"""
FILES = {"mood.yaml": MOOD, "another.yaml": OTHER, "times.yaml": TIMES}
LIBRARY = compiled(FILES)


@pytest.fixture
def house() -> House:
    return House(library=LIBRARY)


@pytest.fixture
def browser(house: House) -> Browser:
    return Browser(house)


def note(browser: Browser, mood: int, sort: str = "calm") -> Page:
    """Does a whole check-in, and lets a day pass."""
    page = browser.go_on(browser.start("mood"), str(mood), sort)
    browser.house.clock.forward(timedelta(days=1))
    return page


def together(browser: Browser, page: Page) -> Together:
    return browser.house.together.of(browser.secret, page.address)


def test_numbers_are_drawn_by_day_oldest_first_on_the_scale_of_their_question(browser: Browser) -> None:
    note(browser, 3)
    read = together(browser, note(browser, 8))
    mood, doubled = read.series
    assert [(point.value, point.shown) for point in mood.points] == [(3, "3"), (8, "8")]
    assert mood.points[0].day + timedelta(days=1) == mood.points[1].day
    assert (mood.label, mood.least, mood.most) == ("Mood", 0, 10)
    assert (doubled.label, [point.value for point in doubled.points]) == ("Twice the mood", [6, 16])
    assert (doubled.least, doubled.most) == (0, 16)


def test_figures_come_once_there_are_enough_records(browser: Browser) -> None:
    note(browser, 3)
    read = together(browser, note(browser, 8))
    assert (read.figures, read.has_figures, read.fewest) == ((), True, 3)
    read = together(browser, note(browser, 4))
    assert (read.figures, read.records) == ((("Mood on average", "5"),), 3)


def test_words_are_counted_once_a_record_the_commonest_first(browser: Browser) -> None:
    note(browser, 3, "rough")
    note(browser, 3, "calm")
    read = together(browser, note(browser, 3, "calm"))
    assert read.tallies[0].counts == (("Calm", 2), ("Rough", 1))


def test_of_times_it_is_counted_in_how_many_records_each_part_of_the_day_was_named(browser: Browser) -> None:
    browser.go_on(browser.start("times"), "2026-11-25T04:59", "05:00", "yes", "11:59", "no")
    browser.go_on(browser.start("times"), "2026-11-25T22:00", "12:00", "yes", "17:59", "yes", "18:00")
    page = browser.go_on(browser.start("times"), "", "21:59", "no")
    when, began = together(browser, page).tallies
    assert when.counts == (("Night", 2),)
    assert began.counts == (("Evening", 2), ("Morning", 1), ("Afternoon", 1))


def test_older_records_and_those_of_other_exercises_are_left_out(browser: Browser) -> None:
    note(browser, 1)
    browser.go_on(browser.start("another"), "word")
    browser.answer(browser.start("mood"), "9")
    browser.house.clock.forward(timedelta(days=4))
    read = together(browser, note(browser, 8))
    assert [point.value for point in read.series[0].points] == [1, 8]
    browser.house.clock.forward(timedelta(days=1))
    read = together(browser, note(browser, 7))
    assert [point.value for point in read.series[0].points] == [8, 7]


def test_a_record_of_an_older_version_gives_what_that_version_asked(browser: Browser) -> None:
    note(browser, 3)
    browser.house.replace(
        FILES | {"mood.yaml": MOOD.replace("sort:\n    ask", "kind:\n    ask").replace("[sort]", "[kind]")}
    )
    read = together(browser, note(browser, 8))
    assert [point.value for point in read.series[0].points] == [3, 8]
    assert read.tallies[0].counts == (("Calm", 1),)


def test_a_record_whose_exercise_is_offered_no_more_still_reads_its_own_kind(browser: Browser) -> None:
    page = note(browser, 3)
    browser.house.replace({"another.yaml": OTHER})
    assert [point.value for point in together(browser, page).series[0].points] == [3]


def test_a_record_that_no_longer_opens_does_not_keep_the_others_from_being_read(browser: Browser) -> None:
    first = note(browser, 3)
    page = note(browser, 8)
    sessions = browser.house.memory.tables.sessions
    broken = browser.house.addresses.session_id(first.address)
    sessions[broken] = type(sessions[broken])(
        **{name: getattr(sessions[broken], name) for name in sessions[broken].__slots__}
        | {"blob": b"\1" * 64}
    )
    assert [point.value for point in together(browser, page).series[0].points] == [8]


@pytest.mark.parametrize("flow", ["mood", "another"])
def test_nothing_is_read_for_a_stranger_or_of_an_exercise_that_shows_nothing_over_time(
    browser: Browser, flow: str
) -> None:
    page = browser.go_on(browser.start("another"), "word") if flow == "another" else note(browser, 3)
    reader = browser if flow == "another" else Browser(browser.house)
    with pytest.raises(SessionUnknown):
        together(reader, page)
