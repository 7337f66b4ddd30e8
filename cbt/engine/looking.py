"""Looks at the items of a list one after the other: sorts them by a number, or finds the first that passes a test.

It must not raise: an item whose number is missing has no place, and where nothing is found the place is 0.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from cbt.engine.walk import Item, Walk
from cbt.model.reference import ItemsRef, Ref

Function = Callable[[Walk], Any]


@dataclass(frozen=True, slots=True)
class Ranked:
    """An item of a sorted list, and the number that gave it its place."""

    item: Item
    number: int | float


def sort_items(listed: Ref, by: Function, most: int | None, *, largest: bool) -> Function:
    """A function for the items of a list in the order of a number, at most so many; those that are level as listed."""

    def value(walk: Walk) -> tuple[Ranked, ...]:
        found = [(item, by(walk.looking_at(item.id))) for item in walk.items_in(listed)]
        ranked = [Ranked(item, number) for item, number in found if is_number(number)]
        return tuple(sorted(ranked, key=lambda each: -each.number if largest else each.number)[:most])

    return value


def place_of_first(listed: Ref, test: Function, behind: Function | None) -> Function:
    """A function for the place, from 1, of the first item behind another place for which a test is true; 0 for none."""

    def value(walk: Walk) -> int | None:
        ids = (
            walk.ids_in(listed)
            if isinstance(listed, ItemsRef)
            else [item.id for item in walk.items_in(listed)]
        )
        after = behind(walk) if behind is not None else 0
        if not is_number(after):
            return None
        return _first(ids, lambda item: test(walk.looking_at(item)) is True, after)

    return value


def _first(ids: Sequence[str], holds: Callable[[str], bool], after: float) -> int:
    places = [place for place, item in enumerate(ids, 1) if place > after]
    return next((place for place in places if holds(ids[place - 1])), 0)


def is_number(value: Any) -> bool:
    """Whether a value is a number; a truth is none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def amount(value: Any) -> Any:
    """The number of an item of a sorted list; any other value as it is."""
    return value.number if isinstance(value, Ranked) else value
