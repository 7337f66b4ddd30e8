"""Between which numbers a value in a guard lies, as far as kinds, bounds and arithmetic tell.

It must not weigh conditions: each value counts by itself.
"""

from dataclasses import dataclass, field, replace

from cbt.compiler import ranges
from cbt.compiler.checks.facts import Facts, fact_of, owner_of
from cbt.compiler.checks.terms import Term, is_handed_in, origin
from cbt.compiler.ranges import FARTHEST, OPEN, Range
from cbt.model.answer import (
    MOST_MINUTES,
    Kind,
    ListKind,
    MinutesKind,
    NumberKind,
    OrderKind,
    PicksKind,
    ScaleKind,
    SharesKind,
    TimeKind,
)
from cbt.model.expression import Binary, Call, Name, Number, Unary
from cbt.model.flow import Flow
from cbt.model.reference import (
    AnswerRef,
    ComputedRef,
    EachRef,
    FieldRef,
    InputRef,
    PickedRef,
    PreviousRef,
    RestRef,
)

_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Span:
    """The numbers that a value can be: those in `range`, or the `whole` ones among them.

    None is farther from 0 than `reach`. With a `gap` the value may be missing, being too large to be worked out.
    """

    range: Range
    whole: bool = False
    gap: bool = False
    reach: float = FARTHEST


ANY = Span(OPEN)
# No answer has more than nine digits before the point, or that many words.
_ANSWERED = 1e9


@dataclass(frozen=True, slots=True)
class Site:
    """Where guards are read: on the page `step`, with these facts and these loops still under way.

    `asked` are the facts that guards ask for with `answered`.
    """

    flow: Flow
    step: str
    facts: Facts
    under_way: frozenset[str] = frozenset()
    asked: Facts = frozenset()


