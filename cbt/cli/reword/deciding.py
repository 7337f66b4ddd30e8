"""A review of proposed rewordings: where it stands, and what each decision writes.

It must not ask or print.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cbt.cli.reword.putting import Place, by_hand, put, refusing

if TYPE_CHECKING:
    from cbt.compiler.bank_writing import Written
    from cbt.compiler.schema import RewordedShape
    from cbt.wording.reason import Reason


@dataclass(frozen=True, slots=True)
class Proposed:
    """An entry that nobody has decided on."""

    shape: "RewordedShape"
    place: Place

    @property
    def to(self) -> str:
        return str(self.shape.to).strip()

    @property
    def reasons(self) -> "list[Reason]":
        return refusing(self.place, self.to) or []


@dataclass(frozen=True, slots=True)
class _Before:
    """What stood where before a decision."""

    at: int
    path: Path
    text: str
    counts: tuple[int, int]


@dataclass(slots=True)
class Review:
    """A review in somebody's name; `at` is the entry that it stands at."""

    name: str
    proposed: list[Proposed]
    at: int = 0
    accepted: int = 0
    rejected: int = 0
    _before: list[_Before] = field(default_factory=list)

    @property
    def here(self) -> Proposed | None:
        """The entry to decide on; None at the end."""
        return self.proposed[self.at] if self.at < len(self.proposed) else None

    def accept(self, proposed: Proposed, to: str, waived: Mapping[str, str]) -> None:
        """Approves these words; those that a person has changed are theirs."""
        entry = by_hand(proposed.place, to, self.name, waived)
        self._write(proposed, _of_its_origin(entry, proposed.shape) if to == proposed.to else entry)
        self.accepted += 1

    def reject(self, proposed: Proposed) -> None:
        """Takes the entry out."""
        self._write(proposed, None)
        self.rejected += 1

    def skip(self) -> None:
        """Leaves the entry as it is."""
        self.at += 1

    def undo(self) -> bool:
        """Takes the last decision back and stands at its entry again; False where there is none."""
        if not self._before:
            return False
        last = self._before.pop()
        last.path.write_text(last.text, encoding="utf-8")
        self.at, (self.accepted, self.rejected) = last.at, last.counts
        return True

    def _write(self, proposed: Proposed, entry: "Written | None") -> None:
        path = proposed.place.path
        text = path.read_text(encoding="utf-8")
        self._before.append(_Before(self.at, path, text, (self.accepted, self.rejected)))
        put(proposed.place, entry)
        self.at += 1


def _of_its_origin(entry: "Written", shape: "RewordedShape") -> "Written":
    """The entry with who wrote it, as that stood in the file."""
    settings = tuple([(name, str(value)) for name, value in (shape.settings or {}).items()])
    return replace(entry, by=str(shape.by), model=str(shape.model or ""), settings=settings)
