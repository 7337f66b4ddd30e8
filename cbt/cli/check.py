"""`cbt check`: proves flows sound, and shows every fault at its place.

It must not run a flow, and needs neither the web nor a database.
"""

import json
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cbt.cli.console import FAULTS, note, out, stop

if TYPE_CHECKING:
    from cbt.cli.folders import Wanted
    from cbt.compiler.diagnostics import Diagnostic
    from cbt.model.flow import Flow


class Format(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"


def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Flows by id or path, parts, or folders with flows below. (default: flows/ here, or the shipped ones)"
        ),
    ] = None,
    form: Annotated[
        Format,
        typer.Option(
            "--format", help="text for people; json and sarif for programs; github for its workflows."
        ),
    ] = Format.TEXT,
    watch: Annotated[
        bool, typer.Option("--watch", help="Check again whenever a file changes, until Ctrl-C.")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Let a warning count as a fault.")] = False,
) -> None:
    """Prove flows sound, and show every fault at its place.

    Ends with 0 when there is no fault, with 1 when there is one, with 2 when there is nothing to check. What a code
    means is told by cbt explain.
    """
    if watch:
        _watch(paths or [], form)
    elif _is_faulty(_check(paths or [], form), strict=strict):
        raise typer.Exit(FAULTS)


def _watch(paths: Sequence[Path], form: Format) -> None:
    from cbt.cli.watching import repeat_on_change

    if form is not Format.TEXT:
        stop("--watch is for people to look at: leave --format out.")
    repeat_on_change(lambda: _check(paths, form), paths)


def _check(paths: Sequence[Path], form: Format) -> "list[Diagnostic]":
    from cbt.cli.findings import print_findings
    from cbt.cli.folders import own_or_shipped, wanted_folders

    wanted = wanted_folders(paths)
    libraries = [folder.compile() for folder in wanted]
    findings = [finding for library in libraries for finding in library.findings]
    for folder in wanted:
        findings += _faults_of_helplines(folder)
    flows = [flow for library in libraries for flow in library.flows.values()]
    if form is Format.JSON:
        from cbt.compiler.report import to_json

        typer.echo(json.dumps([to_json(finding) for finding in findings], indent=2))
    elif form is Format.SARIF:
        typer.echo(json.dumps(_sarif(findings), indent=2))
    else:
        show = _print_commands if form is Format.GITHUB else print_findings
        show(findings)
        _print_pages(flows)
        where = "" if paths else f" in {own_or_shipped()}"
        _sum_up(len(flows), sum(len(folder.inside) for folder in wanted), findings, where)
    return findings


def _faults_of_helplines(wanted: "Wanted") -> "list[Diagnostic]":
    """What is wrong in the helplines of a whole folder. How old they are is for cbt helplines check to tell: no flow
    may fail because a day has passed.
    """
    from datetime import UTC, datetime

    from cbt.cli.findings import has_errors
    from cbt.compiler.helplines import FOLDER, read_helplines

    if wanted.files or not (wanted.folder / FOLDER).is_dir():
        return []
    found = read_helplines(wanted.folder / FOLDER, datetime.now(UTC).date()).findings
    return [finding for finding in found if has_errors([finding])]


def _is_faulty(findings: "Sequence[Diagnostic]", *, strict: bool) -> bool:
    from cbt.cli.findings import has_errors

    return bool(findings) if strict else has_errors(findings)


def _sarif(findings: "Sequence[Diagnostic]") -> dict[str, object]:
    from importlib.metadata import version

    from cbt.compiler.codes import read_explanations
    from cbt.compiler.report import sarif_log

    return sarif_log(findings, read_explanations(), version=version("cbt-flows"), home=Path.cwd())


def _print_commands(findings: "Sequence[Diagnostic]") -> None:
    from cbt.cli.console import say
    from cbt.compiler.report import workflow_command

    for finding in findings:
        say(workflow_command(finding))


def _print_pages(flows: "Sequence[Flow]") -> None:
    """How long the runs of each sound flow are, for people who look on."""
    if not out.is_terminal:
        return
    widest = max((len(flow.id) for flow in flows), default=0)
    for flow in flows:
        fewest, most = flow.pages.fewest, flow.pages.most
        told = f"{fewest} to {most} pages" if fewest < most else f"{most} pages" if most > 1 else "1 page"
        note(f"{flow.id:{widest}}  {told}", "dim")


def _sum_up(sound: int, inside: int, findings: "Sequence[Diagnostic]", where: str) -> None:
    """The last line; `where` names the folder that was looked at, where nobody has named it."""
    from cbt.cli.findings import count_of, has_errors

    flows = count_of(sound, f"flow{where} is sound", f"flows{where} are sound")
    if inside:
        told = count_of(inside, "part or shared file", "parts and shared files")
        flows = f"{flows}, {told} checked without a flow" if sound else f"{told} checked without a flow"
    style = "bold red" if has_errors(findings) else "bold yellow" if findings else "green"
    note(f"{flows[0].upper()}{flows[1:]}, {_counted(findings)}.", style)


def _counted(findings: "Sequence[Diagnostic]") -> str:
    from cbt.cli.findings import count_of
    from cbt.compiler.diagnostics import ERROR

    errors = sum(finding.severity == ERROR for finding in findings)
    told = [
        count_of(number, one, many)
        for number, one, many in (
            (errors, "fault", "faults"),
            (len(findings) - errors, "warning", "warnings"),
        )
        if number
    ]
    return " and ".join(told) or "no findings"
