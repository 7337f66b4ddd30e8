"""Takes the mean of numbers for each word that stands beside them.

It must not open a record: it is given what was answered together.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import fmean

# What was answered together: the words, and a number or none for each that a mean is taken of.
Entry = tuple[Sequence[str], Sequence[float | None]]


@dataclass(frozen=True, slots=True)
class Group:
    """A word, how many entries have it, and the mean of each number over those; None where none has that number."""

    words: str
    entries: int
    means: tuple[float | None, ...] = field(repr=False)


def groups_of(entries: Sequence[Entry], numbers: int) -> tuple[Group, ...]:
    """The groups, the commonest first; words that differ in capitals are one, spelt as they were first.

    An entry counts once for each of its words. `numbers` says how many numbers each entry has.
    """
    spelt: dict[str, str] = {}
    counted: Counter[str] = Counter()
    given: dict[str, list[list[float]]] = defaultdict(lambda: [[] for _ in range(numbers)])
    for words, values in entries:
        for word in dict.fromkeys([each.casefold() for each in words]):
            spelt.setdefault(word, next(each for each in words if each.casefold() == word))
            counted[word] += 1
            for place, value in enumerate(values):
                if value is not None:
                    given[word][place].append(value)
    return tuple(
        [
            Group(spelt[word], count, tuple([fmean(values) if values else None for values in given[word]]))
            for word, count in counted.most_common()
        ]
    )
