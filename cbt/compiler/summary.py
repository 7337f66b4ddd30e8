"""Reads what the finished record shows: title, rows and changes.

It must not fill anything in: answers are the records' business.
"""

from cbt.compiler.nodes import Map, Scalar
from cbt.compiler.resolve import Resolver
from cbt.compiler.schema import SummaryShape
from cbt.compiler.scope import Scope, Target
from cbt.compiler.steps import Steps
from cbt.compiler.uses import Use
from cbt.model.flow import Change, Summary
from cbt.model.reference import FieldRef, Ref


class Record:
    """The summary of one flow; `uses` are the answers that its changes need at every end."""

    def __init__(self, scope: Scope, resolver: Resolver, steps: Steps) -> None:
        self._scope = scope
        self._resolver = resolver
        self._steps = steps
        self.uses: list[Use] = []

    def summary(self, shape: SummaryShape | None) -> Summary:
        """The summary, with findings for names that cannot be read and for pairs that are no numbers."""
        if shape is None:
            return Summary()
        title = None
        if shape.title is not None:
            title = self._resolver.text(shape.title, "summary.title", self._scope)
        rows = [row for name in shape.rows or [] if (row := self._steps.kept(name, self._scope))]
        changes = [change for name, pair in _pairs(shape) if (change := self._change(name, pair))]
        drawn = [str(name) for name in shape.draw or [] if self._is_drawn(name, shape)]
        return Summary(title, tuple(rows), tuple(changes), tuple(drawn))

    def _is_drawn(self, name: Scalar, shape: SummaryShape) -> bool:
        """Whether a name is a list of numbers among the rows; else a finding."""
        target = self._resolver.target(name, self._scope)
        if target is None:
            return False
        is_numbers = target.type.many and target.type.name == "number" and isinstance(target.ref, FieldRef)
        if not (is_numbers or target.type.name == "sorted"):
            message, hint = f'"{name}" is {target.type.shown}', "draw a loop's numbers, or a sorted list"
            self._resolver.findings.add("F203", name, message, hint)
            return False
        if name not in (shape.rows or []):
            self._resolver.findings.add("F013", name, f'"{name}" is no row', "name it below rows too")
            return False
        label = self._steps.label_of(target.ref)
        if any(_is_of_an_item(slot.ref, target.ref) for slot in (label.slots if label is not None else ())):
            message, hint = (
                f'"{name}" is called otherwise for each item',
                "give its page a label: without the item",
            )
            self._resolver.findings.add("F013", name, message, hint)
            return False
        return True

    def _change(self, name: Scalar, pair: list[Scalar]) -> Change | None:
        if len(pair) != 2:
            message = f'"{name}" compares {len(pair)} answer{"" if len(pair) == 1 else "s"}'
            self._resolver.findings.add("F013", name, message, "name two: [before, after]")
            return None
        before, after = (self._side(name, side) for side in pair)
        if before is None or after is None:
            return None
        kinds = {(side.type.name, side.type.many) for side in (before, after)}
        if kinds not in ({("number", False)}, {("number", True)}):
            message = f'"{name}" does not compare two numbers'
            self._resolver.findings.add("F203", name, message, "name two scales")
            return None
        for side, target in zip(pair, (before, after), strict=True):
            self.uses.append(Use(str(side), target.ref, side.pos, record="change"))
        return Change(str(name), self._steps.label_of(before.ref), before.ref, after.ref, name.pos)

    def _side(self, name: Scalar, side: Scalar) -> Target | None:
        """A side of a pair: a loop's own field when there is one of that name, else an answer."""
        dotted = Scalar(f"{name}.{side}", side.pos, side.raw, side.style)
        is_field = self._scope.find(dotted) is not None
        return self._resolver.target(dotted if is_field else side, self._scope)


def _is_of_an_item(named: Ref, listed: Ref) -> bool:
    """Whether a name in a label reads something of each item of a list."""
    return len(getattr(named, "items", ())) > len(getattr(listed, "items", ()))


def _pairs(shape: SummaryShape) -> list[tuple[Scalar, list[Scalar]]]:
    """What is compared: the names as they stand in the file, and the answers."""
    if shape.change is None:
        return []
    node = shape.node["change"]
    assert isinstance(node, Map)
    return [(node.key(name), pair) for name, pair in shape.change.items() if not node[name].stands_in]
