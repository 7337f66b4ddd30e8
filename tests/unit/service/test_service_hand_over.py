"""Going over to another exercise: with what is carried, once, and only from where an author offers it."""

import pytest

from cbt.errors import FlowUnknown, SessionUnknown
from cbt.service import Page
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
