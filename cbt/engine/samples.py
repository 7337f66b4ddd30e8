"""Answers to try on a page: the ends of its scale, each option, both sides of what guards hold it against.

It must not judge an answer: some of these are refused.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import combinations, islice
from typing import Any

from cbt.engine.lines import told
from cbt.engine.machine import Program
from cbt.engine.text import labelled_items
from cbt.engine.thresholds import Against, Thresholds
from cbt.engine.walk import Walk
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
from cbt.model.expression import Binary, Call, Name, Unary
from cbt.model.flow import Flow, Role, Step
from cbt.model.reference import AnswerRef, ComputedRef
from cbt.model.walk import Told, Tree

MOST_SAMPLES = 12
MOST_RECORDS = 36
MOST_GIVEN = 2
MOST_LEADS = 6
MOST_WORDS = 200
MOST_PRODUCT = 100_000

_WORDS = ("this", "is", "what", "came", "to", "mind", "when", "it", "was", "asked", "here")
_SOME_WORDS = 4
_SOME_LINES = 3
_DAY = date(2026, 5, 4)
_CLOCK = time(22, 0)
_MOMENT = datetime(2026, 5, 4, 20, 0)  # noqa: DTZ001  # a person's own clock, as answers have it

# The kinds of which an answer may be counted from another, with the type that holds them and how they are written.
_GIVEN_AS: dict[type, tuple[type, str]] = {
    TimeKind: (time, "%H:%M"),
    MomentKind: (datetime, "%Y-%m-%d %H:%M"),
}

Flows = Mapping[str, Flow]


class Samples:
    """Answers for the pages of one flow. `flows` are all there are, so that the records of one can be made up."""

    def __init__(self, program: Program, flows: Flows) -> None:
        self._program = program
        self._flows = flows
        self.thresholds = Thresholds(program.flow)

    def of(self, walk: Walk) -> list[Tree]:
        """Answers for the page on which a walk stands, the plainest first; one that cannot be answered has none.

        Where no guard and no check looks at the answer, one is as good as another.
        """
        found = self.all_of(walk)
        is_asking = self._program.flow.steps[walk.step].role is Role.QUESTION
        return found[:1] if is_asking and not self.thresholds.matters(walk.step) else found

    def all_of(self, walk: Walk) -> list[Tree]:
        """The same with all there are, wherever the answer is looked at."""
        step = self._program.flow.steps[walk.step]
        if step.role is Role.AGAIN:
            return [told("no"), told("yes")]
        if step.kind is None:
            return []
        against = self.thresholds.of(step.id)
        most = MOST_RECORDS if isinstance(step.kind, RecallKind) else MOST_SAMPLES
        found = list(islice(_distinct(self._of_kind(step.kind, walk, against)), most))
        further = [tree for tree in _further(step.kind, walk, against) if tree not in found]
        found += further[:MOST_SAMPLES]
        return [*found, told("")] if step.optional and told("") not in found else found

    def _of_kind(self, kind: Kind, walk: Walk, against: Against) -> Iterator[Tree]:
        match kind:
            case OneOfKind() | OrderKind() | SharesKind():
                words = [label for _, label in labelled_items(self._program, kind, walk)]
                yield from _about_items(kind, words, against)
                if isinstance(kind, OneOfKind) and kind.other:
                    yield from _texts(TextKind(), against)
            case RecallKind():
                yield told("")
                records = self._records(kind, walk.step)
                yield from _several(list(islice(records, MOST_SAMPLES)), against) if kind.many else records
            case _:
                yield from _SAMPLES[type(kind)](kind, against)

    def _records(self, kind: RecallKind, step: str) -> Iterator[Tree]:
        """Records that could be recalled, in which every value of each name comes with every value of each other."""
        values = {name: self._given(kind.flow, name, f"{step}.{name}") for name in kind.names}
        longest = max([len(tried) for tried in values.values()], default=1)
        for further in range(longest):
            for number in range(longest):
                yield {
                    name: tried[(number + further * place) % len(tried)]
                    for place, (name, tried) in enumerate(values.items())
                }

    def _given(self, flow_id: str, name: str, read_as: str) -> list[Tree]:
        flow, against = self._flows.get(flow_id), self.thresholds.of(read_as)
        step = flow.steps.get(name) if flow else None
        kind = _kind_given(flow, step) if flow and step else _computed_kind(flow, name)
        make = _SAMPLES.get(type(kind), _texts)
        return list(islice(_distinct(make(kind, against)), MOST_SAMPLES))


def _kind_given(flow: Flow, step: Step) -> Kind | None:
    """What a record gives of a page: of a loop's a list, of an order the list that is put in order."""
    if step.loops:
        loop = flow.loops[step.loops[-1]]
        return ListKind(max(loop.least, 1), loop.most)
    match step.kind:
        case OneOfKind():
            return TextKind()
        case OrderKind(of):
            listed = flow.steps[of.step].kind if isinstance(of, AnswerRef) else None
            return listed if isinstance(listed, ListKind) else ListKind(1, _SOME_LINES)
    return step.kind


