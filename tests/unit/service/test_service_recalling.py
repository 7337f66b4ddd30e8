"""Recalling an earlier record: what is offered, what it gives, and passing the question over when there is none."""

import pytest

from cbt.errors import AnswerError
from cbt.model.answer import Chosen, Line, Mark, Recalled
from cbt.service import Form, Page, about_total
from tests.unit.service.house import Browser, House, compiled, form

DIARY = """
flow: diary
title: A diary
language: en
anywhere: {support: help_now}
steps:
  plan:
    ask: What is the plan?
    answer: text
  hope:
    ask: How good will it be?
    answer: 0-10
  things:
    ask: What do you need?
    answer: list 1-3
  first:
    ask: Which of these comes first?
    answer: one of things
  ranked:
    ask: In which order?
    answer: order of things
  mood:
    ask: Which mood?
    options: {good: A good one, bad: A bad one}
  done:
    say: Done.
    end: completed
computed:
  twice: hope * 2
summary:
  title: "{plan}"
"""
LOOK_BACK = """
flow: look_back
title: Looking back
language: en
anywhere: {support: help_now}
steps:
  before:
    say: Let us look back.
  earlier:
    ask: Which plan was it?
    recall: diary
  way:
    ask: How did it go?
    answer: text
    next:
      - {if: answered(earlier), go: told}
      - {else: done}
  told:
    say: You planned {earlier.plan}, hoped for {earlier.twice}, with {earlier.things}, {earlier.first}, {earlier.mood}.
  done:
    say: Done.
    end: completed
"""
AGAIN = """
flow: once_more
title: Once more
language: en
anywhere: {support: help_now}
steps:
  earlier:
    ask: Which earlier one was it?
    recall: once_more
  word:
    ask: Which word?
    answer: text
  done:
    say: Done.
    end: completed
"""
GIVER = """
flow: giver
title: A giver
language: en
anywhere: {support: help_now}
steps:
  thought:
    ask: Which thought?
    answer: text
  go:
    hand_off: taker
    carry: {claim: thought}
"""
TAKER = """
flow: taker
title: A taker
language: en
anywhere: {support: help_now}
needs: {claim: text}
steps:
  earlier:
    ask: Which plan was it?
    recall: diary
  read:
    ask: You wrote {claim}. What now?
    answer: text
  done:
    say: Done.
    end: completed
"""
FILES = {
    "diary.yaml": DIARY,
    "look_back.yaml": LOOK_BACK,
    "once_more.yaml": AGAIN,
    "giver.yaml": GIVER,
    "taker.yaml": TAKER,
}
LIBRARY = compiled(FILES)


@pytest.fixture
def house() -> House:
    return House(library=LIBRARY)


@pytest.fixture
def browser(house: House) -> Browser:
    return Browser(house)


def keep_diary(browser: Browser, plan: str) -> Page:
    """Does a whole diary."""
    page = browser.go_on(browser.start("diary"), plan, "7")
    page = browser.send(page, sent(page, line=["Shoes", "A map"])).page
    first, second = (item.id for item in page.walk.items_in(page.step.kind.of))  # type: ignore[union-attr]
    page = browser.answer(page, second).page
    page = browser.send(page, sent(page, item=[second, first])).page
    return page if page.step.is_final else browser.answer(page, "good").page


def sent(page: Page, **fields: list[str]) -> Form:
    made = form(page)
    return Form(made.revision, made.visit, made.begin, fields, place=made.place)


def titles(page: Page) -> list[str]:
    return [one.title for one in page.earlier]


def test_the_finished_records_of_the_flow_are_offered_newest_first_and_others_are_not(
    browser: Browser,
) -> None:
    for plan in ("Go out.", "Ring my sister."):
        keep_diary(browser, plan)
    browser.go_on(browser.start("diary"), "Not finished.")
    page = browser.answer(browser.start("look_back")).page
    assert page.step.id == "earlier"
    assert titles(page) == ["Ring my sister.", "Go out."]
    assert [one.day for one in page.earlier] == [browser.house.clock().date()] * 2


