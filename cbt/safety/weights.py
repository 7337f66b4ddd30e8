"""How far words lean to each family, as it was learnt from texts, and the sum of it.

It must not read a file or learn: weights come in as values, and do not change.
"""

import math
import struct
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cache

NEITHER = "none"
SOFTLY = "soft"
"""What words lean to when they speak of no danger, and when they speak of one that is over, feared or denied."""


HUNDREDTHS = 100
MOST = 10_000
"""In hundredths: what no weight goes beyond, so that no sum of two hundred thousand runs into the next one."""

BITS = 32
"""How many of them each kind has in a sum."""
_MIDDLE = 1 << (BITS - 1)


def side_by_side(hundredths: Iterable[int]) -> int:
    """Weights, one a kind, as one whole number: to add two such numbers is to add all their weights."""
    return sum([each << (BITS * at) for at, each in enumerate(hundredths) if each])


@cache
def _middles(count: int) -> int:
    return side_by_side([_MIDDLE] * count)


@dataclass(frozen=True, slots=True)
class Tally:
    """The signs of a stretch, those that have weights, and the sum of these, side by side."""

    signs: Set[str]
    known: Set[str]
    total: int


@dataclass(frozen=True, slots=True)
class Weights:
    """How far each sign leans to each of `kinds`; `start` is where every sum begins, in the order of `kinds`.

    A kind is a family, `none` or `soft`. A sign is a word, two near each other (`a b`, and `a _ b` with one or two
    between), or a `<list>` of the pack. `leans` has its hundredths for all kinds, made by `side_by_side`.
    """

    kinds: tuple[str, ...]
    start: tuple[float, ...]
    leans: Mapping[str, int]

    def tally(self, signs: Set[str]) -> Tally:
        """What these signs come to. Pure; linear in the signs."""
        known = self.leans.keys() & signs
        return Tally(signs, known, sum(map(self.leans.__getitem__, known)))

    def together(self, one: Tally, other: Tally) -> Tally:
        """What the signs of both come to, such as are in both taken once."""
        twice = sum(map(self.leans.__getitem__, one.known & other.known))
        return Tally(one.signs | other.signs, one.known | other.known, one.total + other.total - twice)

    def shares(self, tally: Tally) -> dict[str, float]:
        """What of the whole each kind has, 0 to 1 and all of them together 1."""
        # A long text has more signs of everything; the root keeps it from shouting down a short one.
        scale = 1 / HUNDREDTHS / math.sqrt(max(len(tally.signs), 1))
        sums = self._apart(tally.total)
        leant = [start + scale * each for start, each in zip(self.start, sums, strict=True)]
        # Beside the greatest, since alone it could grow beyond what a number holds.
        greatest = max(leant)
        grown = [math.exp(each - greatest) for each in leant]
        whole = sum(grown)
        return {kind: each / whole for kind, each in zip(self.kinds, grown, strict=True)}

    def _apart(self, total: int) -> list[int]:
        """The sums, one a kind: moved up by as much as makes none of them negative, and down again."""
        count = len(self.kinds)
        sums = struct.unpack(f"<{count}I", (total + _middles(count)).to_bytes(count * BITS // 8, "little"))
        return [each - _MIDDLE for each in sums]
