"""What a model's replies are worth: each candidate judged, and the best of a text's candidates.

It must not ask a model or write a file.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cbt.cli.reword.putting import Place, judged, signed

if TYPE_CHECKING:
    from cbt.compiler.bank_writing import Written
    from cbt.llm.request import Sampling

SAME = "the same words"
LONGER = "no shorter"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text that a model has proposed. `reasons` says why it is not to be written; empty where it may be.

    `passes_all` says that all three sets of guards let it in.
    """

    text: str
    sampling: "Sampling"
    reasons: tuple[str, ...]
    passes_all: bool


def candidate_of(place: Place, text: str, sampling: "Sampling", *, strict: bool) -> Candidate:
    """A text judged by the hard and the structural guards; where it is `strict` by all three sets."""
    from cbt.wording.reason import Strictness

    verdict = judged(place, text)
    assert verdict is not None
    limit = Strictness.CLOSED if strict else Strictness.STRUCTURAL
    reasons = [reason.guard for reason in verdict.reasons if reason.strictness <= limit]
    if _words(text) == _words(place.source):
        reasons.insert(0, SAME)
    elif place.tone == "shorter" and len(text) >= len(place.source):
        reasons.insert(0, LONGER)
    return Candidate(text, sampling, tuple(dict.fromkeys(reasons)), verdict.passes(Strictness.CLOSED))


def _words(text: str) -> str:
    """The text as far as it is told apart by who reads it."""
    return "".join([char for char in text.casefold() if char.isalnum() or char in "{}"])


def best_of(candidates: Iterable[Candidate]) -> Candidate | None:
    """The first that all guards let in, or else the first that may be written; None where there is none."""
    fit = [each for each in candidates if not each.reasons]
    return min(fit, key=lambda each: not each.passes_all, default=None)


def told(candidates: Iterable[Candidate], failures: Iterable[str]) -> str:
    """What kept candidates from being written, with how many each reason kept."""
    counts = Counter([reason for each in candidates for reason in each.reasons[:1]]) + Counter(failures)
    return ", ".join([f"{reason} {count}" for reason, count in counts.most_common()])


def by_model(place: Place, best: Candidate, approved_by: str) -> "Written":
    """The entry for a candidate; it is only proposed unless a name is given and all guards let it in."""
    from cbt.compiler.bank_writing import Written
    from cbt.compiler.judging import MODEL
    from cbt.wording.guards import VERSION

    settings = (("temperature", str(best.sampling.temperature)), ("seed", str(best.sampling.seed)))
    approved = signed(approved_by) if best.passes_all else ""
    return Written(place.source, best.text, MODEL, VERSION, best.sampling.model, settings, approved)
