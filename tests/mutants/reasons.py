"""Why some mutants are left, read from `reasons.toml`.

It must not make a mutant count as noticed.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.mutants.changes import Mutant
from tests.mutants.found import line_of

LIST = Path(__file__).with_name("reasons.toml")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why some changes in a file are left; each is told as `kind: whole line`."""

    file: str
    why: str
    changes: tuple[str, ...]

    def fits(self, mutant: Mutant) -> bool:
        """Whether it speaks of this mutant."""
        return self.file == mutant.file and f"{mutant.what}: {line_of(mutant)}" in self.changes


def why_left(mutant: Mutant) -> str | None:
    """Why it may be left; None where nobody has said so."""
    return next((reason.why for reason in read_reasons() if reason.fits(mutant)), None)


@cache
def read_reasons() -> list[Reason]:
    """All of them, in the order of the list."""
    found = tomllib.loads(LIST.read_text(encoding="utf-8"))["reason"]
    return [Reason(each["file"], each["why"], tuple(each["changes"])) for each in found]
