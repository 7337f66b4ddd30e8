"""Answers for every page of our flow with every kind of field.

It must not hold a test.
"""

from tests.web.pages import Page
from tests.web.person import Person

# Name, what is filled in, own words; the pages in their order.
KINDS: tuple[tuple[str, tuple[str, ...], str | None], ...] = (
    ("line", ("A line.",), None),
    ("prose", ("\n  Two\n\nlines, <b>bold</b>\t.\n",), None),
    ("short", ("0",), None),
    ("long", ("100",), None),
    ("sure", ("no",), None),
    ("way", ("other",), "My own way"),
    ("many", ("red", "other"), "My own one"),
    ("lines", ("One", "Two\nin two", "Three"), None),
    ("one", ("Two in two",), None),
    ("things", ("A thing",), None),
    ("note", ("A note",), None),
    ("again", ("no",), None),
    ("read", (), None),
    ("last", ("The end.",), None),
)
NUMBERS = {name: number for number, (name, _, _) in enumerate(KINDS, 1)}


def run_kinds(person: Person, up_to: int = len(KINDS)) -> list[Page]:
    """Every page of the flow with every kind, or the first ones, as they were shown."""
    pages = [person.start("every_kind")]
    for name, words, own in KINDS[:up_to]:
        pages.append(person.answer(pages[-1], *words, own=own))
        assert pages[-1].status == 200, (name, pages[-1].problem)
    return pages
