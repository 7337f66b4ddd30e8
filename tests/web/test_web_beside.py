"""After a change, a person is told once which later answers were given beside the earlier words."""

import pytest
from flask import Flask

from tests.web.pages import Page
from tests.web.person import Person, address_of
from tests.web.runs import FACTS, RUNS, THOUGHT_RECORD, words_of

OTHER = "I made a mess of it."


def come_to(person: Person, heading: str, flow_id: str = "thought_record") -> Page:
    """The page of a run through a shipped exercise that has this heading."""
    page = person.start(flow_id)
    for asked in RUNS[flow_id]:
        if page.heading == heading or asked.answer is None:
            return page
        page = person.answer(page, *words_of(asked.answer), own=asked.own)
    return page


def told(page: Page) -> str:
    """The quiet line, or nothing."""
    found = page.main.find(id="since")
    return found.text if found is not None else ""


def named(page: Page) -> list[str]:
    """The answers that can be changed below it."""
    found = page.main.find("div", cls="since")
    return [each.text for each in found.all("a")] if found is not None else []


@pytest.fixture(params=[False, True], ids=["plain", "htmx"])
def anyone(request: pytest.FixtureRequest, shared_app: Flask) -> Person:
    return Person(shared_app, script=request.param)


def test_a_change_from_a_kept_answer_is_told_with_ways_to_what_was_given_beside_it(anyone: Person) -> None:
    page = come_to(anyone, "What would be a fairer thought, with both sides in it?")
    assert not told(page)
    after = anyone.answer(anyone.change(page, "The thought that would hurt most"), OTHER)
    assert after.heading == page.heading
    assert told(after) == (
        "You changed “The thought that would hurt most”. "
        "What you wrote after it was about the earlier words. You can change it below, or leave it as it is."
    )
    assert named(after) == [
        "Belief in the first thought",
        "Facts that fit the thought",
        "What does not quite fit with it",
    ]
    belief = anyone.change(after, "Belief in the first thought")
    assert belief.value == ("85",)
    assert told(belief) == (
        "You changed “The thought that would hurt most”. "
        "What you wrote here was about the earlier words. You can change it, or leave it as it is."
    )
    back = anyone.answer(belief, "60")
    assert (back.heading, named(back)) == (after.heading, named(after)[1:])


def test_it_is_told_once_and_not_on_the_pages_after_the_next_answer(anyone: Person) -> None:
    page = come_to(anyone, "What would be a fairer thought, with both sides in it?")
    after = anyone.answer(anyone.change(page, "The thought that would hurt most"), OTHER)
    assert told(anyone.open(after.url))
    assert not told(anyone.answer(after, "Although it went wrong, it is also true that I was asked."))


def test_who_goes_back_and_on_from_page_to_page_is_told_on_each_that_holds_such_an_answer(
    anyone: Person,
) -> None:
    page = come_to(anyone, "Which facts fit this thought?")
    hot = anyone.back(anyone.back(page))
    belief = anyone.answer(hot, OTHER)
    assert "What you wrote here" in told(belief)
    assert not told(anyone.answer(belief, "85"))


def test_a_change_from_the_record_is_told_there_and_leads_back_there(anyone: Person) -> None:
    page = come_to(anyone, "", "reframe")
    record = anyone.open(page.links["Read my record"])
    assert not told(record)
    after = anyone.answer(anyone.change(record, "The thought"), "I will fail this one course.")
    assert after.url == f"/records/{address_of(page)}"
    assert told(after).startswith("You changed “The thought”.")
    fact = next(label for label in named(after) if label.startswith("Facts"))
    again = anyone.change(after, fact)
    assert again.value == (FACTS,)
    assert fact not in named(anyone.answer(again, "Another fact altogether."))


def test_a_changed_number_is_called_a_number(anyone: Person) -> None:
    page = come_to(anyone, "You gave “a hot, sinking shame” 90 out of 100 before. How strong is it now?")
    first = anyone.open(page.url.replace(f"/{page.number}", "/3"))
    assert first.heading == THOUGHT_RECORD[2].heading
    anyone.answer(first, "20")
    after = anyone.open(page.url)
    assert "was about the earlier number" in told(after)
    assert told(after).startswith("You changed “You chose “sad”. How strong was it at the time?” What")
