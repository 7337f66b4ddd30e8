"""Takes the mean of numbers of several records for each choice, part of the day or word that they were answered with.

It must not choose the records.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cbt.engine.english import unit_in_words
from cbt.engine.grouping import Entry, Group, groups_of
from cbt.model.answer import MinutesKind, NumberKind
from cbt.model.flow import Flow, Kept, MeanBy, Unit
from cbt.model.reference import AnswerRef, ComputedRef, FieldRef, Ref
from cbt.service.readable import ReadableRecord, at_an_item, called

MOST_GROUPS = 12


@dataclass(frozen=True, slots=True)
class Means:
    """What the numbers are told by, what each is called, and for each group its words, its means and how many it has.

    A mean is empty where none of the group has that number.
    """

    label: str
    numbers: tuple[str, ...]
    groups: tuple[tuple[str, tuple[str, ...], int], ...] = field(repr=False)


def means_of(flow: Flow, wanted: MeanBy, records: Sequence[ReadableRecord]) -> Means:
    """The commonest groups, no more than fit on a page."""
    entries = [entry for record in records for entry in _entries(wanted, record)]
    groups = groups_of(entries, len(wanted.numbers))[:MOST_GROUPS]
    return Means(
        called(wanted.by),
        tuple(map(called, wanted.numbers)),
        tuple([(group.words, _shown(flow, wanted.numbers, group), group.entries) for group in groups]),
    )


def _entries(wanted: MeanBy, record: ReadableRecord) -> Iterator[Entry]:
    """What was answered together: all that a record has, or what each item of its loop has."""
    by = wanted.by.ref
    for place in record.items(by) if isinstance(by, FieldRef) else (record,):
        yield place.words(_here(by)), [place.number(_here(kept.ref)) for kept in wanted.numbers]


def _here(ref: Ref) -> Ref:
    return at_an_item(ref) if isinstance(ref, FieldRef) else ref


def _shown(flow: Flow, numbers: Sequence[Kept], group: Group) -> tuple[str, ...]:
    return tuple(
        [
            unit_in_words(_unit(flow, kept.ref), mean) if mean is not None else ""
            for kept, mean in zip(numbers, group.means, strict=True)
        ]
    )


def _unit(flow: Flow, ref: Ref) -> Unit | None:
    """What a number counts, as far as it is told with its mean."""
    if isinstance(ref, ComputedRef):
        return flow.units.get(ref.name)
    match flow.steps[ref.step].kind if isinstance(ref, AnswerRef | FieldRef) else None:
        case MinutesKind():
            return Unit.MINUTES
        case NumberKind(percent=True):
            return Unit.PERCENT
    return None
