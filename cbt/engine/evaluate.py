"""Turns an expression's tree into a function that reads a walk.

It must not raise: where a value is missing, or a number is too large to mean anything, the result is None, and a
guard that is not true does not hold.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from graphlib import TopologicalSorter
from itertools import pairwise
from typing import Any

from cbt.engine.english import nearest
from cbt.engine.looking import amount, place_of_first, sort_items
from cbt.engine.looking import is_number as _is_number
from cbt.engine.walk import Walk
from cbt.model.answer import Chosen, ItemId, Mark, OneOfKind, Share
from cbt.model.expression import LOOKING, Binary, Call, Expression, Name, Node, Number, String, Unary
from cbt.model.reference import AnswerRef, ComputedRef, EachRef, PickedRef, PreviousRef

Function = Callable[[Walk], Any]
Test = Callable[[Walk], bool]

# Far beyond all that can be answered. It keeps numbers of a bounded length, however often they are multiplied.
LARGEST = 10**15
_ON_A_CLOCK = (date, time, datetime)
_MINUTES_OF_A_DAY = 24 * 60


class Evaluator:
    """Makes functions for one flow's expressions; a computed value is worked out once for each stand of a walk."""

    def __init__(self, computed: Mapping[str, Expression]) -> None:
        self._functions = {name: self.function(expression.root) for name, expression in computed.items()}
        self._needs = _needs(computed)

    def truth(self, expression: Expression) -> Test:
        """A guard: true, or false for anything else."""
        value = self.function(expression.root)
        return lambda walk: value(walk) is True

    def computed(self, name: str) -> Function:
        """The function of a computed value, by its full id."""

        def value(walk: Walk) -> Any:
            worked_out = walk.worked_out
            if name not in worked_out:
                # Those that it rests on come first, so that a long chain of them goes no deeper than a short one.
                for needed in self._needs[name]:
                    if needed not in worked_out:
                        worked_out[needed] = self._functions[needed](walk)
            return worked_out[name]

        return value

    def function(self, node: Node) -> Function:
        """The function of a node."""
        match node:
            case Number():
                constant = _sane(node.value)
                return lambda _walk: constant
            case String():
                text = node.value
                return lambda _walk: text
            case Name():
                return self._name(node)
            case Unary():
                return self._unary(node)
            case Binary():
                return self._binary(node)
        return self._call(node)

    def _name(self, node: Name) -> Function:
        ref = node.ref
        if ref is None:
            return lambda _walk: None
        if isinstance(ref, ComputedRef):
            return self.computed(ref.name)
        if isinstance(ref, AnswerRef):
            # Most answers are read where there is no loop, and then their address is known beforehand.
            return lambda walk: _seen(walk, ref, walk.read(ref) if ref.items else walk.answer(ref.step))
        if isinstance(ref, PickedRef | PreviousRef | EachRef):
            return lambda walk: _of_another(walk, ref)
        return lambda walk: plain(walk.read(ref))

    def _unary(self, node: Unary) -> Function:
        arg = self.function(node.arg)
        if node.op == "not":
            return lambda walk: not value if isinstance(value := arg(walk), bool) else None
        return lambda walk: -value if _is_number(value := arg(walk)) else None

    def _binary(self, node: Binary) -> Function:
        left, right = self.function(node.left), self.function(node.right)
        if node.op == "and":
            return lambda walk: left(walk) is True and right(walk) is True
        if node.op == "or":
            return lambda walk: left(walk) is True or right(walk) is True
        operate = _OPERATORS[node.op]
        return lambda walk: operate(left(walk), right(walk))

    def _call(self, node: Call) -> Function:
        if node.function in LOOKING:
            return self._look(node)
        args = [self.function(arg) for arg in node.args]
        if node.function == "if":
            return _either(*args)
        operate = _FUNCTIONS[node.function]
        return lambda walk: operate([arg(walk) for arg in args])

    def _look(self, node: Call) -> Function:
        """A function that looks at the items of a list one after the other."""
        listed, looked_at, *more = node.args
        ref = listed.ref if isinstance(listed, Name) else None
        if ref is None:
            return lambda _walk: None
        each = self.function(looked_at)
        if node.function == "place_of_first":
            return place_of_first(ref, each, self.function(more[0]) if more else None)
        most = next((int(number.value) for number in more if isinstance(number, Number)), None)
        return sort_items(ref, each, most, largest=node.function == "largest_first")


def _needs(computed: Mapping[str, Expression]) -> dict[str, tuple[str, ...]]:
    """For each computed value all that it rests on and itself, each behind what it needs."""
    direct = {name: _names(expression.root) for name, expression in computed.items()}
    needs: dict[str, tuple[str, ...]] = {}
    for name in TopologicalSorter(direct).static_order():
        below = [needed for other in direct[name] for needed in needs[other]]
        needs[name] = (*dict.fromkeys(below), name)
    return needs


def _names(root: Node) -> list[str]:
    """The computed values that an expression reads."""
    return [
        node.ref.name
        for node in nodes_of(root)
        if isinstance(node, Name) and isinstance(node.ref, ComputedRef)
    ]


def nodes_of(root: Node) -> Iterator[Node]:
    """The nodes of a tree, itself first."""
    todo = [root]
    while todo:
        node = todo.pop()
        yield node
        match node:
            case Unary():
                todo.append(node.arg)
            case Binary():
                todo += [node.left, node.right]
            case Call():
                todo += node.args


