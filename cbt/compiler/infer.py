"""Checks that the kinds in an expression fit (F203), and gives the type of its value.

It must not find names: every name's target is there before.
"""

from collections.abc import Callable

from cbt.compiler import ranges
from cbt.compiler.diagnostics import Findings, did_you_mean
from cbt.compiler.expression import functions_hint, no_function
from cbt.compiler.nodes import Scalar
from cbt.compiler.ranges import Range
from cbt.compiler.scope import Type
from cbt.compiler.types import ITEMISED
from cbt.model.expression import Binary, Call, Name, Node, Number, String, Unary

TRUTH = Type("truth")
_LISTS = ("items", "records", "sorted", *ITEMISED)
_ON_THE_CLOCK = ("date", "time", "moment")
_DAY = 24 * 60
_MOST_KEPT = 100
_NUMBER_LIST = Type("number", many=True)


class Inference:
    """Infers one expression. `type_of` gives a name's type, or None where a fault has been told already."""

    def __init__(self, text: Scalar, type_of: Callable[[Name], Type | None], findings: Findings) -> None:
        self._text = text
        self._type_of = type_of
        self._findings = findings

    def infer(self, node: Node) -> Type | None:
        """The type of a node's value; None when a fault below it has been told."""
        match node:
            case Number():
                return Type("number", least=node.value, most=node.value)
            case String():
                return Type("string", (node.value,))
            case Name():
                return self._type_of(node)
            case Unary():
                return self._unary(node)
            case Binary():
                return self._binary(node)
            case _:
                return self._call(node)

    def _fault(self, node: Node, message: str, hint: str) -> None:
        length = len(_written(node))
        self._findings.add("F203", self._text.part(node.at, node.at + length), message, hint)

    def _want(self, node: Node, kind: Type, what: str) -> Type | None:
        """The node's type when it is of the wanted kind; else a finding and None."""
        found = self.infer(node)
        if found is None:
            return None
        if found.name == kind.name and found.many == kind.many:
            return found
        message = f"{what} needs {kind.shown}; {_words(node)} is {found.shown}"
        is_loop = isinstance(node, Name) and found.name == "items" and kind.many
        hint = "read a number of its items: its name, a dot and the id of their page"
        self._fault(node, message, hint if is_loop else "compare it first, or use another answer")
        return None

    def _unary(self, node: Unary) -> Type | None:
        if node.op == "not":
            return self._want(node.arg, TRUTH, '"not"')
        found = self._want(node.arg, Type("number"), '"-"')
        return _number(ranges.negate(_range(found))) if found else None

    def _binary(self, node: Binary) -> Type | None:
        if node.op in ("and", "or"):
            sides = [self._want(side, TRUTH, f'"{node.op}"') for side in (node.left, node.right)]
            return TRUTH if all(sides) else None
        if node.op in ("==", "!="):
            return self._equality(node)
        if node.op in ("<", "<=", ">", ">="):
            return self._comparison(node)
        left = self._want(node.left, Type("number"), f'"{node.op}"')
        right = self._want(node.right, Type("number"), f'"{node.op}"')
        if left is None or right is None:
            return None
        return self._arithmetic(node, _range(left), _range(right))

    def _comparison(self, node: Binary) -> Type | None:
        left, right = self.infer(node.left), self.infer(node.right)
        # What one side is to be hangs on the other, which may be misspelt.
        if left is None or right is None:
            return None
        if left.name in _ON_THE_CLOCK and not left.many:
            return TRUTH if self._want(node.right, left, f'"{node.op}"') else None
        # A side is inferred once more where it is no number, and the same finding is kept once.
        sides = [self._want(side, Type("number"), f'"{node.op}"') for side in (node.left, node.right)]
        return TRUTH if all(sides) else None

    def _arithmetic(self, node: Binary, left: Range, right: Range) -> Type | None:
        match node.op:
            case "+":
                return _number(ranges.add(left, right))
            case "-":
                return _number(ranges.add(left, ranges.negate(right)))
            case "*":
                return _number(ranges.multiply(left, right))
        if ranges.holds_zero(right):
            self._fault(
                node.right, "this divisor can be 0", "divide by something that cannot, such as a whole number"
            )
            return None
        return _number(ranges.divide(left, right))

    def _equality(self, node: Binary) -> Type | None:
        left, right = self.infer(node.left), self.infer(node.right)
        if left is None or right is None:
            return None
        for side, other, told in ((left, right, node.right), (right, left, node.left)):
            if isinstance(told, String) and side.name in ("choice", "text") and not side.many:
                return self._check_option(side, told)
            is_alike = side.name == other.name and not side.many and not other.many
            if is_alike and side.name in ("number", *_ON_THE_CLOCK):
                return TRUTH
            if is_alike and side.item_of is not None and side.item_of == other.item_of:
                return TRUTH
        message = f"{left.shown} cannot be compared with {right.shown}"
        self._fault(node, message, "compare numbers, or a choice with an option in quotes")
        return None

    def _check_option(self, choice: Type, node: String) -> Type | None:
        if choice.name != "choice" or node.value in choice.options:
            return TRUTH
        hint = did_you_mean(node.value, choice.options) or "use one of: " + ", ".join(choice.options)
        quoted = self._text.part(node.at, node.at + len(node.value) + 2)
        self._findings.add("F203", quoted, f'there is no option "{node.value}"', hint)
        return None

    def _call(self, node: Call) -> Type | None:
        rule = _RULES.get(node.function)
        if rule is None:
            name = self._text.part(node.at, node.at + len(node.function))
            self._findings.add("F202", name, no_function(name), functions_hint(name))
            return None
        return rule(self, node)

    def _count_args(self, node: Call, count: int) -> bool:
        if len(node.args) == count:
            return True
        message = f"{node.function} takes {count} in its brackets; here are {len(node.args)}"
        self._fault(node, message, "see the list of functions")
        return False

    def _numbers(self, node: Call) -> Type | None:
        """`mean min max sum` of a list of numbers; `min max` also of two or more numbers."""
        if node.function in ("min", "max") and len(node.args) > 1:
            found = [self._want(arg, Type("number"), node.function) for arg in node.args]
            return _number(_extreme(node.function, [_range(t) for t in found if t])) if all(found) else None
        if not self._count_args(node, 1):
            return None
        span = self._of_numbers(node)
        if span is None:
            return None
        return _number(ranges.OPEN if node.function == "sum" else span)

    def _of_numbers(self, node: Call) -> Range | None:
        """Between what the numbers of the list lie that a function takes: a loop's, shares, or those that sort one."""
        found = self.infer(node.args[0])
        if found is not None and found.name == "sorted":
            return found.by
        if found is not None and (found.name != "shares" or found.many or node.function == "most_rise"):
            found = self._want(node.args[0], _NUMBER_LIST, node.function)
        return _range(found) if found is not None else None

    def _of_list(self, node: Call) -> Type | None:
        if len(node.args) > 1:
            return self._of_chosen(node)
        if not self._count_args(node, 1):
            return None
        found = self.infer(node.args[0])
        if found is None:
            return None
        if found.name in _LISTS and not found.many:
            return _number((found.least or 0, found.most))
        message = f"count needs a loop or a list; {_words(node.args[0])} is {found.shown}"
        self._fault(node.args[0], message, "count the list that it belongs to")
        return None

    def _of_chosen(self, node: Call) -> Type | None:
        """`count` of those among a loop's choices that are this option."""
        if not self._count_args(node, 2):
            return None
        found = self._want(node.args[0], Type("choice", many=True), "count")
        if found is None:
            return None
        if not isinstance(node.args[1], String):
            self._fault(node.args[1], "count takes an option's id in quotes", 'write count(choices, "id")')
            return None
        return _number((0, None)) if self._check_option(Type("choice", found.options), node.args[1]) else None

    def _most_rise(self, node: Call) -> Type | None:
        if not self._count_args(node, 1):
            return None
        span = self._of_numbers(node)
        return _number(ranges.rise(span)) if span is not None else None

    def _sorted(self, node: Call) -> Type | None:
        """A list sorted by a number that each item has: all of it, or the first of it."""
        if not self._count_args(node, 3 if len(node.args) == 3 else 2):
            return None
        listed, by, *most = node.args
        found, number = self._listed(listed, node.function), self._want(by, Type("number"), node.function)
        if found is None or number is None or not all(self._is_count(each, node.function) for each in most):
            return None
        limits = [each.value for each in most if isinstance(each, Number)]
        limits += [int(found.most)] if found.most is not None and not found.many else []
        least = 0 if found.many else min([int(found.least or 0), *limits])
        return Type("sorted", least=least, most=min(limits, default=None), by=_range(number))

    def _listed(self, node: Node, function: str) -> Type | None:
        """The type of a list whose items have words."""
        found = self.infer(node)
        if found is None or found.name in (("text", "choice") if found.many else ITEMISED):
            return found
        message = f"{function} needs a list whose items have words; {_words(node)} is {found.shown}"
        hint = "name a list, a pick of many, an order, or a loop's texts such as things.name"
        self._fault(node, message, hint)
        return None

    def _is_count(self, node: Node, function: str) -> bool:
        """Whether a number says how many items are kept; else a finding."""
        if isinstance(node, Number) and isinstance(node.value, int) and 1 <= node.value <= _MOST_KEPT:
            return True
        message = f"{function} keeps a whole number of items, written in digits"
        self._fault(node, message, f"write one from 1 to {_MOST_KEPT}, or leave it out to keep them all")
        return False

    def _place(self, node: Call) -> Type | None:
        """The place of the first item for which something is true; behind another place where one is named."""
        if not self._count_args(node, 3 if len(node.args) == 3 else 2):
            return None
        listed, test, *behind = node.args
        found = self.infer(listed)
        if found is not None and (found.name not in ("items", *ITEMISED) or found.many):
            message = f"{node.function} needs a loop or a list; {_words(listed)} is {found.shown}"
            self._fault(listed, message, "name the list that it belongs to")
            found = None
        is_so = self._want(test, TRUTH, node.function)
        places = [self._want(each, Type("number"), node.function) for each in behind]
        if found is None or is_so is None or not all(places):
            return None
        return _number((0, found.most))

    def _of_words(self, node: Call) -> Type | None:
        if not self._count_args(node, 1):
            return None
        return _number((0, None)) if self._want(node.args[0], Type("text"), "words") else None

    def _has(self, node: Call) -> Type | None:
        if not self._count_args(node, 2):
            return None
        picks = self._want(node.args[0], Type("picks"), "has")
        if picks is None:
            return None
        if not isinstance(node.args[1], String):
            self._fault(node.args[1], "has takes an option's id in quotes", 'write has(picks, "id")')
            return None
        return self._check_option(Type("choice", picks.options), node.args[1])

    def _minutes(self, node: Call) -> Type | None:
        """`minutes_between` two times of day, or two moments, with the minutes that the clocks moved in between."""
        if not self._count_args(node, 3 if len(node.args) == 3 else 2):
            return None
        first = self.infer(node.args[0])
        wanted = first if first is not None and first.name == "moment" else Type("time")
        found = [self._want(arg, wanted, node.function) for arg in node.args[:2]]
        found += [self._want(arg, Type("number"), node.function) for arg in node.args[2:]]
        if not all(found):
            return None
        return _number((0, _DAY - 1)) if wanted.name == "time" else _number(ranges.OPEN)

    def _round(self, node: Call) -> Type | None:
        found = self._want(node.args[0], Type("number"), "round") if self._count_args(node, 1) else None
        return _number(ranges.rounded(_range(found))) if found else None

    def _if(self, node: Call) -> Type | None:
        """`if` of a yes or no: one of two numbers."""
        if not self._count_args(node, 3):
            return None
        test = self._want(node.args[0], TRUTH, '"if"')
        numbers = [self._want(arg, Type("number"), '"if"') for arg in node.args[1:]]
        found = [number for number in numbers if number is not None]
        return _number(ranges.either([_range(number) for number in found])) if test and all(numbers) else None

    def _answered(self, node: Call) -> Type | None:
        if not self._count_args(node, 1):
            return None
        if not isinstance(node.args[0], Name):
            self._fault(node.args[0], "answered takes the name of an answer", "write answered(step)")
            return None
        return TRUTH if self.infer(node.args[0]) else None


