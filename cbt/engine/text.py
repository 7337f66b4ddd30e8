"""Fills the `{names}` of a text from a walk, and says a value in words.

It must not escape: whoever renders does.
"""

import re
from dataclasses import replace
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from cbt.engine.english import (
    TRUTH,
    date_in_words,
    minutes_in_words,
    moment_in_words,
    number_in_words,
    time_in_words,
    unit_in_words,
)
from cbt.engine.machine import Program
from cbt.engine.walk import Item, Walk
from cbt.model.answer import (
    Chosen,
    ItemId,
    Line,
    ListedKind,
    Mark,
    MinutesKind,
    NumberKind,
    OneOfKind,
    OrderKind,
    Recalled,
    ScaleKind,
    Share,
    SharesKind,
)
from cbt.model.expression import Call, Name
from cbt.model.flow import Flow, Kept, Step, Text
from cbt.model.reference import (
    AnswerRef,
    ComputedRef,
    EachRef,
    FieldRef,
    ItemRef,
    PickedRef,
    PreviousRef,
    RecalledRef,
    Ref,
)

__all__ = [
    "by_item",
    "filled",
    "labelled_items",
    "number_in_words",
    "paragraphs",
    "prose",
    "ranked_rows",
    "shared_out",
    "shown",
    "sorted_by",
    "told",
    "words_of",
]

# The texts of an author that hold no name; a person's words never come here.
_MOST_PLAIN_TEXTS = 20_000

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
            return _worked_out(program, ref.name, walk)
        case AnswerRef():
            return _listed(program, walk.read(ref), program.flow.steps[ref.step], walk.at(ref.items))
        case FieldRef():
            return _of_items(program, ref, walk)
        case ItemRef():
            item = walk.item(ref)
            return (_item_in_words(program, item, walk),) if item else ()
        case RecalledRef():
            return tuple([str(words) for given in walk.recalled(ref) for words in given.words])
        case PickedRef() | PreviousRef() | EachRef():
            found = walk.elsewhere(ref)
            return words_of(program, found[1], found[0]) if found else ()
    return _listed(program, walk.read(ref), None, walk)


def _worked_out(program: Program, name: str, walk: Walk) -> tuple[str, ...]:
    value, unit = program.evaluator.computed(name)(walk), program.flow.units.get(name)
    if isinstance(value, tuple):
        rows = ranked_rows(program, ComputedRef(name), walk)
        return tuple([f"{words}: {number}" for words, number, _ in rows])
    if unit is not None and value is not None:
        return (unit_in_words(unit, value),)
    return _listed(program, value, None, walk)


def asked_on(ref: Ref) -> str | None:
    """The page on which what a reference reads was asked for; None for what no page of this flow asks."""
    match ref:
        case AnswerRef() | FieldRef() | PreviousRef() | EachRef():
            return ref.step
        case PickedRef():
            return ref.field.step
    return None


def told(program: Program, ref: Ref, walk: Walk) -> tuple[str, ...]:
    """What a reference reads where its answer stands alone: a point of a scale says which scale it is on.

    Where each point has a name, it also says its own.
    """
    asked = asked_on(ref)
    step = program.flow.steps.get(asked) if asked else None
    words = words_of(program, ref, walk)
    if step is None or not isinstance(step.kind, ScaleKind):
        return words
    least, most = step.kind.least, step.kind.most
    scale = f"on a scale from {least} to {most}" if least else f"out of {most}"
    if len(step.ends) <= most - least:
        return tuple([f"{point} {scale}" for point in words])
    names = {str(point): filled(program, name, walk) for point, name in step.ends.items()}
    return tuple([f"{names[point]} ({point} {scale})" for point in words])


def by_item(program: Program, kept: Kept, walk: Walk) -> list[tuple[Kept, Walk]]:
    """An answer that is shown again, with the walk that reads it.

    A loop's answers come one by one where what they are called reads something of the item, else all together.
    """
    ref, slots = kept.ref, kept.label.slots if kept.label is not None else ()
    if not isinstance(ref, FieldRef) or all(shown(program, slot.ref, walk) for slot in slots):
        return [(kept, walk)]
    return [
        (replace(kept, ref=AnswerRef(ref.step, tuple(range(len(items))))), walk.among(items))
        for items, _ in walk.fields(ref)
    ]


def shared_out(program: Program, ref: Ref, walk: Walk) -> list[tuple[str, int]]:
    """Words and share of each item that shares were given to, and what was left over; empty for any other answer."""
    if not isinstance(ref, AnswerRef):
        return []
    step, given = program.flow.steps[ref.step], walk.read(ref)
    if not isinstance(step.kind, SharesKind) or not isinstance(given, tuple):
        return []
    shares = tuple([share for share in given if isinstance(share, Share)])
    return _rows(program, shares, step.kind, step, walk.at(ref.items))


def ranked_rows(program: Program, ref: Ref, walk: Walk) -> list[tuple[str, str, float]]:
    """For each item of a sorted list its words, and the number that sorted it, in words too; empty for all else."""
    value = program.evaluator.computed(ref.name)(walk) if isinstance(ref, ComputedRef) else None
    if not isinstance(ref, ComputedRef) or not isinstance(value, tuple):
        return []
    unit, step = program.flow.units.get(ref.name), sorted_by(program.flow, ref.name)
    return [
        (
            _item_in_words(program, each.item, walk),
            unit_in_words(unit, each.number) if unit else measured(program, each.number, step, walk),
            each.number,
        )
        for each in value
    ]


