"""Going over to another exercise: with what is carried, once, and only from where an author offers it."""

from datetime import date, time

import pytest

from cbt.engine.answering import answer, begin
from cbt.engine.machine import Program
from cbt.errors import FlowUnknown, SessionUnknown
from cbt.model.answer import Line, PrivateText
from cbt.service import Page
from cbt.service.handing import inputs_for
from cbt.service.pages import page_of
from tests.unit.service.house import FILES, Browser, House, compiled


@pytest.fixture
def browser(house: House) -> Browser:
    return Browser(house)


def given(browser: Browser) -> Page:
    """The page on which the giver offers the taker."""
    page = browser.go_on(browser.start("giver"), "She is cross.", "4", "yes")
    page = browser.answer(page, "One.", "Two.").page
    assert page.step.hand_off is not None
    return page


def offered(browser: Browser) -> Page:
    """The page on which the offerer offers the small exercise, which needs nothing."""
    return browser.answer(browser.start("offerer")).page


def hand_over(browser: Browser, page: Page) -> str:
    return browser.house.exercises.hand_over(browser.secret, page.address)


def test_a_flow_with_inputs_begins_with_what_was_carried_computed_numbers_too(browser: Browser) -> None:
    page = browser.page(hand_over(browser, given(browser)))
    inputs = page.session.facts.inputs
    assert (inputs["claim"], inputs["much"], inputs["sure"]) == ("She is cross.", 8, True)
    assert [line.text for line in inputs["lines"]] == ["One.", "Two."]  # type: ignore[union-attr]
    assert (page.step.id, page.number, page.revision) == ("read", 1, 1)


def test_handing_over_twice_gives_one_session(house: House, browser: Browser) -> None:
    page = given(browser)
    assert hand_over(browser, page) == hand_over(browser, page)
    assert len(house.memory.tables.sessions) == 2


def test_handing_over_twice_at_once_gives_one_session(house: House, browser: Browser) -> None:
    page = given(browser)
    other: list[str] = []
    house.memory.meanwhile = lambda: other.append(hand_over(browser, page))
    assert [hand_over(browser, page)] == other
    assert len(house.memory.tables.sessions) == 2


def test_after_the_handed_session_was_deleted_handing_over_gives_a_new_one(
    house: House, browser: Browser
) -> None:
    page = given(browser)
    first = hand_over(browser, page)
    house.keeping.delete(browser.secret, first)
    with pytest.raises(SessionUnknown):
        browser.page(first)
    second = hand_over(browser, page)
    assert second != first
    assert browser.page(second).session.facts.inputs["claim"] == "She is cross."


def test_a_session_that_was_handed_over_is_answered_like_any_other(browser: Browser) -> None:
    page = browser.page(hand_over(browser, given(browser)))
    turn = browser.answer(page, "Sleep on it.")
    assert turn.page.step.id == "done"


def test_a_flow_without_inputs_is_not_stored_before_its_first_answer(house: House, browser: Browser) -> None:
    page = offered(browser)
    first, second = hand_over(browser, page), hand_over(browser, page)
    assert len(house.memory.tables.sessions) == 1
    fresh = browser.page(second)
    assert browser.answer(fresh, "She is cross.").secret is None
    assert browser.page(first).revision == 0
    assert len(house.memory.tables.sessions) == 2


def test_a_page_that_offers_nothing_hands_nothing_over(browser: Browser) -> None:
    page = browser.answer(browser.start(), "She is cross.").page
    with pytest.raises(SessionUnknown):
        hand_over(browser, page)


def test_a_session_that_has_not_begun_hands_nothing_over(browser: Browser) -> None:
    with pytest.raises(SessionUnknown):
        hand_over(browser, browser.start("offerer"))


def test_a_flow_that_is_no_longer_offered_cannot_be_gone_over_to(house: House, browser: Browser) -> None:
    page = offered(browser)
    house.offer(compiled({"taker.yaml": FILES["taker.yaml"]}))
    with pytest.raises(FlowUnknown):
        hand_over(browser, page)


ALL_KINDS = {
    "kinds.yaml": """
flow: kinds
title: Every kind
language: en
anywhere: {support: help_now}
steps:
  lines:
    ask: Which?
    answer: list 1-3
  order:
    ask: In which order?
    answer: order of lines
  worst:
    ask: Which one?
    answer: one of order
  took:
    ask: How long?
    answer: minutes
  night:
    ask: Which night?
    answer: date
  bed:
    ask: When?
    answer: time
  later:
    ask: And then?
    answer: date and time
  go:
    hand_off: takes_all
    carry: {claim: worst, took: took, night: night, day: later, clock: bed, cards: order}
""",
    "takes_all.yaml": """
flow: takes_all
title: Takes all
language: en
anywhere: {support: help_now}
needs: {claim: text, took: number, night: date, day: date, clock: time, cards: list}
steps:
  done:
    say: "{claim}"
    end: completed
""",
}


def test_inputs_of_every_kind_are_carried_and_a_moment_has_its_day() -> None:
    library = compiled(ALL_KINDS)
    program, target = Program(library.flows["kinds"]), Program(library.flows["takes_all"])
    session = begin(program)
    forms: list[dict[str, list[str]]] = [
        {"line": ["tea", "noise"]},
        {"item": ["2", "1"]},
        {"answer": ["2"]},
        {"answer": ["1:30"]},
        {"answer": ["2026-05-04"]},
        {"answer": ["23:15"]},
        {"answer": ["2026-05-05T20:00"]},
    ]
    for fields in forms:
        session = answer(program, session, session.position.here, fields)
    inputs = inputs_for(page_of(program, session, 1), target)
    lines = (Line("1", PrivateText("noise")), Line("2", PrivateText("tea")))
    assert inputs == {
        "claim": "noise",
        "took": 90,
        "night": date(2026, 5, 4),
        "day": date(2026, 5, 5),
        "clock": time(23, 15),
        "cards": lines,
    }
    assert type(inputs["day"]) is date
