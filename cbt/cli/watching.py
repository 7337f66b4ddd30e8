"""Does something again whenever a file changes, until whoever watches has seen enough.

It must not know what it does, nor keep a file open.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import typer

from cbt.cli.console import err, note, out

_SECONDS = 0.3

Snapshot = dict[Path, tuple[int, int]]


def repeat_on_change(act: Callable[[], object], paths: Sequence[Path]) -> None:
    """Acts, and again after each change of a flow file at or below the paths; Ctrl-C ends it quietly.

    A first act that has nothing to act on ends the command; later ones only say so.
    """
    from cbt.cli.folders import watched_folders

    with suppress(KeyboardInterrupt):
        folders = watched_folders(paths)
        seen = _snapshot(folders)
        act()
        while True:
            _say_what_comes()
            seen = _next_snapshot(folders, seen)
            out.clear()
            # A folder may be empty, or a file half gone, while an editor or git is at work.
            with suppress(typer.Exit):
                try:
                    act()
                except FileNotFoundError as gone:
                    note(f"{gone.filename} went away.")


def _say_what_comes() -> None:
    out.file.flush()
    err.print("Looking out for changes; Ctrl-C ends this.", style="dim")


def _next_snapshot(folders: Sequence[Path], seen: Snapshot) -> Snapshot:
    """Waits until the files differ from those seen."""
    while (found := _snapshot(folders)) == seen:
        time.sleep(_SECONDS)
    return found


def _snapshot(folders: Sequence[Path]) -> Snapshot:
    """Time of change and size of every flow file."""
    found = {}
    for path in _files(folders):
        with suppress(OSError):
            facts = path.stat()
            found[path] = (facts.st_mtime_ns, facts.st_size)
    return found


def _files(folders: Sequence[Path]) -> Iterator[Path]:
    from cbt.cli.folders import FOLDERS_INSIDE, folders_below

    for folder in folders:
        for home in folders_below(folder):
            for inside in ("", *FOLDERS_INSIDE):
                yield from (home / inside).glob("*.yaml")
