"""Finds where a pack's patterns fit a text, in time linear in its words.

It must not weigh what it finds: that is the context's.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
    able = _able(pack, set().union(*reading.standing))
    # In most texts none can fit at all; and no pattern leaves its sentence.
    for start, end in reading.sentences() if able else ():
        present = set().union(*reading.standing[start:end])
        here = {name: _met(able[name], present) for name in able.keys() & present}
        for index in range(start, end):
            for name in reading.standing[index]:
                for pattern in here.get(name, ()):
                    hit = _fit(reading, pattern, index)
                    if hit is not None:
                        yield hit


def _able(pack: Pack, present: set[str]) -> dict[str, list[Pattern]]:
    """The patterns, by what they begin with, all of whose needs are met where these words and lists stand."""
    able = {}
    for name in pack.patterns.keys() & present:
        for pattern in pack.patterns[name]:
            if _is_met(pattern.needs, present):
                able[pattern.number] = pattern
    by_first: dict[str, list[Pattern]] = defaultdict(list)
    for number in sorted(able):
        for name in able[number].first & present:
            by_first[name].append(able[number])
    return by_first


def _met(patterns: Sequence[Pattern], present: set[str]) -> list[Pattern]:
    """Those of the patterns whose needs are met here too."""
    return [each for each in patterns if _is_met((each.rarest, *each.needs), present)]


def _is_met(needs: Sequence[frozenset[str]], present: set[str]) -> bool:
    # A loop, as the first of them is mostly not met: this is asked more often than all else here.
    for need in needs:  # noqa: SIM110
        if need.isdisjoint(present):
            return False
    return True


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
