"""`cbt diff`: what changed from one version of a flow to another, and what that means for people inside.

It must not change a file, and needs neither the web nor a database.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cbt.cli.console import FAULTS, out, say, stop, visible

if TYPE_CHECKING:
    from cbt.compiler.library import Library
    from cbt.engine.compare import Comparison
    from cbt.model.flow import Flow


class Format(StrEnum):
    """How the changes are printed."""

    TEXT = "text"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class _Versions:
    """A flow on both sides; None where it is not there."""

    flow_id: str
    old: "Flow | None"
    new: "Flow | None"


def diff(
    old: Annotated[Path, typer.Argument(help="A flow as it was, in its folder of flows, or that folder.")],
    new: Annotated[Path, typer.Argument(help="The flow, or the folder, as it is now.")],
    form: Annotated[
        Format, typer.Option("--format", help="text for people; json for programs.")
    ] = Format.TEXT,
) -> None:
    """Show what changed, and whether people inside come along or finish what they began.

    Ends with 0 when the flows could be compared, with 1 when one has a fault, with 2 when there is none.
    """
    from cbt.cli.findings import has_errors, print_findings

    libraries = [_library(path, is_copy=old.name != new.name) for path in (old, new)]
    faults = [finding for library in libraries for finding in library.findings if has_errors([finding])]
    pairs = list(_pairs(*libraries))
    if form is Format.JSON:
        typer.echo(json.dumps({"flows": [_as_json(pair) for pair in pairs]}, indent=2, ensure_ascii=False))
    else:
        for pair in pairs:
            _print(pair)
        print_findings(faults)
    if faults:
        raise typer.Exit(FAULTS)


def _library(path: Path, *, is_copy: bool) -> "Library":
    """The flow of a file, or those of a folder, with what is wrong with them.

    A copy has the name of its file from whoever made it: it goes by the id inside.
    """
    from cbt.compiler.build import build_flow
    from cbt.compiler.diagnostics import Findings
    from cbt.compiler.library import Library, compile_folder, read_folder
    from cbt.compiler.parts import Bundle

    if path.is_dir():
        library = compile_folder(path)
        if not library.flows and not library.findings:
            stop(f"There are no flows in {path}: flows are files that end in .yaml.")
        return library
    files = read_folder(path.parent)
    if path.name not in files:
        stop(f"There is no flow {path}: flows are files that end in .yaml.")
    flow_id = _id_in(files[path.name]) or path.stem if is_copy else path.stem
    known = files | {f"{flow_id}.yaml": files[path.name]}
    findings = Findings()
    flow = build_flow(Bundle(known, str(path.parent)), f"{flow_id}.yaml", findings)
    broken = frozenset([flow_id] if flow is None else [])
    own = path.with_name(f"{flow_id}.yaml")
    found = [
        replace(each, pos=replace(each.pos, file=str(path))) if Path(each.pos.file) == own else each
        for each in findings.sorted()
    ]
    return Library({flow.id: flow} if flow else {}, {}, tuple(found), broken)


def _id_in(source: bytes) -> str:
    """The id that a flow gives itself; nothing where it gives none."""
    match = re.search(rb"^flow:[ \t]*([a-z][a-z0-9_]*)", source, re.MULTILINE)
    return match[1].decode("ascii") if match else ""


def _pairs(old: "Library", new: "Library") -> Iterable[_Versions]:
    """Every flow that can be judged: what has a fault on one side is neither new nor gone."""
    broken = old.broken | new.broken
    for flow_id in dict.fromkeys([*old.flows, *new.flows]):
        if flow_id not in broken:
            yield _Versions(flow_id, old.flows.get(flow_id), new.flows.get(flow_id))


def _as_json(pair: _Versions) -> dict[str, Any]:
    from cbt.cli.changes import as_json
    from cbt.engine.compare import compare

    if pair.old is None or pair.new is None:
        return {"flow": pair.flow_id, "people": "stay", "verdict": _alone(pair)}
    return as_json(pair.flow_id, compare(pair.old, pair.new))


def _alone(pair: _Versions) -> str:
    return "new" if pair.old is None else "gone: people inside finish it, and nobody can start it"


def _print(pair: _Versions) -> None:
    from cbt.cli.changes import edit_lines, hints_to_rename, rename_lines, step_lines, verdict_of
    from cbt.engine.compare import compare

    if pair.old is None or pair.new is None:
        say(f"{pair.flow_id}: {_alone(pair)}.", "bold")
        return
    compared = compare(pair.old, pair.new)
    say(f"{pair.flow_id}: {verdict_of(compared)}.", "bold yellow" if compared.edits else "bold")
    _print_part("Renamed", rename_lines(compared, pair.new.renamed))
    _print_part("Steps", [*step_lines(compared.edits), *hints_to_rename(pair.old, pair.new, compared.edits)])
    _print_part("Structure", edit_lines(compared.edits))
    _print_part("Shown", edit_lines(compared.shown))
    _print_words(compared)


def _print_part(title: str, lines: list[str]) -> None:
    if lines:
        say(f"  {title}")
        for line in lines:
            say(f"    {line}")


def _print_words(compared: "Comparison") -> None:
    from rich.text import Text

    from cbt.cli.word_diff import coloured_words, plain_words

    if compared.rewrites:
        say("  Words")
    for rewrite in compared.rewrites:
        before, after = visible(rewrite.before), visible(rewrite.after)
        if out.is_terminal:
            out.print(f"    {rewrite.key}", style="dim", markup=False)
            out.print(Text("      ").append_text(coloured_words(before, after)))
        else:
            say(f"    {rewrite.key}: {plain_words(before, after)}")