def test_a_picked_record_gives_what_its_flow_gives_as_it_was_then(browser: Browser) -> None:
    keep_diary(browser, "Go out.")
    page = browser.answer(browser.start("look_back")).page
    page = browser.answer(page, page.earlier[0].address).page
    stored = page.session.facts.answers["earlier"]
    assert isinstance(stored, Recalled)
    given = {one.name: one.value for one in stored.given}
    assert given["plan"] == "Go out."
    assert given["twice"] == 14
    assert given["first"] == "A map"
    assert given["mood"] == Chosen("good")
    assert [line.text for line in given["things"] if isinstance(line, Line)] == ["Shoes", "A map"]  # type: ignore[union-attr]
    page = browser.answer(page, "Well.").page
    assert page.step.id == "told"


def test_with_no_record_the_question_is_passed_over_in_the_same_write(browser: Browser) -> None:
    page = browser.answer(browser.start("look_back")).page
    assert (page.step.id, page.number, page.revision) == ("way", 3, 1)
    assert page.session.facts.answers["earlier"] is Mark.SKIPPED
    turn = browser.answer(page, "Well.")
    assert turn.page.step.id == "done"


def test_a_question_that_was_passed_over_is_not_counted_among_the_pages(browser: Browser) -> None:
    page = browser.page(browser.answer(browser.start("look_back")).page.address)
    assert (page.shown_number, page.number_before, about_total(page)) == (2, 1, 3)
    refused = browser.answer(page, "").page
    assert (refused.shown_number, about_total(refused)) == (2, 3)
    seen = browser.page(page.address, 2)
    assert (seen.shown_number, seen.number_before) == (2, 1)
    page = browser.page(browser.answer(page, "Well.").page.address)
    assert (page.shown_number, page.number_before, about_total(page)) == (3, 3, 3)
    keep_diary(browser, "Go out.")
    question = browser.page(page.address, 2)
    browser.answer(question, "")
    page = browser.page(page.address)
    assert (page.shown_number, page.number_before, about_total(page)) == (4, 3, 4)
    first = browser.start("once_more")
    assert (first.shown_number, first.number_before, about_total(first)) == (1, None, 2)


def test_a_change_that_leads_to_the_question_again_passes_it_over_too(browser: Browser) -> None:
    page = browser.answer(browser.start("look_back")).page
    first = browser.page(page.address, 1)
    turn = browser.answer(first)
    assert turn.page.number == 2
    assert browser.page(page.address).step.id == "way"


def test_a_question_that_was_passed_over_can_be_answered_once_there_is_a_record(browser: Browser) -> None:
    page = browser.answer(browser.start("look_back")).page
    keep_diary(browser, "Go out.")
    question = browser.page(page.address, 2)
    assert titles(question) == ["Go out."]
    turn = browser.answer(question, question.earlier[0].address)
    assert (turn.error, turn.page.step.id) == (None, "way")
    assert isinstance(turn.page.session.facts.answers["earlier"], Recalled)


def test_passing_on_purpose_is_an_answer(browser: Browser) -> None:
    keep_diary(browser, "Go out.")
    page = browser.answer(browser.start("look_back")).page
    turn = browser.answer(page, "")
    assert turn.page.step.id == "way"
    assert turn.page.session.facts.answers["earlier"] is Mark.SKIPPED


def test_a_first_page_that_recalls_is_passed_over_before_anything_is_stored(
    house: House, browser: Browser
) -> None:
    page = browser.start("once_more")
    assert (page.step.id, page.number, page.revision) == ("word", 2, 0)
    assert not house.memory.tables.sessions
    page = browser.answer(page, "One.").page
    assert (page.step.id, page.number, page.revision) == ("done", 3, 1)


