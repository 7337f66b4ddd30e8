"""Whether facts that come from outside could have been given in a flow: each answer of its question's kind and bounds.

It must not mend anything: facts that do not fit are refused whole.
"""

from collections.abc import Iterable
from datetime import date, datetime, time
from math import isfinite

from cbt.engine.answers import MOST_BYTES, clean_text
from cbt.engine.dates import FIRST_YEAR, LAST_YEAR
from cbt.engine.numbers import LARGEST, MOST_DIGITS, MOST_PERCENT
from cbt.model.answer import (
    MOST_MINUTES,
    OTHER,
    ChoiceKind,
    Chosen,
    DateKind,
    Given,
    ItemId,
    Kind,
    Line,
    ListKind,
    Mark,
    MinutesKind,
    MomentKind,
    NumberKind,
    OneOfKind,
    OrderKind,
    PicksKind,
    PrivateText,
    Recalled,
    RecallKind,
    ScaleKind,
    Share,
    SharesKind,
    TextKind,
    TimeKind,
    YesNoKind,
)
from cbt.model.flow import Flow, Role, Step
from cbt.model.session import Facts, place_at

_LONGEST_ID = 100
_NEEDED: dict[str, type] = {"yes/no": bool, "date": date, "time": time}


def is_fitting(flow: Flow, facts: Facts) -> bool:
    """Whether these facts could be those of a run through the flow; pure."""
    return (
        _inputs_fit(flow, facts)
        and all(_items_fit(flow, facts, loop) for loop in facts.items)
        and all(_answer_fits(flow, address, value) for address, value in facts.answers.items())
        and facts.made >= max([0, *map(int, _ids_made(facts))])
    )


def _inputs_fit(flow: Flow, facts: Facts) -> bool:
    if facts.inputs.keys() != flow.needs.keys():
        return False
    return all(_input_fits(kind, facts.inputs[name]) for name, kind in flow.needs.items())


def _input_fits(kind: str, value: object) -> bool:
    if kind == "list":
        return _are_lines(value)
    if kind == "number":
        return _number_fits(NumberKind(), value)
    if kind == "text":
        return isinstance(value, PrivateText) and clean_text(value) == value
    # A moment is a day too.
    return isinstance(value, _NEEDED[kind]) and not isinstance(value, datetime)


def _items_fit(flow: Flow, facts: Facts, address: str) -> bool:
    """Whether a loop that makes its own items has these: as many loops around it, each id once."""
    place, items = place_at(address), facts.items[address]
    loop = flow.loops.get(place.step)
    if loop is None or loop.over is not None or len(place.items) != len(loop.inside):
        return False
    if not all(_is_count(item) for item in items) or not all(_is_id(item) for item in place.items):
        return False
    return len(items) <= loop.most and _are_different(items)


def _answer_fits(flow: Flow, address: str, value: object) -> bool:
    place = place_at(address)
    step = flow.steps.get(place.step)
    if step is None or step.is_final or not step.is_page or len(place.items) != len(step.loops):
        return False
    return all(_is_id(item) for item in place.items) and _fits(step, value)


def _fits(step: Step, value: object) -> bool:
    if step.kind is None:
        return value is Mark.SEEN
    if value is Mark.SKIPPED:
        return step.optional
    return step.role in (Role.QUESTION, Role.AGAIN) and _kind_fits(step.kind, value)


def _kind_fits(kind: Kind, value: object) -> bool:
    match kind:
        case TextKind(long):
            return _is_text(value, long=long)
        case YesNoKind():
            return isinstance(value, bool)
        case ScaleKind() | NumberKind() | MinutesKind():
            return _number_fits(kind, value)
        case DateKind() | TimeKind() | MomentKind():
            return _time_fits(kind, value)
        case ChoiceKind():
            return _is_chosen(kind, value)
        case PicksKind():
            return _are_picks(kind, value)
        case ListKind(least, most):
            return _are_lines(value) and least <= len(value) <= most  # type: ignore[arg-type]  # lines are a tuple
        case RecallKind(many=True):
            records = value if isinstance(value, tuple) else ()
            return bool(records) and all(_is_recalled(kind, record) for record in records)
        case RecallKind():
            return _is_recalled(kind, value)
    return _is_about_items(kind, value)


