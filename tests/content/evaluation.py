"""Labelled rewordings, and how many of each label the guards accept.

Run as a program, it writes the figures into docs/rewording.md. It must not hold a test.

A line of a set is an object with `source`, `candidate`, `tone`, `language` and `verdict`: good, minor, bad or hostile.
It may have a `why` too: of a bad line, its kind, a colon, and what is wrong.
"""

import json
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from cbt.compiler.wording import find_tables
from cbt.wording.guards import judge
from cbt.wording.reason import Strictness
from cbt.wording.tables import Tables

FOLDER = Path(__file__).parent / "wording"
_START, _END = "<!-- figures: make docs -->\n", "<!-- end of figures -->"
VERDICTS = ("good", "minor", "bad", "hostile")


class Labelled(NamedTuple):
    """A rewording, and what a person says of it."""

    source: str
    candidate: str
    tone: str
    language: str
    verdict: str


class Figures(NamedTuple):
    """How many there are, and how many pass each of the three sets of guards."""

    all: int
    hard: int
    structural: int
    closed: int


def sets() -> list[str]:
    """The names of all sets that are there."""
    return sorted(path.stem for path in FOLDER.glob("*.jsonl"))


def read_set(name: str) -> list[Labelled]:
    """The lines of a set."""
    text = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8")
    return [
        Labelled(**{key: json.loads(line)[key] for key in Labelled._fields})
        for line in text.splitlines()
        if line
    ]


@cache
def english() -> Tables:
    """The shipped words for English."""
    tables = find_tables("en")
    assert tables is not None
    return tables


def passed(line: Labelled, strictness: Strictness) -> bool:
    """Whether a set of guards, and those before it, accept a line."""
    return judge(line.source, line.candidate, line.tone, english()).passes(strictness)


def figures_of(lines: Iterable[Labelled]) -> dict[str, Figures]:
    """The figures by verdict."""
    counts: Counter[tuple[str, int]] = Counter()
    for line in lines:
        verdict = judge(line.source, line.candidate, line.tone, english())
        counts[line.verdict, -1] += 1
        for strictness in Strictness:
            counts[line.verdict, strictness] += verdict.passes(strictness)
    return {
        label: Figures(*[counts[label, column] for column in (-1, *Strictness)])
        for label in VERDICTS
        if counts[label, -1]
    }


def table() -> str:
    """The figures of all sets as Markdown."""
    rows = [
        "| set | label | lines | hard | + structural | + closed vocabulary |",
        "|---|---|---|---|---|---|",
    ]
    for name in sets():
        for label, found in figures_of(read_set(name)).items():
            rows.append(f"| {name} | {label} | {' | '.join(map(str, found))} |")
    return "\n".join(rows) + "\n"


def page() -> Path:
    """The page that holds the table."""
    return Path(__file__).resolve().parents[2] / "docs" / "rewording.md"


def with_figures(text: str) -> str:
    """The page's text with the figures as they are now."""
    head, _, rest = text.partition(_START)
    return f"{head}{_START}{table()}{_END}{rest.partition(_END)[2]}"


if __name__ == "__main__":
    page().write_text(with_figures(page().read_text(encoding="utf-8")), encoding="utf-8")
