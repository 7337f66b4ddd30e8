"""How many cases of a fault are tried: those of each change, those of a release, or a number of times the former.

FAULTS says which: nothing, "release", or a whole number. It must not know a fault.
"""

import os
from pathlib import Path

REPORT = os.environ.get("FAULTS_REPORT")
_WANTED = os.environ.get("FAULTS") or "1"


def cases(commit: int, release: int) -> int:
    """How many are to be tried now: never more than before a release, nor fewer than with each change."""
    if _WANTED == "release":
        return release
    # Some counts are steps between cases, and become smaller the more there are.
    least, most = sorted((commit, release))
    times = int(_WANTED)
    return min(most, max(least, commit * times if release >= commit else commit // times))


def reached(fault: str, **figures: object) -> None:
    """Notes what a run has reached, one line a fault, where somebody has asked for a report."""
    if REPORT:
        told = ", ".join(f"{value} {name.replace('_', ' ')}" for name, value in figures.items())
        with Path(REPORT).open("a", encoding="utf-8") as report:
            report.write(f"{fault}: {told}\n")
