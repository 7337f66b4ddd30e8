"""What a name in an author's text or expression points at.

It must not evaluate anything: the engine reads values, the compiler decides what may be read.

`items` says which of the item ids at the reader's place, counted from the outermost, make up the address.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AnswerRef:
    """The answer given on the page `step`; in a loop, this item's."""

    step: str
    items: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FieldRef:
    """The answers given on `step` by all items of a loop, in their order."""

    items_of: str
    step: str
    items: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ItemsRef:
    """The items of a `repeat`; only to be counted and walked."""

    loop: str
    items: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ItemRef:
    """This item of a list, lines or picks, that `loop` walks."""

    loop: str
    items: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class InputRef:
    """A value handed in by the flow that led here."""

    name: str


@dataclass(frozen=True, slots=True)
class ComputedRef:
    """A computed value, by its full id."""

    name: str


@dataclass(frozen=True, slots=True)
class RestRef:
    """What shares given on the page `step` have left over."""

    step: str
    items: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RecalledRef:
    """What the earlier record that was picked on the page `step` gave under a name."""

    step: str
    items: tuple[int, ...]
    name: str


@dataclass(frozen=True, slots=True)
class PickedRef:
    """What the item that was picked on the page `step` was given under a field of its list."""

    step: str
    items: tuple[int, ...]
    field: FieldRef


@dataclass(frozen=True, slots=True)
class PreviousRef:
    """The answer that the item before this one was given on the page `step` of a `repeat`."""

    step: str
    items: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class EachRef:
    """The answer given on `step` by the item that a function is looking at, one after the other, of those of a list."""

    items_of: str
    step: str
    items: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SeriesRef:
    """The numbers that `of` gives in several records of one flow, oldest first."""

    of: AnswerRef | ComputedRef


Ref = (
    AnswerRef
    | FieldRef
    | ItemsRef
    | ItemRef
    | InputRef
    | ComputedRef
    | RestRef
    | RecalledRef
    | PickedRef
    | PreviousRef
    | EachRef
    | SeriesRef
)
