"""Where an exercise names “Help now” it is a link there and then, and no text becomes HTML by that."""

import pytest
from flask import Flask

from tests.payloads import MARKUP
from tests.web.pages import Page
from tests.web.pausing import HEADINGS, press
from tests.web.person import Person
from web.linking import linked


def links_to_help(page: Page) -> list[str]:
    return [each.text for each in page.main.all("a", href="/help", cls="to-help")]


@pytest.mark.parametrize("script", [False, True])
def test_whoever_may_not_be_safe_has_the_panel_first_and_a_link_on_every_page_after_it(
    script: bool, shared_app: Flask
) -> None:
    person = Person(shared_app, script=script)
    page = person.answer(person.start("safety_plan"), "danger")
    assert page.heading == HEADINGS["gentle"]
    page = press(person, page, "on")
    assert "people come first" in page.main.text
    assert links_to_help(page) == ["Help now"]
    page = person.answer(person.answer(page), "people")
    assert "Nothing has to be written today." in page.main.text
    assert links_to_help(page) == ["Help now"]


@pytest.mark.parametrize("chosen", ["steady", "shaky"])
def test_whoever_is_safe_goes_on_to_the_plan_without_a_panel(chosen: str, shared_app: Flask) -> None:
    person = Person(shared_app)
    page = person.answer(person.start("safety_plan"), chosen)
    assert page.heading != HEADINGS["gentle"]


def test_a_hint_that_names_it_links_to_it(shared_app: Flask) -> None:
    person = Person(shared_app)
    page = person.go_on(person.start("safety_plan"), "steady", "", "", "", "")
    assert "copy those that you want from “Help now”" in page.main.get(id="help").text
    assert links_to_help(page) == ["Help now"]


def test_the_quotes_stay_and_only_the_whole_name_is_a_link() -> None:
    link = '<a class="to-help" href="/help">Help now</a>'
    assert linked("Open “Help now”, then Help now.") == f"Open “{link}”, then {link}."
    for words in ("Help nowhere", "help now", "SelfHelp now", "Help  now", ""):
        assert linked(words) == words


@pytest.mark.parametrize("payload", MARKUP)
def test_markup_around_it_stays_words(payload: str) -> None:
    shown = linked(f"{payload}Help now{payload}")
    assert "<" not in shown.replace('<a class="to-help" href="/help">', "").replace("</a>", "")
    assert shown.unescape().replace('<a class="to-help" href="/help">Help now</a>', "Help now") == (
        f"{payload}Help now{payload}"
    )


def test_a_template_that_names_what_is_not_there_fails(shared_app: Flask) -> None:
    template = shared_app.jinja_env.from_string("{{ page.nothing }}")
    with pytest.raises(AttributeError):
        template.render(page=object())
