"""Answer kinds and the values that people give.

It must not know how a value was typed in, stored or shown.
"""

from dataclasses import dataclass
from enum import Enum

from cbt.model.reference import Ref


class PrivateText(str):
    """Words that a person wrote; its repr never shows them, so that no log or traceback can."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "PrivateText(...)"


class Mark(Enum):
    """What stands where a page was passed without a value."""

    SEEN = "seen"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Chosen:
    """One option by its id; `words` holds the person's own when the id is `other`."""

    option: str
    words: PrivateText | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list; its id stays when lines around it go."""

    id: str
    text: PrivateText


@dataclass(frozen=True, slots=True)
class ItemId:
    """The item that a `one of` answer points at."""

    id: str


Value = PrivateText | int | float | bool | Chosen | ItemId | tuple[Chosen, ...] | tuple[Line, ...] | Mark

OTHER = "other"


@dataclass(frozen=True, slots=True)
class TextKind:
    """Free text on one line, or on many."""

    long: bool = False


@dataclass(frozen=True, slots=True)
class ScaleKind:
    """A whole number from `least` to `most`, both included."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class YesNoKind:
    """Yes or no."""


@dataclass(frozen=True, slots=True)
class ChoiceKind:
    """One of `options`, ids in the author's order; own words when `other`."""

    options: tuple[str, ...]
    other: bool = False


@dataclass(frozen=True, slots=True)
class PicksKind:
    """Any number of `options`, at least one; own words when `other`."""

    options: tuple[str, ...]
    other: bool = False


@dataclass(frozen=True, slots=True)
class ListKind:
    """From `least` to `most` lines of text."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class OneOfKind:
    """One item of a list given earlier."""

    of: Ref


Kind = TextKind | ScaleKind | YesNoKind | ChoiceKind | PicksKind | ListKind | OneOfKind
