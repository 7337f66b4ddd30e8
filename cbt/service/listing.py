"""Lists the answers of several records under their days, those of a loop item by item.

It must not choose the records.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from cbt.model.flow import Kept
from cbt.model.reference import FieldRef
from cbt.service.readable import ReadableRecord, at_an_item

MOST_LISTED = 60

Answer = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Listed:
    """What one record lists: its day and address, and for each item what was answered, each with what it is called."""

    day: date
    address: str = field(repr=False)
    items: tuple[tuple[Answer, ...], ...] = field(repr=False)


def listing_of(wanted: Sequence[Kept], records: Sequence[ReadableRecord]) -> tuple[Listed, ...]:
    """The last of the records in their order, as far as they have an answer; `MOST_LISTED` of them at the most."""
    found = [
        Listed(record.of.day, record.of.session.address, tuple(_items(wanted, record))) for record in records
    ]
    return tuple([listed for listed in found if listed.items][-MOST_LISTED:])


def _items(wanted: Sequence[Kept], record: ReadableRecord) -> Iterator[tuple[Answer, ...]]:
    """Answers of one loop that stand side by side are read item by item."""
    for loop, group in groupby(wanted, key=_loop_of):
        side_by_side = list(group)
        first = side_by_side[0].ref
        places = record.items(first) if loop and isinstance(first, FieldRef) else (record,)
        for place in places:
            answers = [answer for kept in side_by_side if (answer := _answer(kept, place))[1]]
            if answers:
                yield tuple(answers)


def _loop_of(kept: Kept) -> str:
    return kept.ref.items_of if isinstance(kept.ref, FieldRef) else ""


def _answer(kept: Kept, place: ReadableRecord) -> Answer:
    ref = at_an_item(kept.ref) if isinstance(kept.ref, FieldRef) else kept.ref
    words = place.told(ref)
    return (place.called(kept) if words else ""), words
