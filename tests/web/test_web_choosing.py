"""The first page leads by what is the matter, and the list of all exercises can be searched."""

import pytest
from flask import Flask

from cbt.compiler.library import default_flows_folder
from tests.web.house import compile_once
from tests.web.pages import Page
from tests.web.person import Person
from tests.web.runs import RUNS, words_of

LIBRARY = compile_once(default_flows_folder())


def titles(page: Page) -> list[str]:
    """The exercises on a page, in their order."""
    cards = page.main.all("section", cls="card")
    return [(card.find("h3") or card.get("h2")).text for card in cards]


def after(person: Person, now: str) -> Page:
    """The end of a second look at a thought that upset somebody 70 out of 100, and upsets them `now`."""
    page = person.start("reframe")
    answers = [words_of(asked.answer or "") for asked in RUNS["reframe"][:8]]
    page = person.go_on(page, *[words if len(words) > 1 else words[0] for words in answers], now)
    while page.heading != RUNS["reframe"][-1].heading:
        page = person.answer(page, *(["Leave it here for today"] if "What would" in page.heading else []))
    return page


def looked_for(person: Person, words: str) -> Page:
    return person.post("/exercises", (("words", words),))


def test_every_reason_leads_to_two_or_three_exercises(shared_app: Flask) -> None:
    page = Person(shared_app).open("/")
    reasons = page.main.all("details", cls="reason")
    assert [each.get("summary").text for each in reasons] == [each.words for each in LIBRARY.choosing.reasons]
    for reason in reasons:
        assert len(reason.all("section", cls="card")) in (2, 3)


def test_one_minute_is_one_minute(shared_app: Flask) -> None:
    person = Person(shared_app)
    assert "It takes about 1 minute." in person.open("/exercises").main.text
    page = person.open("/exercises/mood_check_in").main.text
    assert "About 1 minute. There is no time limit." in page


def test_every_exercise_says_at_its_end_what_fits_next() -> None:
    after = LIBRARY.choosing.after
    assert sorted(after) == sorted(LIBRARY.flows)
    assert {len(fitting) for fitting in after.values()} == {2, 3}


def test_the_end_of_an_exercise_names_what_fits_next_with_its_minutes(person: Person) -> None:
    fitting = after(person, "40").main.get("nav", cls="fitting")
    offered = [(link.text, link.attrs["href"]) for link in fitting.all("a")]
    wanted = [LIBRARY.flows[name] for name in LIBRARY.choosing.after["reframe"]]
    assert offered == [(flow.title.source, f"/exercises/{flow.id}") for flow in wanted]
    assert [said.text for said in fitting.all("span")] == [f"about {flow.minutes} minutes" for flow in wanted]


def test_nothing_more_is_offered_where_a_number_is_higher_than_before(person: Person) -> None:
    assert after(person, "95").main.find("nav", cls="fitting") is None


def test_nothing_is_offered_before_the_end(person: Person) -> None:
    assert person.start("reframe").main.find("nav", cls="fitting") is None


def test_the_groups_of_the_list_are_folded_but_for_the_first_and_each_has_a_place_of_its_own(
    shared_app: Flask,
) -> None:
    groups = Person(shared_app).open("/exercises").main.all("details", cls="reason")
    assert ["open" in group.attrs for group in groups] == [True] + [False] * (len(groups) - 1)
    assert [group.get("h2").text for group in groups] == [each.words for each in LIBRARY.choosing.groups]
    places = [group.get("div", cls="cards").attrs["id"] for group in groups]
    assert len(set(places)) == len(places)
    assert {"thoughts", "body-and-urges"} <= set(places)


def test_what_a_search_has_found_is_not_folded(shared_app: Flask) -> None:
    groups = looked_for(Person(shared_app), "worry").main.all("details", cls="reason")
    assert len(groups) > 1
    assert all("open" in group.attrs for group in groups)


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
