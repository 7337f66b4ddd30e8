"""Why some mutants are left, read from `reasons.toml`.

It must not make a mutant count as noticed.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from tests.mutants.changes import Mutant
from tests.mutants.found import line_of

LIST = Path(__file__).with_name("reasons.toml")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a change of this kind on this line of the file is left."""

    file: str
    line: str
    what: str
    why: str

    def fits(self, mutant: Mutant) -> bool:
        """Whether it speaks of this mutant."""
        return (self.file, self.what) == (mutant.file, mutant.what) and self.line == line_of(mutant)


def read_reasons() -> list[Reason]:
    """All of them, in the order of the list."""
    return [Reason(**each) for each in tomllib.loads(LIST.read_text(encoding="utf-8"))["reason"]]
