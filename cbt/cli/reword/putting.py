"""What an author does to the bank: an entry judged, and written or taken out.

It must not print, and never writes what a hard guard refuses.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cbt.cli.reword.banks import Folder
    from cbt.compiler.bank_writing import Written
    from cbt.compiler.prose import Spot
    from cbt.wording.guards import Verdict
    from cbt.wording.reason import Reason


@dataclass(frozen=True, slots=True)
class Place:
    """A text that can be reworded, and the tone: `name` is a flow's id or parts/x."""

    folder: "Folder"
    name: str
    key: str
    spot: "Spot"
    tone: str

    @property
    def source(self) -> str:
        return str(self.spot.text).strip()

    @property
    def keep(self) -> tuple[str, ...]:
        """The phrases that a rewording must keep."""
        from cbt.compiler.bank import phrases_to_keep

        return phrases_to_keep(self.spot)

    @property
    def language(self) -> str:
        from cbt.compiler.bank import language_of

        return language_of(self.folder.bundle, f"{self.name}.yaml")

    @property
    def path(self) -> Path:
        """The file that the entry stands in, or will."""
        known = self.folder.find(self.name, self.tone)
        if known is not None:
            return self.folder.path / known.path
        stem = f"{self.name.rpartition('/')[2]}.{self.language}.{self.tone}"
        return self.folder.path / "rewordings" / f"{stem}.yaml"


def judged(place: Place, to: str) -> "Verdict | None":
    """What all three sets of guards say of a rewording; None in a language that they know no words of."""
    from cbt.compiler.wording import find_tables
    from cbt.wording.guards import judge

    tables = find_tables(place.language)
    return judge(place.source, to, place.tone, tables, place.keep) if tables is not None else None


def refusing(place: Place, to: str) -> "list[Reason] | None":
    """Why the hard and the structural guards refuse a rewording; None in a language that they know no words of."""
    from cbt.wording.reason import Strictness

    verdict = judged(place, to)
    if verdict is None:
        return None
    return [reason for reason in verdict.reasons if reason.strictness <= Strictness.STRUCTURAL]


def is_hard(reason: "Reason") -> bool:
    """Whether a reason can never be set aside."""
    from cbt.wording.reason import Strictness

    return reason.strictness is Strictness.HARD


def signed(name: str) -> str:
    """A name with today's day."""
    return f"{name}, {datetime.now(UTC).date().isoformat()}" if name else ""


def by_hand(place: Place, to: str, name: str, waived: Mapping[str, str]) -> "Written":
    """An entry that a person wrote, approved where a name is given; `waived` says why, by guard."""
    from cbt.compiler.bank_writing import Waived, Written
    from cbt.wording.guards import VERSION

    reasons = tuple([Waived(guard, signed(name), why) for guard, why in waived.items()])
    return Written(place.source, to, "a person", VERSION, approved=signed(name), waived=reasons)


def put(place: Place, entry: "Written | None") -> None:
    """Writes the entry into its file, which is made where it is missing; None takes it out."""
    from cbt.compiler.bank_writing import new_bank, with_entry

    path = place.path
    known = path.read_text(encoding="utf-8") if path.is_file() else ""
    text = with_entry(known or new_bank(place.name, place.language, place.tone), place.key, entry)
    if text.rstrip().endswith("texts:"):
        # A file without entries would be a fault.
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
