"""Measures the detector on the texts of this folder, and writes what it finds into the docs.

Run as a program, it writes the table and the misses of docs/safety/detector.md anew, and raises `floor.json`. It must
not hold a test, and nothing here is known to the detector.
"""

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cbt.compiler.detector import read_packs
from cbt.compiler.library import default_flows_folder
from cbt.safety.detector import look
from cbt.safety.pack import Pack
from cbt.safety.sign import Tier

FOLDER = Path(__file__).parent
PAGE = FOLDER.parents[2] / "docs" / "safety" / "detector.md"
FLOOR = FOLDER / "floor.json"
HELD_OUT = "held_out"
_MANY = "voices_"
_LEARNT = ("learnt", _MANY)
QUIET = frozenset({"F11", "ordinary", "idiom", "gaming"})
_MEANT = {
    "third": {Tier.THIRD_PERSON},
    "past": {Tier.SOFT, Tier.PASSIVE, Tier.THIRD_PERSON},
    "intrusive": {Tier.SOFT, Tier.PASSIVE, Tier.THIRD_PERSON},
}
_NOT_SEEN = {Tier.NONE, Tier.UNSUPPORTED}
_ORDER = (
    *(f"F{number}" for number in range(1, 17)),
    *("misspelt", "negation", "past", "intrusive", "third", "ordinary", "idiom", "gaming"),
)
_START, _END = "<!-- measured: from here to the next mark, `make docs` writes -->", "<!-- measured: end -->"


@dataclass(frozen=True, slots=True)
class Line:
    """A text of a file, what it is, and what it should give."""

    file: str
    number: int
    text: str
    language: str
    family: str
    expected: str = ""
    of: str = ""


@cache
def packs() -> Mapping[str, Pack]:
    """The shipped packs."""
    return read_packs(default_flows_folder()).packs


@cache
def lines() -> tuple[Line, ...]:
    """All texts of all files. Raises ValueError or KeyError when one has not the shape of the README."""
    found = []
    for path in sorted(FOLDER.glob("*.jsonl")):
        for number, row in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if row.strip():
                told = json.loads(row)
                family, expected = told["family"], told.get("expect", "")
                language = told.get("lang", "en")
                of = told.get("of", "")
                found.append(Line(path.name, number, told["text"], language, family, expected, of))
    return tuple(found)


@cache
def measured() -> tuple[Line, ...]:
    """The texts that are looked at: all, but of the `voices`, which are many, each fourth."""
    return tuple(line for line in lines() if not line.file.startswith(_MANY) or line.number % 4 == 0)


@cache
def tier_of(line: Line) -> Tier:
    """What the detector gives for a text."""
    return look(line.text, packs(), line.language).tier


def is_as_meant(line: Line) -> bool:
    """Whether the detector gives what the README promises for the text."""
    tier = tier_of(line)
    if line.expected == "none" or (not line.expected and line.family in QUIET):
        return tier in _NOT_SEEN
    if line.expected not in ("", "flag"):
        return tier in line.expected.split(",")
    return tier not in _NOT_SEEN if line.expected else tier in _MEANT.get(line.family, set(Tier) - _NOT_SEEN)


def counts(some: Iterable[Line]) -> dict[str, tuple[int, int]]:
    """By family: how many texts are seen as meant, and how many there are."""
    found: dict[str, list[bool]] = defaultdict(list)
    for line in some:
        found[line.family].append(is_as_meant(line))
    return {name: (sum(found[name]), len(found[name])) for name in sorted(found, key=_ORDER.index)}


def wilson(good: int, total: int) -> tuple[float, float]:
    """The 95 % interval of a share by Wilson's method: its lower and upper end, 0 to 1. `total` is at least 1."""
    z = 1.96
    share, spread = good / total, z * z / total
    middle = share + spread / 2
    half = z * math.sqrt(share * (1 - share) / total + spread / (4 * total))
    return max((middle - half) / (1 + spread), 0.0), min((middle + half) / (1 + spread), 1.0)


def floors() -> dict[str, dict[str, int]]:
    """By file and family: how many texts are seen as meant now."""
    by_file: dict[str, list[Line]] = defaultdict(list)
    for line in measured():
        by_file[line.file].append(line)
    return {file: {name: good for name, (good, _) in counts(some).items()} for file, some in by_file.items()}


def render() -> str:
    """The measured part of the page: a table for English, one for the other languages, and what is missed."""
    english = [line for line in measured() if line.language == "en"]
    held = [line for line in english if line.file.startswith(HELD_OUT)]
    parts = ["### Texts that the pack was made with", _table([line for line in english if line not in held])]
    if held:
        parts += ["### Texts that the pack has never met", _table(held)]
    parts += ["### Other languages, which are only begun", _languages()]
    parts += ["### What it gets wrong", _misses()]
    return "\n\n".join(parts)


def _table(some: list[Line]) -> str:
    rows = ["| texts | as meant | of | share | 95 % interval |", "|---|---:|---:|---:|---|"]
    for name, (good, total) in counts(some).items():
        least, most = wilson(good, total)
        rows.append(f"| {name} | {good} | {total} | {good / total:.0%} | {least:.0%} to {most:.0%} |")
    for name in ("ordinary", "idiom", "gaming"):
        asked = [line for line in some if line.family == name]
        wrong = sum(not is_as_meant(line) for line in asked)
        if asked:
            rows.append(f"| flagged of 1,000 of `{name}` |  |  | {1000 * wrong / len(asked):.0f} |  |")
    return "\n".join(rows)


def _languages() -> str:
    rows = ["| language | as meant | of | 95 % interval |", "|---|---:|---:|---|"]
    for language in sorted({line.language for line in measured()} - {"en"}):
        asked = [line for line in measured() if line.language == language]
        good = sum(map(is_as_meant, asked))
        least, most = wilson(good, len(asked))
        rows.append(f"| {language} | {good} | {len(asked)} | {least:.0%} to {most:.0%} |")
    return "\n".join(rows)


def _misses() -> str:
    wrong = [line for line in measured() if not line.file.startswith(_LEARNT) and not is_as_meant(line)]
    # What speaks of danger is named by its place alone: no page of ours repeats a means.
    told = [f": {line.text}" if line.family in QUIET else "" for line in wrong]
    return "\n".join(
        f"- `{line.file}:{line.number}`, {line.family}, gives `{tier_of(line)}`{text}"
        for line, text in zip(wrong, told, strict=True)
    )


def measured_in(page: str) -> str:
    """What a page says that was measured. Raises ValueError when it lacks the marks."""
    return page[page.index(_START) + len(_START) : page.index(_END)].strip()


def write_all() -> None:
    """Writes the page anew and raises the floor; it is never lowered by a program."""
    page = PAGE.read_text(encoding="utf-8")
    before, after = page[: page.index(_START) + len(_START)], page[page.index(_END) :]
    PAGE.write_text(f"{before}\n\n{render()}\n\n{after}", encoding="utf-8")
    old: dict[str, dict[str, int]] = json.loads(FLOOR.read_text(encoding="utf-8")) if FLOOR.exists() else {}
    new = floors()
    raised = {
        file: {name: max(good, old.get(file, {}).get(name, 0)) for name, good in new[file].items()}
        for file in sorted(new)
    }
    FLOOR.write_text(f"{json.dumps(raised, indent=2)}\n", encoding="utf-8")


if __name__ == "__main__":
    write_all()
