"""What there is to write on for each kind of answer.

It must not check an answer: paper takes anything.
"""

from collections.abc import Callable

from cbt.model.answer import (
    OTHER,
    ChoiceKind,
    DateKind,
    ListKind,
    MinutesKind,
    MomentKind,
    NumberKind,
    OneOfKind,
    OrderKind,
    PicksKind,
    RecallKind,
    ScaleKind,
    SharesKind,
    TextKind,
    TimeKind,
    YesNoKind,
)
from cbt.model.flow import Step, Text
from cbt.paper.sheet import Field, Gap, Room, Row, Ticks

Say = Callable[[Text], str]

_LONG, _SHORT = 5, 1
# How many numbers of a scale stand in one row.
_MOST_POINTS = 11
_MOST_LINES = 8


def field_for(step: Step, rows: int, say: Say) -> Field | None:
    """What to write on; `rows` is how many items the list has that the question is about, `say` fills a text."""
    match step.kind:
        case None:
            return None
        case TextKind(long):
            return Room(("",) * (_LONG if long else _SHORT + 1))
        case ScaleKind(least, most):
            words = tuple(sorted((point, say(text)) for point, text in step.ends.items()))
            return Row(_points(least, most), words)
        case YesNoKind():
            return Ticks(("yes", "no"), many=False, own=False)
        case ChoiceKind(options, other) | PicksKind(options, other):
            labels = [say(step.labels[option]) for option in options if option != OTHER]
            return Ticks(tuple(labels), many=isinstance(step.kind, PicksKind), own=other)
        case ListKind(_, most):
            return Room(_numbered(most))
        case OrderKind():
            return Room(_numbered(rows))
        case SharesKind(rest=rest):
            last = (f"{say(step.rest)}:",) if rest and step.rest else ()
            return Room(("",) * min(rows, _MOST_LINES) + last)
    return _gap(step, say)


def _gap(step: Step, say: Say) -> Field:
    match step.kind:
        case NumberKind(percent=True):
            return Gap("%")
        case NumberKind():
            return Gap(say(step.unit) if step.unit else "")
        case MinutesKind():
            return Gap("minutes")
        case DateKind():
            return Gap("(date)")
        case TimeKind():
            return Gap("(time)")
        case MomentKind():
            return Gap("(date and time)")
        case OneOfKind() | RecallKind() | _:
            return Room(("",))


def _numbered(count: int) -> tuple[str, ...]:
    return tuple([f"{number}." for number in range(1, min(count, _MOST_LINES) + 1)])


def _points(least: int, most: int) -> tuple[int, ...]:
    """All points of a short scale, else about ten, at even steps where the scale has such."""
    span = most - least
    if span < _MOST_POINTS:
        return tuple(range(least, most + 1))
    step = next((size for size in (10, 5) if span % size == 0), 0)
    parts = 10 if step == 10 else 5 if step else 1
    return tuple([least + span * number // parts for number in range(parts + 1)])
