"""Takes guards apart into questions about one value each: a comparison, a yes or no, `answered`, `has`.

It must not join them again: `conditions.py` weighs them together.
"""

import operator
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from cbt.compiler import ranges
from cbt.compiler.checks.axes import (
    Axis,
    GivenAxis,
    NumberAxis,
    OrderAxis,
    PickAxis,
    TruthAxis,
    WordAxis,
)
from cbt.compiler.checks.spans import Site, Span, Spans
from cbt.compiler.checks.terms import (
    Term,
    fact_asked,
    facts_below,
    facts_needed,
    identity,
    is_handed_in,
    origin,
)
from cbt.compiler.checks.written import written
from cbt.compiler.expression import names
from cbt.model.answer import ChoiceKind, Kind, ListKind, OneOfKind, OrderKind, PicksKind
from cbt.model.expression import SORTING, Binary, Call, Name, Node, String
from cbt.model.reference import AnswerRef, FieldRef, ItemsRef, PickedRef, PreviousRef

_ASKED = AnswerRef | FieldRef | PreviousRef
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


@dataclass(frozen=True, slots=True)
class Leaf:
    """A question about one value: for which of its samples it is true. `why` says more than the value's range."""

    axis: Axis
    holds: Callable[[Any], bool]
    why: str = ""


def is_list(kind: Kind | None) -> bool:
    """Whether an answer of this kind is the same empty as not given, to those who read it."""
    return isinstance(kind, ListKind | PicksKind | OrderKind)


