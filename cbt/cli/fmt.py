"""`cbt fmt`: puts flow files into their usual shape, and changes nothing else in them.

It must not change what a flow means.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from cbt.cli.console import FAULTS, note, say, stop


def fmt(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Files, or folders with flows below. (default: flows/ here, or the shipped ones)"
        ),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; name the files that would be changed.")
    ] = False,
) -> None:
    """Quote prose that YAML would cut, take it out of braces, and trim the ends of lines. Comments stay where they are.

    Ends with 0; with --check, ends with 1 when a file would be changed; with 2 when there is none.
    """
    from cbt.cli.findings import count_of
    from cbt.compiler.formatting import format_file

    changed, kept = 0, 0
    for path in _files(paths or []):
        before = path.read_bytes()
        after = format_file(before)
        if after == before:
            kept += 1
            continue
        changed += 1
        say(str(path))
        if not check:
            path.write_bytes(after)
    would = "would be changed" if check else "changed"
    note(f"{count_of(changed, 'file', 'files').capitalize()} {would}, {kept} in shape already.")
    if check and changed:
        raise typer.Exit(FAULTS)


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    """The files named, and every flow, part, walk and other file of the folders at and below those named."""
    from cbt.cli.folders import own_or_shipped

    for path in paths or [own_or_shipped()]:
        if path.is_dir():
            yield from _files_below(path)
        elif path.is_file() and path.suffix == ".yaml":
            yield path
        else:
            stop(f"{path} is no file that ends in .yaml, and no folder.")


def _files_below(folder: Path) -> Iterator[Path]:
    from cbt.cli.folders import FOLDERS_INSIDE, folders_below

    places = [folder] if folder.name in FOLDERS_INSIDE else list(folders_below(folder))
    inside = [place / name for place in places for name in ("", *FOLDERS_INSIDE)]
    files = [path for place in inside for path in sorted(place.glob("*.yaml"))]
    if not files:
        stop(f"There are no flows in {folder}: flows are files that end in .yaml.")
    yield from files
