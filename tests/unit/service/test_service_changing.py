"""A form for an open session: taken once, filed under the question shown, or refused without a trace."""

from dataclasses import replace

import pytest

from cbt.errors import PageUnknown, SessionUnknown
from cbt.service import RECORD, Page, Turn, collected
from tests.unit.service.house import ANSWERS, Browser, House, compiled, finish, form


@pytest.fixture
def browser(house: House) -> Browser:
    return Browser(house)


def begun(browser: Browser, answers: int) -> Page:
    """The page after so many answers."""
    return browser.go_on(browser.start(), *ANSWERS[:answers])


def answers_of(turn: Turn) -> dict[str, object]:
    """What is stored after a turn, by key."""
    return dict(turn.page.session.facts.answers)


def test_the_same_visit_has_the_same_outcome_and_nothing_is_doubled(browser: Browser) -> None:
    page = begun(browser, 1)
    sent = form(page, "8")
    first, second = browser.send(page, sent), browser.send(page, sent)
    assert (first.go_to, first.page.revision) == (second.go_to, second.page.revision) == (3, 2)


def test_the_same_visit_with_other_words_changes_nothing_and_gives_them_back_beside_what_is_stored(
    browser: Browser,
) -> None:
    page = begun(browser, 1)
    sent = form(page, "8")
    browser.send(page, sent)
    turn = browser.send(page, replace(sent, fields={"answer": ["3"]}))
    assert turn.stale
    assert turn.go_to is None
    assert answers_of(turn)["before"] == 8


def test_a_removal_sent_twice_has_the_same_outcome_though_its_page_is_gone(browser: Browser) -> None:
    page = browser.go_on(begun(browser, 6), "yes", "angry", "30", "yes", "tired", "20")
    assert page.step.id == "lines"
    again = browser.page(page.address, page.number - 3)
    assert again.step.id == "feelings.again"
    sent = form(again)
    first = browser.remove(again, collected(again)[0].item, sent)
    second = browser.remove(again, collected(again)[0].item, sent)
    assert (first.go_to, first.page.revision) == (second.go_to, second.page.revision)
    assert not second.stale


def test_another_revision_with_other_words_is_stale_and_both_texts_are_there(browser: Browser) -> None:
    page = begun(browser, 3)
    other = browser.page(page.address)
    browser.answer(page, "She did not look up.")
    turn = browser.answer(other, "She walked past.")
    assert (turn.stale, turn.moved, turn.go_to, turn.error) == (True, False, None, None)
    assert turn.page.step.id == "facts"
    assert answers_of(turn)["facts"] == "She did not look up."


def test_another_revision_with_the_same_words_is_harmless(browser: Browser) -> None:
    page = begun(browser, 3)
    other = browser.page(page.address)
    browser.answer(page, "She did not look up.")
    turn = browser.answer(other, "She did not look up.")
    assert (turn.stale, turn.go_to, turn.page.revision) == (False, page.number + 1, page.revision + 1)


def test_the_same_lines_are_the_same_words_although_one_form_does_not_know_their_ids(
    browser: Browser,
) -> None:
    page = begun(browser, 7)
    assert page.step.id == "lines"
    other = browser.page(page.address)
    browser.answer(page, "One.", "Two.")
    assert not browser.answer(other, "One.", "Two.").stale
    assert browser.answer(other, "One.", "Three.").stale


def test_a_stale_form_that_does_not_even_fit_is_stale(browser: Browser) -> None:
    page = begun(browser, 1)
    other = browser.page(page.address)
    browser.answer(page, "8")
    assert browser.answer(other, "a lot").stale


def test_a_first_answer_is_taken_although_an_earlier_one_was_changed_meanwhile(browser: Browser) -> None:
    page = begun(browser, 3)
    browser.answer(browser.page(page.address, 2), "9")
    turn = browser.answer(page, "She did not look up.")
    assert (turn.stale, turn.go_to, turn.page.step.id) == (False, page.number + 1, "feelings.name")
    assert answers_of(turn)["before"] == 9
    assert answers_of(turn)["facts"] == "She did not look up."


