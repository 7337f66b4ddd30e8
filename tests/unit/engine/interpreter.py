"""A second evaluator, written straight from the language's rules, to hold the engine's against.

It knows the answers of the flow in `test_evaluate.py`.
"""

import math
from copy import copy
from datetime import date, datetime, time, timedelta
from typing import Any

from cbt.engine.evaluate import LARGEST
from cbt.engine.looking import Ranked
from cbt.engine.walk import Walk
from cbt.model.answer import Chosen, ItemId, Mark, Share
from cbt.model.expression import LOOKING, Binary, Call, Name, Node, Number, String, Unary
from cbt.model.reference import AnswerRef, ComputedRef, ItemsRef, Ref


class Interpreter:
    """Walks the tree anew each time; `computed` are the trees of the computed values."""

    def __init__(self, walk: Walk, computed: dict[str, Node]) -> None:
        self.walk = walk
        self.computed = computed

    def value(self, node: Node) -> Any:
        if isinstance(node, Number):
            return self.bounded(node.value)
        if isinstance(node, String):
            return node.value
        if isinstance(node, Name):
            return self.name(node.ref)
        if isinstance(node, Unary):
            return self.unary(node.op, self.value(node.arg))
        if isinstance(node, Binary):
            return self.binary(node.op, self.value(node.left), self.value(node.right))
        if node.function == "if":
            return self.either(*node.args)
        if node.function in LOOKING:
            return self.look(node)
        return self.call(node.function, [self.value(arg) for arg in node.args])

    def name(self, ref: Ref | None) -> Any:
        if ref is None:
            return None
        if isinstance(ref, ComputedRef):
            return self.value(self.computed[ref.name])
        value = self.walk.read(ref)
        if isinstance(value, ItemId) and isinstance(ref, AnswerRef):
            value = {"hot": self.line, "thing": self.thing}[ref.step](value.id)
        return self.seen(value)

    def seen(self, value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(map(self.seen, value))
        if isinstance(value, Chosen):
            return value.option
        if isinstance(value, Share):
            return value.amount
        return None if isinstance(value, Mark) else value

    def line(self, wanted: str) -> Any:
        lines = self.walk.read(AnswerRef("lines", ()))
        listed: Any = lines if isinstance(lines, tuple) else ()
        return next((line.text for line in listed if line.id == wanted), None)

    def thing(self, wanted: str) -> Any:
        found = (
            self.walk.answer(f"things.name@{wanted}")
            if wanted in self.walk.walked.get("things", ())
            else None
        )
        return found.words or found.option if isinstance(found, Chosen) else None

    @staticmethod
    def bounded(number: Any) -> Any:
        return number if abs(number) <= LARGEST else None

    @staticmethod
    def is_number(value: Any) -> bool:
        return type(value) in (int, float)

    def unary(self, op: str, value: Any) -> Any:
        if op == "not":
            return {True: False, False: True}.get(value) if isinstance(value, bool) else None
        return 0 - value if self.is_number(value) else None

    def binary(self, op: str, left: Any, right: Any) -> Any:
        if op in ("and", "or"):
            both = [left is True, right is True]
            return all(both) if op == "and" else any(both)
        if op in ("==", "!="):
            return (
                None
                if None in (left, right) and (left is None or right is None)
                else (left == right) == (op == "==")
            )
        if op in ("<", "<=", ">", ">=") and {type(left), type(right)} in ({date}, {time}, {datetime}):
            return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[op]
        if not (self.is_number(left) and self.is_number(right)) or (op == "/" and right == 0):
            return None
        result = eval("left OP right".replace("OP", op), {"left": left, "right": right})  # noqa: S307
        return result if isinstance(result, bool) else self.bounded(result)

    @staticmethod
    def minutes(start: Any, end: Any) -> Any:
        if {type(start), type(end)} == {datetime}:
            return (end - start) // timedelta(minutes=1)
        if {type(start), type(end)} != {time}:
            return None
        days = [datetime.combine(date(2026, 5, 4), clock) for clock in (start, end)]
        passed = days[1] - days[0] if end >= start else days[1] + timedelta(days=1) - days[0]
        return passed // timedelta(minutes=1)

    def either(self, test: Node, yes: Node, no: Node) -> Any:
        is_so = self.value(test)
        found = {True: self.value(yes), False: self.value(no)}[is_so] if isinstance(is_so, bool) else None
        return found if self.is_number(found) else None

    def look(self, node: Call) -> Any:
        """The items of a list, the greatest or least number first, or the place of the first that passes a test."""
        listed, each, *more = node.args
        if not isinstance(listed, Name) or listed.ref is None:
            return None
        is_loop = isinstance(listed.ref, ItemsRef)
        items: list[Any] = list(self.walk.walked.get("things", ())) if is_loop else self.items(listed.ref)
        found = [(item, self.at(item if isinstance(item, str) else item.id, each)) for item in items]
        if node.function == "place_of_first":
            behind = self.value(more[0]) if more else 0
            places = [
                at + 1 for at, (_, value) in enumerate(found) if value is True and self.is_number(behind)
            ]
            return min([at for at in places if at > behind], default=0) if self.is_number(behind) else None
        left, ranked = [Ranked(item, value) for item, value in found if self.is_number(value)], []
        while left:
            choose = max if node.function == "largest_first" else min
            ranked.append(choose(left, key=lambda one: one.number))
            left.remove(ranked[-1])
        return tuple(ranked[: self.value(more[0])] if more else ranked)

    def items(self, ref: Ref) -> list[Any]:
        return list(self.walk.items_in(ref))

    def at(self, item: str, node: Node) -> Any:
        inside = copy(self.walk)
        inside.items = (*self.walk.items, item)
        return Interpreter(inside, self.computed).value(node)

    @staticmethod
    def whole(number: Any) -> Any:
        below = math.trunc(number)
        return below + (1 if number > 0 else -1) if abs(number - below) >= 0.5 else below

    def call(self, function: str, args: list[Any]) -> Any:
        first = args[0]
        if function == "answered":
            return first is not None and (not isinstance(first, tuple) or (first != () and None not in first))
        if function == "count":
            listed = first if isinstance(first, tuple) else ()
            return len([item for item in listed if len(args) == 1 or item == args[1]])
        if function == "words":
            return len(first.split()) if isinstance(first, str) else 0
        if function == "minutes_between":
            passed = self.minutes(*args[:2])
            if len(args) == 2 or passed is None or not self.is_number(args[2]):
                return passed if len(args) == 2 else None
            left = passed - self.whole(args[2])
            return left % 1440 if isinstance(first, time) else self.bounded(left)
        if function == "round":
            return self.whole(first) if self.is_number(first) else None
        if function == "has":
            return isinstance(first, tuple) and any(item == args[1] for item in first)
        return self.of_numbers(
            function, first if isinstance(first, tuple) and len(args) == 1 else tuple(args)
        )

    def of_numbers(self, function: str, numbers: tuple[Any, ...]) -> Any:
        numbers = tuple([one.number if isinstance(one, Ranked) else one for one in numbers])
        if not numbers:
            return 0 if function in ("sum", "most_rise") else None
        if not all(map(self.is_number, numbers)):
            return None
        if function == "most_rise":
            steps = [numbers[at + 1] - numbers[at] for at in range(len(numbers) - 1)]
            return self.bounded(max([0, *[step for step in steps if step > 0]]))
        mean = sum(numbers) / len(numbers)
        return self.bounded(
            {"mean": mean, "sum": sum(numbers), "min": min(numbers), "max": max(numbers)}[function]
        )
