"""The first page leads by what is the matter, and the list of all exercises can be searched."""

import pytest
from flask import Flask

from cbt.compiler.library import default_flows_folder
from tests.web.house import compile_once
from tests.web.pages import Page
from tests.web.person import Person

LIBRARY = compile_once(default_flows_folder())


def titles(page: Page) -> list[str]:
    """The exercises on a page, in their order."""
    cards = page.main.all("section", cls="card")
    return [(card.find("h3") or card.get("h2")).text for card in cards]


def looked_for(person: Person, words: str) -> Page:
    return person.post("/exercises", (("words", words),))


def test_every_reason_leads_to_two_or_three_exercises(shared_app: Flask) -> None:
    page = Person(shared_app).open("/")
    reasons = page.main.all("details", cls="reason")
    assert [each.get("summary").text for each in reasons] == [each.words for each in LIBRARY.choosing.reasons]
    for reason in reasons:
        assert len(reason.all("section", cls="card")) in (2, 3)


def test_who_cannot_choose_has_one_exercise_to_begin_with(shared_app: Flask) -> None:
    assert titles(Person(shared_app).open("/"))[-1] == "A second look at a thought"


def test_every_exercise_that_can_be_started_stands_in_the_list_once(shared_app: Flask) -> None:
    found = titles(Person(shared_app).open("/exercises"))
    assert sorted(found) == sorted(flow.title.source for flow in LIBRARY.flows.values() if not flow.needs)


def test_every_shipped_exercise_has_a_group() -> None:
    grouped = [flow_id for group in LIBRARY.choosing.groups for flow_id in group.flows]
    assert sorted(grouped) == sorted(flow.id for flow in LIBRARY.flows.values() if not flow.needs)


@pytest.mark.parametrize("words", ["worry", "WORRIES", "a set time", "worr time"])
def test_a_search_finds_what_has_all_the_words(shared_app: Flask, words: str) -> None:
    assert "A time for worries" in titles(looked_for(Person(shared_app), words))


def test_a_search_for_nothing_shows_everything(shared_app: Flask) -> None:
    person = Person(shared_app)
    assert titles(looked_for(person, "  ")) == titles(person.open("/exercises"))


def test_a_search_that_finds_nothing_says_so_and_keeps_the_words_out_of_the_address(
    shared_app: Flask,
) -> None:
    page = looked_for(Person(shared_app), "<b>zebra")
    assert titles(page) == []
    assert "Nothing has the words “<b>zebra”." in page.main.get("p", role="status").text
    assert "zebra" not in page.url
