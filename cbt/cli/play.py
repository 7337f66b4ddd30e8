"""`cbt play`: the same flow in the terminal, one question at a time; nothing that is typed is kept.

It must not store or send anything.
"""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cbt.cli.console import out, stop

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cbt.cli.player import Beginning
    from cbt.model.flow import Flow


def play(
    flow: Annotated[str, typer.Argument(help="A flow's id, or the path of its file.")],
    flows: Annotated[
        Path | None,
        typer.Option(help="The folder of flows to take it from. (default: flows/ here, or the shipped ones)"),
    ] = None,
    language: Annotated[
        str, typer.Option("--language", metavar="CODE", help="Play the flow as it is translated, such as de.")
    ] = "",
    answers: Annotated[
        str,
        typer.Option(
            "--answers", metavar="WALK", help="Give the answers of a walk first: its name, or a file with it."
        ),
    ] = "",
    at: Annotated[
        str, typer.Option("--at", metavar="STEP", help="Begin at this step, with sample answers before it.")
    ] = "",
    debug: Annotated[
        bool, typer.Option("--debug", help="Show after each answer what decided, and all that is worked out.")
    ] = False,
) -> None:
    """Do a flow in the terminal, one question at a time. Nothing that you type is kept.

    Ends with 1 when the flow is not sound, with 2 when there is none of that name.
    """
    from rich.console import Console

    from cbt.cli.one_flow import place_of
    from cbt.cli.player import Player
    from cbt.cli.screen import Screen
    from cbt.compiler.detector import gather_packs
    from cbt.service import Watching

    if answers and at:
        stop("--answers and --at both say where to begin: give one of them.")
    flow_id, folder = place_of(flow, flows)
    found_flows = _find_flows(flow_id, folder, language)
    found = found_flows[flow_id]
    if found.needs and not (answers or at):
        stop(
            f"{flow_id} goes on with what another flow hands to it. Play that one, or give --answers or --at."
        )
    beginning = _beginning(found_flows, found, answers, at, folder)
    _edit_lines()
    screen = Screen(Console(file=out.file, highlight=False, emoji=False))
    Player(found_flows, screen, debug=debug, watching=Watching(gather_packs(folder).packs)).play(
        flow_id, beginning
    )


def _find_flows(flow_id: str, folder: Path, language: str) -> "Mapping[str, Flow]":
    """The flows of a folder in a language. Ends the command where the one to be played is not among them."""
    from cbt.cli.one_flow import spoken, stop_without
    from cbt.compiler.library import compile_folder

    library = compile_folder(folder)
    if flow_id not in library.flows:
        stop_without(flow_id, folder)
    return spoken(library, flow_id, language) if language else library.flows


def _beginning(
    flows: "Mapping[str, Flow]", flow: "Flow", answers: str, at: str, folder: Path
) -> "Beginning | None":
    """Where to begin, if not at the first page."""
    from cbt.cli.ahead import begin_at, find_stand, find_walk, play_walk
    from cbt.cli.folders import WALKS

    if answers:
        case = find_walk(answers, folder / WALKS / f"{flow.id}.yaml")
        return lambda program, screen: play_walk(program, case, screen)
    if at:
        stand = find_stand(flow, flows, at)
        return lambda _program, screen: begin_at(stand, screen)
    return None


def _edit_lines() -> None:
    """Adds the keys that edit a line, where the system has them."""
    with suppress(ImportError):
        import readline  # noqa: F401  # to import it is to use it
