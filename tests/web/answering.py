"""Answers for the flow with every other kind of answer, field by field, and what its fields hold.

It must not know what is right.
"""

from typing import Protocol

from tests.web.pages import Fields, Page, Sent, hidden_of

ITEMS = ("Rain", "Work", "Sleep")
_ITEMS_OF_LIST = tuple([pair for text in ITEMS for pair in (("line", text), ("line_id", ""))])
_GIVEN_ANEW = {"line_id", "item", "answer"}
_ALL = ("answer", "clock", "line", "share")

# The pages in their order, and how each is answered; the first recalls an earlier record.
GOOD: dict[str, Fields] = {
    "How many hours did you sleep?": (("answer", "7,5"),),
    "How likely is it?": (("answer", "40"),),
    "How long did it take?": (("answer", "1:30"),),
    "Which day was it?": (("answer", "2026-05-04"),),
    "What time did you go to bed?": (("answer", "23:15"),),
    "When will you try it?": (("answer", "2026-12-24"), ("clock", "20:00")),
    "What could have led to it?": _ITEMS_OF_LIST,
    "Which matters most? Put them in order.": (("rank", "1"), ("rank", "2"), ("rank", "1")),
    "How much did each of these add?": (("share", "50"), ("share", "30"), ("share", "20")),
    "And with a part for everything else?": (("share", "50"), ("share", "30"), ("share", "")),
    "Sit for a moment.": (),
    "Let your breath slow down.": (),
    "Let it rest for a while.": (),
    "Try it out now.": (),
    "Which of them would you try first?": (("answer", ""),),
}


class Somebody(Protocol):
    """Whoever starts an exercise and sends forms."""

    def start(self, exercise: str, /) -> Page: ...
    def send(self, form: Sent, /) -> Page: ...


def filled(page: Page, fields: Fields) -> Sent:
    """The page's form with these fields; the items of an order or of shares go out as the page lists them."""
    hidden = tuple([pair for pair in hidden_of(page.form) if pair[0] not in _GIVEN_ANEW])
    items = tuple([("item", item) for item in items_of(page)])
    return Sent(page.form.attrs["action"], (*hidden, *items, *fields))


def items_of(page: Page) -> list[str]:
    return [each.attrs["value"] for each in page.form.all("input", name="item")]


def held(page: Page) -> Fields:
    """What the fields hold that a person sees, empty lines left out."""
    boxes = [
        each for each in page.form if each.tag in ("input", "textarea") and each.attrs.get("name") in _ALL
    ]
    found = [
        (each.attrs["name"], each.attrs["value"] if each.tag == "input" else each.raw.strip())
        for each in boxes
        if each.attrs.get("type") not in ("hidden", "radio") or "checked" in each.attrs
    ]
    ranks = [
        ("rank", option.attrs["value"])
        for box in page.form.all("select", name="rank")
        for option in box.all("option")
        if "selected" in option.attrs
    ]
    return tuple([pair for pair in (*found, *ranks) if pair[1] or pair[0] == "share"])


def come_to(person: Somebody, heading: str) -> Page:
    """A new run up to the page with this heading."""
    page = person.start("every_answer")
    if page.heading not in GOOD:
        page = person.send(filled(page, (("answer", ""),)))
    while page.heading != heading:
        page = person.send(filled(page, GOOD[page.heading]))
        assert page.status == 200, (page.heading, page.problem)
    return page


def finish(person: Somebody) -> Page:
    """A whole run; its last page."""
    page = come_to(person, "Which of them would you try first?")
    return person.send(filled(page, GOOD[page.heading]))
