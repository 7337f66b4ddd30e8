"""Renders a worksheet as Markdown.

It must not let an author's words mean anything to Markdown.
"""

from collections.abc import Iterable, Iterator

from cbt.paper.markdown import escaped
from cbt.paper.sheet import MY_NUMBER, OWN, Field, Gap, Item, Room, Row, Set, Sheet, Ticks

_LINE = "_" * 60
_GAP = "_" * 16


def render_worksheet_markdown(sheet: Sheet) -> str:
    """The worksheet as Markdown, with a line end behind its last line."""
    return "\n".join(_lines(sheet)).rstrip("\n") + "\n"


def _lines(sheet: Sheet) -> Iterator[str]:
    yield from (f"# {escaped(sheet.title)}", "")
    yield from _paragraphs(sheet.about)
    if sheet.first:
        yield from ("**Before you start**", "")
        yield from _paragraphs(sheet.first)
    yield from (f"Date: {_GAP}", "")
    yield from _members(sheet.members)


def _paragraphs(paragraphs: Iterable[str]) -> Iterator[str]:
    for paragraph in paragraphs:
        yield from (escaped(paragraph), "")


def _members(members: Iterable[Item | Set]) -> Iterator[str]:
    for member in members:
        if isinstance(member, Item):
            yield from _item(member)
            continue
        if member.heading:
            yield from (f"### {escaped(member.heading)}", "")
        yield from _members(member.members)
        yield from _paragraphs(member.sums)
        yield from _paragraphs(member.go)


def _item(item: Item) -> Iterator[str]:
    first, *others = item.prompt or ("",)
    yield from (f"**{item.number}.** {escaped(first)}", "")
    yield from _paragraphs(others)
    yield from _paragraphs(item.help)
    if item.field is not None:
        yield from _field(item.field)
    yield from _paragraphs(item.sums)
    yield from _paragraphs(item.go)


def _field(field: Field) -> Iterator[str]:
    match field:
        case Room(starts):
            for start in starts:
                yield from (f"{escaped(start)} {_LINE}".strip(), "")
        case Gap(behind):
            yield from (f"{_GAP} {escaped(behind)}".strip(), "")
        case Ticks(labels, many, own):
            yield from (("Tick all that fit." if many else "Tick one."), "")
            yield from (f"- ☐ {escaped(label)}" for label in labels)
            if own:
                yield f"- ☐ {OWN} {_GAP}"
            yield ""
        case _:
            yield from _scale(field)


def _scale(row: Row) -> Iterator[str]:
    yield from ("   ".join(map(str, row.points)), "")
    if row.words:
        yield from (", ".join(f"{point} is {escaped(word)}" for point, word in row.words), "")
    if row.is_coarse:
        yield from (f"{MY_NUMBER} {_GAP}", "")
