"""What was found out about mutants, kept in .tools from one run to the next.

It must not be trusted once the code has changed: a mutant is known by its line's text as well.
"""

import json
from dataclasses import dataclass, field
from functools import cache

from tests.mutants.changes import Mutant
from tests.mutants.planting import ROOT

FOLDER = ROOT / ".tools" / "mutants"


@dataclass(slots=True)
class Found:
    """An area's outcomes: mutant -> who noticed it, or nothing."""

    area: str
    outcomes: dict[str, str] = field(default_factory=dict)

    def keep(self, mutant: Mutant, by: str) -> None:
        """Remember this."""
        self.outcomes[known_by(mutant)] = by

    def is_tried(self, mutant: Mutant) -> bool:
        """Whether it was tried at all."""
        return known_by(mutant) in self.outcomes

    def is_left(self, mutant: Mutant) -> bool:
        """Whether nobody is known to notice it."""
        return not self.outcomes.get(known_by(mutant))


def known_by(mutant: Mutant) -> str:
    """A name that no other mutant has, and that changes with the text of the line."""
    return f"{mutant.file}:{mutant.line}:{mutant.node}.{mutant.way}: {mutant.what}: {line_of(mutant)}"


def line_of(mutant: Mutant) -> str:
    """The line that it stands on."""
    return _lines(mutant.file)[mutant.line - 1].strip()


@cache
def _lines(file: str) -> list[str]:
    return (ROOT / file).read_text(encoding="utf-8").splitlines()


def read_found(area: str) -> Found:
    """What is kept, or nothing."""
    path = FOLDER / f"{area}.json"
    return Found(area, json.loads(path.read_text(encoding="utf-8")) if path.exists() else {})


def write_found(found: Found) -> None:
    """Keep it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    text = json.dumps(found.outcomes, indent=1, ensure_ascii=False)
    (FOLDER / f"{found.area}.json").write_text(text, encoding="utf-8")
