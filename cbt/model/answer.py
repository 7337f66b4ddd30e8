"""Answer kinds and the values that people give.

It must not know how a value was typed in, stored or shown.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
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


@dataclass(frozen=True, slots=True)
class Share:
    """What one item of a list was given: a whole number, 0 or more."""

    item: str
    amount: int


@dataclass(frozen=True, slots=True)
class Given:
    """What an earlier record gave under a name: its value, and the words in which it was shown there."""

    name: str
    value: "Single | tuple[Line, ...] | tuple[Chosen, ...]"
    words: tuple[PrivateText, ...]


@dataclass(frozen=True, slots=True)
class Recalled:
    """An earlier record that was picked: its address, and what it gave, as it was then."""

    record: str
    given: tuple[Given, ...]


# A day, a time of day to the minute, or both; all in the person's own zone, which we never learn.
Single = PrivateText | int | float | bool | Chosen | ItemId | date | time | datetime
Listed = tuple[Chosen, ...] | tuple[Line, ...] | tuple[ItemId, ...] | tuple[Share, ...] | tuple[Recalled, ...]
Value = Single | Listed | Recalled | Mark

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
class NumberKind:
    """A number, whole or with a decimal point, from `least` to `most` where they are set; a percentage is 0 to 100."""

    least: int | float | None = None
    most: int | float | None = None
    percent: bool = False


@dataclass(frozen=True, slots=True)
class MinutesKind:
    """How long something took: a whole number of minutes, 0 to 10,080 (a week)."""


MOST_MINUTES = 7 * 24 * 60


@dataclass(frozen=True, slots=True)
class DateKind:
    """A day."""


@dataclass(frozen=True, slots=True)
class TimeKind:
    """A time of day, to the minute."""


@dataclass(frozen=True, slots=True)
class MomentKind:
    """A day and a time of day, to the minute."""


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
    """One item of a list given earlier; `sorted_by` is the computed value that says in which order they are offered.

    Own words when `other`, also where the list is not there or empty.
    """

    of: Ref
    sorted_by: str = ""
    other: bool = False


@dataclass(frozen=True, slots=True)
class OrderKind:
    """All items of a list given earlier, put in order."""

    of: Ref


@dataclass(frozen=True, slots=True)
class SharesKind:
    """A whole number for each item of a list given earlier.

    Together they make `total`; with `rest` they may make less, and what is left over is kept as the rest.
    """

    total: int
    of: Ref
    rest: bool = False


@dataclass(frozen=True, slots=True)
class RecallKind:
    """One of the person's own earlier records of a flow, or `many`; `names` are what of it can be read."""

    flow: str
    names: tuple[str, ...] = ()
    many: bool = False


ListedKind = OneOfKind | OrderKind | SharesKind
Kind = (
    TextKind
    | ScaleKind
    | NumberKind
    | MinutesKind
    | DateKind
    | TimeKind
    | MomentKind
    | YesNoKind
    | ChoiceKind
    | PicksKind
    | ListKind
    | ListedKind
    | RecallKind
)
