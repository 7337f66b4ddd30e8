"""`cbt play`: the same flow in the terminal, one question at a time; nothing that is typed is kept.

It must not store or send anything.
"""

from contextlib import suppress
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from cbt.cli.console import FAULTS, out, stop


def play(
    flow: Annotated[str, typer.Argument(help="A flow's id, or the path of its file.")],
    flows: Annotated[
        Path | None, typer.Option(help="The folder of flows to take it from. (default: the shipped ones)")
    ] = None,
) -> None:
    """Do a flow in the terminal, one question at a time. Nothing that you type is kept.

    Ends with 1 when the flow is not sound, with 2 when there is none of that name.
    """
    from rich.console import Console

    from cbt.cli.folders import shown_default
    from cbt.cli.player import Player
    from cbt.compiler.library import compile_folder

    path = Path(flow)
    is_file = path.suffix == ".yaml"
    folder = path.parent if is_file else flows or shown_default()
    flow_id = path.stem if is_file else flow
    library = compile_folder(folder)
    found = library.flows.get(flow_id)
    if found is None:
        _stop_without(flow_id, folder)
    if found.needs:
        stop(f"{flow_id} goes on with what another flow hands to it. Play that one.")
    _edit_lines()
    Player(library.flows, Console(file=out.file, highlight=False, emoji=False)).play(flow_id)


def _stop_without(flow_id: str, folder: Path) -> NoReturn:
    """Says why a flow cannot be played: it has faults, or there is none of that name."""
    from cbt.cli.findings import print_findings
    from cbt.cli.folders import Wanted
    from cbt.cli.troubles import sentence
    from cbt.compiler.diagnostics import did_you_mean
    from cbt.compiler.library import read_folder

    names = sorted(Path(name).stem for name in read_folder(folder) if "/" not in name)
    if flow_id in names:
        print_findings(Wanted(folder, {folder / f"{flow_id}.yaml"}).compile().findings)
        stop(f"{flow_id} is not sound, so it cannot be played.", FAULTS)
    if not names:
        stop(f"There are no flows in {folder}.")
    hint = did_you_mean(flow_id, names) or f"The flows are: {', '.join(names)}"
    stop(f'There is no flow "{flow_id}" in {folder}. {sentence(hint)}')


def _edit_lines() -> None:
    """Adds the keys that edit a line, where the system has them."""
    with suppress(ImportError):
        import readline  # noqa: F401  # to import it is to use it
