"""The browser's Back shows every page filled in; a change leads back to where it was asked for."""

from itertools import pairwise

import pytest
from flask import Flask

from tests.web.kinds import KINDS, run_kinds
from tests.web.pages import Page
from tests.web.person import Person, address_of
from tests.web.runs import FACTS, HOT, RUNS, THOUGHT, words_of

FACTS_LABEL = "Facts that fit the thought, and facts that do not"


@pytest.mark.parametrize("script", [False, True], ids=["plain", "htmx"])
def test_back_shows_what_was_answered_on_a_page_of_every_kind(script: bool, kinds_app: Flask) -> None:
    person = Person(kinds_app, script=script)
    for page, (name, words, own) in zip(run_kinds(person), KINDS, strict=False):
        shown = person.open(page.url)
        assert shown.heading == page.heading
        if name == "one":
            assert shown.value == page.fill(*words).fields[-1:][0][1:]
        elif name not in ("again", "read"):
            assert shown.value == (*words, *([own] if own else []))


@pytest.mark.parametrize("flow_id", sorted(RUNS))
def test_every_page_of_a_finished_exercise_can_be_opened_again_and_holds_its_answer(
    person: Person, flow_id: str
) -> None:
    page = person.start(flow_id)
    pages = []
    for asked in RUNS[flow_id][:-1]:
        assert asked.answer is not None
        sent = page.fill(*words_of(asked.answer), own=asked.own)
        pages.append((page, asked, sent))
        page = person.send(sent)
    last = person.open(page.url)
    for seen, asked, sent in pages:
        shown = person.open(seen.url)
        assert shown.heading == asked.heading
        assert shown.number == seen.number
        assert shown.total == last.number
        answers = [
            text.replace("\r\n", "\n")
            for name, text in sent.fields
            if name in ("answer", "own", "line") and text
        ]
        assert list(shown.value) == ([] if shown.items or not asked.answer else answers)


@pytest.mark.parametrize("flow_id", sorted(RUNS))
def test_the_back_link_goes_back_page_by_page_to_the_first(person: Person, flow_id: str) -> None:
    page = person.start(flow_id)
    assert page.links["‹ Back"] == f"/exercises/{flow_id}"
    for asked in RUNS[flow_id][:6]:
        assert asked.answer is not None
        page = person.answer(page, *words_of(asked.answer), own=asked.own)
    for number in range(page.number - 1, 0, -1):
        page = person.back(page)
        assert page.number == number
        assert page.heading == RUNS[flow_id][number - 1].heading
    assert "‹ Back" not in page.links


def test_sending_a_page_again_unchanged_changes_nothing_and_leads_on(kinds_app: Flask) -> None:
    person = Person(kinds_app)
    pages = run_kinds(person)
    record = person.open(f"/records/{address_of(pages[0])}")
    for before, page in pairwise(pages):
        shown = person.open(before.url)
        kept = shown.value if before.number != 12 else ("no",)
        own = kept[-1] if kept and shown.form.find("textarea", name="own") and "other" in kept else None
        after = person.answer(shown, *(kept[:-1] if own else kept), own=own)
        assert (after.status, after.heading) == (200, page.heading), before.heading
    assert person.open(f"/records/{address_of(pages[0])}").rows == record.rows


def test_a_change_from_a_kept_answer_comes_back_to_the_page_that_kept_it(person: Person) -> None:
    page = person.go_on(person.start("reframe"), THOUGHT, "80", "70")
    first = person.change(page, "The thought")
    assert first.value == (THOUGHT,)
    after = person.answer(first, "Another thought of mine.")
    assert after.heading == page.heading
    assert after.number == page.number
    assert after.kept == {"The thought": ("Another thought of mine.",)}


def test_a_change_from_the_record_comes_back_to_the_record(person: Person) -> None:
    page = finish_reframe(person)
    record = person.open(page.links["Read my record"])
    facts = person.change(record, FACTS_LABEL)
    assert facts.value == (FACTS,)
    after = person.answer(facts, "Other facts.")
    assert after.url == f"/records/{address_of(page)}"
    assert not after.is_fragment
    assert after.rows[FACTS_LABEL] == ("Other facts.",)
    assert after.heading == THOUGHT


