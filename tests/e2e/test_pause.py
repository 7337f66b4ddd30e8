"""The panel on a phone, with and without script: it fits, it can be read in every mode, and it lets everyone go on."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visit
from tests.e2e.person import Person
from tests.e2e.test_looks import read_in_every_mode

pytestmark = pytest.mark.e2e

DANGER = "I want to kill myself tonight"
SAID = {
    "Please get help to come to you now": "I have swallowed all my pills",
    "Before you go on, a moment for you": DANGER,
    "A short pause, in case it helps": "Years ago I used to cut myself",
    "You have a right to be safe": "He hits me when he comes home",
    "Before you go on, some room to breathe": "I am going to kill him",
    "Are you worried about someone?": "My friend wants to kill himself",
    "A doctor can help with some of this": "I have not eaten for five days",
}
ASKED, NEXT = "Which thought would you like to look at?", "How much do you believe it right now?"


def come_to_panel(person: Person, words: str = DANGER) -> None:
    person.start("A second look at a thought")
    expect(person.page.locator("h1")).to_have_text(ASKED)
    person.write(words)
    person.go_on()


def press(person: Person, name: str) -> None:
    """A button of the panel; it leads to another page, by htmx or by the browser."""
    button = person.page.get_by_role("button", name=name)
    if person.script:
        button.click()
        expect(person.page.locator("#on")).to_have_count(0)
    else:
        with person.page.expect_navigation():
            button.click()
    person.arrive()


def test_a_person_comes_to_the_panel_finds_help_and_carries_on_with_every_word(
    visit: Visit, script: bool
) -> None:
    person = visit(script=script, size=(320, 640))
    person.open("/help")
    person.page.get_by_label("Which country are you in?").select_option("United Kingdom")
    with person.page.expect_navigation():
        person.page.get_by_role("button", name="Show lines for this country").click()
    person.arrive()
    come_to_panel(person)
    assert person.heading == "Before you go on, a moment for you"
    path = person.path
    assert path.endswith("/2")
    assert person.page.title() == "Steps"
    for name in ("Call 999", "Call 116 123"):
        expect(person.page.get_by_role("link", name=name).first).to_be_visible()
    widths = [
        person.page.get_by_role("button", name=name).bounding_box() for name in ("Carry on", "Stop here")
    ]
    assert widths[0] is not None
    assert widths[1] is not None
    assert (widths[0]["width"], widths[0]["height"]) == (widths[1]["width"], widths[1]["height"])
    person.page.reload()
    person.arrive()
    assert person.heading == "Before you go on, a moment for you"
    person.follow("Not in the United Kingdom?")
    person.back()
    expect(person.page.locator("h1")).to_have_text("Before you go on, a moment for you")
    press(person, "Carry on")
    assert (person.heading, person.path) == (NEXT, path)
    person.open(path.removesuffix("2") + "1")
    expect(person.field).to_have_value(DANGER)


def test_the_browsers_own_back_leads_to_the_words_and_forward_to_the_page(visit: Visit, script: bool) -> None:
    person = visit(script=script)
    come_to_panel(person)
    press(person, "Carry on")
    if not script:
        # The form came back to its own address, so that the page stands in the history twice; the panel does not.
        person.back()
        expect(person.page.locator("h1")).to_have_text(NEXT)
    person.back()
    expect(person.field).to_have_value(DANGER)
    person.forward()
    expect(person.page.locator("h1")).to_have_text(NEXT)


def test_what_is_not_meant_goes_on_with_a_quiet_line(visit: Visit, script: bool) -> None:
    person = visit(script=script)
    come_to_panel(person)
    press(person, "That is not what I meant")
    assert person.heading == NEXT
    expect(person.page.get_by_role("link", name="people who listen are here")).to_be_visible()


def test_stopping_leads_to_the_records_and_back_to_the_exercise(visit: Visit, script: bool) -> None:
    person = visit(script=script)
    come_to_panel(person)
    with person.page.expect_navigation():
        person.page.get_by_role("button", name="Stop here").click()
    person.arrive()
    assert person.path == "/records"


@pytest.mark.parametrize("heading", [*SAID])
def test_each_panel_fits_and_can_be_tapped_and_read_in_every_mode(heading: str, visit: Visit) -> None:
    person = visit()
    come_to_panel(person, SAID[heading])
    assert person.heading == heading
    assert read_in_every_mode(person) == []
    for width in (320, 768, 1280):
        person.page.set_viewport_size({"width": width, "height": 640})
        person.look.width(person.page)


def test_the_emergency_number_is_in_sight_at_once_when_something_has_happened(
    visit: Visit, script: bool
) -> None:
    person = visit(script=script, size=(375, 667))
    come_to_panel(person, SAID["Please get help to come to you now"])
    box = person.page.locator(".urgent h2").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 667