def sorted_by(flow: Flow, name: str) -> Step | None:
    """The page whose number alone a list is sorted by; None where it is worked out."""
    root = flow.computed[name].root
    while isinstance(root, Name) and isinstance(root.ref, ComputedRef):
        root = flow.computed[root.ref.name].root
    by = root.args[1] if isinstance(root, Call) else None
    return flow.steps[by.ref.step] if isinstance(by, Name) and isinstance(by.ref, EachRef) else None


def _of_items(program: Program, ref: FieldRef, walk: Walk) -> tuple[str, ...]:
    """One text for each item that has an answer, read where that item stands."""
    step = program.flow.steps[ref.step]
    said = [_listed(program, value, step, walk.among(items)) for items, value in walk.fields(ref)]
    return tuple([", ".join(words) for words in said if words])


def _listed(program: Program, value: Any, step: Step | None, walk: Walk) -> tuple[str, ...]:
    kind = step.kind if step else None
    match value:
        case None | Mark():
            return ()
        case Recalled():
            return tuple([str(words) for words in value.given[0].words]) if value.given else ()
        case tuple() if isinstance(kind, OrderKind):
            words = dict(labelled_items(program, kind, walk))
            return tuple([words[item.id] for item in value if item.id in words])
        case tuple() if isinstance(kind, SharesKind):
            rows = _rows(program, value, kind, step, walk)
            return tuple([f"{words}: {number_in_words(number)}" for words, number in rows])
        case tuple():
            return tuple([_in_words(program, item, step, walk) for item in value])
    return (_in_words(program, value, step, walk),)


def _rows(
    program: Program, shares: tuple[Share, ...], kind: SharesKind, step: Step | None, walk: Walk
) -> list[tuple[str, int]]:
    """The words and the share of each item in the list's order, and last what is left over, where that has a name."""
    amount = {share.item: share.amount for share in shares}
    rows = [(words, amount[item]) for item, words in labelled_items(program, kind, walk) if item in amount]
    if step and step.rest:
        rows.append((filled(program, step.rest, walk), kind.total - sum(amount.values())))
    return rows


def _in_words(program: Program, value: Any, step: Step | None, walk: Walk) -> str:
    """One value; `step` is the page that asked for it, which has its labels, and the walk stands there."""
    match value:
        case bool():
            return TRUTH[value]
        case int() | float():
            return measured(program, value, step, walk)
        case Chosen():
            return _label(program, value, step, walk)
        case Recalled():
            return ", ".join(value.given[0].words) if value.given else ""
        case Line():
            return str(value.text)
        case ItemId():
            return _pointed_at(program, value, step, walk)
        # A moment is a date too.
        case datetime():
            return moment_in_words(value)
        case date():
            return date_in_words(value)
        case time():
            return time_in_words(value)
    return str(value)


def measured(program: Program, number: float, step: Step | None, walk: Walk) -> str:
    """A number with what it counts: its author's unit, `%`, or hours and minutes."""
    words = number_in_words(number)
    match step.kind if step else None:
        case MinutesKind():
            return minutes_in_words(int(number))
        case NumberKind(percent=True):
            return f"{words}%"
    return f"{words} {filled(program, step.unit, walk)}" if step and step.unit else words


def _pointed_at(program: Program, picked: ItemId, step: Step | None, walk: Walk) -> str:
    item = walk.picked(step.id, picked) if step else None
    return _item_in_words(program, item, walk) if item else ""


def _item_in_words(program: Program, item: Item, walk: Walk) -> str:
    """An item as it reads on the page that asked for it."""
    step = program.flow.steps[item.step] if item.step else None
    return _in_words(program, item.value, step, walk.among(item.at))


def _label(program: Program, chosen: Chosen, step: Step | None, walk: Walk) -> str:
    """Own words, or the option's label; the option's id where an author gave it none."""
    if chosen.words:
        return str(chosen.words)
    label = step.labels.get(chosen.option) if step else None
    return filled(program, label, walk) if label else chosen.option


def labelled_items(program: Program, kind: ListedKind, walk: Walk) -> list[tuple[str, str]]:
    """The items of the list that a question is about: id and words; those that are sorted for it in that order."""
    order = kind.sorted_by if isinstance(kind, OneOfKind) else ""
    sorted_ = [each.item for each in program.evaluator.computed(order)(walk)] if order else None
    items = sorted_ if sorted_ is not None else walk.items_in(kind.of)
    return [(item.id, _item_in_words(program, item, walk)) for item in items]


def prose(program: Program, text: Text, walk: Walk) -> tuple[str, ...]:
    """The paragraphs of a text with its `{names}` filled in; one without names is split once and for all."""
    parts = text.parts
    if len(parts) == 1 and isinstance(parts[0], str):
        return _plain(parts[0])
    return paragraphs(filled(program, text, walk))


@lru_cache(_MOST_PLAIN_TEXTS)
def _plain(text: str) -> tuple[str, ...]:
    return paragraphs(text)


def paragraphs(text: str) -> tuple[str, ...]:
    """Authored prose as paragraphs: a blank line parts them, a single line end is a space."""
    return tuple([" ".join(part.split()) for part in _BLANK_LINES.split(text) if part.strip()])