def _of_another(walk: Walk, ref: PickedRef | PreviousRef | EachRef) -> Any:
    """What another item was given, as expressions see it."""
    found = walk.elsewhere(ref)
    return _seen(*found, found[0].read(found[1])) if found else None


def _seen(walk: Walk, ref: AnswerRef, value: Any) -> Any:
    """An answer as expressions see it; a `one of` answer is the words it points at."""
    if not isinstance(value, ItemId):
        # Own words beside the items of a list are words, as an item is.
        if isinstance(value, Chosen) and value.words and isinstance(walk.flow.steps[ref.step].kind, OneOfKind):
            return value.words
        return plain(value)
    there, step = walk.at(ref.items), ref.step
    while isinstance(value, ItemId):
        item = there.picked(step, value)
        if item is None:
            return None
        value, there, step = item.value, there.among(item.at), item.step
    return value.words if isinstance(value, Chosen) and value.words else plain(value)


def plain(value: Any) -> Any:
    """The value as expressions see it: a choice is its option's id, a share its number, a skipped page nothing."""
    match value:
        case Chosen():
            return value.option
        case Share():
            return value.amount
        case Mark():
            return None
        case tuple():
            return tuple([plain(item) for item in value])
    return value


def _sane(number: Any) -> Any:
    """The number, or None for one that is too large, infinite or not a number at all."""
    return number if -LARGEST <= number <= LARGEST else None


def _ordered(operate: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """A comparison of two numbers, or of two of the same kind of days, times and moments."""

    def compare(a: Any, b: Any) -> Any:
        if _is_number(a) and _is_number(b):
            return operate(a, b)
        return operate(a, b) if type(a) is type(b) and type(a) in _ON_A_CLOCK else None

    return compare


def _numeric(operate: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    return lambda a, b: operate(a, b) if _is_number(a) and _is_number(b) else None


_OPERATORS: Mapping[str, Callable[[Any, Any], Any]] = {
    "==": lambda a, b: None if a is None or b is None else a == b,
    "!=": lambda a, b: None if a is None or b is None else a != b,
    "<": _ordered(lambda a, b: a < b),
    "<=": _ordered(lambda a, b: a <= b),
    ">": _ordered(lambda a, b: a > b),
    ">=": _ordered(lambda a, b: a >= b),
    "+": _numeric(lambda a, b: _sane(a + b)),
    "-": _numeric(lambda a, b: _sane(a - b)),
    "*": _numeric(lambda a, b: _sane(a * b)),
    "/": _numeric(lambda a, b: _sane(a / b) if b else None),
}


def _of_numbers(operate: Callable[[list[Any]], Any], empty: Any = None) -> Callable[[list[Any]], Any]:
    """A function of numbers, given as one list or one by one; None as soon as one of them is missing."""

    def of(args: list[Any]) -> Any:
        is_list = len(args) == 1 and isinstance(args[0], tuple)
        values = [amount(each) for each in args[0]] if is_list else args
        if not all(_is_number(value) for value in values):
            return None
        return _sane(operate(values)) if values else empty

    return of


def _count(listed: Any, *option: Any) -> int:
    """How many items a list has; with an option, how many of them are that."""
    if not isinstance(listed, tuple):
        return 0
    return listed.count(option[0]) if option else len(listed)


def _is_given(args: list[Any]) -> bool:
    value = args[0]
    return bool(value) and None not in value if isinstance(value, tuple) else value is not None


def _either(test: Function, yes: Function, no: Function) -> Function:
    """One of two numbers; where the test has no answer, neither."""

    def value(walk: Walk) -> Any:
        is_so = test(walk)
        found = (yes if is_so else no)(walk) if isinstance(is_so, bool) else None
        return found if _is_number(found) else None

    return value


def _minutes_between(args: list[Any]) -> Any:
    """From one time on to the next, past midnight too; from one moment to another, negative when that was before.

    A third number says by how many minutes the clocks were put forward in between.
    """
    if len(args) > len(("start", "end")):
        *ends, moved = args
        passed = _minutes_between(ends)
        if passed is None or not _is_number(moved):
            return None
        left = passed - nearest(moved)
        return left % _MINUTES_OF_A_DAY if isinstance(ends[0], time) else _sane(left)
    match args:
        case [time() as start, time() as end]:
            return ((end.hour - start.hour) * 60 + end.minute - start.minute) % _MINUTES_OF_A_DAY
        case [datetime() as start, datetime() as end]:
            return int((end - start).total_seconds() // 60)
    return None


_FUNCTIONS: Mapping[str, Callable[[list[Any]], Any]] = {
    "mean": _of_numbers(lambda values: sum(values) / len(values)),
    "min": _of_numbers(min),
    "max": _of_numbers(max),
    "sum": _of_numbers(sum, empty=0),
    "count": lambda args: _count(*args),
    "words": lambda args: len(args[0].split()) if isinstance(args[0], str) else 0,
    "has": lambda args: isinstance(args[0], tuple) and args[1] in args[0],
    "answered": _is_given,
    "minutes_between": _minutes_between,
    "most_rise": _of_numbers(
        lambda values: max([0, *[after - before for before, after in pairwise(values)]]), empty=0
    ),
    "round": lambda args: nearest(args[0]) if _is_number(args[0]) else None,
}
