"""What a written-out flow is made of: facts, pages and sections, all in plain text.

It must not know a format: whoever renders escapes.
"""

import re
from dataclasses import dataclass

_BLANK_LINES = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the author's, as paragraphs, with what they are."""

    label: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Points:
    """Several things of one sort."""

    label: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """Where a page leads, and when; `number` is that of the page it leads to, None when it is no page."""

    condition: str
    dest: str
    number: int | None


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its prompt, what belongs to it, and where it leads."""

    number: int
    name: str
    sort: str
    prompt: tuple[str, ...]
    parts: tuple[Words | Points, ...]
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part or a loop with its pages."""

    name: str
    note: str
    ways: tuple[Way, ...]
    members: "tuple[Page | Section, ...]"


@dataclass(frozen=True, slots=True)
class Formula:
    """A computed value: as it is written, and in words."""

    name: str
    written: str
    words: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole flow, written out."""

    title: str
    language: str
    version: str
    opening: tuple[Words | Points, ...]
    members: tuple[Page | Section, ...]
    computed: tuple[Formula, ...]
    record: tuple[Words | Points, ...]


def paragraphs_of(text: str) -> tuple[str, ...]:
    """Authored prose as paragraphs: a blank line parts them, a single line end is a space."""
    return tuple([" ".join(part.split()) for part in _BLANK_LINES.split(text) if part.strip()])


def shorten(text: str, longest: int) -> str:
    """The text on one line, cut behind a word when it is too long."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    cut = line[:longest].rpartition(" ")[0] or line[: longest - 1]
    return f"{cut.rstrip(' ,;:.')}…"
