"""What a page takes, in an author's words.

It must not judge an answer.
"""

from cbt.engine.machine import Program
from cbt.engine.text import labelled_items
from cbt.engine.walk import Walk
from cbt.errors import AnswerError
from cbt.model.answer import (
    MOST_MINUTES,
    OTHER,
    ChoiceKind,
    DateKind,
    Kind,
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

_PLAIN: dict[type, str] = {
    TextKind: "a text",
    MinutesKind: f"whole minutes, {MOST_MINUTES} at most, such as 90 or 1:30",
    DateKind: "a day, such as 2026-05-04",
    TimeKind: "a time, such as 23:15",
    MomentKind: "a day and a time, such as 2026-05-04 20:00",
    YesNoKind: "yes or no",
}


def what_it_takes(program: Program, walk: Walk) -> str:
    """What the page takes on which a walk stands."""
    kind = program.flow.steps[walk.step].kind
    match kind:
        case OneOfKind() | OrderKind() | SharesKind():
            items = ", ".join([words for _, words in labelled_items(program, kind, walk)])
            return _about_items(kind, items)
    return _PLAIN.get(type(kind)) or _bounded(kind)


def why_not(error: AnswerError) -> str:
    """What is wrong with an answer beyond its kind, behind a colon; empty where the kind says it all."""
    match error.code:
        case "empty":
            return ": it is empty"
        case "length":
            return ": it is too long"
        case "shares_sum" | "shares_over":
            return f": the shares make {error.facts['sum']}, not {error.facts['total']}"
    return ""


def _about_items(kind: OneOfKind | OrderKind | SharesKind, items: str) -> str:
    match kind:
        case OneOfKind():
            return (
                f"one of: {items}"
                if not kind.other
                else f"one of: {', '.join(filter(None, [items, 'own words']))}"
            )
        case OrderKind():
            return f"a list of these in an order: {items}"
    total = f"{kind.total} at most" if kind.rest else str(kind.total)
    return f"a list of whole numbers, together {total}, for: {items}"


def _bounded(kind: Kind | None) -> str:
    match kind:
        case ScaleKind(least, most):
            return f"a whole number from {least} to {most}"
        case NumberKind():
            return _number(kind)
        case ListKind(least, most):
            return f"a list of {least} to {most} lines"
        case ChoiceKind():
            return f"one of: {_options(kind)}"
        case PicksKind():
            return f"a list of some of: {_options(kind)}"
    assert isinstance(kind, RecallKind)
    one = f"{{{', '.join([f'{name}: ...' for name in kind.names])}}}"
    return (
        f"a list of what earlier records gave: [{one}]"
        if kind.many
        else f"what an earlier record gave: {one}"
    )


def _number(kind: NumberKind) -> str:
    match kind.least, kind.most:
        case None, None:
            return "a number, such as 7 or 7.5"
        case least, None:
            return f"a number, {least} or more"
        case None, most:
            return f"a number, {most} or less"
    return f"a number from {kind.least} to {kind.most}"


def _options(kind: ChoiceKind | PicksKind) -> str:
    options = [option for option in kind.options if option != OTHER or not kind.other]
    return ", ".join([*options, "own words"] if kind.other else options)
