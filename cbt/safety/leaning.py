"""Weighs all the words of a sentence or two together, and says which family they lean to.

It must not learn: the weights come in with the pack, learnt beforehand from the texts in tests/content/safety.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from cbt.safety.finding import Hit
from cbt.safety.sentence import Reading
from cbt.safety.sign import OWN_DANGER, TIER_OF, Tier
from cbt.safety.weights import NEITHER, SOFTLY, Weights

LEAST_SHARE = 0.9
_LONGEST = 40
_STRIDE = 20
_LEAST_WORDS = 2


@dataclass(frozen=True, slots=True)
class Leaning:
    """The words that were weighed together with the family that they lean to, and how a page may answer.

    It is never as sure as a line of a pack: own danger opens the softer panel, and the full one when under way.
    """

    hit: Hit
    tier: Tier


def find_leanings(reading: Reading, weights: Weights) -> list[Leaning]:
    """Every stretch of one or two sentences whose words lean to danger for certain. Pure; linear in the words."""
    found = []
    for first, end in _stretches(reading):
        shares = weights.shares(signs(reading, first, end))
        if shares.get(NEITHER, 0.0) <= 1 - LEAST_SHARE:
            families = {kind: share for kind, share in shares.items() if kind not in (NEITHER, SOFTLY)}
            family = max(families, key=families.__getitem__)
            is_soft = shares.get(SOFTLY, 0.0) > families[family]
            found.append(Leaning(Hit(family, first, end), _tier_of(family, is_soft)))
    return found


def _tier_of(family: str, is_soft: bool) -> Tier:
    if is_soft:
        return Tier.SOFT
    if TIER_OF[family] is Tier.EMERGENCY:
        return Tier.PANEL
    return Tier.PASSIVE if family in OWN_DANGER else TIER_OF[family]


def signs(reading: Reading, first: int, end: int) -> set[str]:
    """What weights may know of the words from `first` up to `end`: each, two in a row, and the lists there."""
    found: set[str] = set()
    before = ""
    for index in range(first, end):
        word = _plain(reading.words[index].keys[0])
        found.add(word)
        if before and not reading.words[index].is_first:
            found.add(f"{before} {word}")
        before = word
        found.update(name for name in reading.standing[index] if name.startswith("<"))
    return found


def _plain(word: str) -> str:
    return "#" if word.isdecimal() else word


def _stretches(reading: Reading) -> Iterator[tuple[int, int]]:
    """Each sentence, and each two that follow each other; one that does not end is taken in overlapping pieces."""
    starts = [index for index, word in enumerate(reading.words) if not index or word.is_first]
    ends = [*starts[1:], len(reading.words)]
    for at, (first, end) in enumerate(zip(starts, ends, strict=False)):
        yield from _pieces(first, end)
        if at + 1 < len(starts) and ends[at + 1] - first <= _LONGEST:
            yield first, ends[at + 1]


def _pieces(first: int, end: int) -> Iterator[tuple[int, int]]:
    for start in range(first, max(end - _STRIDE, first + 1), _STRIDE):
        if min(start + _LONGEST, end) - start >= _LEAST_WORDS:
            yield start, min(start + _LONGEST, end)