def test_words_typed_before_there_was_a_record_count_when_there_is_one_meanwhile(browser: Browser) -> None:
    browser.answer(browser.start("look_back"))
    late = browser.start("once_more")
    browser.answer(browser.start("once_more"), "Meanwhile.")
    turn = browser.answer(late, "Late.")
    assert turn.page.step.id == "done"


def test_a_first_page_that_recalls_is_asked_of_somebody_with_a_record_and_not_of_a_stranger(
    house: House, browser: Browser
) -> None:
    page = browser.start("once_more")
    browser.answer(page, "One.")
    page = browser.start("once_more")
    assert (page.step.id, page.revision, len(page.earlier)) == ("earlier", 0, 1)
    turn = browser.answer(page, page.earlier[0].address)
    assert (turn.page.step.id, turn.page.revision) == ("word", 1)
    assert Browser(house).start("once_more").step.id == "word"


def test_a_record_does_not_offer_itself(browser: Browser) -> None:
    page = browser.answer(browser.start("once_more"), "One.").page
    assert browser.page(page.address, 1).earlier == ()


def test_another_persons_record_is_no_answer(house: House, browser: Browser) -> None:
    keep_diary(browser, "Go out.")
    other = Browser(house)
    theirs = keep_diary(other, "Theirs.")
    page = browser.answer(browser.start("look_back")).page
    turn = browser.answer(page, theirs.address)
    assert isinstance(turn.error, AnswerError)
    assert turn.error.code == "option"
    assert titles(turn.page) == ["Go out."]


def test_a_record_that_was_deleted_after_it_was_chosen_can_still_be_kept(
    house: House, browser: Browser
) -> None:
    done = keep_diary(browser, "Go out.")
    page = browser.answer(browser.start("look_back")).page
    browser.answer(page, done.address)
    house.keeping.delete(browser.secret, done.address)
    question = browser.page(page.address, 2)
    assert [(one.address, one.title, one.day) for one in question.earlier] == [(done.address, "", None)]
    turn = browser.answer(question, done.address)
    assert turn.error is None
    assert isinstance(turn.page.session.facts.answers["earlier"], Recalled)


def test_a_flow_that_is_handed_answers_passes_its_first_question_over(browser: Browser) -> None:
    page = browser.answer(browser.start("giver"), "She is cross.").page
    following = browser.house.exercises.hand_over(browser.secret, page.address)
    assert browser.page(following).step.id == "read"


def test_a_record_that_cannot_be_opened_or_lacks_a_name_is_left_out(house: House, browser: Browser) -> None:
    keep_diary(browser, "Go out.")
    keep_diary(browser, "Ring my sister.")
    tables = house.memory.tables
    newest = max(tables.sessions.values(), key=lambda one: one.number)
    tables.sessions[newest.session_id] = type(newest)(
        newest.session_id, newest.person_id, newest.number, newest.revision, newest.visit, b"\0" * 300,
        newest.created_on, newest.updated_on,
    )  # fmt: skip
    page = browser.answer(browser.start("look_back")).page
    assert titles(page) == ["Go out."]
    older = DIARY.replace(
        "  mood:\n    ask: Which mood?\n    options: {good: A good one, bad: A bad one}\n", ""
    )
    house.replace({"diary.yaml": older})
    assert keep_diary(browser, "An old one.").step.id == "done"
    house.replace(FILES)
    assert titles(browser.page(page.address)) == ["Go out."]


def test_no_more_than_the_newest_records_are_offered(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cbt.service.recalling.MOST_OFFERED", 2)
    for plan in ("One.", "Two.", "Three."):
        keep_diary(browser, plan)
    assert titles(browser.answer(browser.start("look_back")).page) == ["Three.", "Two."]


def test_an_answer_that_comes_to_no_such_question_lists_nothing(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = browser.answer(browser.start("look_back")).page

    def fail(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("tests.fakes.list_sessions", fail)
    assert browser.go_on(page, "Well.").step.id == "done"
    assert browser.go_on(browser.start("diary"), "Go out.", "7").step.id == "things"