MEANINGS = {
    "mean(numbers)": "the average of a loop's numbers, or of shares",
    "min(numbers)": "the smallest of them; also of two or more numbers in the brackets",
    "max(numbers)": "the largest of them; also of two or more numbers in the brackets",
    "sum(numbers)": "all of them added up; 0 when there is none",
    "count(list)": "how many items a loop, a list, an order or a pick of many has; with an option's id behind it, such "
    'as count(things.kind, "fact"), for how many items of a loop this was chosen',
    "words(text)": "how many words a text has",
    'has(picks, "id")': "whether this option was picked",
    "answered(x)": "whether there is an answer; of a list, whether every item has one",
    "minutes_between(a, b)": "the minutes from one time of day to another, past midnight too (0 to 1439); or from one "
    "date and time to another, less than 0 when the second is earlier. A third number says by how many minutes the "
    "clocks went forward in between, less than 0 when they went back",
    "round(number)": "the nearest whole number; a half goes away from 0",
    "if(test, a, b)": "the number a where the test is true, and else the number b",
    "most_rise(numbers)": "the largest step up from one of a loop's numbers, or of a sorted list's, to the next; 0 "
    "where there is none",
    "largest_first(list, number)": "the items of a list, sorted by a number that each has, such as "
    "largest_first(areas, areas.weight - areas.lived): it is shown with the numbers, and mean, min, max, sum and "
    "most_rise read these. A third number keeps so many of them",
    "smallest_first(list, number)": "the same, with the smallest number first",
    "place_of_first(list, test)": "the place, from 1, of the first item for which the test is true, such as "
    "place_of_first(rounds, rounds.strength <= 20); 0 where there is none. A third number says behind which place to "
    "look",
}