@dataclass(slots=True)
class Spans:
    """The spans of the values at one site; a computed value is worked out once."""

    site: Site
    _known: dict[str, Span] = field(default_factory=dict)

    def of(self, term: Term) -> Span:
        """The span of a number."""
        node, file = term.node, term.file
        match node:
            case Number(value=value):
                return Span((value, value), isinstance(value, int), reach=value)
            case Name():
                return self._name(node, file)
            case Unary():
                inner = self.of(Term(node.arg, file))
                return replace(inner, range=ranges.negate(inner.range))
            case Binary():
                return self._arithmetic(node, file)
        assert isinstance(node, Call)
        return self._call(node, file)

    def _name(self, name: Name, file: str) -> Span:
        if is_handed_in(self.site.flow, name, file):
            return ANY
        match name.ref:
            case ComputedRef(name=full):
                if full not in self._known:
                    value = self.site.flow.computed[full]
                    self._known[full] = self.of(Term(value.root, value.pos.file))
                return self._known[full]
            case PickedRef(field=field):
                return _of_kind(self.site.flow.steps[field.step].kind)
            case AnswerRef() | RestRef() | PreviousRef() | EachRef():
                return _of_kind(self.site.flow.steps[name.ref.step].kind)
        return ANY

    def _arithmetic(self, node: Binary, file: str) -> Span:
        left, right = self.of(Term(node.left, file)), self.of(Term(node.right, file))
        a, b = left.range, right.range
        whole, gap = left.whole and right.whole, left.gap or right.gap
        match node.op:
            case "+":
                return _sane(Span(ranges.add(a, b), whole, gap, left.reach + right.reach))
            case "-":
                return _sane(Span(ranges.add(a, ranges.negate(b)), whole, gap, left.reach + right.reach))
            case "*":
                return _sane(Span(ranges.multiply(a, b), whole, gap, left.reach * right.reach))
        if ranges.holds_zero(b):
            # Kinds say that it cannot be 0; here less is known, of an input or of a list that may not be given.
            return Span(OPEN, gap=True)
        return _sane(Span(ranges.divide(a, b), gap=gap, reach=left.reach / _least_away(b)))

    def _call(self, node: Call, file: str) -> Span:
        args = [Term(arg, file) for arg in node.args]
        match node.function:
            case "words":
                return Span((0, None), whole=True, reach=_ANSWERED)
            case "count" | "place_of_first" if len(args) > 1:
                most = self.items(origin(self.site.flow, args[0]))[1]
                return Span((0, most), whole=True, reach=_ANSWERED)
            case "most_rise":
                item = self._item(args[0])
                return _sane(Span(ranges.rise(item.range), item.whole, reach=2 * item.reach))
            case "count":
                return Span(self.items(origin(self.site.flow, args[0])), whole=True, reach=_ANSWERED)
            case "mean" | "sum":
                return self._of_list(node.function, args[0])
            case "min" | "max":
                return self._extreme(node.function, args)
            case "round":
                inner = self.of(args[0])
                return replace(inner, range=ranges.rounded(inner.range), whole=True)
            case "if":
                return _either(self.of(args[1]), self.of(args[2]))
        return self._minutes(args[0])

    def _extreme(self, function: str, args: list[Term]) -> Span:
        if len(args) == 1:
            return self._item(args[0])
        spans = [self.of(arg) for arg in args]
        found = ranges.extreme(min if function == "min" else max, [span.range for span in spans])
        whole, gap = all(span.whole for span in spans), any(span.gap for span in spans)
        return Span(found, whole, gap, max(span.reach for span in spans))

    def _of_list(self, function: str, listed: Term) -> Span:
        item = self._item(listed)
        total, reach = item.range, item.reach
        if function == "sum":
            count = self.items(origin(self.site.flow, listed))
            total = self._shared(listed) or ranges.multiply(count, item.range)
            reach *= count[1] or 1
        if not item.whole:
            total = ranges.loosen(total)
        return _sane(Span(total, item.whole and function == "sum", reach=reach))

    def _item(self, listed: Term) -> Span:
        """The span of one of a list's numbers."""
        found = origin(self.site.flow, listed)
        node = found.node
        if isinstance(node, Call):
            return self.of(Term(node.args[1], found.file))
        ref = node.ref if isinstance(node, Name) else None
        return _of_kind(self.site.flow.steps[ref.step].kind) if isinstance(ref, FieldRef | AnswerRef) else ANY

    def _shared(self, listed: Term) -> Range | None:
        """What shares come to; None of another list."""
        node = origin(self.site.flow, listed).node
        ref = node.ref if isinstance(node, Name) else None
        kind = self.site.flow.steps[ref.step].kind if isinstance(ref, AnswerRef) else None
        return (0, kind.total) if isinstance(kind, SharesKind) else None

    def _minutes(self, first: Term) -> Span:
        """From one time of day to another; from one moment to another it may be anything."""
        node, flow = first.node, self.site.flow
        ref = node.ref if isinstance(node, Name) else None
        is_time = isinstance(ref, InputRef) and flow.needs.get(ref.name) == "time"
        if isinstance(ref, AnswerRef):
            is_time = isinstance(flow.steps[ref.step].kind, TimeKind)
        return Span((0, _DAY - 1), whole=True) if is_time else ANY

    def items(self, listed: Term) -> Range:
        """How many items a list may have; what is given must be an origin."""
        name = listed.node
        if isinstance(name, Call):
            return self._kept(name, listed.file)
        assert isinstance(name, Name)
        owner, fact = owner_of(name.ref), fact_of(name.ref) if name.ref else None
        if owner is None or is_handed_in(self.site.flow, name, listed.file):
            return (0, None)
        least, most = self._owned(owner)
        if f"some:{owner}" in self.site.facts:
            least = max(least, 1)
        is_open = fact in self.site.asked and fact not in self.site.facts
        return (0 if is_open else least, most)

    def _kept(self, call: Call, file: str) -> Range:
        """How many items a sorted list may have; one whose number is too large to be worked out has no place in it."""
        by, *limits = call.args[1:]
        least, most = self.items(origin(self.site.flow, Term(call.args[0], file)))
        found = [limit.value for limit in limits if isinstance(limit, Number)]
        least = 0 if self.of(Term(by, file)).gap else min([least or 0, *found])
        return least, min([*found, *([] if most is None else [most])], default=None)

    def _owned(self, owner: str) -> tuple[int, int | None]:
        loop = self.site.flow.loops.get(owner)
        if loop is not None:
            return (min(loop.least, 1) if owner in self.site.under_way else loop.least), loop.most
        match self.site.flow.steps[owner].kind:
            case ListKind(least, most):
                return least, most
            case PicksKind(options):
                return 1, len(options)
            case OrderKind(of) if (inner := owner_of(of)) is not None:
                # An order is asked for only where its list has items.
                fewest, greatest = self._owned(inner)
                return max(fewest, 1), greatest
        return 0, None


def _of_kind(kind: Kind | None) -> Span:
    match kind:
        case ScaleKind(least, most):
            return Span((least, most), whole=True, reach=_ANSWERED)
        case NumberKind(least, most):
            return Span((least, most), reach=_ANSWERED)
        case MinutesKind():
            return Span((0, MOST_MINUTES), whole=True, reach=_ANSWERED)
        case SharesKind(total):
            return Span((0, total), whole=True, reach=_ANSWERED)
    return ANY


def _either(one: Span, other: Span) -> Span:
    """The span of a value that is one of two."""
    return Span(
        ranges.either([one.range, other.range]),
        one.whole and other.whole,
        one.gap or other.gap,
        max(one.reach, other.reach),
    )


def _sane(span: Span) -> Span:
    """The span of a result, which is missing where it is too large."""
    ends = [abs(end) for end in span.range if end is not None]
    reach = max(ends) if len(ends) == len(span.range) else span.reach
    return replace(span, gap=span.gap or reach > FARTHEST, reach=min(reach, FARTHEST))


def _least_away(divisor: Range) -> float:
    """How near to 0 a divisor can come, which holds no 0."""
    return min(abs(end) for end in divisor if end is not None)
