"""`cbt print`: writes a flow out, as a document to read and sign, or as a worksheet to fill in by hand.

It must not change a flow.
"""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from cbt.model.flow import Flow


class Format(StrEnum):
    """What a document is written as."""

    MARKDOWN = "md"
    HTML = "html"


def print_flow(
    flow: Annotated[str, typer.Argument(help="A flow's id, or the path of its file.")],
    form: Annotated[
        Format | None,
        typer.Option(
            "--format",
            help="html is one page for a browser or a printer; md is plain text. "
            "(default: what --output ends in, else md)",
        ),
    ] = None,
    worksheet: Annotated[
        bool, typer.Option("--worksheet", help="A blank sheet for pen and paper instead.")
    ] = False,
    output: Annotated[Path | None, typer.Option(help="The file to write. (default: print it)")] = None,
    flows: Annotated[
        Path | None,
        typer.Option(help="The folder of flows to take it from. (default: flows/ here, or the shipped ones)"),
    ] = None,
    language: Annotated[
        str,
        typer.Option(
            "--language", metavar="CODE", help="Write the flow out as it is translated, such as de."
        ),
    ] = "",
) -> None:
    """Write out a whole flow: every page with its words, and where each answer leads.

    Ends with 1 when the flow is not sound, with 2 when there is none of that name.
    """
    from cbt.cli.one_flow import sound_flow
    from cbt.cli.written import hand_out

    found, folder = sound_flow(flow, flows, language)
    ending = output.suffix.lower() if output else ""
    is_html = (form or (Format.HTML if ending in (".html", ".htm") else Format.MARKDOWN)) is Format.HTML
    titles = _titles(found, folder)
    hand_out((_worksheet if worksheet else _document)(found, titles, is_html=is_html), output)


def _document(flow: "Flow", titles: dict[str, str], *, is_html: bool) -> str:
    from cbt.paper.document import write_out
    from cbt.paper.html_page import render_html
    from cbt.paper.markdown import render_markdown

    return (render_html if is_html else render_markdown)(write_out(flow, titles))


def _worksheet(flow: "Flow", titles: dict[str, str], *, is_html: bool) -> str:
    from cbt.paper.worksheet import make_worksheet
    from cbt.paper.worksheet_html import render_worksheet_html
    from cbt.paper.worksheet_markdown import render_worksheet_markdown

    render = render_worksheet_html if is_html else render_worksheet_markdown
    return render(make_worksheet(flow, titles))


def _titles(flow: "Flow", folder: Path) -> dict[str, str]:
    """The titles of the flows that it hands over to or looks back on, as far as they are sound."""
    from cbt.compiler.library import compile_folder
    from cbt.model.answer import RecallKind

    if not any(step.hand_off or isinstance(step.kind, RecallKind) for step in flow.steps.values()):
        return {}
    return {other.id: other.title.source for other in compile_folder(folder).spoken(flow.language).values()}
