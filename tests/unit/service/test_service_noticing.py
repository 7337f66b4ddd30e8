"""On a last page a person's own records are looked through, in memory, and never keep that page away."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from cbt.model.answer import Line
from cbt.model.sealed import SealedSession
from cbt.records.cues import Cue
from cbt.service import Form, Noticing, Page
from cbt.service.finished import Finished
from tests.unit.service.house import Browser, House, compiled, form

WORK = """
flow: work
title: A thought
language: en
anywhere: {support: help_now}
steps:
  thoughts:
    ask: Which thoughts?
    answer: list 1-2
  hot:
    ask: Which of these?
    answer: one of thoughts
    holds: thought
  before:
    ask: How bad is it?
    answer: 0-100
    holds: distress
  after:
    ask: How bad is it now?
    answer: 0-100
    holds: distress
  more_of_it:
    repeat: 1-2
    steps:
      other_one:
        ask: Which else?
        answer: text
        holds: thought
    again: More?
  done:
    say: Done.
    end: completed
summary:
  change: {bad: [before, after]}
"""
CHECK = """
flow: check
title: A mood
language: en
anywhere: {support: help_now}
steps:
  mood:
    ask: How is your mood?
    answer: 0-10
    holds: mood
  go:
    hand_off: work
"""
WORDS = """
flow: in_words
title: A mood in words
language: en
anywhere: {support: help_now}
steps:
  mood:
    ask: How is your mood?
    answer: text
    holds: mood
  thought:
    ask: Which thought?
    answer: text
    optional: true
    holds: thought
  done:
    say: Done.
    end: completed
"""
FILES = {"work.yaml": WORK, "check.yaml": CHECK, "in_words.yaml": WORDS}


@pytest.fixture
def house() -> House:
    return House(library=compiled(FILES))


@pytest.fixture
def browser(house: House) -> Browser:
    return Browser(house)


def cues(browser: Browser, page: Page, secret: bytes | None = None) -> tuple[Cue, ...]:
    house = browser.house
    noticing = Noticing(house.store, house.shelf, house.clock)
    return noticing.cues(secret or browser.secret, page)


def work(browser: Browser, thought: str, before: str = "50", after: str = "50") -> Page:
    page = browser.start("work")
    page = browser.send(page, with_lines(page, thought)).page
    stored = page.session.facts.answers["thoughts"]
    assert isinstance(stored, tuple)
    (line,) = stored
    assert isinstance(line, Line)
    return browser.go_on(page, line.id, before, after, "another one", "no")


def with_lines(page: Page, thought: str) -> Form:
    return replace(form(page), fields={"line": [thought]})


def test_the_third_record_of_a_thought_tells_so_on_its_last_page(browser: Browser) -> None:
    assert cues(browser, work(browser, "She is cross with me.")) == ()
    assert cues(browser, work(browser, "she is cross, with me")) == ()
    assert cues(browser, work(browser, "Something else.")) == ()
    assert cues(browser, work(browser, "SHE IS CROSS WITH ME")) == (Cue.SAME_THOUGHT,)


def test_no_record_is_opened_that_could_tell_nothing(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_through: list[int] = []

    def look(stored: Sequence[SealedSession], *_others: object) -> list[Finished]:
        looked_through.append(len(stored))
        return []

    monkeypatch.setattr("cbt.service.noticing.finished_among", look)
    cues(browser, browser.go_on(browser.start("check"), "2"))
    assert looked_through == []
    cues(browser, work(browser, "She is cross."))
    assert looked_through == [2]


def test_records_that_are_not_finished_are_not_counted(browser: Browser) -> None:
    for _ in range(2):
        page = browser.start("work")
        browser.send(page, with_lines(page, "She is cross."))
    assert cues(browser, work(browser, "She is cross.")) == ()


def test_on_any_other_page_and_for_nobody_nothing_is_looked_at(browser: Browser, house: House) -> None:
    page = work(browser, "She is cross.")
    assert Noticing(house.store, house.shelf, house.clock).cues(None, page) == ()
    assert cues(browser, browser.page(page.address, 2)) == ()
    assert cues(browser, page, bytes(32)) == ()


def test_a_mood_that_is_low_for_two_weeks_tells_so_where_another_exercise_is_offered(
    browser: Browser,
) -> None:
    found = []
    for _ in range(4):
        found.append(cues(browser, browser.go_on(browser.start("check"), "2")))
        browser.house.clock.forward(timedelta(days=4))
    assert found == [(), (), (), (Cue.LOW_MOOD,)]


def test_four_weeks_without_a_change_tell_so_and_one_change_ends_it(browser: Browser) -> None:
    page = None
    for number in range(5):
        page = work(browser, f"A thought, number {number}")
        browser.house.clock.forward(timedelta(days=7))
    assert page is not None
    assert cues(browser, page) == (Cue.NO_CHANGE,)
    assert cues(browser, work(browser, "One more", "80", "20")) == ()


def test_a_mood_in_words_and_a_thought_that_was_left_out_tell_nothing(browser: Browser) -> None:
    page = browser.go_on(browser.start("in_words"), "so so", "")
    assert cues(browser, page) == ()


def test_a_thought_with_a_mood_in_words_beside_it_is_counted(browser: Browser) -> None:
    page = [browser.go_on(browser.start("in_words"), "so so", "She is cross.") for _ in range(3)][-1]
    assert cues(browser, page) == (Cue.SAME_THOUGHT,)


def test_a_record_made_before_its_flow_said_what_it_holds_counts_as_well(
    browser: Browser, house: House
) -> None:
    bare = WORK.replace("    holds: thought\n", "", 1)
    house.offer(compiled({**FILES, "work.yaml": bare}))
    work(browser, "She is cross.")
    work(browser, "She is cross.")
    house.offer(compiled(FILES))
    assert cues(browser, work(browser, "She is cross.")) == (Cue.SAME_THOUGHT,)


def test_a_record_that_cannot_be_opened_keeps_nothing_from_being_told(browser: Browser, house: House) -> None:
    page = [work(browser, "She is cross.") for _ in range(4)][-1]
    oldest = min(house.memory.tables.sessions.values(), key=lambda session: session.number)
    house.memory.tables.sessions[oldest.session_id] = replace(oldest, blob=b"broken")
    assert cues(browser, page) == (Cue.SAME_THOUGHT,)


def test_while_the_store_is_away_the_last_page_comes_all_the_same(browser: Browser, house: House) -> None:
    page = work(browser, "She is cross.")
    house.memory.fail_at = house.memory.calls + 2
    assert cues(browser, page) == ()
