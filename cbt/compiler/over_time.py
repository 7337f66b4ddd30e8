"""Reads what several records of a flow show together: numbers drawn, choices counted, answers listed, means, figures.

It must not read a record: which ones there are is the service's business.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from cbt.compiler.nodes import Map, Scalar
from cbt.compiler.resolve import Resolver
from cbt.compiler.schema import OverTimeShape
from cbt.compiler.scope import Scope, Target, Type
from cbt.compiler.steps import Steps
from cbt.model.flow import Figure, Kept, MeanBy, OverTime, Text, Unit
from cbt.model.reference import AnswerRef, ComputedRef, FieldRef, Ref, SeriesRef

DAYS = 28
MOST_DAYS = 366
FEWEST = 2
MOST_FEWEST = 31

_COUNTED = ("choice", "picks", "text", "lines", "time", "moment")
_NUMBER = re.compile("[1-9][0-9]{0,2}")


@dataclass(frozen=True, slots=True)
class Figures:
    """What figures are called and what they count, by their names."""

    labels: dict[str, Text] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)


def read_over_time(
    shape: OverTimeShape, scope: Scope, resolver: Resolver, steps: Steps, figures: Figures
) -> OverTime:
    """The words below `over_time`, with findings for names that cannot be drawn or counted (F203).

    `figures` are their short names and units.
    """
    drawn = [_kept(name, scope, resolver, steps, _is_number, "draw a number") for name in shape.draw or []]
    counted = [
        _kept(name, scope, resolver, steps, _is_counted, "count a choice, picks, words or times")
        for name in shape.count or []
    ]
    listed = [
        _kept(name, scope, resolver, steps, _is_listed, "list one answer of a loop, such as things.what")
        for name in shape.listed or []
    ]
    means = [_mean_by(name, shape, scope, resolver, steps) for name in shape.mean_by or {}]
    worked_out = [
        _figure(name, text, scope, resolver, figures) for name, text in (shape.figures or {}).items()
    ]
    if not (shape.draw or shape.count or shape.listed or shape.mean_by or shape.figures):
        message = '"over_time" shows nothing'
        hint = "add draw:, count:, list:, mean_by: or figures:"
        resolver.findings.add("F012", shape.node, message, hint)
    return OverTime(
        _number(shape.days, "days", DAYS, (1, MOST_DAYS), resolver),
        _number(shape.fewest, "fewest", FEWEST, (1, MOST_FEWEST), resolver),
        tuple([kept for kept in drawn if kept]),
        tuple([kept for kept in counted if kept]),
        tuple([kept for kept in listed if kept]),
        tuple([mean for mean in means if mean]),
        tuple([figure for figure in worked_out if figure]),
    )


def _is_number(kind: Type) -> bool:
    return kind.name == "number" and not kind.many


def _is_counted(kind: Type) -> bool:
    return kind.name in _COUNTED


def _is_listed(kind: Type) -> bool:
    return kind.name not in ("items", "record", "records")


def _kept(
    name: Scalar, scope: Scope, resolver: Resolver, steps: Steps, fits: Callable[[Type], bool], hint: str
) -> Kept | None:
    target = resolver.target(name, scope)
    if target is None:
        return None
    if not fits(target.type):
        message = f'"{name}" is {target.type.shown}'
        resolver.findings.add("F203", name, message, hint)
        return None
    return Kept(str(name), target.ref, steps.label_of(target.ref), name.pos)


def _mean_by(
    name: str, shape: OverTimeShape, scope: Scope, resolver: Resolver, steps: Steps
) -> MeanBy | None:
    node = shape.node["mean_by"]
    assert isinstance(node, Map)
    hint = "group by a choice, picks, words or times"
    by = _kept(node.key(name), scope, resolver, steps, _is_counted, hint)
    asked = (shape.mean_by or {})[name]
    found = [
        _kept(number, scope, resolver, steps, _is_number_of_any, "take the mean of a number")
        for number in asked
    ]
    if not asked:
        resolver.findings.add("F013", node.key(name), f'"{name}" groups no number', "name one at least")
    for number, kept in zip(asked, found, strict=True):
        if by is not None and kept is not None and _loop_of(kept.ref) != _loop_of(by.ref):
            message = f'"{number}" is not answered together with "{name}"'
            resolver.findings.add("F203", number, message, "name numbers of the same loop, or none in a loop")
    numbers = tuple([kept for kept in found if kept is not None])
    return MeanBy(by, numbers) if by is not None and numbers else None


def _is_number_of_any(kind: Type) -> bool:
    return kind.name == "number"


def _loop_of(ref: Ref) -> str:
    return ref.items_of if isinstance(ref, FieldRef) else ""


def _figure(name: str, text: Scalar, scope: Scope, resolver: Resolver, figures: Figures) -> Figure | None:
    found = resolver.expression(text, scope, over_records)
    if found is None:
        return None
    expression, kind = found
    if not _is_number(kind):
        message = f'"{name}" is {kind.shown}, not a number'
        resolver.findings.add("F203", text, message, "use mean, sum, min or max, such as mean(mood)")
        return None
    return Figure(name, figures.labels.get(name), expression, figures.units.get(name))


def over_records(target: Target) -> Target | None:
    """A name as it reads over several records: its numbers, one for each; None for what is no number."""
    if not _is_number(target.type) or not isinstance(target.ref, AnswerRef | ComputedRef):
        return None
    many = Type("number", many=True, least=target.type.least, most=target.type.most)
    return Target(SeriesRef(target.ref), many)


def _number(text: Scalar | None, word: str, usual: int, bounds: tuple[int, int], resolver: Resolver) -> int:
    if text is None:
        return usual
    least, most = bounds
    if _NUMBER.fullmatch(text) and least <= int(text) <= most:
        return int(text)
    message = f'"{word}" should be a whole number from {least} to {most}'
    resolver.findings.add("F013", text, message, "write it in digits")
    return usual
