"""A whole exercise by keyboard alone: Tab, the arrows, Space and Enter, and one always sees where one is."""

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.conftest import Visit
from tests.e2e.person import Person, spoken
from tests.e2e.runs import FAIRER, FRIEND, THOUGHT

pytestmark = pytest.mark.e2e

MOST_TABS = 40
# An outline of its own, the mark beside a heading, or the outline of the row that holds a radio button.
_SEEN = """el => {
  const outlined = (style) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const row = el.closest('label');
  const box = (row ?? el).getBoundingClientRect();
  const inWindow = box.bottom > 0 && box.top < innerHeight;
  const marked = el.matches('h1') && parseFloat(getComputedStyle(el, '::before').width) >= 2;
  return inWindow && (outlined(getComputedStyle(el)) || marked || Boolean(row && outlined(getComputedStyle(row))));
}"""


def begin_reframe(person: Person) -> None:
    """Finds the exercise in its folded group, and starts it past what comes before a first one."""
    person.page.goto(f"{person.origin}/exercises")
    press(person, person.page.locator("summary", has_text="Thoughts"), "Enter")
    for name in ("Start: A second look at a thought", "Start"):
        with person.page.expect_navigation():
            press(person, button(person, name), "Enter")
    at_the_heading(person, "Which thought would you like to look at?")


def test_a_reframe_can_be_done_by_keyboard_alone_and_the_focus_is_always_seen(visit: Visit) -> None:
    person = visit(size=(1280, 720))
    begin_reframe(person)

    person.watch.expect_status(422)
    go_on(person)
    expect(person.problem).to_be_focused()
    assert is_seen(person.problem)
    press(person, person.problem.get_by_role("link"), "Enter")
    expect(person.field).to_be_focused()
    person.page.keyboard.type(THOUGHT)
    with person.turn():
        person.page.keyboard.press("Enter")
    at_the_heading(person, "How much do you believe it right now?")

    slide(person, "ArrowRight", 3, "53")
    at_the_heading(person, "How much does it upset you right now?")
    slide(person, "ArrowLeft", 2, "48")
    at_the_heading(person, "Which way of checking it would you like to try?")
    tab_to(person, person.page.get_by_label("Look at the facts"))
    person.page.keyboard.press("Space")
    person.page.keyboard.press("ArrowDown")
    person.page.keyboard.press("ArrowDown")
    chosen = person.page.get_by_label("Think of what I would tell a friend")
    expect(chosen).to_be_checked()
    assert is_seen(chosen)
    go_on(person)
    at_the_heading(person, "What would you say to a friend who had this thought?")
    write(person, FRIEND)
    at_the_heading(person, "How could you put it more fairly?")
    write(person, FAIRER)
    at_the_heading(person, "How much do you believe the fairer thought?")
    tab_to(person, person.field)
    person.page.keyboard.type("60")
    go_on(person)
    slide(person, "ArrowLeft", 1, "49")
    slide(person, "ArrowLeft", 1, "49")
    at_the_heading(person, "It is about the same as before.")
    go_on(person)
    tab_to(person, person.page.get_by_label("Take a short pause to steady myself"))
    person.page.keyboard.press("ArrowUp")
    expect(person.page.get_by_label("Leave it here for today")).to_be_checked()
    go_on(person)
    at_the_heading(
        person, "Your second look is saved. You can open it, change it or delete it whenever you like."
    )
    with person.page.expect_navigation():
        press(person, person.page.get_by_role("link", name="Read my record"), "Enter")
    assert person.heading == THOUGHT


def test_the_first_tab_skips_to_the_page(visit: Visit) -> None:
    person = visit()
    person.page.goto(f"{person.origin}/")
    person.page.keyboard.press("Tab")
    skip = person.page.get_by_role("link", name="Skip to the page")
    expect(skip).to_be_focused()
    assert is_seen(skip)
    person.page.keyboard.press("Enter")
    person.page.keyboard.press("Tab")
    expect(person.page.locator("main summary").first).to_be_focused()


def button(person: Person, name: str) -> Locator:
    return person.page.get_by_role("button", name=spoken(name))


def is_seen(place: Locator) -> bool:
    return bool(place.evaluate(_SEEN))


def at_the_heading(person: Person, heading: str) -> None:
    person.arrive()
    question = person.page.locator("#question")
    expect(question).to_have_text(heading)
    assert is_seen(question)


def tab_to(person: Person, place: Locator) -> None:
    """Presses Tab until the focus is there; on the way each stop must be seen."""
    for _ in range(MOST_TABS):
        person.page.keyboard.press("Tab")
        here = person.page.locator(":focus")
        assert is_seen(here), here.evaluate("el => el.outerHTML")
        if place.evaluate("el => el === document.activeElement"):
            return
    raise AssertionError(f"{MOST_TABS} times Tab did not lead to {place}")


def press(person: Person, place: Locator, key: str) -> None:
    tab_to(person, place)
    person.page.keyboard.press(key)


def go_on(person: Person) -> None:
    with person.turn():
        press(person, person.main_button, "Space")


def write(person: Person, text: str) -> None:
    tab_to(person, person.field)
    person.page.keyboard.type(text)
    go_on(person)


def slide(person: Person, key: str, times: int, number: str) -> None:
    """Moves the slider, which starts in the middle and chooses nothing by itself."""
    expect(person.field).to_have_value("")
    tab_to(person, person.page.get_by_role("slider"))
    for _ in range(times):
        person.page.keyboard.press(key)
    expect(person.field).to_have_value(number)
    go_on(person)
