"""What was found out about mutants, kept in `found/<area>.txt` from one run to the next.

A row stands for all lines of one text in a file, and has a sign for each change there, in their order. It must not be
trusted once the code has changed: a row is read only while there is such a line, with as many changes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from tests.mutants.changes import Mutant
from tests.mutants.planting import ROOT

FOLDER = Path(__file__).with_name("found")
_NOTICED, _LEFT, _NOT_TRIED = "+", "-", "?"
_FILE = "# "
_Row = tuple[str, str]


@dataclass(slots=True)
class Found:
    """An area's mutants, and the sign of each that was tried."""

    area: str
    mutants: Sequence[Mutant]
    signs: dict[Mutant, str]

    def keep(self, mutant: Mutant, by: str) -> None:
        """Remember who noticed it, or that nobody did."""
        self.signs[mutant] = _NOTICED if by else _LEFT

    def is_tried(self, mutant: Mutant) -> bool:
        """Whether it was tried at all."""
        return mutant in self.signs

    def is_left(self, mutant: Mutant) -> bool:
        """Whether nobody is known to notice it."""
        return self.signs.get(mutant) != _NOTICED


def line_of(mutant: Mutant) -> str:
    """The line that it stands on."""
    return _lines(mutant.file)[mutant.line - 1].strip()


@cache
def _lines(file: str) -> list[str]:
    return (ROOT / file).read_text(encoding="utf-8").splitlines()


def read_found(area: str, mutants: Sequence[Mutant]) -> Found:
    """What is kept of these, or nothing."""
    path, found = FOLDER / f"{area}.txt", Found(area, mutants, {})
    kept = dict(_read_rows(path.read_text(encoding="utf-8"))) if path.exists() else {}
    for row, there in _rows(mutants).items():
        signs = kept.get(row, "")
        if len(signs) == len(there):
            found.signs |= {one: sign for one, sign in zip(there, signs, strict=True) if sign != _NOT_TRIED}
    return found


def write_found(found: Found) -> None:
    """Keep it."""
    lines = []
    for file, rows in groupby(_rows(found.mutants).items(), key=lambda row: row[0][0]):
        lines.append(f"{_FILE}{file}")
        lines += [
            f"{''.join(found.signs.get(one, _NOT_TRIED) for one in there)} {text}"
            for (_, text), there in rows
        ]
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{found.area}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _rows(mutants: Iterable[Mutant]) -> dict[_Row, list[Mutant]]:
    """File and text of a line -> what is changed on such lines; file for file, in their order."""
    rows: dict[_Row, list[Mutant]] = {}
    for mutant in sorted(mutants, key=lambda one: (one.file, one.line, one.node, one.way)):
        rows.setdefault((mutant.file, line_of(mutant)), []).append(mutant)
    return rows


def _read_rows(text: str) -> Iterable[tuple[_Row, str]]:
    file = ""
    for line in text.splitlines():
        if line.startswith(_FILE):
            file = line.removeprefix(_FILE)
        else:
            signs, _, row = line.partition(" ")
            yield (file, row), signs