def test_a_first_answer_that_does_not_fit_is_refused_and_not_stale_although_another_page_was_changed(
    browser: Browser,
) -> None:
    page = begun(browser, 1)
    browser.answer(browser.page(page.address, 1), "She is very cross.")
    turn = browser.answer(page, "11")
    assert turn.error is not None
    assert (turn.error.code, turn.stale) == ("range", False)


def test_a_first_answer_that_does_not_say_its_question_is_stale_once_another_page_was_changed(
    browser: Browser,
) -> None:
    page = begun(browser, 3)
    browser.answer(browser.page(page.address, 2), "9")
    assert browser.send(page, replace(form(page, "She did not look up."), place="")).stale


def test_whether_there_is_another_item_is_taken_although_another_page_was_changed_and_said_otherwise_is_stale(
    browser: Browser,
) -> None:
    page = begun(browser, 6)
    assert page.step.id == "feelings.again"
    browser.answer(browser.page(page.address, 2), "9")
    turn = browser.answer(page, "yes")
    assert (turn.stale, turn.page.step.id) == (False, "feelings.name")
    turn = browser.answer(page, "no")
    assert (turn.stale, turn.moved, turn.page.step.id) == (True, False, "feelings.again")


def test_a_page_to_read_always_goes_on(browser: Browser) -> None:
    page = browser.go_on(browser.start(), *ANSWERS)
    assert page.step.id == "breath"
    other = browser.page(page.address)
    browser.answer(browser.page(page.address, 2), "9")
    assert browser.answer(page).page.step.id == "calmer.now"
    turn = browser.answer(other)
    assert (turn.stale, turn.page.step.id) == (False, "calmer.now")


def test_a_removal_is_stale_once_another_page_was_changed(browser: Browser) -> None:
    page = begun(browser, 6)
    browser.answer(browser.page(page.address, 2), "9")
    assert browser.remove(page, collected(page)[0].item).stale


BOUND = """
flow: bound
title: Bound
language: en
anywhere: {support: help_now}
steps:
  low:
    ask: Low?
    answer: 0-10
  high:
    ask: High?
    answer: 0-10
    check:
      - must: high >= low
        else: Please take the same or more.
  done:
    say: Done.
    end: completed
"""


def test_the_same_words_are_not_harmless_once_another_answer_has_made_them_unfit(house: House) -> None:
    house.offer(compiled({"bound.yaml": BOUND}))
    browser = Browser(house)
    page = browser.go_on(browser.start("bound"), "1")
    browser.answer(page, "5")
    other = browser.page(page.address, 2)
    assert browser.answer(browser.page(page.address, 1), "9").page.step.id == "high"
    assert browser.answer(other, "5").stale
    refused = browser.answer(browser.page(page.address), "5")
    assert refused.error is not None
    assert refused.error.sentence == "Please take the same or more."


def test_a_number_that_the_path_does_not_reach_any_more_is_stale_and_moved(browser: Browser) -> None:
    page = browser.go_on(begun(browser, 6), "yes", "angry", "30")
    browser.remove(page, collected(page)[0].item)
    turn = browser.send(page, replace(form(page, "no"), place=""))
    assert (turn.stale, turn.moved, turn.go_to) == (True, True, None)
    assert turn.page.number == page.number - 3


def test_words_for_a_question_that_left_the_path_are_never_filed_under_the_one_in_its_place(
    browser: Browser,
) -> None:
    page = begun(browser, 3)
    assert page.step.id == "facts"
    way = browser.page(page.address, page.number - 1)
    friend = browser.answer(way, "friend").page
    assert (friend.step.id, friend.number) == ("friend", page.number)
    browser.answer(friend, "She did not look up.")
    turn = browser.answer(page, "She did not look up.")
    assert (turn.stale, turn.moved, turn.go_to) == (True, True, None)
    assert "facts" not in answers_of(turn)