def _number_fits(kind: ScaleKind | NumberKind | MinutesKind, value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        return False
    match kind:
        case ScaleKind(least, most):
            return isinstance(value, int) and least <= value <= most
        case MinutesKind():
            return isinstance(value, int) and 0 <= value <= MOST_MINUTES
    low, high = (0, MOST_PERCENT) if kind.percent else (-LARGEST, LARGEST)
    low, high = low if kind.least is None else kind.least, high if kind.most is None else kind.most
    return low <= value <= high


def _time_fits(kind: DateKind | TimeKind | MomentKind, value: object) -> bool:
    if isinstance(kind, TimeKind):
        return isinstance(value, time) and value.tzinfo is None
    if not isinstance(value, date) or not FIRST_YEAR <= value.year <= LAST_YEAR:
        return False
    # A moment is a day too.
    return (
        isinstance(value, datetime) == isinstance(kind, MomentKind) and getattr(value, "tzinfo", None) is None
    )


def _is_chosen(kind: ChoiceKind | PicksKind, value: object) -> bool:
    if not isinstance(value, Chosen) or value.option not in kind.options:
        return False
    if value.option == OTHER and kind.other:
        return _is_text(value.words)
    return value.words is None


def _are_picks(kind: PicksKind, value: object) -> bool:
    if not isinstance(value, tuple) or not value or not all(_is_chosen(kind, pick) for pick in value):
        return False
    return _are_different([pick.option for pick in value])


def _are_lines(value: object) -> bool:
    if not isinstance(value, tuple) or not all(_is_line(line) for line in value):
        return False
    return _are_different([line.id for line in value])


def _is_line(value: object) -> bool:
    return isinstance(value, Line) and _is_count(value.id) and _is_text(value.text, long=True)


def _is_about_items(kind: Kind, value: object) -> bool:
    """Whether an answer points at items by their ids; whether those are there is seen when the path is walked."""
    match kind:
        case OneOfKind(other=other):
            if isinstance(value, Chosen):
                return other and value.option == OTHER and _is_text(value.words)
            return isinstance(value, ItemId) and _is_id(value.id)
        case OrderKind() if isinstance(value, tuple):
            ids = [item.id for item in value if isinstance(item, ItemId) and _is_id(item.id)]
            return len(ids) == len(value) and _are_different(ids)
        case SharesKind(total, _, rest) if isinstance(value, tuple):
            return _are_shares(value, total, is_all_given=not rest)
    return False


def _are_shares(value: tuple[object, ...], total: int, *, is_all_given: bool) -> bool:
    shares = [share for share in value if isinstance(share, Share) and _is_id(share.item)]
    amounts = [share.amount for share in shares if type(share.amount) is int and share.amount >= 0]
    if len(amounts) != len(value) or not _are_different([share.item for share in shares]):
        return False
    return sum(amounts) == total or (sum(amounts) < total and not is_all_given) or not value


def _is_recalled(kind: RecallKind, value: object) -> bool:
    return (
        isinstance(value, Recalled)
        and _is_id(value.record)
        and all(_is_given(kind.names, given) for given in value.given)
    )


def _is_given(names: tuple[str, ...], given: Given) -> bool:
    return given.name in names and all(_is_text(words, long=True) for words in given.words)


def _is_text(value: object, *, long: bool = False) -> bool:
    if not isinstance(value, PrivateText) or not value.strip() or clean_text(value) != value:
        return False
    return (long or "\n" not in value) and len(value.encode()) <= MOST_BYTES


def _is_id(item: object) -> bool:
    """Whether this is an item's id: a count, an option, or what stands before the first."""
    return isinstance(item, str) and 0 < len(item) <= _LONGEST_ID and not {"/", "@", "\n"} & set(item)


def _is_count(item: object) -> bool:
    return isinstance(item, str) and item.isascii() and item.isdigit() and len(item) <= MOST_DIGITS


def _are_different(items: Iterable[object]) -> bool:
    listed = list(items)
    return len(set(listed)) == len(listed)


def _ids_made(facts: Facts) -> list[str]:
    """The ids that were counted out: of a loop's items, and of lines."""
    ids = [item for items in facts.items.values() for item in items]
    ids += [
        line.id
        for value in facts.answers.values()
        if isinstance(value, tuple)
        for line in value
        if isinstance(line, Line)
    ]
    return ids
