"""Weighs all the words of a sentence or two together, and says which family they lean to.

It must not learn: the weights come in with the pack, learnt beforehand from the texts in tests/content/safety.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from cbt.safety.finding import Hit
from cbt.safety.sentence import Reading
from cbt.safety.sign import OWN_DANGER, PLAIN_DANGER, TIER_OF, Tier
from cbt.safety.weights import NEITHER, SOFTLY, Tally, Weights

LEAST_SHARE = 0.92
# Of suicide, a wish to die, self-injury and what is under way too much would be missed with as high a bar.
LEAST_PLAIN_SHARE = 0.80
SURELY_ORDINARY = 0.98
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
    found: list[Leaning | None] = []
    before, seen = 0, None
    for first, end in reading.sentences():
        pieces = [
            (start, stop, weights.tally(signs(reading, start, stop))) for start, stop in _pieces(first, end)
        ]
        found += [_weigh(weights, *piece) for piece in pieces]
        here = pieces[0][2] if len(pieces) == 1 else None
        if seen and here and end - before <= _LONGEST:
            found.append(_weigh(weights, before, end, weights.together(seen, here)))
        before, seen = first, here
    return [each for each in found if each is not None]


def is_ordinary(reading: Reading, hit: Hit, weights: Weights) -> bool:
    """Whether the words of the sentence around a sighting are those of ordinary talk, for certain. Pure."""
    first, end = reading.sentence(hit.first)
    tally = weights.tally(signs(reading, first, end))
    return weights.shares(tally).get(NEITHER, 0.0) > SURELY_ORDINARY


def _weigh(weights: Weights, first: int, end: int, tally: Tally) -> Leaning | None:
    shares = weights.shares(tally)
    if shares.get(NEITHER, 0.0) > 1 - LEAST_PLAIN_SHARE:
        return None
    families = {kind: share for kind, share in shares.items() if kind not in (NEITHER, SOFTLY)}
    family = max(families, key=families.__getitem__)
    least = LEAST_PLAIN_SHARE if family in PLAIN_DANGER else LEAST_SHARE
    if shares.get(NEITHER, 0.0) > 1 - least:
        return None
    return Leaning(Hit(family, first, end), _tier_of(family, shares.get(SOFTLY, 0.0) > families[family]))


def _tier_of(family: str, is_soft: bool) -> Tier:
    if is_soft:
        return Tier.SOFT
    if TIER_OF[family] is Tier.EMERGENCY:
        return Tier.PANEL
    return Tier.PASSIVE if family in OWN_DANGER else TIER_OF[family]


def signs(reading: Reading, first: int, end: int) -> set[str]:
    """What weights may know of the words from `first` up to `end`: each, pairs of near ones, and the lists there."""
    found = {name for standing in reading.standing[first:end] for name in standing if name[0] == "<"}
    words = ["#" if "<number>" in word.keys else word.keys[0] for word in reading.words[first:end]]
    starts = [at for at, word in enumerate(reading.words[first:end]) if not at or word.is_first]
    for start, stop in zip(starts, [*starts[1:], len(words)], strict=False):
        own = words[start:stop]
        found.update(own)
        found.update([f"{one} {two}" for one, two in pairwise(own)])
        for apart in (2, 3):
            found.update([f"{one} _ {two}" for one, two in zip(own, own[apart:], strict=False)])
    return found


def _pieces(first: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence whole, or in pieces that overlap where nobody ends it; a single word says too little."""
    for start in range(first, max(end - _STRIDE, first + 1), _STRIDE):
        if min(start + _LONGEST, end) - start >= _LEAST_WORDS:
            yield start, min(start + _LONGEST, end)