def test_a_form_finds_its_question_where_the_path_has_it_now(browser: Browser) -> None:
    page = browser.go_on(begun(browser, 6), "yes", "angry", "30", "no")
    assert page.step.id == "lines"
    old = browser.page(page.address, page.number)
    again = browser.page(page.address, page.number - 4)
    assert again.step.id == "feelings.again"
    browser.remove(again, collected(again)[0].item)
    turn = browser.answer(old, "One.")
    assert (turn.stale, turn.moved) == (False, False)
    assert (turn.page.step.id, turn.page.number) == ("after", page.number - 3 + 1)
    turn = browser.answer(old, "Two.")
    assert (turn.stale, turn.moved) == (True, False)
    assert (turn.page.step.id, turn.page.number) == ("lines", page.number - 3)


def test_a_refused_answer_stores_nothing(house: House, browser: Browser) -> None:
    page = begun(browser, 1)
    before = house.memory.tables.sessions.copy()
    turn = browser.answer(page, "11")
    assert turn.error is not None
    assert (turn.error.code, turn.error.facts) == ("range", {"least": 0, "most": 10})
    assert (turn.go_to, turn.page.revision) == (None, page.revision)
    assert house.memory.tables.sessions == before


def test_a_change_leads_on_to_the_first_question_that_it_opened(browser: Browser) -> None:
    page = finish(browser)
    way = browser.page(page.address, 3)
    turn = browser.answer(way, "friend", back_to=page.number)
    assert (turn.page.step.id, turn.go_to) == ("friend", 4)


@pytest.mark.parametrize(
    ("back_to", "step"), [(7, "feelings.again"), (1, "thought"), (99, "done"), (-3, "thought")]
)
def test_a_change_that_opens_no_question_leads_back_to_the_page_it_was_asked_from(
    browser: Browser, back_to: int, step: str
) -> None:
    page = finish(browser)
    turn = browser.answer(browser.page(page.address, 2), "9", back_to=back_to)
    assert turn.page.step.id == step
    assert answers_of(turn)["before"] == 9


def test_a_change_from_the_record_leads_back_to_it_when_the_exercise_is_still_finished(
    browser: Browser,
) -> None:
    page = finish(browser)
    turn = browser.answer(browser.page(page.address, 2), "9", back_to=RECORD)
    assert turn.go_to == RECORD
    turn = browser.answer(browser.page(page.address, 3), "friend", back_to=RECORD)
    assert (turn.go_to, turn.page.step.id) == (4, "friend")


def test_a_change_back_brings_the_old_answers_back(browser: Browser) -> None:
    page = finish(browser)
    browser.answer(browser.page(page.address, 3), "friend", back_to=RECORD)
    turn = browser.answer(browser.page(page.address, 3), "facts", back_to=RECORD)
    assert turn.go_to == RECORD
    assert answers_of(turn)["facts"] == "She did not look up."


def test_going_back_and_on_through_answered_pages_moves_by_one(browser: Browser) -> None:
    page = finish(browser)
    second = browser.page(page.address, 2)
    assert browser.answer(second, "8").go_to == 3


def test_the_last_page_takes_no_form(house: House, browser: Browser) -> None:
    page = finish(browser)
    turn = browser.answer(page, "x")
    assert (turn.go_to, turn.page.revision, turn.stale) == (page.number, page.revision, False)


def test_a_page_beyond_the_path_is_unknown_and_the_nearest_one_is_shown_instead(
    house: House, browser: Browser
) -> None:
    page = begun(browser, 2)
    for number in (page.number + 1, 0, -1):
        with pytest.raises(PageUnknown) as unknown:
            browser.page(page.address, number)
        assert unknown.value.last == page.number
    assert house.exercises.nearest_page(browser.secret, page.address, 99).number == page.number
    assert house.exercises.nearest_page(browser.secret, page.address, 2).number == 2
    assert house.exercises.nearest_page(browser.secret, page.address, 0).number == 1


