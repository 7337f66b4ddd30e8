"""Weighs guards over all combinations of the values that they read.

It must not say what follows from it: `ways.py` does. A value that is missing makes a comparison neither true nor false,
as in the engine; whether it may be read at all is the definedness proof's.
"""

from collections.abc import Sequence
from dataclasses import replace

from cbt.compiler.checks.axes import Axis, GivenAxis
from cbt.compiler.checks.cells import Cells
from cbt.compiler.checks.leaves import Leaf, Leaves
from cbt.compiler.checks.spans import Site
from cbt.compiler.checks.terms import Term, computed_truth, fact_asked, leaves_of
from cbt.model.expression import Binary, Call, Expression, Unary

MOST_RANGES = 3


class Conditions:
    """The guards of one site. Raises TooMany when they ask about more combinations than can be weighed."""

    def __init__(self, site: Site, guards: Sequence[Expression]) -> None:
        self._flow = site.flow
        roots = [Term(guard.root, guard.pos.file) for guard in guards]
        found = {leaf: None for root in roots for leaf in leaves_of(site.flow, root)}
        asked = [_asked(site, leaf) for leaf in found]
        leaves = Leaves(replace(site, asked=frozenset(fact for fact in asked if fact)))
        self._leaves = {term: leaves.leaf(term) for term in found}
        # What is missing comes last, so that an example that needs nothing missing comes first.
        self._axes = sorted(leaves.axes.values(), key=lambda axis: isinstance(axis, GivenAxis))
        self._given = {axis.fact: axis for axis in self._axes if isinstance(axis, GivenAxis)}
        self._lists = leaves.lists
        self._numbers = {axis: number for number, axis in enumerate(self._axes)}
        self._samples = [axis.samples() for axis in self._axes]
        self._cells = Cells([len(samples) for samples in self._samples])
        self.everything = self._cells.everything

    def where(self, guard: Expression) -> int:
        """The combinations for which a guard is true."""
        return self._weigh(Term(guard.root, guard.pos.file))[0]

    def _weigh(self, term: Term) -> tuple[int, int]:
        """Where a condition is true, and where it is false."""
        node, file = term.node, term.file
        match node:
            case Binary(op="and" | "or"):
                left, right = (self._weigh(Term(side, file))[0] for side in (node.left, node.right))
                true = left & right if node.op == "and" else left | right
                return true, self.everything & ~true
            case Unary(op="not"):
                true, false = self._weigh(Term(node.arg, file))
                return false, true
        inner = computed_truth(self._flow, term)
        return self._weigh(inner) if inner is not None else self._ask(self._leaves[term])

    def _ask(self, leaf: Leaf) -> tuple[int, int]:
        number = self._numbers[leaf.axis]
        sets: dict[bool, list[int]] = {True: [], False: []}
        for index, sample in enumerate(self._samples[number]):
            if sample is not None:
                sets[leaf.holds(sample)].append(index)
        there = self._there(leaf.axis)
        return self._cells.where(number, sets[True]) & there, self._cells.where(number, sets[False]) & there

    def _there(self, axis: Axis) -> int:
        """The combinations in which a value is not missing; what is made of a list is there even without it."""
        there = self.everything
        for fact in axis.needs:
            given = self._given.get(fact)
            if given is not None:
                there &= self._cells.where(self._numbers[given], [0])
        return there

    def missing(self, fact: str) -> int:
        """The combinations in which an answer is missing that guards ask about; an empty list counts as missing."""
        axis = self._given.get(fact) or self._lists.get(fact)
        if axis is None:
            return 0
        number = self._numbers[axis]
        missing = [index for index, sample in enumerate(self._samples[number]) if not sample]
        return self._cells.where(number, missing)

    def asked_by(self, guards: Sequence[Expression]) -> dict[Axis, None]:
        """The values that some guards ask about, in their order."""
        terms = [Term(guard.root, guard.pos.file) for guard in guards]
        return {self._leaves[leaf].axis: None for root in terms for leaf in leaves_of(self._flow, root)}

    def shown(self, cells: int, guards: Sequence[Expression]) -> str:
        """The first of some combinations in an author's words, as far as some guards ask about it."""
        numbers = self._cells.first(cells)
        first = cells & -cells
        words = []
        for axis in self.asked_by(guards):
            index = self._numbers[axis]
            if first & self._there(axis):
                words.append(axis.shown(self._samples[index][numbers[index]]))
        return ", ".join(word for word in words if word)

    def ranges(self, guard: Expression) -> str:
        """Which values those that a guard asks about can have; empty where that says nothing."""
        root = Term(guard.root, guard.pos.file)
        asked = [self._leaves[term] for term in leaves_of(self._flow, root)]
        words = dict.fromkeys(leaf.why or leaf.axis.range_shown() for leaf in asked)
        told = [word for word in words if word]
        return ", ".join(told) if len(told) <= MOST_RANGES else ""


def _asked(site: Site, leaf: Term) -> str | None:
    """The fact that a leaf asks for with `answered`."""
    node = leaf.node
    if isinstance(node, Call) and node.function == "answered":
        return fact_asked(site.flow, Term(node.args[0], leaf.file))
    return None