def _computed_kind(flow: Flow | None, name: str) -> Kind:
    """What a computed value holds, as the kind of a question that asks for the same."""
    if flow is None or name not in flow.computed:
        return NumberKind()
    match flow.computed[name].root:
        case Binary(op="+" | "-" | "*" | "/") | Unary(op="-"):
            return NumberKind()
        case Binary() | Unary() | Call(function="has" | "answered"):
            return YesNoKind()
        case Name(ref=ComputedRef(name=other)):
            return _computed_kind(flow, other)
        case Name(ref=AnswerRef(step=step)):
            return flow.steps[step].kind or NumberKind()
    return NumberKind()


def _several(records: list[Tree], against: Against) -> Iterator[Tree]:
    """All records together, each by itself, and as many as guards count."""
    yield tuple(records)
    yield from [(record,) for record in records]
    for number in _around(against.numbers):
        if 1 < number <= MOST_SAMPLES:
            yield tuple([records[place % len(records)] for place in range(int(number))])


def inputs_for(flow: Flow) -> dict[str, Tree]:
    """What could be handed to a flow that needs something, as a walk carries it."""
    return {
        name: (told(_words(_SOME_WORDS)), told("Another.")) if kind == "list" else told(_INPUTS[kind])
        for name, kind in flow.needs.items()
    }


_INPUTS = {
    "text": "This is what was handed over.",
    "number": "5",
    "yes/no": "yes",
    "date": _DAY.isoformat(),
    "time": f"{_CLOCK:%H:%M}",
}


def _distinct(trees: Iterable[Tree]) -> Iterator[Tree]:
    seen: list[Tree] = []
    for tree in trees:
        if tree not in seen:
            seen.append(tree)
            yield tree


def _words(count: int) -> str:
    """A text of so many words."""
    words = [_WORDS[number % len(_WORDS)] for number in range(min(count, MOST_WORDS))]
    return f"{' '.join(words).capitalize()}." if words else ""


def _around(numbers: Iterable[float]) -> list[float]:
    """Each number that guards hold against, and its neighbours."""
    return [near for number in sorted(numbers) for near in (number, number - 1, number + 1)]


def _texts(_kind: Any, against: Against) -> Iterator[Tree]:
    yield told(_words(max(_SOME_WORDS, *[int(number) for number in against.numbers], 0)))
    for text in sorted(against.texts):
        yield told(text)
    for count in _around(against.numbers):
        if count >= 1:
            yield told(_words(int(count)))
    yield told(_words(1))


def _scales(kind: Any, against: Against) -> Iterator[Tree]:
    yield from _ends(kind.least, kind.most)
    yield from _between(_around(against.numbers), kind.least, kind.most)


def _number(kind: Any, against: Against) -> Iterator[Tree]:
    least = 0 if kind.least is None else kind.least
    most = least + 100 if kind.most is None else kind.most
    yield from _ends(min(least, most), most)
    yield from _between(_around(against.numbers), kind.least, kind.most)
    yield from _between(
        [number + by for number in against.numbers for by in (-0.01, 0.01)], kind.least, kind.most
    )


def _products(numbers: Iterable[float]) -> Iterator[float]:
    """What guards that multiply or divide may come to."""
    for one, other in combinations(sorted(numbers), 2):
        product = round(one * other, 2)
        if product not in (0, one, other) and abs(product) <= MOST_PRODUCT:
            yield product


def _minutes(_kind: Any, against: Against) -> Iterator[Tree]:
    yield told(30)
    yield from _ends(0, MOST_MINUTES)
    yield from _between(_around(against.numbers), 0, MOST_MINUTES)


