"""A person's run through an exercise: what they answered and where that leads.

It must not know how it is stored or shown.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from cbt.model.packed import Answers


def key(step: str, items: tuple[str, ...]) -> str:
    """The address of an answer: the step's id and, in loops, the ids of the items around it."""
    return f"{step}@{'/'.join(items)}" if items else step


@dataclass(frozen=True, slots=True)
class Place:
    """A state and the items we are at, outermost first."""

    step: str
    items: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return key(self.step, self.items)


def place_at(address: str) -> Place:
    """The place whose key is `address`."""
    step, _, items = address.partition("@")
    return Place(step, tuple(items.split("/")) if items else ())


class Pages:
    """Places in order, no place twice. Finding one by its number or its place costs the same in a long session."""

    __slots__ = ("numbers",)

    def __init__(self, numbers: dict[str, int]) -> None:
        """`numbers` are the keys of the places with their numbers, 0, 1, 2 ... in that order."""
        self.numbers = numbers

    def __len__(self) -> int:
        return len(self.numbers)

    def __iter__(self) -> Iterator[Place]:
        return map(place_at, self.numbers)

    def __getitem__(self, number: int) -> Place:
        return place_at(list(self.numbers)[number])

    def __contains__(self, place: Place) -> bool:
        return place.key in self.numbers

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Pages) and self.numbers == other.numbers

    __hash__ = None  # type: ignore[assignment]  # compared by what it holds, like the dictionaries beside it

    def index(self, place: Place) -> int:
        """The number of a place, from 0. Raises ValueError when it is not here."""
        number = self.numbers.get(place.key)
        if number is None:
            raise ValueError(place.step)
        return number


@dataclass(frozen=True, slots=True)
class Position:
    """Where the answers lead: `pages` are all that can be shown, those passed and, last, the present one.

    `walked` holds, by loop address, the items that the path has gone through. `here` is the present page.
    """

    pages: Pages
    walked: Mapping[str, tuple[str, ...]]
    here: Place = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "here", place_at(next(reversed(self.pages.numbers))))


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a person has given. `items` holds, by loop address, the ids of a repeat's items, in order.

    `made` counts the items and lines ever made, so that an id is never used twice.
    """

    answers: Answers = field(default_factory=Answers)
    items: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    made: int = 0
    inputs: Answers = field(default_factory=Answers)


@dataclass(frozen=True, slots=True)
class ExerciseSession:
    """One run of one flow version, as it is sealed.

    `address` is its place on the web; `visit` is the key of the last form that was taken, `led_to` the number of
    the page that came after it, so that the same form sent again has the same outcome. `handed_to` is the
    address of the session that this one handed its answers to. `rested` is the minute in which it came to rest on the
    page where it waits (`2026-05-04T09:00Z`), empty where it does not wait. `shown` holds, by address, the words that a
    question had when it was answered, where they were not its author's own. `beside` names, by address, the answers
    given beside an earlier one which has been changed since: that one's address, and a mark of what stood there.
    `unseen` are the addresses of the questions that were passed over, as there was no earlier record to offer.
    """

    flow_id: str
    flow_version: str
    facts: Facts
    position: Position
    address: str = ""
    visit: str = ""
    led_to: int = 0
    handed_to: str = ""
    rested: str = ""
    shown: Mapping[str, str] = field(default_factory=dict)
    beside: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    unseen: frozenset[str] = frozenset()
