"""How far words lean to each family, as it was learnt from texts, and the sum of it.

It must not read a file or learn: weights come in as values, and do not change.
"""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

NEITHER = "none"
SOFTLY = "soft"
"""What words lean to when they speak of no danger, and when they speak of one that is over, feared or denied."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How far each sign leans to each of `kinds`; `start` is where every sum begins, both in the order of `kinds`.

    A kind is a family, `none` or `soft`. A sign is a word, two near each other (`a b`, and `a _ b` with one or two
    between), or a `<list>` of the pack.
    """

    kinds: tuple[str, ...]
    start: tuple[float, ...]
    leans: Mapping[str, tuple[tuple[int, float], ...]]

    def shares(self, signs: Collection[str]) -> dict[str, float]:
        """What of the whole each kind has, 0 to 1 and all of them together 1. Pure; linear in the signs."""
        sums = [0.0] * len(self.kinds)
        for sign in sorted(self.leans.keys() & signs):
            for kind, weight in self.leans[sign]:
                sums[kind] += weight
        # A long text has more signs of everything; the root keeps it from shouting down a short one.
        scale = 1 / math.sqrt(max(len(signs), 1))
        grown = [math.exp(start + scale * each) for start, each in zip(self.start, sums, strict=True)]
        whole = sum(grown)
        return {kind: each / whole for kind, each in zip(self.kinds, grown, strict=True)}
