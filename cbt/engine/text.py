"""Fills the `{names}` of a text from a walk, and says a value in words.

It must not escape: whoever renders does.
"""

import re
from collections.abc import Sequence
from typing import Any

from cbt.engine.machine import Program
from cbt.engine.walk import Walk
from cbt.model.answer import Chosen, ItemId, Line, Mark, OneOfKind
from cbt.model.flow import Step, Text
from cbt.model.reference import AnswerRef, ComputedRef, FieldRef, ItemRef, Ref

_BLANK_LINES = re.compile(r"\n\s*\n")


def filled(program: Program, text: Text, walk: Walk) -> str:
    """The text with each `{name}` as the answer reads on this path; empty where there is none."""
    return "".join([part if isinstance(part, str) else shown(program, part.ref, walk) for part in text.parts])


def shown(program: Program, ref: Ref, walk: Walk) -> str:
    """What a reference reads, on one line: lists with commas."""
    return ", ".join(words_of(program, ref, walk))


def words_of(program: Program, ref: Ref, walk: Walk) -> tuple[str, ...]:
    """What a reference reads, a list as one text for each item; empty when nothing was given."""
    match ref:
        case ComputedRef():
            return _listed(program, program.evaluator.computed(ref.name)(walk), None, walk)
        case AnswerRef():
            return _listed(program, walk.read(ref), program.flow.steps[ref.step], walk.at(ref.items))
        case FieldRef():
            return _of_items(program, ref, walk)
        case ItemRef():
            step, around = _asked_in(program, ref, walk)
            return _listed(program, walk.read(ref), step, around)
    return _listed(program, walk.read(ref), None, walk)


def _of_items(program: Program, ref: FieldRef, walk: Walk) -> tuple[str, ...]:
    """One text for each item that has an answer, read where that item stands."""
    step = program.flow.steps[ref.step]
    told = [_listed(program, value, step, walk.among(items)) for items, value in walk.fields(ref)]
    return tuple([", ".join(words) for words in told if words])


def _asked_in(program: Program, ref: ItemRef, walk: Walk) -> tuple[Step, Walk]:
    """The page that asked for the list whose item a reference reads, and the walk as it reads there."""
    over = program.flow.loops[ref.loop].over
    assert isinstance(over, AnswerRef)
    return program.flow.steps[over.step], walk.at(over.items)


def _listed(program: Program, value: Any, step: Step | None, walk: Walk) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return tuple([_in_words(program, item, step, walk) for item in value])
    return () if value is None or isinstance(value, Mark) else (_in_words(program, value, step, walk),)


def _in_words(program: Program, value: Any, step: Step | None, walk: Walk) -> str:
    """One value; `step` is the page that asked for it, which has its labels, and the walk stands there."""
    match value:
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return number_in_words(value)
        case Chosen():
            return _label(program, value, step, walk)
        case Line():
            return str(value.text)
        case ItemId():
            return _pointed_at(program, value, step, walk)
    return str(value)


def _pointed_at(program: Program, item: ItemId, step: Step | None, walk: Walk) -> str:
    kind = step.kind if step else None
    items = labelled_items(program, kind, walk) if isinstance(kind, OneOfKind) else ()
    return dict(items).get(item.id, "")


def _label(program: Program, chosen: Chosen, step: Step | None, walk: Walk) -> str:
    """Own words, or the option's label; the option's id where an author gave it none."""
    if chosen.words:
        return str(chosen.words)
    label = step.labels.get(chosen.option) if step else None
    return filled(program, label, walk) if label else chosen.option


def labelled_items(program: Program, kind: OneOfKind, walk: Walk) -> Sequence[tuple[str, str]]:
    """The items that a `one of` question offers: id and words."""
    of = kind.of
    if not isinstance(of, FieldRef):
        return [(item, str(text)) for item, text in walk.to_pick(kind)]
    step = program.flow.steps[of.step]
    outer = walk.at(of.items).items
    items = walk.to_pick(kind)
    return [(item, _in_words(program, value, step, walk.among((*outer, item)))) for item, value in items]


def number_in_words(value: float) -> str:
    """A number whole when it is whole, else to one decimal."""
    rounded = round(value, 1)
    return str(int(rounded)) if rounded == int(rounded) else f"{rounded:.1f}"


def paragraphs(text: str) -> tuple[str, ...]:
    """Authored prose as paragraphs: a blank line parts them, a single line end is a space."""
    return tuple([" ".join(part.split()) for part in _BLANK_LINES.split(text) if part.strip()])
