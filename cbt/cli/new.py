"""`cbt new`: writes a small, complete exercise to start from, and walks that test it.

It must not overwrite anything.
"""

import os
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from cbt.cli.console import note, say, stop

_SAMPLE = "new_exercise"
_TITLE = "New exercise"
_SCHEMA = Path("docs") / "flow.schema.json"


def new(
    flow: Annotated[str, typer.Argument(help="The new flow's id, such as worry_time.")],
    flows: Annotated[
        Path | None,
        typer.Option(help="The folder of flows to put it into. (default: ./flows if it is there, else .)"),
    ] = None,
) -> None:
    """Write a small exercise to start from, with notes on every word, and walks that test it.

    Ends with 2 when the id is none, or when something is there already.
    """
    _check_id(flow)
    folder = flows or (Path("flows") if Path("flows").is_dir() else Path())
    written = {
        folder / f"{flow}.yaml": _flow(flow, folder),
        folder / "walks" / f"{flow}.yaml": _scaffold("walk"),
    }
    for path in written:
        if path.exists():
            stop(f"{path} is there already: choose another id, or move that file away.")
    not_now = folder / "shared" / "not_now.yaml"
    if not not_now.exists():
        written[not_now] = _not_now()
    for path, text in written.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
        say(str(path))
    path = next(iter(written))
    note(f"Try it: cbt check {path}, cbt test {path}, cbt play {path}", "green")


def _check_id(flow: str) -> None:
    from cbt.compiler.diagnostics import Findings
    from cbt.compiler.nodes import Scalar
    from cbt.compiler.words import check_id
    from cbt.model.source import SourcePos

    findings = Findings()
    check_id(Scalar(flow, SourcePos("", 1, 1)), findings)
    for finding in findings.sorted():
        stop(f"{finding.sentence}.")


def _flow(flow: str, folder: Path) -> str:
    title = flow.replace("_", " ").capitalize()
    text = _scaffold("flow").replace(_SAMPLE, flow).replace(_TITLE, title)
    return _modeline(folder) + text


def _modeline(folder: Path) -> str:
    """The line by which editors find the schema, where there is one inside or beside the folder."""
    here = folder.resolve()
    for home in (here, here.parent):
        if (home / _SCHEMA).is_file():
            path = Path(os.path.relpath(home / _SCHEMA, here)).as_posix()
            return f"# yaml-language-server: $schema={path}\n"
    return ""


def _scaffold(name: str) -> str:
    return (files("cbt.cli") / "scaffold" / f"{name}.yaml").read_text(encoding="utf-8")


def _not_now() -> str:
    from cbt.compiler.library import default_flows_folder

    return (default_flows_folder() / "shared" / "not_now.yaml").read_text(encoding="utf-8")
