"""What is kept of a person: listed, looked back on, counted, deleted; and never anybody else's."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cbt.errors import SealBroken, SessionUnknown
from cbt.model.sealed import Kept
from cbt.service import Comparison
from cbt.service.keeping import PAGE_SIZE
from cbt.service.views import RecordRow
from cbt.vault.address import Addresses
from cbt.vault.keys import new_secret
from tests.unit.service.house import ANSWERS, Browser, House, compiled, finish, form

DAY = date(2026, 11, 25)


@pytest.fixture
def browser(house: House) -> Browser:
    return Browser(house)


def test_a_finished_record_has_its_title_its_rows_and_its_comparisons(house: House, browser: Browser) -> None:
    page = finish(browser)
    record = house.keeping.record(browser.secret, page.address)
    assert (record.title, record.exercise, record.flow_id) == (
        "She is cross with me.",
        "A small exercise",
        "small",
    )
    assert (record.day, record.finished, record.here, record.revision) == (
        DAY,
        True,
        page.number,
        page.revision,
    )
    assert record.rows == (
        RecordRow("Which thought?", ("She is cross with me.",), 1),
        RecordRow("Which facts?", ("She did not look up.",), 4),
        RecordRow("What else?", ("She was on the phone.",), 8),
    )
    assert record.changes == (
        Comparison("How strong is it?", 8, 5, 0, 10, ("8", "5"), 2, 9),
        Comparison("sad", 70, 40, 0, 100, ("70", "40"), 6, 11),
        Comparison("Sums", 16, 5, 0, 100, ("16", "5"), None, 9),
    )
    assert "cross" not in repr(record)


def test_a_record_that_rests_half_way_shows_what_there_is_and_compares_nothing(
    house: House, browser: Browser
) -> None:
    page = browser.go_on(browser.start(), *ANSWERS[:4])
    record = house.keeping.record(browser.secret, page.address)
    assert (record.title, record.finished, record.here) == ("A small exercise", False, page.number)
    assert [row.label for row in record.rows] == ["Which thought?", "Which facts?"]
    assert record.changes == ()


def test_a_parked_answer_is_not_in_the_record(house: House, browser: Browser) -> None:
    page = finish(browser)
    browser.answer(browser.page(page.address, 3), "friend")
    labels = [row.label for row in house.keeping.record(browser.secret, page.address).rows]
    assert "Which facts?" not in labels


LISTED = """
flow: listed
title: Listed
language: en
anywhere: {support: help_now}
steps:
  causes:
    ask: Which causes?
    answer: list 1-3
  first:
    for_each: causes
    steps:
      much:
        ask: How much is {causes}?
        answer: 0-10
  second:
    for_each: causes
    steps:
      again_much:
        ask: How much is {causes} now?
        answer: 0-10
  done:
    say: Done.
    end: completed
summary:
  rows: [causes.again_much, causes]
  change: {causes: [much, again_much]}
"""


def test_items_of_a_list_are_compared_under_their_own_words(house: House) -> None:
    house.offer(compiled({"listed.yaml": LISTED}))
    browser = Browser(house)
    page = browser.start("listed")
    page = browser.send(page, replace(form(page), fields={"line": ["rain", "rent"]})).page
    page = browser.go_on(page, "1", "2", "3", "4")
    record = house.keeping.record(browser.secret, page.address)
    assert record.title == "Listed"
    assert record.changes == (
        Comparison("rain", 1, 3, 0, 10, ("1", "3"), 2, 4),
        Comparison("rent", 2, 4, 0, 10, ("2", "4"), 3, 5),
    )


def test_a_row_whose_question_names_the_item_stands_once_for_each_item_with_its_page(house: House) -> None:
    house.offer(compiled({"listed.yaml": LISTED}))
    browser = Browser(house)
    page = browser.start("listed")
    page = browser.send(page, replace(form(page), fields={"line": ["rain", "rent"]})).page
    page = browser.go_on(page, "1", "2", "3", "4")
    rows = house.keeping.record(browser.secret, page.address).rows
    assert [(row.label, row.words, row.page) for row in rows[:2]] == [
        ("How much is rain now?", ("3 out of 10",), 4),
        ("How much is rent now?", ("4 out of 10",), 5),
    ]
    assert rows[2].words == ("rain", "rent")


def test_a_row_that_has_a_short_name_lists_the_answers_of_all_items_from_the_page_of_the_first(
    house: House,
) -> None:
    house.offer(
        compiled({"listed.yaml": LISTED.replace("{causes} now?", "{causes} now?\n        label: Share now")})
    )
    browser = Browser(house)
    page = browser.start("listed")
    page = browser.send(page, replace(form(page), fields={"line": ["rain", "rent"]})).page
    page = browser.go_on(page, "1", "2", "3", "4")
    row = house.keeping.record(browser.secret, page.address).rows[0]
    assert (row.label, row.words, row.page) == ("Share now", ("3 out of 10", "4 out of 10"), 4)


MEASURED = """
flow: measured
title: Measured
language: en
anywhere: {support: help_now}
steps:
  sure:
    ask: Sure?
    answer: percent
  sure_now:
    ask: Sure now?
    answer: percent
  slept:
    ask: Slept?
    answer: number
    unit: hours
  slept_now:
    ask: Slept now?
    answer: number
    unit: hours
    least: 0
    most: 24
  awake:
    ask: Awake?
    answer: minutes
  awake_now:
    ask: Awake now?
    answer: minutes
  done:
    say: Done.
    end: completed
