"""`cbt safety scan`: says what the detector sees in texts, one line of JSON for each.

It must not keep a text, and tells a fault by the number of its line alone.
"""

import json
import sys
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from cbt.safety.pack import Pack
    from cbt.safety.sign import Sign

safety = typer.Typer(no_args_is_help=True, help="Look at what the detector of danger sees.")


class Format(StrEnum):
    """How signs are printed."""

    JSON = "json"


@safety.callback()
def prepare() -> None:
    """Look at what the detector of danger sees."""


@safety.command()
def scan(
    form: Annotated[Format, typer.Option("--format", help="How to print: json, a line each.")] = Format.JSON,
    flows: Annotated[
        Path | None,
        typer.Option(help="The folder whose detector/ holds the packs. (default: the shipped one)"),
    ] = None,
) -> None:
    """Read JSON lines such as {"text": "...", "lang": "en"} and print tier and families of each.

    Ends with 1 when a line cannot be read, after all others are done; with 2 when there is no sound pack.
    """
    from cbt.cli.console import FAULTS, note, say

    packs, render = _packs(flows), _RENDER[form]
    faults = 0
    for number, line in enumerate(sys.stdin, start=1):
        if not line.strip():
            continue
        sign = _look(line, packs)
        if sign is None:
            faults += 1
            note(
                f'Line {number} cannot be read: write {{"text": "...", "lang": "en"}} on one line.',
                "bold red",
            )
        else:
            say(render(sign))
    if faults:
        raise typer.Exit(FAULTS)


def _packs(flows: Path | None) -> "Mapping[str, Pack]":
    """The packs of the folder; without a single sound one, nothing can be said."""
    from cbt.cli.console import note, stop
    from cbt.cli.findings import one_line
    from cbt.compiler.detector import read_packs
    from cbt.compiler.library import default_flows_folder

    folder = flows or default_flows_folder()
    read = read_packs(folder)
    for finding in read.findings:
        note(one_line(finding.pos, finding.code, finding.sentence), "bold red")
    if not read.packs:
        stop(f"There is no sound pack in {folder / 'detector'}.")
    return read.packs


def _look(line: str, packs: "Mapping[str, Pack]") -> "Sign | None":
    """The sign of the text in one line; None when the line holds no text."""
    from cbt.safety.detector import look

    try:
        asked = json.loads(line)
    except (ValueError, RecursionError):
        return None
    text, language = (asked.get("text"), asked.get("lang", "en")) if isinstance(asked, dict) else (None, None)
    if not isinstance(text, str) or not isinstance(language, str):
        return None
    return look(text, packs, language)


def _as_json(sign: "Sign") -> str:
    return json.dumps({"tier": sign.tier, "families": sign.families})


_RENDER = {Format.JSON: _as_json}
