"""Renders a folder of flows as a catalogue: an index by group, and for each flow its drawing and all its words.

It must not read or write a file, nor choose the groups.
"""

from collections.abc import Iterator, Mapping, Sequence

from cbt.model.flow import Flow
from cbt.paper.document import write_out
from cbt.paper.drawing import draw
from cbt.paper.kinds import counted, span
from cbt.paper.markdown import escaped, render_markdown
from cbt.paper.mermaid import render_mermaid

Group = tuple[str, Sequence[Flow]]

_PAGES = "\n## Pages\n"
_NO_GROUP = "Reached from other exercises"


def render_index(groups: Sequence[Group], walks: Mapping[str, int]) -> str:
    """The index as Markdown. A group without words holds what is only handed over to; `walks` are by flow id."""
    return "\n".join(_index(groups, walks)) + "\n"


def render_entry(flow: Flow, titles: Mapping[str, str]) -> str:
    """One flow as Markdown: what `cbt print` gives, with what `cbt graph` gives before its pages."""
    before, pages, after = render_markdown(write_out(flow, dict(titles))).partition(_PAGES)
    drawn = f"\n## Drawing\n\n```mermaid\n{render_mermaid(draw(flow)).strip()}\n```\n"
    return f"{before}{drawn}{pages}{after}"


def _index(groups: Sequence[Group], walks: Mapping[str, int]) -> Iterator[str]:
    total = sum(len(flows) for _, flows in groups)
    yield from ("# The exercises", "")
    yield from (
        f"{counted(total, 'exercise')}, with all their words. These pages are made by `cbt catalogue`.",
        "",
    )
    for words, flows in groups:
        yield from (f"## {escaped(words or _NO_GROUP)}", "")
        yield from (
            "| exercise | what it is | minutes | pages | walks | read by a clinician |",
            "|---|---|---|---|---|---|",
        )
        yield from [_row(flow, walks.get(flow.id, 0)) for flow in flows]
        yield ""


def _row(flow: Flow, walks: int) -> str:
    about = escaped(flow.about.source) if flow.about is not None else ""
    pages = span(flow.pages.fewest, flow.pages.most)
    cells = [
        f"[{escaped(flow.title.source)}]({flow.id}.md)",
        about,
        str(flow.minutes or ""),
        pages,
        str(walks),
        escaped(flow.reviewed_by or "nobody yet"),
    ]
    return f"| {' | '.join(cells)} |"