summary:
  change: {sure: [sure, sure_now], slept: [slept, slept_now], again: [slept_now, slept], awake: [awake, awake_now]}
"""


def test_numbers_are_compared_with_what_they_count_and_on_a_scale_that_fits(house: House) -> None:
    house.offer(compiled({"measured.yaml": MEASURED}))
    browser = Browser(house)
    page = browser.go_on(browser.start("measured"), "80", "65.5", "6", "7.5", "90", "30")
    pairs = house.keeping.record(browser.secret, page.address).changes
    assert [(pair.shown, pair.least, pair.most) for pair in pairs] == [
        (("80%", "65.5%"), 0, 100),
        (("6 hours", "7.5 hours"), 0, 7.5),
        (("7.5 hours", "6 hours"), 0, 24),
        (("1 hour 30 minutes", "30 minutes"), 0, 90),
    ]


UNREAD = """
flow: unread
title: Unread
language: en
anywhere: {support: help_now}
steps:
  wish:
    ask: What would you like?
    answer: text
    optional: true
  why:
    ask: Why?
    answer: text
  done:
    say: Done.
    end: completed
"""


def test_an_unfinished_one_is_listed_with_its_first_answer_and_a_finished_one_without(
    house: House, browser: Browser
) -> None:
    browser.answer(browser.start(), "A  thought\nof mine.")
    finish(browser)
    lines, _ = house.keeping.records(browser.secret)
    assert [line.words for line in lines] == ["", "A thought of mine."]
    assert "mine" not in repr(lines)


def test_one_whose_first_answer_was_left_empty_has_no_first_words(house: House) -> None:
    house.offer(compiled({"unread.yaml": UNREAD}))
    browser = Browser(house)
    browser.answer(browser.start("unread"), "")
    lines, _ = house.keeping.records(browser.secret)
    assert [line.words for line in lines] == [""]


TITLED = """
flow: titled
title: Titled
language: en
anywhere: {support: help_now}
steps:
  earlier:
    ask: Which one?
    recall: titled
  area:
    ask: What is it about?
    options: {work: Work, home: Home}
  first:
    ask: What comes to mind?
    answer: text
  worry:
    ask: What is the worry?
    answer: text
  last:
    ask: Why?
    answer: text
  done:
    say: Done.
    end: completed
summary:
  title: "{worry}"