def _ends(least: float, most: float) -> Iterator[Tree]:
    """What lies in the middle, and both ends."""
    yield told(_said((least + most) // 2 if most > least + 1 else least))
    yield told(_said(least))
    yield told(_said(most))


def _between(numbers: Iterable[float], least: float | None, most: float | None) -> Iterator[Tree]:
    for number in numbers:
        if (least is None or number >= least) and (most is None or number <= most):
            yield told(_said(number))


def _said(number: float) -> str:
    """A number as it is written in a walk: to two decimals at most."""
    return str(int(number)) if number == int(number) else str(round(number, 2))


def _days(_kind: Any, _against: Against) -> Iterator[Tree]:
    for days in (0, 1, -1):
        yield told((_DAY + timedelta(days)).isoformat())


def _times(_kind: Any, against: Against) -> Iterator[Tree]:
    """A time, and those that lie as far behind it as minutes are counted in guards."""
    for minutes in (0, 480, *_around(against.numbers)):
        yield told(f"{_MOMENT.replace(hour=_CLOCK.hour) + timedelta(minutes=minutes % 1440):%H:%M}")


def _moments(_kind: Any, against: Against) -> Iterator[Tree]:
    for minutes in (0, 1440, -1440, *_around(against.numbers)):
        if abs(minutes) <= MOST_MINUTES:
            yield told(f"{_MOMENT + timedelta(minutes=minutes):%Y-%m-%d %H:%M}")


def _further(kind: Kind, walk: Walk, against: Against) -> Iterator[Tree]:
    """What takes more than one number of a guard, or another answer, to come to."""
    if isinstance(kind, NumberKind):
        yield from _between(_around(_products(against.numbers)), kind.least, kind.most)
    elif type(kind) in _GIVEN_AS and against.numbers:
        yield from _behind(*_GIVEN_AS[type(kind)], walk, against)


def _behind(of: type, written: str, walk: Walk, against: Against) -> Iterator[Tree]:
    """Times as far behind those that were answered last as minutes are counted in guards."""
    values = [walk.answer(address) for address in walk.facts.answers]
    timed = [value for value in values if isinstance(value, time | datetime)]
    given = [value for value in timed if type(value) is of][-MOST_GIVEN:]
    for value in given[::-1]:
        for minutes in _around(against.numbers):
            if abs(minutes) <= MOST_MINUTES:
                start = value if isinstance(value, datetime) else datetime.combine(_DAY, value)
                yield told(f"{start + timedelta(minutes=minutes):{written}}")


def _yes_no(_kind: Any, _against: Against) -> Iterator[Tree]:
    yield told("yes")
    yield told("no")


def _choices(kind: Any, _against: Against) -> Iterator[Tree]:
    for option in kind.options:
        yield told("something else" if option == OTHER and kind.other else option)


def _picks(kind: Any, against: Against) -> Iterator[Tree]:
    """Each option by itself, and as many of them as guards count."""
    for option in _options(kind, against):
        yield (option,)
    counts = {len(kind.options), *[int(count) for count in _around(against.numbers)]}
    for count in sorted(counts):
        if 1 < count <= len(kind.options):
            yield tuple(_choices(ChoiceKind(kind.options[:count], kind.other), against))


def _options(kind: Any, against: Against) -> Iterator[Told]:
    """The options that guards ask for first, then the others."""
    options = [option for option in _choices(kind, against) if isinstance(option, Told)]
    yield from sorted(options, key=lambda option: option.text not in against.texts)


def _lists(kind: Any, against: Against) -> Iterator[Tree]:
    lines = [told(_words(_SOME_WORDS + number)) for number in range(kind.most)]
    counts = [max(kind.least, 1), kind.least, kind.most, *[int(count) for count in _around(against.numbers)]]
    for count in dict.fromkeys(counts):
        if kind.least <= count <= kind.most:
            yield tuple(lines[:count])
    # A line of each length that guards count, as one of them may be picked.
    short = [told(_words(int(count))) for count in dict.fromkeys(_around(against.numbers)) if count >= 1]
    if short:
        yield tuple([*short, *lines][: max(kind.least, min(len(short), kind.most))])


_SAMPLES: dict[type, Callable[[Any, Against], Iterator[Tree]]] = {
    TextKind: _texts,
    ScaleKind: _scales,
    NumberKind: _number,
    MinutesKind: _minutes,
    DateKind: _days,
    TimeKind: _times,
    MomentKind: _moments,
    YesNoKind: _yes_no,
    ChoiceKind: _options,
    PicksKind: _picks,
    ListKind: _lists,
}


def _about_items(
    kind: OneOfKind | OrderKind | SharesKind, words: list[str], against: Against
) -> Iterator[Tree]:
    if isinstance(kind, OneOfKind):
        yield from [told(word) for word in words]
    elif isinstance(kind, SharesKind):
        yield from _shares(kind, len(words), against)
    else:
        yield from [tuple([told(word) for word in order]) for order in _orders(words)]


def _orders(words: list[str]) -> Iterator[list[str]]:
    """As they stand, the other way round, and with each in front."""
    yield words
    yield words[::-1]
    for lead in range(min(len(words), MOST_LEADS)):
        yield [words[lead], *words[:lead], *words[lead + 1 :]]


def _shares(kind: SharesKind, count: int, against: Against) -> Iterator[Tree]:
    """Even shares, all to each in turn, what guards hold them against, and with a rest some or all left over."""
    even, left = divmod(kind.total, max(count, 1))
    yield _as_shares([even + left, *[even] * (count - 1)])
    for lead in range(min(count, MOST_LEADS)):
        yield _as_shares([kind.total if number == lead else 0 for number in range(count)])
    for number in _around(against.numbers):
        share = int(number)
        if 0 <= share <= kind.total:
            if count > 1:
                yield _as_shares([share, kind.total - share, *[0] * (count - 2)])
            if kind.rest:
                yield _as_shares([share, *[0] * (count - 1)])
                yield _as_shares([kind.total - share, *[0] * (count - 1)])
    if kind.rest:
        yield _as_shares([0] * count)


def _as_shares(amounts: list[int]) -> Tree:
    return tuple([told(amount) for amount in amounts])
