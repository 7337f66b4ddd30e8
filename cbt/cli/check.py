"""`cbt check`: proves flows sound, and shows every fault at its place.

It must not run a flow, and needs neither the web nor a database.
"""

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cbt.cli.console import FAULTS, note

if TYPE_CHECKING:
    from cbt.compiler.diagnostics import Diagnostic


class Format(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSON = "json"


def check(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Flows, or folders of flows. (default: the shipped ones)")
    ] = None,
    form: Annotated[
        Format, typer.Option("--format", help="text for people; json for programs.")
    ] = Format.TEXT,
) -> None:
    """Prove flows sound, and show every fault at its place.

    Ends with 0 when there is no fault, with 1 when there is one, with 2 when there is nothing to check.
    """
    from cbt.cli.findings import has_errors, print_findings
    from cbt.cli.folders import wanted_folders
    from cbt.compiler.report import to_json

    libraries = [wanted.compile() for wanted in wanted_folders(paths or [])]
    findings = [finding for library in libraries for finding in library.findings]
    if form is Format.JSON:
        typer.echo(json.dumps([to_json(finding) for finding in findings], indent=2))
    else:
        print_findings(findings)
        _sum_up(sum(len(library.flows) for library in libraries), findings)
    if has_errors(findings):
        raise typer.Exit(FAULTS)


def _sum_up(sound: int, findings: list["Diagnostic"]) -> None:
    from cbt.cli.findings import count_of

    flows = count_of(sound, "flow is sound", "flows are sound")
    faults = count_of(len(findings), "finding", "findings")
    note(f"{flows[0].upper()}{flows[1:]}, {faults}.", "bold" if findings else "green")
