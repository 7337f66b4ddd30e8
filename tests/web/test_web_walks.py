"""Every walk that an author wrote is walked in a browser too: each page on it is shown, taken, and shown filled in."""

import re
from pathlib import Path

import pytest
from flask import Flask

from cbt.engine.answers import Fields
from cbt.model.walk import WalkCase
from tests.web.answers import WORD_FIELDS, question_of
from tests.web.pages import Page, hidden_of
from tests.web.person import Person, address_of
from tests.web.walking import FLOWS, FOLDER, cases, steps_of

MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")


def held(fields: Fields) -> tuple[str, ...]:
    """The words of a form; a day and its time stand in fields of their own on a page."""
    words = [text for name in WORD_FIELDS for text in fields.get(name, ()) if text]
    return tuple([part for text in words for part in (text.split(" ") if MOMENT.fullmatch(text) else [text])])


def find_page(person: Person, page: Page, question: str) -> Page:
    """The page that asks this question, nearest to the end."""
    for number in range(person.open(f"/s/{address_of(page)}/").at, 0, -1):
        page = person.open(f"/s/{address_of(page)}/{number}")
        if page.main.all("form") and question_of(page) == question:
            return page
    raise AssertionError(question)


def send(person: Person, page: Page, fields: Fields) -> Page:
    """Sends a page's form with these fields, and every line as a new one, as the engine's own player does."""
    words = [(name, text) for name, texts in fields.items() for text in texts]
    given_anew = {"line_id", *fields}
    hidden = [each for each in hidden_of(page.form) if each[0] not in given_anew]
    shown = person.post(page.form.attrs["action"], (*hidden, *words), htmx=person.script)
    return past_panel(person, shown)


def past_panel(person: Person, page: Page) -> Page:
    """The page behind the panel, where one came up: "Write a note." is enough for it to be wrong."""
    form = page.main.find("form", id="on")
    if form is None:
        return page
    return person.post(form.attrs["action"], (*hidden_of(form), ("pause", "on")), htmx=person.script)


@pytest.mark.parametrize(
    ("flow_id", "case"), cases(), ids=lambda value: value.name if isinstance(value, WalkCase) else value
)
def test_a_walk_can_be_walked_in_a_browser_and_every_page_is_found_again(
    flow_id: str, case: WalkCase, shared_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = steps_of(flow_id, case, monkeypatch)
    person = Person(shared_app, script=len(steps) % 2 == 0)
    page = person.start(flow_id)
    taken: dict[str, tuple[str, ...]] = {}
    for step in steps:
        if not page.main.all("form") or question_of(page) != step.question:
            page = find_page(person, page, step.question)
        page = send(person, page, step.fields)
        assert page.status == (200 if step.is_taken else 422)
        if step.is_taken:
            taken[step.question] = held(step.fields)
    last = person.open(f"/s/{address_of(page)}/")
    passed_over = last.at - last.number
    for number in range(1, last.at):
        shown = person.open(f"/s/{address_of(page)}/{number}")
        # What was passed over has an address, and is not counted.
        assert shown.at == number
        assert number - passed_over <= shown.number <= number
        # Two buttons ask for another item; what would recall a record that is not there was passed over.
        assert "chosen" in shown.hidden or sorted(shown.value) == sorted(taken.get(question_of(shown), ()))
    assert person.open(f"/records/{address_of(page)}").status == 200


def test_the_walks_that_are_walked_lie_in_the_folder_of_the_flows() -> None:
    assert {flow_id for flow_id, _ in cases()} == {flow.id for flow in FLOWS.values() if not flow.needs}
    assert Path(FOLDER).is_dir()
