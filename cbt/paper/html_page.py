"""Renders a written-out flow as one HTML page, to read on a screen or on paper and to sign.

It must not let an author's words become markup.
"""

from collections.abc import Iterable, Iterator

from cbt.paper.blocks import Document, Formula, Page, Points, Section, Way, Words
from cbt.paper.html_frame import render_frame, text
from cbt.paper.markdown import SIGN_OFF, SIGNED, way_in_words

_STYLE = """
.page { margin: 0 0 1.25rem; padding: .9rem 1.1rem; border: 1px solid var(--line); border-radius: 8px; }
.page > h3 { display: flex; gap: .7rem; }
.number { flex: none; min-width: 1.6rem; color: var(--soft); font-variant-numeric: tabular-nums; }
.prompt { margin-left: 2.3rem; }
.name { margin: 0 0 .3rem 2.3rem; color: var(--soft); font-size: .85rem; }
.page dl { margin-left: 2.3rem; }
.ways { margin: .7rem 0 0 2.3rem; padding: .5rem .8rem .5rem 1.9rem; background: var(--tint);
  border-radius: 6px; list-style: "→  "; }
.section { margin: 0 0 1.25rem; padding: .1rem 0 .1rem 1.1rem; border-left: 4px solid var(--line); }
.section > header { margin: .3rem 0 .9rem; }
.section > header .ways { margin-left: 0; }
.version { color: var(--soft); font-size: .85rem; }
table { width: 100%; border-collapse: collapse; overflow-wrap: break-word; }
th, td { padding: .4rem .6rem .4rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { font-weight: 600; }
.sign div { display: grid; grid-template-columns: 6rem 1fr; align-items: end; margin: 1.6rem 0; }
.sign span { border-bottom: 1px solid var(--ink); min-height: 1.4rem; }
.sign .long span + span { grid-column: 2; margin-top: 1.8rem; }
@media print {
  .page { break-inside: avoid; padding: 3mm 4mm; margin-bottom: 4mm; }
  .ways { print-color-adjust: exact; }
  .sign { break-inside: avoid; }
}
"""


def render_html(document: Document) -> str:
    """The document as an HTML page."""
    body = "\n".join(_lines(document))
    return render_frame(document.title, document.language, _STYLE, body)


def _lines(document: Document) -> Iterator[str]:
    yield f"<h1>{text(document.title)}</h1>"
    yield from _parts(document.opening)
    yield f'<p class="version">Version <code>{text(document.version)}</code></p>'
    yield "<h2>Pages</h2>"
    yield from _members(document.members)
    if document.computed:
        yield "<h2>Computed values</h2>"
        yield from _formulas(document.computed)
    if document.record:
        yield "<h2>The record</h2>"
        yield from _parts(document.record)
    yield f'<section class="sign"><h2>Sign-off</h2><p>{SIGNED}</p>'
    yield f'<p class="version">Version <code>{text(document.version)}</code></p>'
    for label in SIGN_OFF:
        rows = 4 if label == SIGN_OFF[-1] else 1
        yield f'<div class="{"long" if rows > 1 else "line"}">{label}{"<span></span>" * rows}</div>'
    yield "</section>"


def _formulas(formulas: Iterable[Formula]) -> Iterator[str]:
    yield "<table><thead><tr><th>Name</th><th>As written</th><th>In words</th></tr></thead><tbody>"
    for formula in formulas:
        name, written, words = text(formula.name), text(formula.written), text(formula.words)
        yield f"<tr><td><code>{name}</code></td><td><code>{written}</code></td><td>{words}</td></tr>"
    yield "</tbody></table>"


def _members(members: Iterable[Page | Section]) -> Iterator[str]:
    for member in members:
        yield from _section(member) if isinstance(member, Section) else _page(member)


def _section(section: Section) -> Iterator[str]:
    yield f'<section class="section"><header><h3>{text(section.name)}</h3><p>{text(section.note)}.</p>'
    yield from _ways(section.ways)
    yield "</header>"
    yield from _members(section.members)
    yield "</section>"


def _page(page: Page) -> Iterator[str]:
    first, *others = page.prompt
    yield f'<article class="page" id="page-{page.number}">'
    yield f'<h3><span class="number">{page.number}</span><span>{text(first)}</span></h3>'
    yield from (f'<p class="prompt">{text(paragraph)}</p>' for paragraph in others)
    yield f'<p class="name"><code>{text(page.name)}</code>, {text(page.sort)}</p>'
    yield from _parts(page.parts)
    yield from _ways(page.ways)
    yield "</article>"


def _parts(parts: Iterable[Words | Points]) -> Iterator[str]:
    told = [f"<dt>{text(part.label)}</dt><dd>{_said(part)}</dd>" for part in parts]
    if told:
        yield f"<dl>{''.join(told)}</dl>"


def _said(part: Words | Points) -> str:
    if isinstance(part, Points):
        return f"<ul>{''.join(f'<li>{text(item)}</li>' for item in part.items)}</ul>"
    return "".join(f"<p>{text(paragraph)}</p>" for paragraph in part.paragraphs)


def _ways(ways: Iterable[Way]) -> Iterator[str]:
    items = [f"<li>{_way(way)}</li>" for way in ways]
    if items:
        yield f'<ul class="ways">{"".join(items)}</ul>'


def _way(way: Way) -> str:
    words = text(way_in_words(way))
    return words if way.number is None else f'<a href="#page-{way.number}">{words}</a>'