class Leaves:
    """The questions at one site; the same value has one axis however often it is asked about.

    `lists` are the axes of lists, by the fact that one is given.
    """

    def __init__(self, site: Site) -> None:
        self._site = site
        self._flow = site.flow
        self._spans = Spans(site)
        self.axes: dict[Hashable, Axis] = {}
        self.lists: dict[str, Axis] = {}

    def leaf(self, term: Term) -> Leaf:
        """What a part of a guard asks."""
        node, file = term.node, term.file
        match node:
            case Binary():
                return self._comparison(node, file)
            case Call(function="answered"):
                return self._answered(Term(node.args[0], file))
            case Call(function="has"):
                return self._has(node, file)
        return Leaf(self._axis(node, lambda: TruthAxis(written(node), self._needs(node))), bool)

    def _axis(self, node: Node | tuple[str, Hashable], make: Callable[[], Axis]) -> Axis:
        key = node if isinstance(node, tuple) else identity(node)
        if key not in self.axes:
            self.axes[key] = make()
        return self.axes[key]

    def _needs(self, *nodes: Node) -> frozenset[str]:
        """Which of the facts that are asked for the value hangs on."""
        below = frozenset().union(*[facts_needed(self._flow, node) for node in nodes])
        return below & self._site.asked - self._site.facts

    def _comparison(self, node: Binary, file: str) -> Leaf:
        turned = (node.right, node.left, _TURNED.get(node.op, node.op))
        for side, other, op in ((node.left, node.right, node.op), turned):
            compare = _COMPARE[op]
            if isinstance(other, String):
                return self._against(self._words(Term(side, file)), compare, other.value)
            constant = self._constant(other)
            if constant is not None:
                return self._against(self._number(Term(side, file)), compare, constant)
        if any(self._is_text(side, file) for side in (node.left, node.right)):
            return self._alike(node)
        return self._between(node, file)

    def _is_text(self, node: Node, file: str) -> bool:
        """Whether a side of a comparison is an item that was picked; nothing else that has words is compared so."""
        name = origin(self._flow, Term(node, file)).node
        return isinstance(name, Name) and isinstance(self._kind(name), OneOfKind)

    def _alike(self, node: Binary) -> Leaf:
        """Whether two picked items are the same."""
        sides = sorted((node.left, node.right), key=lambda side: str(identity(side)))
        same = Binary("==", sides[0], sides[1], node.at)
        axis = self._axis(same, lambda: TruthAxis(written(same), self._needs(same)))
        return Leaf(axis, (lambda sample: sample) if node.op == "==" else (lambda sample: not sample))

    @staticmethod
    def _against(axis: Axis, compare: Callable[[Any, Any], bool], constant: Any) -> Leaf:
        axis.cuts.add(constant)
        return Leaf(axis, lambda sample: compare(_size(sample), constant))

    def _constant(self, node: Node) -> float | None:
        return None if names(node) else self._spans.of(Term(node, "")).range[0]

    def _words(self, term: Term) -> Axis:
        node, found = term.node, origin(self._flow, term)
        options = None
        if isinstance(found.node, Name) and not is_handed_in(self._flow, found.node, found.file):
            kind = self._kind(found.node)
            options = kind.options if isinstance(kind, ChoiceKind) else None
        return self._axis(
            found.node, lambda: WordAxis(written(node), self._needs(found.node), options=options)
        )

    def _kind(self, name: Name) -> Kind | None:
        ref = name.ref.field if isinstance(name.ref, PickedRef) else name.ref
        is_one = isinstance(name.ref, AnswerRef | PickedRef | PreviousRef)
        return self._flow.steps[ref.step].kind if is_one and isinstance(ref, _ASKED) else None

    def _number(self, term: Term) -> Axis:
        node, found = term.node, origin(self._flow, term)
        if isinstance(found.node, Call) and found.node.function == "count" and len(found.node.args) == 1:
            listed = Term(found.node.args[0], found.file)
            if isinstance(origin(self._flow, listed).node, Name):
                return self._items(listed, written(node))
        return self._axis(
            found.node,
            lambda: NumberAxis(
                written(node),
                self._needs(found.node),
                span=self._spans.of(found),
                is_constant=not names(node),
                is_derived=not isinstance(found.node, Name),
            ),
        )

    def _items(self, listed: Term, label: str | None = None) -> Axis:
        """How many items a list has, or which ones where they are options."""
        found = origin(self._flow, listed)
        name = found.node
        assert isinstance(name, Name)
        kind, count = self._kind(name), self._spans.items(found)

        def made() -> Axis:
            if isinstance(kind, PicksKind):
                return PickAxis(written(listed.node), options=kind.options, least=int(count[0] or 0))
            shown = label or f"count({written(listed.node)})"
            return NumberAxis(shown, span=Span(count, whole=True))

        axis = self._axis(("items", name.ref), made)
        self.lists[fact_asked(self._flow, found)] = axis
        return axis

    def _between(self, node: Binary, file: str) -> Leaf:
        """Two values compared: what counts is how far they are from each other."""
        left, right, op = node.left, node.right, node.op
        if str(identity(left)) > str(identity(right)):
            left, right, op = right, left, _TURNED.get(op, op)
        a, b = self._spans.of(Term(left, file)), self._spans.of(Term(right, file))
        apart = ranges.add(a.range, ranges.negate(b.range)) if identity(left) != identity(right) else (0, 0)
        span = Span(apart, a.whole and b.whole, a.gap or b.gap)
        difference = Binary("-", left, right, node.at)
        axis = self._axis(
            ("apart", identity(difference)),
            lambda: OrderAxis(
                written(difference),
                self._needs(difference),
                span=span,
                is_derived=True,
                left=written(left),
                right=written(right),
            ),
        )
        return self._against(axis, _COMPARE[op], 0)

    def _has(self, node: Call, file: str) -> Leaf:
        option = node.args[1]
        assert isinstance(option, String)
        found = origin(self._flow, Term(node.args[0], file)).node
        if not isinstance(found, Name) or not isinstance(self._kind(found), PicksKind):
            return Leaf(self._axis(node, lambda: TruthAxis(written(node), self._needs(node))), bool)
        axis = self._items(Term(node.args[0], file))
        axis.cuts.add(option.value)
        return Leaf(axis, lambda sample: option.value in sample)

    def _answered(self, term: Term) -> Leaf:
        found = origin(self._flow, term)
        name = found.node
        if not isinstance(name, Name):
            return self._given(term, facts_below(self._flow, term.node))
        if isinstance(name.ref, ItemsRef) or is_list(self._kind(name)):
            axis = self._items(term)
            axis.cuts.add(0)
            why = _always(written(term.node)) if self._spans.items(found)[0] else ""
            return Leaf(axis, lambda sample: _size(sample) > 0, why)
        return self._given(term, facts_below(self._flow, name))

    def _given(self, term: Term, facts: frozenset[str]) -> Leaf:
        label, fact = written(term.node), fact_asked(self._flow, term)
        always = {fact for fact in facts if not fact.startswith("computed:")} <= self._site.facts
        always = always and not self._may_be_missing(term)
        own = fact == f"a:{self._site.step}"
        axis = self._axis(("given", fact), lambda: GivenAxis(label, fact=fact, always=always, own=own))
        return Leaf(axis, bool, _always(label) if always else "")

    def _may_be_missing(self, term: Term) -> bool:
        """Whether a value has none although all that it rests on is given."""
        found = origin(self._flow, term)
        name = found.node
        is_sorted = isinstance(name, Call) and name.function in SORTING
        if is_sorted or (isinstance(name, Name) and isinstance(name.ref, FieldRef)):
            return not self._spans.items(found)[0]
        return self._spans.of(term).gap


def _always(label: str) -> str:
    return f"{label} is always answered here"


def _size(sample: Any) -> Any:
    return len(sample) if isinstance(sample, tuple) else sample
