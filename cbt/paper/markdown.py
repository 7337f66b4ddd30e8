"""Renders a written-out flow as Markdown.

It must not let an author's words mean anything to Markdown.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from cbt.paper.blocks import Document, Page, Points, Section, Way, Words

# What means something anywhere in a line, and what does so where a line begins.
_ANYWHERE = re.compile(r"([\\`*_\[\]<>#|&~$])|(?<=[a-z]):(?=\S)|(?<=www)\.", re.IGNORECASE)
_AT_START = re.compile(r"^([-+=]|\d+(?=[.)]))")
_BLANK = "_" * 40
SIGN_OFF = ("Name", "Role", "Date", "Remarks")
SIGNED = "I have read all pages of this version."


def render_markdown(document: Document) -> str:
    """The document as Markdown, with a line end behind its last line."""
    return "\n".join(_lines(document)) + "\n"


def escaped(text: str) -> str:
    """The text so that Markdown shows it as it is."""
    whole = " ".join(text.split())
    return _AT_START.sub(_at_start, _ANYWHERE.sub(lambda found: f"\\{found[0]}", whole))


def _at_start(found: re.Match[str]) -> str:
    return f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}"


def _lines(document: Document) -> Iterator[str]:
    yield f"# {escaped(document.title)}"
    yield ""
    yield from _parts(document.opening)
    yield f"**Version:** `{document.version}`"
    yield ""
    yield "## Pages"
    yield ""
    yield from _members(document.members)
    if document.computed:
        yield from ("## Computed values", "")
        for formula in document.computed:
            yield f"- **{escaped(formula.name)}** = {code(formula.written)}: {escaped(formula.words)}"
        yield ""
    if document.record:
        yield from ("## The record", "")
        yield from _parts(document.record)
    yield from ("## Sign-off", "", f"{SIGNED} Version `{document.version}`.", "")
    for label in SIGN_OFF:
        yield f"{label}: {_BLANK}"
        yield ""


def code(text: str) -> str:
    """The text in a code span, whatever it holds."""
    line = " ".join(text.split())
    longest = max((len(run) for run in re.findall("`+", line)), default=0)
    marks = "`" * (longest + 1)
    return f"{marks} {line} {marks}" if longest else f"`{line}`"


def _members(members: Iterable[Page | Section]) -> Iterator[str]:
    for member in members:
        yield from _section(member) if isinstance(member, Section) else _page(member)


def _section(section: Section) -> Iterator[str]:
    """A section is set in by a quotation mark, one more for each that it stands in."""
    inside = [f"**{escaped(section.name)}:** {escaped(section.note)}.", "", *_ways(section.ways)]
    for line in [*inside, *_members(section.members)]:
        yield f"> {line}".rstrip()
    yield ""


def _page(page: Page) -> Iterator[str]:
    yield f"### {page.number}. {escaped(page.prompt[0])}"
    yield ""
    for paragraph in page.prompt[1:]:
        yield from (escaped(paragraph), "")
    yield f"{code(page.name)}, {page.sort}"
    yield ""
    yield from _parts(page.parts)
    yield from _ways(page.ways)


def _parts(parts: Iterable[Words | Points]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Points):
            yield from (f"**{part.label}:**", "")
            yield from (f"- {escaped(item)}" for item in part.items)
        else:
            first, *others = part.paragraphs or ("",)
            yield f"**{part.label}:** {escaped(first)}"
            for paragraph in others:
                yield from ("", escaped(paragraph))
        yield ""


def _ways(ways: Sequence[Way]) -> Iterator[str]:
    if ways:
        yield from ("**Then:**", "")
        yield from (f"- {escaped(way_in_words(way))}" for way in ways)
        yield ""


def way_in_words(way: Way) -> str:
    """Where a page leads, as a sentence: `If belief is 40 or more: go to page 7, What fits?`"""
    told = f"{way.condition}: {way.dest}" if way.condition else way.dest
    return f"{told[:1].upper()}{told[1:]}"
