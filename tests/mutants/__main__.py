"""`make mutants`: changes the vault, the store and the engine in small ways, and counts what their tests notice.

It must not touch the code: a change lives in one process alone. It prints what nobody noticed, keeps what it found
beside itself, and writes docs/mutants.md of all that was found so far.
"""

import os
import random
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from tests.mutants.changes import Mutant, mutants_of
from tests.mutants.found import Found, read_found, write_found
from tests.mutants.page import PAGE, render_page
from tests.mutants.planting import ROOT
from tests.mutants.reasons import why_left
from tests.mutants.trying import Area, cover, tried

AREAS = {
    "vault": Area("vault", "tests/unit/vault"),
    "store": Area("store", "tests/unit/store"),
    "engine": Area("engine", "tests/unit/engine", asks_for_flows=True),
}
out = Console(highlight=False, soft_wrap=True)


def area_mutants(name: str) -> list[Mutant]:
    """All mutants of an area."""
    return [
        mutant
        for path in sorted((ROOT / "cbt" / name).glob("*.py"))
        for mutant in mutants_of(str(path.relative_to(ROOT)), path.read_text(encoding="utf-8"))
    ]


def main(
    areas: Annotated[list[str] | None, typer.Argument()] = None,
    most: int = 0,
    seed: int = 0,
    *,
    left: bool = False,
) -> None:
    """Try the mutants of these areas (all of them), at most so many of each (0 is all), drawn by chance with a seed.

    With --left only those that nobody has noticed yet and that have no reason to be left.
    """
    with tempfile.TemporaryDirectory(prefix="cbt-mutants-") as folder:
        _live_in(folder)
        for name in areas or list(AREAS):
            found = read_found(name, area_mutants(name))
            chosen = _open(found) if left else found.mutants
            if most:
                chosen = random.Random(seed).sample(chosen, min(most, len(chosen)))
            _try_area(AREAS[name], chosen, found)
    PAGE.write_text(render_page([read_found(name, area_mutants(name)) for name in AREAS]), encoding="utf-8")


def _open(found: Found) -> list[Mutant]:
    """Those that are left without a reason; one that has a reason counts as left."""
    chosen = []
    for mutant in filter(found.is_left, found.mutants):
        if why_left(mutant):
            found.keep(mutant, "")
        else:
            chosen.append(mutant)
    return chosen


def _live_in(folder: str) -> None:
    """What tests write goes there, also what a change kept them from deleting; PostgreSQL runs as somebody else."""
    Path(folder).chmod(0o711)
    os.environ["TMPDIR"] = os.environ["PYTEST_DEBUG_TEMPROOT"] = tempfile.tempdir = folder


def _try_area(area: Area, mutants: Sequence[Mutant], found: Found) -> None:
    for number, (mutant, by) in enumerate(tried(area, mutants, cover(area)), start=1):
        found.keep(mutant, by)
        if number % 10 == 0:
            write_found(found)
        if not by:
            out.print(f"{mutant.file}:{mutant.line}: {mutant.what}")
    write_found(found)
    noticed = sum(not found.is_left(each) for each in mutants)
    out.print(f"{area.name}: {noticed} of {len(mutants)} noticed")


if __name__ == "__main__":
    typer.run(main)
