"""Words that are not sent yet: a look at Help now keeps them, and no other link takes them without a word."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visit
from tests.e2e.person import Person
from tests.e2e.runs import FRIEND, REFRAME, SITUATION, THOUGHT

pytestmark = pytest.mark.e2e

UNSENT = "What you wrote on this page is not saved yet."


def at(visit: Visit, script: bool, answers: int) -> Person:
    person = visit(script=script)
    person.start("A second look at a thought")
    person.walk(REFRAME[:answers])
    return person


def look_at_help(person: Person) -> None:
    person.follow("Help now", within=".top")
    expect(person.page.locator("h1")).to_have_text("Help now")
    person.back()


def test_a_number_is_still_there_after_a_look_at_help_now(visit: Visit, script: bool) -> None:
    person = at(visit, script, answers=1)
    person.write("64")
    look_at_help(person)
    expect(person.field).to_have_value("64")
    if script:
        expect(person.page.locator("#slider")).to_have_value("64")
        expect(person.page.locator("[data-stop]")).to_have_text("Stop here – this page is not saved yet")
        expect(person.page.locator("#said")).not_to_have_text("Saved")


def test_what_the_slider_chose_is_still_there_after_a_look_at_help_now(visit: Visit) -> None:
    person = at(visit, script=True, answers=1)
    person.page.locator("#slider").press("ArrowRight")
    look_at_help(person)
    expect(person.field).to_have_value("51")
    expect(person.page.locator("#slider")).to_have_value("51")


def test_a_choice_and_own_words_are_still_there_after_a_look_at_help_now(visit: Visit, script: bool) -> None:
    person = visit(script=script)
    person.start("Thought record")
    person.write(SITUATION)
    person.go_on()
    person.page.locator("input[value=other]").check()
    person.page.locator("#own").fill("small")
    look_at_help(person)
    expect(person.page.locator("input[value=other]")).to_be_checked()
    expect(person.page.locator("#own")).to_have_value("small")


@pytest.mark.parametrize("link", ["Back", "Change: The thought", "Privacy", "Stop here"])
def test_a_link_that_would_lose_words_asks_first_and_they_can_be_saved(visit: Visit, link: str) -> None:
    person = at(visit, script=True, answers=4)
    page = person.path
    person.write(FRIEND)
    person.page.get_by_role("link", name=link).first.click()
    note = person.page.locator("[data-note]")
    expect(note).to_be_focused()
    expect(note).to_contain_text(UNSENT)
    assert person.path == page
    expect(person.field).to_have_value(FRIEND)
    person.look.at(person.page, person.scripting)
    with person.turn():
        note.get_by_role("button", name="Save it first").click()
    person.arrive()
    expect(person.page.locator("h1")).to_have_text(REFRAME[5].heading)
    person.back()
    expect(person.field).to_have_value(FRIEND)


def test_going_on_without_saving_is_one_press_and_help_now_never_asks(visit: Visit) -> None:
    person = at(visit, script=True, answers=4)
    person.write(FRIEND)
    person.page.get_by_role("link", name="Privacy").click()
    person.follow("Go on without saving")
    expect(person.page.locator("h1")).to_have_text("Privacy")
    person.back()
    expect(person.field).to_have_value(FRIEND)
    person.follow("Help now", within=".top")
    person.page.get_by_role("button", name="Back to where you were").click()
    expect(person.field).to_have_value(FRIEND)


def test_a_page_whose_words_are_saved_asks_nothing(visit: Visit) -> None:
    person = at(visit, script=True, answers=1)
    person.follow("Back")
    expect(person.field).to_have_value(THOUGHT)
    person.follow("Privacy")
    expect(person.page.locator("h1")).to_have_text("Privacy")


def test_a_folded_answer_is_opened_without_script_and_printed_whole(visit: Visit, script: bool) -> None:
    person = visit(script=script)
    person.start("A second look at a thought")
    person.write("I go on and on. " * 60)
    person.go_on()
    words = person.page.locator(".kept .own")
    folded = words.bounding_box()
    person.page.get_by_text("Show all of it").click()
    opened = words.bounding_box()
    assert folded
    assert opened
    assert folded["height"] < 200 < opened["height"]
