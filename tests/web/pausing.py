"""The panel as a person meets it: what brings each one up, how it is recognised, and its buttons pressed.

It must not hold a test.
"""

from tests.web.markup import Element
from tests.web.pages import Page, hidden_of
from tests.web.person import Person, address_of

DANGER = "I want to kill myself tonight"
HEADINGS = {
    "emergency": "Please get help to come to you now",
    "help": "Before you go on, a moment for you",
    "gentle": "Before you go on, a moment for you",
    "softer": "A short pause, in case it helps",
    "danger": "You have a right to be safe",
    "others": "Before you go on, some room to breathe",
    "someone": "Are you worried about someone?",
    "doctor": "A doctor can help with some of this",
}
SAID = {
    "emergency": "I have swallowed all my pills",
    "help": DANGER,
    "gentle": "Everyone would be better off without me",
    "softer": "Years ago I used to cut myself",
    "danger": "He hits me when he comes home",
    "others": "I am going to kill him",
    "someone": "My friend wants to kill himself",
    "doctor": "I have not eaten for five days",
}
NEXT = "Which hard feeling came up?"
LINE = "If it is hard right now"


def panel_form(page: Page) -> Element:
    return page.main.get("form", id="on")


def is_panel(page: Page) -> bool:
    return page.main.find("form", id="on") is not None


def press(person: Person, page: Page, choice: str) -> Page:
    """Presses one of the panel's buttons."""
    form = panel_form(page)
    values = [each.attrs["value"] for each in page.main.all("button", name="pause")]
    assert choice in values
    return person.post(form.attrs["action"], (*hidden_of(form), ("pause", choice)), htmx=person.script)


def write(person: Person, words: str) -> Page:
    """Begins a thought record with these words; what comes then."""
    return person.answer(person.start("thought_record"), words)


def kept_answer(person: Person, page: Page) -> tuple[str, ...]:
    return person.open(f"/s/{address_of(page)}/1").value