_RULES: dict[str, Callable[[Inference, Call], Type | None]] = {
    "mean": Inference._numbers,
    "min": Inference._numbers,
    "max": Inference._numbers,
    "sum": Inference._numbers,
    "count": Inference._of_list,
    "words": Inference._of_words,
    "has": Inference._has,
    "answered": Inference._answered,
    "minutes_between": Inference._minutes,
    "round": Inference._round,
    "if": Inference._if,
    "most_rise": Inference._most_rise,
    "largest_first": Inference._sorted,
    "smallest_first": Inference._sorted,
    "place_of_first": Inference._place,
}


def _number(span: Range) -> Type:
    return Type("number", least=span[0], most=span[1])


def _range(found: Type) -> Range:
    return (found.least, found.most)


def _extreme(function: str, spans: list[Range]) -> Range:
    """The range of the least or the greatest of several values."""
    lows = [low for low, _ in spans if low is not None]
    highs = [high for _, high in spans if high is not None]
    if function == "min":
        # One side without a lower end leaves the least of all open below, and none of them above it.
        return min(lows) if len(lows) == len(spans) else None, min(highs, default=None)
    return max(lows, default=None), max(highs) if len(highs) == len(spans) else None


def _written(node: Node) -> str:
    """The word or sign of a node that a finding points at."""
    match node:
        case Name():
            return node.name
        case Call():
            return node.function
        case Unary() | Binary():
            return node.op
        case _:
            return "x"


def _words(node: Node) -> str:
    """The node in an author's words."""
    return f'"{node.name}"' if isinstance(node, Name) else "this"
