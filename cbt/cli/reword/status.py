"""`cbt reword status`: which prompts have which tones, and which rewordings do not show.

It must not write a file.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cbt.cli.console import say

if TYPE_CHECKING:
    from cbt.cli.reword.banks import Folder
    from cbt.compiler.judging import Standing

_NONE = "-"


def status(
    flows: Annotated[
        Path | None, typer.Argument(help="A folder of flows. (default: flows/ here, or the shipped ones)")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="List the prompts too that have no rewording.")
    ] = False,
) -> None:
    """List the prompts that can be reworded with their tones, and what keeps a rewording from being shown."""
    from cbt.cli.reword.banks import folder_at
    from cbt.wording.guards import TONES

    folder = folder_at(flows)
    for name, spots in folder.spots():
        standings = {tone: _standings(folder, name, tone) for tone in TONES}
        known = dict.fromkeys([*spots, *[key for held in standings.values() for key in held]])
        rows = {key: [held.get(key) for held in standings.values()] for key in known}
        shown = {key: row for key, row in rows.items() if everything or any(row)}
        counts = [f"{sum(_shows(each) for each in held.values())} {tone}" for tone, held in standings.items()]
        say(f"{name}: of {len(spots)} prompts {', '.join(counts)}", "bold")
        for key, row in shown.items():
            told = [f"{tone} {each.value if each else _NONE}" for tone, each in zip(TONES, row, strict=True)]
            say(f"  {key}: {'; '.join(told)}")


def _standings(folder: "Folder", name: str, tone: str) -> "dict[str, Standing]":
    from cbt.compiler.judging import standing_of

    file = folder.find(name, tone)
    return {entry.key: standing_of(entry, file) for entry in file.entries} if file is not None else {}


def _shows(standing: "Standing") -> bool:
    from cbt.compiler.judging import Standing

    return standing is Standing.APPROVED
