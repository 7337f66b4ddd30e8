"""Draws the numbers of one record: a list's, one bar for each item.

It must not open a record, and draws nothing but numbers.
"""

from dataclasses import dataclass, field

from cbt.engine.machine import Program
from cbt.engine.text import measured, ranked_rows, sorted_by, words_of
from cbt.engine.walk import Walk
from cbt.model.answer import ChoiceKind, TextKind
from cbt.model.flow import Step
from cbt.model.reference import AnswerRef, ComputedRef, FieldRef, Ref
from cbt.service.reading import as_number
from cbt.service.scales import scale_of


@dataclass(frozen=True, slots=True)
class Bar:
    """One number: what it is called, as it is shown, and how far it goes on the scale of them all."""

    words: str = field(repr=False)
    shown: str = field(repr=False)
    value: float = field(repr=False)


@dataclass(frozen=True, slots=True)
class Bars:
    """The numbers of a list in its order, from `least` to `most`."""

    bars: tuple[Bar, ...] = ()
    least: float = 0
    most: float = 0


def bars_of(program: Program, ref: Ref, walk: Walk) -> Bars:
    """The numbers that a reference reads: of a loop's items, or of a sorted list; none of anything else."""
    if isinstance(ref, FieldRef):
        step: Step | None = program.flow.steps[ref.step]
        found = _of_items(program, ref, walk)
    else:
        assert isinstance(ref, ComputedRef)
        step = sorted_by(program.flow, ref.name)
        found = [Bar(*row) for row in ranked_rows(program, ref, walk)]
    values = [bar.value for bar in found]
    least, most = min(values, default=0), max(values, default=0)
    scale = scale_of(step, least, most) if step is not None else (min(least, 0), max(most, 1))
    return Bars(tuple(found), *scale)


def _of_items(program: Program, ref: FieldRef, walk: Walk) -> list[Bar]:
    """The items that have a number; called by their words, or else by their place."""
    step, called = program.flow.steps[ref.step], _words_of_items(program, ref, walk)
    given = [as_number(value) for _, value in walk.fields(ref)]
    names = called if len(called) == len(given) else [str(place) for place in range(1, len(given) + 1)]
    return [
        Bar(name, measured(program, number, step, walk), number)
        for name, number in zip(names, given, strict=True)
        if number is not None
    ]


def _words_of_items(program: Program, ref: FieldRef, walk: Walk) -> list[str]:
    """What the items are called: in a list by their own words, in a `repeat` by their first answer if it is words."""
    loop = program.flow.loops.get(ref.items_of)
    if loop is None:
        return list(words_of(program, AnswerRef(ref.items_of, ref.items), walk))
    first = program.flow.steps[loop.steps[0]]
    if not isinstance(first.kind, TextKind | ChoiceKind):
        return []
    return list(words_of(program, FieldRef(ref.items_of, first.id, ref.items), walk))
