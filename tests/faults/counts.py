"""How many cases of a fault are tried: those of every commit, or with FAULTS=release those before a release.

It must not know a fault.
"""

import os
from pathlib import Path

IS_RELEASE = os.environ.get("FAULTS") == "release"
REPORT = os.environ.get("FAULTS_REPORT")


def cases(commit: int, release: int) -> int:
    """How many are to be tried now."""
    return release if IS_RELEASE else commit


def reached(fault: str, **figures: object) -> None:
    """Notes what a run has reached, one line a fault, where somebody has asked for a report."""
    if REPORT:
        told = ", ".join(f"{value} {name.replace('_', ' ')}" for name, value in figures.items())
        with Path(REPORT).open("a", encoding="utf-8") as report:
            report.write(f"{fault}: {told}\n")