def test_a_collecting_page_shows_each_item_with_the_page_where_it_can_be_changed(browser: Browser) -> None:
    page = browser.go_on(begun(browser, 6), "yes", "angry", "30")
    items = collected(page)
    assert [(each.words, each.page) for each in items] == [(("sad", "70"), 5), (("angry", "30"), 8)]
    assert "sad" not in repr(items)


OPTIONAL = """
flow: optional
title: Optional
language: en
anywhere: {support: help_now}
steps:
  things:
    repeat: 1-3
    steps:
      hello:
        say: Think of one.
      name:
        ask: What is it?
        answer: text
        optional: true
    again: Another one?
  done:
    say: Done.
    end: completed
"""


def test_an_item_that_was_left_empty_is_shown_too_so_that_it_can_be_removed(house: House) -> None:
    house.offer(compiled({"optional.yaml": OPTIONAL}))
    browser = Browser(house)
    page = browser.go_on(browser.start("optional"), "", "", "yes", "", "tea")
    assert [(each.words, each.page) for each in collected(page)] == [((), 1), (("tea",), 4)]
    turn = browser.remove(page, collected(page)[0].item)
    assert [each.words for each in collected(turn.page)] == [("tea",)]


def test_a_removed_item_goes_with_its_answers_and_the_others_keep_theirs(browser: Browser) -> None:
    page = browser.go_on(begun(browser, 6), "yes", "angry", "30")
    first, second = collected(page)
    turn = browser.remove(page, first.item)
    assert turn.page.step.id == "feelings.again"
    assert [each.words for each in collected(turn.page)] == [("angry", "30")]
    assert [each.item for each in collected(turn.page)] == [second.item]
    assert "sad" not in answers_of(turn).values()


def test_removing_the_only_item_asks_for_one_anew(browser: Browser) -> None:
    page = begun(browser, 6)
    turn = browser.remove(page, collected(page)[0].item)
    assert (turn.page.step.id, turn.go_to) == ("feelings.name", turn.page.number)


def test_removing_an_item_in_two_tabs_is_harmless_and_another_one_is_stale(browser: Browser) -> None:
    page = browser.go_on(begun(browser, 6), "yes", "angry", "30")
    first, second = collected(page)
    other = browser.page(page.address)
    browser.remove(page, first.item)
    revision = browser.page(page.address).revision
    same = browser.remove(other, first.item)
    assert (same.stale, same.page.step.id, same.page.revision) == (False, "feelings.again", revision)
    turn = browser.remove(other, second.item)
    assert turn.stale
    assert [each.words for each in collected(browser.page(page.address))] == [("angry", "30")]


def test_an_item_can_be_removed_on_a_collecting_page_only(browser: Browser) -> None:
    page = begun(browser, 5)
    assert page.step.id == "feelings.strength"
    with pytest.raises(SessionUnknown):
        browser.remove(page, "1")
    revision = browser.page(page.address).revision
    assert browser.remove(page, "1", replace(form(page), revision=0)).stale
    assert browser.page(page.address).revision == revision


def test_a_change_that_another_request_overtook_is_decided_on_what_that_one_stored(
    house: House, browser: Browser
) -> None:
    page = begun(browser, 3)
    other = Browser(house, browser.secret)
    house.memory.meanwhile = lambda: other.answer(page, "She did not look up.")
    turn = browser.answer(page, "She walked past.")
    assert turn.stale
    assert answers_of(turn)["facts"] == "She did not look up."


def test_a_forms_one_time_key_may_be_any_text(browser: Browser) -> None:
    page = begun(browser, 1)
    for visit in ("", "\ud800", "x" * 1000):
        turn = browser.send(page, form(page, "8", visit=visit))
        assert turn.go_to == 3
        page = browser.page(page.address, 2)
