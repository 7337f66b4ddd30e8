"""Says what an answer may be: "a whole number from 0 to 100".

It must not know how an answer is typed in or kept.
"""

from cbt.model.answer import (
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
from cbt.model.flow import Flow
from cbt.paper.phrases import name_of

_PLAIN: dict[type, tuple[str, str]] = {
    MinutesKind: ("minutes", "a length of time, in minutes or hours and minutes"),
    DateKind: ("date", "a day"),
    TimeKind: ("time", "a time of day"),
    MomentKind: ("date and time", "a day and a time of day"),
    YesNoKind: ("yes/no", "yes or no"),
    ChoiceKind: ("choice", "one of these"),
    PicksKind: ("pick many", "one or more of these"),
}


def kind_word(kind: Kind, flow: Flow) -> str:
    """An answer kind as its author writes it, in short: `0-100`."""
    match kind:
        case TextKind(long):
            return "long text" if long else "text"
        case ScaleKind(least, most):
            return f"{least}-{most}"
        case NumberKind(percent=percent):
            return "percent" if percent else "number"
        case ListKind(least, most):
            return f"list {least}-{most}"
        case OneOfKind(of=of, other=other):
            return f"one of {name_of(of, flow)}{', or other' if other else ''}"
        case OrderKind(of):
            return f"order of {name_of(of, flow)}"
        case SharesKind(total, of):
            return f"shares of {total} over {name_of(of, flow)}"
        case RecallKind(recalled, many=True):
            return f"recall {recalled}, several"
        case RecallKind(recalled):
            return f"recall {recalled}"
    return _PLAIN[type(kind)][0]


def kind_in_words(kind: Kind, flow: Flow, unit: str = "") -> str:
    """What can be answered, as a sentence without its full stop."""
    match kind:
        case TextKind(long):
            return "text of any length" if long else "a line of text"
        case ScaleKind(least, most):
            return f"a whole number from {least} to {most}"
        case NumberKind():
            return _number(kind, unit)
        case ListKind(least, most):
            return "one line" if most == 1 else f"{span(least, most)} lines"
        case OneOfKind(of=of, other=other):
            return f"one item of {name_of(of, flow)}{', or own words' if other else ''}"
        case OrderKind(of):
            return f"all items of {name_of(of, flow)}, put in order"
        case SharesKind(total, of, rest):
            limit = "at most " if rest else ""
            return f"a whole number for each item of {name_of(of, flow)}, {limit}{total} in all"
        case RecallKind(recalled, many=True):
            return f"any of the person's own earlier records of {recalled}; the page is passed over when there is none"
        case RecallKind(recalled):
            return f"one of the person's own earlier records of {recalled}; the page is passed over when there is none"
    return _PLAIN[type(kind)][1]


def _number(kind: NumberKind, unit: str) -> str:
    least = 0 if kind.percent and kind.least is None else kind.least
    most = 100 if kind.percent and kind.most is None else kind.most
    words = "a percentage" if kind.percent else "a number"
    if least is not None and most is not None:
        words += f" from {least} to {most}"
    elif least is not None:
        words += f" of {least} or more"
    elif most is not None:
        words += f" of {most} or less"
    return f"{words}, in {unit}" if unit else words


def span(least: int, most: int) -> str:
    """How many: `3`, or `1 to 5`."""
    return str(least) if least == most else f"{least} to {most}"


def duration(minutes: int) -> str:
    """A length of time: `2 hours`, `3 days`."""
    for size, word in ((24 * 60, "day"), (60, "hour")):
        if minutes >= size and minutes % size == 0:
            return counted(minutes // size, word)
    return counted(minutes, "minute")


def counted(count: int, word: str) -> str:
    """`1 page`, `2 pages`."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def seconds(count: int) -> str:
    """`2 minutes`, `90 seconds`."""
    return duration(count // 60) if count % 60 == 0 else counted(count, "second")
