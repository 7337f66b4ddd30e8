"""A finished record, and how what several records show together is read of it.

It must not read more than one record.
"""

from dataclasses import dataclass, field
from datetime import datetime, time

from cbt.engine.english import part_of_day
from cbt.engine.text import filled, told, words_of
from cbt.engine.walk import Walk
from cbt.model.flow import Flow, Kept
from cbt.model.reference import AnswerRef, ComputedRef, FieldRef, Ref
from cbt.service.finished import Finished
from cbt.service.reading import read_number, read_value


@dataclass(frozen=True, slots=True)
class ReadableRecord:
    """A finished record, and the walk that reads it."""

    of: Finished
    walk: Walk = field(repr=False)

    def number(self, ref: Ref) -> float | None:
        """The number that a reference reads here; None where this version of the flow does not know it."""
        return read_number(self.of.program, ref, self.walk) if is_known(ref, self.of.program.flow) else None

    def words(self, ref: Ref) -> tuple[str, ...]:
        """What a reference reads here, of times the part of the day; nothing where this version does not know it."""
        if not is_known(ref, self.of.program.flow):
            return ()
        value = read_value(self.of.program, ref, self.walk)
        given = value if isinstance(value, tuple) else (value,)
        parts = [part_of_day(each.hour) for each in given if isinstance(each, time | datetime)]
        return tuple(parts) or words_of(self.of.program, ref, self.walk)

    def told(self, ref: Ref) -> tuple[str, ...]:
        """What a reference reads here as a record tells it; nothing where this version does not know it."""
        return told(self.of.program, ref, self.walk) if is_known(ref, self.of.program.flow) else ()

    def called(self, kept: Kept) -> str:
        """What an answer is called, as the item reads at which this record stands."""
        slots = kept.label.slots if kept.label is not None else ()
        if kept.label is None or not all(is_known(slot.ref, self.of.program.flow) for slot in slots):
            return called(kept)
        return filled(self.of.program, kept.label, self.walk)

    def items(self, field_ref: FieldRef) -> tuple["ReadableRecord", ...]:
        """The record as it reads at each item of a loop, in their order; none where it has no such loop."""
        if not is_known(field_ref, self.of.program.flow):
            return ()
        places = [items for items, _ in self.walk.fields(field_ref)]
        return tuple([ReadableRecord(self.of, self.walk.among(items)) for items in places])


def at_an_item(ref: FieldRef) -> AnswerRef:
    """The answer of the one item at which a record is read."""
    return AnswerRef(ref.step, tuple(range(len(ref.items) + 1)))


def is_known(ref: Ref, flow: Flow) -> bool:
    """Whether a version of a flow has what a reference reads."""
    return (
        ref.name in flow.computed if isinstance(ref, ComputedRef) else getattr(ref, "step", "") in flow.steps
    )


def called(kept: Kept) -> str:
    """What an answer is called where no record is at hand."""
    return kept.label.source if kept.label is not None else kept.called
