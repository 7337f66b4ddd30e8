"""Finds where a pack's patterns fit a text, in time linear in its words.

It must not weigh what it finds: that is the context's.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from cbt.safety.pack import Pack, Pattern
from cbt.safety.phrase import EDGES, Part
from cbt.safety.sentence import Reading


@dataclass(frozen=True, slots=True)
class Hit:
    """A family seen from word `first` up to word `end`; `skipped` are the words in its gaps."""

    family: str
    first: int
    end: int
    skipped: tuple[int, ...] = ()


def find_hits(reading: Reading, pack: Pack) -> list[Hit]:
    """Every family that is seen, without what an idiom says; each place once for each family. Pure.

    What only fits an idiom by passing over a word such as myself is none.
    """
    found: dict[tuple[str, int, int], Hit] = {}
    for hit in _all(reading, pack):
        found.setdefault((hit.family, hit.first, hit.end), hit)
    in_idioms = {
        index
        for hit in found.values()
        if not hit.family and not any("<self>" in reading.standing[index] for index in hit.skipped)
        for index in range(hit.first, hit.end)
    }
    return [hit for hit in found.values() if hit.family and hit.end - 1 not in in_idioms]


def _all(reading: Reading, pack: Pack) -> Iterator[Hit]:
    able = _able(pack.patterns, pack.met, frozenset().union(*reading.standing))
    starts = [index for index, word in enumerate(reading.words) if not index or word.is_first]
    for start, end in zip(starts, [*starts[1:], len(reading.words)], strict=False):
        # No pattern leaves its sentence, and most need a word that this sentence has not.
        is_all = start == 0 and end == len(reading.words)
        here = able if is_all else _able(able, pack.met, frozenset().union(*reading.standing[start:end]))
        for index in range(start, end):
            for name in reading.standing[index]:
                for pattern in here.get(name, ()):
                    hit = _fit(reading, pattern, index)
                    if hit is not None:
                        yield hit


def _able(
    patterns: Mapping[str, Sequence[Pattern]], met: Mapping[str, int], present: frozenset[str]
) -> dict[str, Sequence[Pattern]]:
    """The patterns, by what they begin with, all of whose needs are met where these words and lists stand."""
    lacking = ~reduce(or_, [met[name] for name in met.keys() & present], 0)
    able = {
        name: [pattern for pattern in patterns[name] if not pattern.needs & lacking]
        for name in patterns.keys() & present
    }
    return {name: fitting for name, fitting in able.items() if fitting}


def _fit(reading: Reading, pattern: Pattern, index: int) -> Hit | None:
    """The longest fit from a word on. It keeps the set of places reached, so nothing is tried twice."""
    reached: dict[int, tuple[int, ...]] = {index: ()}
    for part in pattern.parts:
        reached = _step(reading, part, reached, index)
        if not reached:
            return None
    end = max(reached)
    return Hit(pattern.family, index, end, reached[end])


def _step(
    reading: Reading, part: Part, reached: dict[int, tuple[int, ...]], index: int
) -> dict[int, tuple[int, ...]]:
    """The places behind a part, from each place before it; a gap does not reach into the next sentence."""
    further: dict[int, tuple[int, ...]] = {}
    words, standing = reading.words, reading.standing
    is_edge_enough = not EDGES.isdisjoint(part.choices)
    # From the nearest place on, so that the fit that passes over the fewest words is kept, whatever came first.
    for at in sorted(reached, reverse=True):
        skipped = reached[at]
        if is_edge_enough and _is_edge(reading, at):
            further.setdefault(at, skipped)
        for place in range(at, min(at + part.gap + 1, len(words))):
            if place > index and words[place].is_first:
                break
            here = standing[place]
            # The shorter of the two is gone through: what stands here, or what may stand here.
            for choice in here.keys() & part.known:
                for end in here[choice]:
                    further.setdefault(end, (*skipped, *range(at, place)))
    return further


def _is_edge(reading: Reading, at: int) -> bool:
    """Whether a clause starts or ends before this word."""
    return at in (0, len(reading.words)) or reading.words[at].is_first or reading.words[at].after_pause