def test_a_change_that_does_not_fit_stays_and_still_comes_back_afterwards(person: Person) -> None:
    page = finish_reframe(person)
    record = person.open(page.links["Read my record"])
    first = person.change(record, "The thought")
    refused = person.answer(first, "one")
    assert (refused.status, refused.value) == (422, ("one",))
    after = person.answer(refused, "More than one.")
    assert after.url == f"/records/{address_of(page)}"
    assert after.heading == "More than one."


def test_a_change_that_opens_a_new_page_leads_there_first_and_then_back_to_the_record(person: Person) -> None:
    page = finish_reframe(person)
    record = person.open(page.links["Read my record"])
    way = person.change(record, "The way of checking it")
    friend = person.answer(way, "Think of what I would tell a friend")
    assert friend.heading == "What would you say to a friend who had this thought?"
    after = person.answer(friend, "It is one test.")
    assert after.url == f"/records/{address_of(page)}"
    assert after.rows["What you would say to a friend"] == ("It is one test.",)
    assert FACTS_LABEL not in after.rows


def test_an_answer_that_is_off_the_path_comes_back_when_the_path_does(person: Person) -> None:
    page = finish_reframe(person)
    address = address_of(page)
    way = person.open(f"/s/{address}/4?back=record")
    person.answer(person.answer(way, "friend"), "It is one test.")
    after = person.answer(person.open(f"/s/{address}/4?back=record"), "facts")
    assert after.rows[FACTS_LABEL] == (FACTS,)


def test_a_change_from_a_kept_answer_that_opens_a_new_page_comes_back_after_it(kinds_app: Flask) -> None:
    person = Person(kinds_app)
    pages = run_kinds(person)
    last = person.open(pages[-2].url)
    lines = person.change(last, "Which lines?")
    one = person.answer(lines, "Four")
    assert one.heading == "Which of these?"
    after = person.answer(one, "Four")
    assert after.heading.startswith("What happened to")
    assert after.kept["Which lines?"] == ("Four",)
    assert after.kept["Which of these?"] == ("Four",)


def test_a_change_of_a_rated_belief_shows_at_once_in_the_later_question(person: Person) -> None:
    page = person.go_on(
        person.start("reframe"), THOUGHT, "80", "70", "facts", FACTS, "A much fairer thought.", "75"
    )
    person.answer(person.open(f"/s/{address_of(page)}/2?back={page.number}"), "95")
    assert person.open(page.url).heading.startswith("At the start it was 95 out of 100.")


def test_an_item_of_a_loop_can_be_changed_and_taken_out(person: Person) -> None:
    page = person.go_on(person.start("thought_record"), "I lost my place.", "sad", "80", "yes", "angry", "60")
    assert list(page.items) == ["sad – 80", "angry – 60"]
    name = person.open(page.items["sad – 80"].get("a").attrs["href"])
    assert name.value == ("sad",)
    page = person.answer(name, "hurt")
    assert list(page.items) == ["hurt – 80", "angry – 60"]
    page = person.remove(page, "hurt – 80")
    assert list(page.items) == ["angry – 60"]
    assert page.heading == "Was there another hard feeling?"
    page = person.remove(page, "angry – 60")
    assert page.heading == "Which hard feeling came up?"
    assert page.number == 2


def test_an_item_shows_its_own_answers_where_another_has_one_answer_less(kinds_app: Flask) -> None:
    person = Person(kinds_app)
    pages = run_kinds(person, up_to=9)
    page = person.go_on(pages[-1], "First", "", "yes", "Second", "its note")
    assert list(page.items) == ["First", "Second – its note"]


def test_the_title_of_a_record_follows_a_change(person: Person) -> None:
    page = person.start("thought_record")
    for asked in RUNS["thought_record"][:-1]:
        assert asked.answer is not None
        page = person.answer(page, *words_of(asked.answer), own=asked.own)
    record = person.open(page.links["Read my record"])
    assert record.heading == HOT
    hot = person.change(record, "The thought that would hurt most")
    assert person.answer(hot, "I made a mess of it.").heading == "I made a mess of it."


def finish_reframe(person: Person) -> Page:
    """Does the whole reframe; its last page."""
    page = person.start("reframe")
    for asked in RUNS["reframe"][:-1]:
        assert asked.answer is not None
        page = person.answer(page, *words_of(asked.answer), own=asked.own)
    return page
