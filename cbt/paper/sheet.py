"""What a blank worksheet is made of: questions with room to write, and where to go from them.

It must not hold a word that only a machine needs, and must not know a format.
"""

from dataclasses import dataclass
from itertools import pairwise

OWN = "In my own words:"
MY_NUMBER = "My number:"


@dataclass(frozen=True, slots=True)
class Room:
    """Blank lines to write on; each of `starts` begins one, such as `1.`"""

    starts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A short gap to write in, with what stands behind it, such as `hours`."""

    behind: str


@dataclass(frozen=True, slots=True)
class Ticks:
    """Boxes to tick; `own` when one's own words may be added."""

    labels: tuple[str, ...]
    many: bool
    own: bool


@dataclass(frozen=True, slots=True)
class Row:
    """The points of a scale, with the words at some of them."""

    points: tuple[int, ...]
    words: tuple[tuple[int, str], ...]

    @property
    def is_coarse(self) -> bool:
        """Whether there are numbers between the points."""
        return any(after - before > 1 for before, after in pairwise(self.points))


Field = Room | Gap | Ticks | Row


@dataclass(frozen=True, slots=True)
class Item:
    """One page: its number on the sheet, its words, what to write, how to work out what it names, where to go."""

    number: str
    is_question: bool
    prompt: tuple[str, ...]
    help: tuple[str, ...]
    field: Field | None
    sums: tuple[str, ...]
    go: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Set:
    """Questions that stand together: one round of a loop, or a part without a heading; then where to go, by what sums.

    Behind the last round of a loop stands one without questions, when it matters where to go.
    """

    heading: str
    members: "tuple[Item | Set, ...]"
    sums: tuple[str, ...] = ()
    go: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole worksheet."""

    title: str
    language: str
    about: tuple[str, ...]
    first: tuple[str, ...]
    members: tuple[Item | Set, ...]
