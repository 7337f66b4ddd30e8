"""Renders a worksheet as one HTML page, to print on A4.

It must not let an author's words become markup.
"""

from collections.abc import Iterable, Iterator

from cbt.paper.html_frame import render_frame, text
from cbt.paper.sheet import MY_NUMBER, OWN, Field, Gap, Item, Room, Row, Set, Sheet, Ticks
from cbt.paper.sheet_names import BLANK

_STYLE = """
.about { color: var(--soft); }
.first { margin: 1rem 0; padding: .7rem 1rem; border: 1px solid var(--line); border-radius: 8px; font-size: .92rem; }
.first p:last-child { margin: 0; }
.item { display: grid; grid-template-columns: 3rem 1fr; margin: 0 0 1.6rem; }
.item > b { color: var(--soft); }
.ask { font-weight: 600; }
.help, .sums, .tick { color: var(--soft); font-size: .92rem; }
.set { margin: 0 0 1.2rem; padding: .6rem 0 0 .9rem; border-left: 4px solid var(--line); }
.set > h3 { margin-bottom: .8rem; }
.room { display: flex; align-items: end; height: 2rem; border-bottom: 1px solid var(--ink); }
.room + .room { margin-top: .1rem; }
.gap { display: inline-block; width: 9rem; height: 1.9rem; border-bottom: 1px solid var(--ink);
  vertical-align: bottom; }
.blank { display: inline-block; width: 4.5rem; border-bottom: 1px solid var(--ink); }
.ticks { list-style: none; padding: 0; columns: 2; column-gap: 1.5rem; }
.ticks li { break-inside: avoid; padding: .15rem 0 .15rem 1.7rem; text-indent: -1.7rem; }
.box { display: inline-block; width: .95rem; height: .95rem; margin-right: .75rem; border: 1.5px solid var(--ink);
  border-radius: 2px; vertical-align: -.12rem; text-indent: 0; }
.scale { display: flex; justify-content: space-between; gap: .2rem; padding: .5rem 0 .2rem;
  border-top: 1.5px solid var(--ink); margin-top: .9rem; }
.scale span { flex: 1 1 0; text-align: center; font-variant-numeric: tabular-nums; }
.points { color: var(--soft); font-size: .88rem; }
.go { margin: .6rem 0 0; font-size: .95rem; }
.go::before { content: "→ "; }
@media print { .item { break-inside: avoid; } .set > h3 { break-after: avoid; } }
"""


def render_worksheet_html(sheet: Sheet) -> str:
    """The worksheet as an HTML page."""
    return render_frame(sheet.title, sheet.language, _STYLE, "\n".join(_lines(sheet)))


def _lines(sheet: Sheet) -> Iterator[str]:
    yield f"<h1>{text(sheet.title)}</h1>"
    yield from _paragraphs(sheet.about, "about")
    if sheet.first:
        yield f'<div class="first">{"".join(_paragraphs(sheet.first, ""))}</div>'
    yield '<p>Date: <span class="gap"></span></p>'
    yield from _members(sheet.members)


def _members(members: Iterable[Item | Set]) -> Iterator[str]:
    for member in members:
        if isinstance(member, Item):
            yield from _item(member)
        elif member.heading:
            yield f'<section class="set"><h3>{_with_blanks(member.heading)}</h3>'
            yield from _members(member.members)
            yield "</section>"
        else:
            yield from _members(member.members)
            yield from _paragraphs(member.sums, "sums")
            yield from _paragraphs(member.go, "go")


def _item(item: Item) -> Iterator[str]:
    yield f'<div class="item"><b>{text(item.number)}</b><div>'
    yield from _paragraphs(item.prompt, "ask" if item.is_question else "say")
    yield from _paragraphs(item.help, "help")
    if item.field is not None:
        yield from _field(item.field)
    yield from _paragraphs(item.sums, "sums")
    yield from _paragraphs(item.go, "go")
    yield "</div></div>"


def _paragraphs(paragraphs: Iterable[str], look: str) -> Iterator[str]:
    kind = f' class="{look}"' if look else ""
    yield from (f"<p{kind}>{_with_blanks(paragraph)}</p>" for paragraph in paragraphs)


def _with_blanks(words: str) -> str:
    return text(words).replace(BLANK, '<span class="blank">&nbsp;</span>')


def _field(field: Field) -> Iterator[str]:
    match field:
        case Room(starts):
            yield from (f'<div class="room">{text(start)}</div>' for start in starts)
        case Gap(behind):
            yield f'<p><span class="gap"></span> {text(behind)}</p>'
        case Ticks():
            yield from _ticks(field)
        case _:
            yield from _scale(field)


def _scale(row: Row) -> Iterator[str]:
    yield f'<div class="scale">{"".join(f"<span>{point}</span>" for point in row.points)}</div>'
    if row.words:
        told = ", ".join(f"{point} is {text(word)}" for point, word in row.words)
        yield f'<p class="points">{told}</p>'
    if row.is_coarse:
        yield f'<p>{MY_NUMBER} <span class="gap"></span></p>'


def _ticks(ticks: Ticks) -> Iterator[str]:
    yield f'<p class="tick">{"Tick all that fit." if ticks.many else "Tick one."}</p>'
    yield '<ul class="ticks">'
    yield from (f'<li><span class="box"></span>{text(label)}</li>' for label in ticks.labels)
    if ticks.own:
        yield f'<li><span class="box"></span>{OWN} <span class="blank">&nbsp;</span></li>'
    yield "</ul>"