"""


def test_one_is_listed_by_its_own_words_and_by_its_title_once_that_can_be_shown(house: House) -> None:
    house.offer(compiled({"titled.yaml": TITLED}))
    browser = Browser(house)
    told = []
    page = browser.start("titled")
    for typed in ("work", "Rain.", "The roof."):
        page = browser.answer(page, typed).page
        told.append(house.keeping.records(browser.secret)[0][0].words)
    assert told == ["Work", "Rain.", "The roof."]
    browser.go_on(page, "It is old.")
    page = browser.start("titled")
    page = browser.answer(page, page.earlier[0].address).page
    assert house.keeping.records(browser.secret)[0][0].words == ""
    browser.answer(page, "home")
    assert house.keeping.records(browser.secret)[0][0].words == "Home"


def test_nobody_has_no_records_and_nothing_is_kept(house: House) -> None:
    for secret in (None, new_secret()):
        assert house.keeping.records(secret) == ([], None)
        assert house.keeping.kept(secret) is None
        house.keeping.erase(secret)


def test_records_are_listed_newest_first_and_paged_without_gap_or_double(
    house: House, browser: Browser
) -> None:
    pages = [browser.answer(browser.start(), f"Thought {n}.").page for n in range(PAGE_SIZE + 2)]
    finish(browser)
    first, more = house.keeping.records(browser.secret)
    second, end = house.keeping.records(browser.secret, more)
    assert (len(first), end) == (PAGE_SIZE, None)
    assert [line.address for line in (*first[1:], *second)] == [page.address for page in reversed(pages)]
    assert (first[0].title, first[0].finished) == ("She is cross with me.", True)
    assert (second[0].title, second[0].finished, second[0].here) == ("A small exercise", False, 2)
    assert "cross" not in repr(first)


@pytest.mark.parametrize(("before", "found"), [(0, 0), (-5, 0), (1, 0), (2, 1), (10**30, 1)])
def test_any_number_may_be_asked_for(house: House, browser: Browser, before: int, found: int) -> None:
    browser.answer(browser.start(), "She is cross.")
    lines, _ = house.keeping.records(browser.secret, before)
    assert len(lines) == found


def test_what_is_kept_is_counted_without_being_opened(house: House, browser: Browser) -> None:
    browser.answer(browser.start(), "She is cross.")
    house.clock.forward(timedelta(days=3))
    finish(browser)
    blobs = [each.blob for each in house.memory.tables.sessions.values()]
    expected = Kept(2, sum(len(blob) for blob in blobs), DAY, DAY + timedelta(days=3))
    assert house.keeping.kept(browser.secret) == expected


def test_one_record_can_be_deleted_and_the_others_stay(house: House, browser: Browser) -> None:
    one, two = finish(browser), finish(browser)
    house.keeping.delete(browser.secret, one.address)
    with pytest.raises(SessionUnknown):
        house.keeping.record(browser.secret, one.address)
    with pytest.raises(SessionUnknown):
        house.keeping.delete(browser.secret, one.address)
    [line], _ = house.keeping.records(browser.secret)
    assert line.address == two.address


def test_a_record_that_no_longer_opens_can_still_be_deleted(house: House, browser: Browser) -> None:
    page = finish(browser)
    tables = house.memory.tables
    [(session_id, stored)] = tables.sessions.items()
    tables.sessions[session_id] = replace(stored, revision=stored.revision + 1)
    with pytest.raises(SealBroken):
        house.keeping.record(browser.secret, page.address)
    house.keeping.delete(browser.secret, page.address)
    assert not house.memory.tables.sessions


def test_erasing_takes_keys_and_records_and_leaves_everybody_else(house: House, browser: Browser) -> None:
    other = Browser(house)
    kept = finish(other)
    page = finish(browser)
    house.keeping.erase(browser.secret)
    house.keeping.erase(browser.secret)
    assert house.keeping.records(browser.secret) == ([], None)
    with pytest.raises(SessionUnknown):
        house.keeping.record(browser.secret, page.address)
    assert house.keeping.record(other.secret, kept.address).finished
    assert (len(house.memory.tables.keys), len(house.memory.tables.people)) == (1, 1)


def test_after_erasing_a_new_first_answer_makes_a_new_person(house: House, browser: Browser) -> None:
    finish(browser)
    old = browser.secret
    house.keeping.erase(old)
    turn = browser.answer(browser.start(), "She is cross.")
    assert turn.secret not in (None, old)
    [line], _ = house.keeping.records(browser.secret)
    assert not line.finished


def test_a_record_that_no_longer_opens_keeps_its_place_in_the_list_and_hides_no_other(
    house: House, browser: Browser
) -> None:
    broken = browser.answer(browser.start(), "A first thought.").page
    sound = browser.answer(browser.start(), "A second thought.").page
    session_id = Addresses.session_id(broken.address)
    stored = house.memory.tables.sessions[session_id]
    house.memory.tables.sessions[session_id] = replace(stored, blob=stored.blob[::-1])
    lines, _ = house.keeping.records(browser.secret)
    assert [(line.address, line.number) for line in lines] == [(sound.address, 2), ("", 1)]
    assert lines[1].title == ""


def test_the_day_of_the_last_finished_record_of_an_exercise_is_found_among_the_others(
    house: House, browser: Browser
) -> None:
    assert house.keeping.last_done(None, "small") is None
    assert house.keeping.last_done(new_secret(), "small") is None
    finish(browser)
    house.clock.forward(timedelta(days=3))
    finish(browser)
    house.clock.forward(timedelta(days=3))
    browser.answer(browser.start(), "She is cross with me.")
    assert house.keeping.last_done(browser.secret, "small") == DAY + timedelta(days=3)
    assert house.keeping.last_done(browser.secret, "offerer") is None


def test_a_record_that_no_longer_opens_is_passed_over_when_the_last_one_is_looked_for(
    house: House, browser: Browser
) -> None:
    finish(browser)
    house.clock.forward(timedelta(days=3))
    finish(browser)
    sessions = house.memory.tables.sessions
    newest = max(sessions.values(), key=lambda each: each.number)
    sessions[newest.session_id] = replace(newest, revision=newest.revision + 1)
    assert house.keeping.last_done(browser.secret, "small") == DAY
