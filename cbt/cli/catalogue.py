"""`cbt catalogue`: writes a folder with a page for each flow, and an index by group.

It must not change a flow, and removes no file that it did not make.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cbt.cli.console import FAULTS, note, stop

if TYPE_CHECKING:
    from cbt.compiler.library import Library
    from cbt.model.flow import Flow
    from cbt.paper.catalogue import Group


def catalogue(
    output: Annotated[
        Path, typer.Argument(help="The folder to write the pages into; it is made if need be.")
    ],
    flows: Annotated[
        Path | None, typer.Option(help="The folder of flows. (default: the shipped ones)")
    ] = None,
    language: Annotated[
        str,
        typer.Option(
            "--language",
            metavar="CODE",
            help="Write those flows that are there in it as translated, such as de.",
        ),
    ] = "",
) -> None:
    """Write a page for each flow: its drawing, its fewest and most pages, all its words, its sources.

    Questionnaires in a folder instruments have their pages too.

    Ends with 1 when a flow is not sound.
    """
    from cbt.compiler.instruments import find_instruments, joined
    from cbt.compiler.library import compile_folder, default_flows_folder
    from cbt.paper.catalogue import render_entry, render_index

    folder = flows or default_flows_folder()
    if not folder.is_dir():
        stop(f"There is no folder {folder}.")
    library = compile_folder(folder)
    walks = count_walks(folder, library)
    for home in dict.fromkeys(find_instruments(folder).values()):
        questionnaires = compile_folder(home)
        walks |= count_walks(home, questionnaires)
        library = joined(library, questionnaires)
    if language:
        library = replace(library, flows=_spoken(library, language))
    titles = {flow.id: flow.title.source for flow in library.flows.values()}
    output.mkdir(parents=True, exist_ok=True)
    pages = {flow.id: render_entry(flow, titles) for flow in library.flows.values()}
    pages["README"] = render_index(groups_of(library), walks)
    for name, text in pages.items():
        (output / f"{name}.md").write_text(text, encoding="utf-8", newline="\n")
    note(f"Written: {len(pages)} pages in {output}", "green")
    if library.broken:
        note(
            f"Left out, since they are not sound: {', '.join(sorted(library.broken))}. See cbt check.",
            "bold red",
        )
        raise typer.Exit(FAULTS)


def _spoken(library: "Library", language: str) -> "Mapping[str, Flow]":
    """The flows in a language as far as they are. Ends the command where none is."""
    known = {flow.language for flow in library.flows.values()}.union(*library.translated.values())
    if language not in known:
        stop(f"No flow is there in {language}. There is: {', '.join(sorted(known))}.")
    return library.spoken(language)


def groups_of(library: "Library") -> "list[Group]":
    """The groups of the first page's file, and without words the flows that stand in none of them."""
    groups: list[Group] = [
        (offer.words, [library.flows[flow] for flow in offer.flows if flow in library.flows])
        for offer in library.choosing.groups
    ]
    grouped = {flow.id for _, flows in groups for flow in flows}
    others = [flow for flow in library.flows.values() if flow.id not in grouped]
    return [*groups, ("", others)] if others else groups


def count_walks(folder: Path, library: "Library") -> dict[str, int]:
    """How many walks each flow has."""
    from cbt.compiler.walks import read_walks

    paths = {flow: folder / "walks" / f"{flow}.yaml" for flow in library.flows}
    return {flow: len(read_walks(path, str(path))[0]) for flow, path in paths.items() if path.is_file()}
