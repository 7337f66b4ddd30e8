"""`cbt graph`: draws a flow, as a picture or for a program that draws; on request with what no walk goes through.

It must not change a flow or its walks.
"""

from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cbt.cli.console import FAULTS, note

if TYPE_CHECKING:
    from cbt.model.flow import Flow
    from cbt.paper.drawing import Drawing, Walked


class Format(StrEnum):
    """What a drawing is written as."""

    MERMAID = "mermaid"
    DOT = "dot"
    SVG = "svg"


_ENDINGS = {".dot": Format.DOT, ".gv": Format.DOT, ".svg": Format.SVG}


def graph(
    flow: Annotated[str, typer.Argument(help="A flow's id, or the path of its file.")],
    form: Annotated[
        Format | None,
        typer.Option(
            "--format",
            help="svg is a picture; mermaid and dot are for programs that draw. "
            "(default: what --output ends in, else mermaid)",
        ),
    ] = None,
    output: Annotated[Path | None, typer.Option(help="The file to write. (default: print it)")] = None,
    flows: Annotated[
        Path | None,
        typer.Option(help="The folder of flows to take it from. (default: flows/ here, or the shipped ones)"),
    ] = None,
    language: Annotated[
        str,
        typer.Option("--language", metavar="CODE", help="Draw the flow as it is translated, such as de."),
    ] = "",
    cover: Annotated[
        bool, typer.Option("--cover", help="Count its walks on every way, and mark where none goes.")
    ] = False,
) -> None:
    """Draw a flow: pages, ways on, loops and parts.

    Ends with 1 when the flow is not sound or one of the walks fails, with 2 when there is none of that name.
    """
    from cbt.cli.one_flow import sound_flow
    from cbt.cli.written import hand_out
    from cbt.paper.drawing import draw

    found, folder = sound_flow(flow, flows, language)
    walked, failed = _walked(found, folder / "walks" / f"{found.id}.yaml") if cover else (None, 0)
    ending = output.suffix.lower() if output else ""
    hand_out(_rendered(draw(found, walked), form or _ENDINGS.get(ending, Format.MERMAID)), output)
    if failed:
        note(f"Walks or lines of them that do not hold: {failed}. See cbt test.", "bold red")
        raise typer.Exit(FAULTS)


def _rendered(drawing: "Drawing", form: Format) -> str:
    if form is Format.SVG:
        from cbt.paper.svg import render_svg

        return render_svg(drawing)
    if form is Format.DOT:
        from cbt.paper.dot import render_dot

        return render_dot(drawing)
    from cbt.paper.mermaid import render_mermaid

    return render_mermaid(drawing)


def _walked(flow: "Flow", path: Path) -> "tuple[Walked, int]":
    """How many walks go through what, and how many faults were met; a walk that fails counts as far as it went."""
    from cbt.compiler.walks import read_walks
    from cbt.engine.playing import Coverage, play
    from cbt.paper.drawing import Walked

    cases, faults = read_walks(path, str(path)) if path.is_file() else ([], [])
    ways, refusals = Counter[tuple[str, int]](), Counter[tuple[str, int]]()
    failed = len(faults)
    for case in cases:
        coverage = Coverage()
        failed += play(flow, case, coverage) is not None
        ways.update(coverage.ways)
        refusals.update(coverage.refusals)
    return Walked(len(cases), ways, refusals), failed
