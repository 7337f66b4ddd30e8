"""The type of a value, by the kind of answer or of input that it is.

It must not look a name up.
"""

from cbt.compiler.scope import Type
from cbt.model.answer import (
    MOST_MINUTES,
    ChoiceKind,
    DateKind,
    Kind,
    ListedKind,
    ListKind,
    MinutesKind,
    MomentKind,
    NumberKind,
    OrderKind,
    PicksKind,
    RecallKind,
    ScaleKind,
    SharesKind,
    TimeKind,
    YesNoKind,
)

NEEDS: dict[str, Type] = {
    "text": Type("text"),
    "number": Type("number"),
    "yes/no": Type("truth"),
    "date": Type("date"),
    "time": Type("time"),
    "list": Type("lines"),
}

# The types whose items can be counted, walked, picked from, put in order and shared out over.
ITEMISED = ("lines", "picks", "order")


def type_of_kind(kind: Kind) -> Type:
    """The type of an answer of a kind that does not hang on another answer."""
    match kind:
        case ScaleKind() | NumberKind():
            return Type("number", least=kind.least, most=kind.most)
        case MinutesKind():
            return Type("number", least=0, most=MOST_MINUTES)
        case YesNoKind():
            return Type("truth", ("yes", "no"))
        case ChoiceKind():
            return Type("choice", kind.options)
        case PicksKind():
            return Type("picks", kind.options, least=1, most=len(kind.options))
        case ListKind():
            return Type("lines", least=kind.least, most=kind.most)
        case RecallKind(many=True):
            return Type("records")
    return Type(_BY_NAME.get(type(kind), "text"))


_BY_NAME: dict[type[Kind], str] = {
    DateKind: "date",
    TimeKind: "time",
    MomentKind: "moment",
    RecallKind: "record",
}


def listed_type(kind: ListedKind, over: Type | None) -> Type:
    """The type of an answer about the items of a list; `over` is the list's, None where that is not known."""
    match kind:
        case OrderKind():
            return Type("order", least=over.least if over else 0, most=over.most if over else None)
        case SharesKind():
            return Type("shares", least=0, most=kind.total)
    return Type("text")
