"""Says expressions in plain English: `belief >= 40` as "belief is 40 or more".

It must not evaluate anything, and must not know where its words will stand.
"""

from collections.abc import Callable

from cbt.model.expression import LOOKING, Binary, Call, Name, Node, Number, String, Unary
from cbt.model.flow import Flow
from cbt.model.reference import (
    AnswerRef,
    ComputedRef,
    EachRef,
    FieldRef,
    InputRef,
    ItemRef,
    ItemsRef,
    PickedRef,
    PreviousRef,
    RecalledRef,
    Ref,
    RestRef,
    SeriesRef,
)

NameOf = Callable[[Name], str]

_TO_NUMBER = {
    "==": "is {}",
    "!=": "is not {}",
    "<": "is below {}",
    ">": "is above {}",
    "<=": "is {} or less",
    ">=": "is {} or more",
}
_TO_OTHER = {**_TO_NUMBER, "<=": "is at most {}", ">=": "is at least {}"}
_COUNTED = {
    "==": "exactly {}",
    "!=": "not {}",
    "<": "fewer than {}",
    ">": "more than {}",
    "<=": "{} or fewer",
    ">=": "{} or more",
}
_THINGS = {"words": "words", "count": "items"}
_SIGNS = {"+": "plus", "-": "minus", "*": "times", "/": "divided by"}
_BINDING = {"or": 1, "and": 2, "not": 3, "+": 5, "-": 5, "*": 6, "/": 6} | dict.fromkeys(_TO_NUMBER, 4)
_TIGHTEST = 7
_OF_ONE = {
    "mean": "the mean of all {}",
    "sum": "the sum of all {}",
    "count": "the number of items in {}",
    "words": "the number of words in {}",
    "most_rise": "the largest step up from one of {} to the next",
    "round": "{} (to the nearest whole number)",
}
_EXTREMES = {"min": ("smaller", "smallest"), "max": ("larger", "largest")}


def name_of(ref: Ref, flow: Flow) -> str:
    """What an author calls the thing that a reference points at, by its full id."""
    match ref:
        case (
            AnswerRef(step=name)
            | FieldRef(step=name)
            | EachRef(step=name)
            | ItemsRef(loop=name)
            | InputRef(name)
        ):
            return name
        case ComputedRef(name):
            return name
        case RestRef(step=step):
            return f"{step}.rest"
        case RecalledRef(step=step, name=name):
            return f"{step}.{name}"
        case PickedRef(step=step, field=field):
            return f"{step}.{_in_loop(field.step, flow)}"
        case PreviousRef(step=step):
            return f"previous.{_in_loop(step, flow)}"
        case SeriesRef(of):
            return name_of(of, flow)
    over = flow.loops[ref.loop].over
    return name_of(over, flow) if over else ref.loop


def _in_loop(step: str, flow: Flow) -> str:
    """What a page is called in the loop that it stands in."""
    return step.removeprefix(f"{flow.steps[step].loops[-1]}.")


def of_step(ref: Ref | None, flow: Flow) -> str | None:
    """The step whose answer a reference reads, also as an item of the list that it gave; None for all else."""
    match ref:
        case (
            AnswerRef(step=step)
            | FieldRef(step=step)
            | RestRef(step=step)
            | RecalledRef(step=step)
            | PreviousRef(step=step)
            | EachRef(step=step)
        ):
            return step
        case PickedRef(field=field):
            return field.step
        case ItemRef(loop=loop):
            return of_step(flow.loops[loop].over, flow)
    return None


class Phrases:
    """Says the expressions of one flow; `name` gives the words for a name in them."""

    def __init__(self, flow: Flow, name: NameOf | None = None) -> None:
        self._flow = flow
        self._name = name or self._full_name

    def say(self, node: Node) -> str:
        """The whole expression in words."""
        match node:
            case Number(value):
                return f"{value:g}"
            case String(value):
                return f"“{value}”"
            case Name():
                return self._name(node)
            case Call():
                return self._look(node) if node.function in LOOKING else self._call(node)
            case Unary():
                return self._unary(node)
        return self._binary(node)

    def _unary(self, node: Unary) -> str:
        if node.op == "not":
            if isinstance(node.arg, Name):
                return f"{self._name(node.arg)} is no"
            return f"not {self._inside(node.arg, _TIGHTEST)}"
        sign = "−" if isinstance(node.arg, Number) else "minus "
        return f"{sign}{self._inside(node.arg, _TIGHTEST)}"

    def _binary(self, node: Binary) -> str:
        op, left, right = node.op, node.left, node.right
        if op in _SIGNS:
            before, after = self._inside(left, _BINDING[op]), self._inside(right, _BINDING[op] + 1)
            return f"{before} {_SIGNS[op]} {after}"
        if op not in _TO_NUMBER:
            return f"{self._truth(left, op)} {op} {self._truth(right, op)}"
        match left, right:
            case Call(("words" | "count") as function, (thing,)), Number(value):
                return f"{self.say(thing)} has {_COUNTED[op].format(f'{value:g}')} {_THINGS[function]}"
        return f"{self._inside(left, _BINDING[op])} {self.compared(op, left, right)}"

    def condition(self, node: Node) -> str:
        """The same for an expression that is to be true."""
        return f"{self._name(node)} is yes" if isinstance(node, Name) else self.say(node)

    def compared(self, op: str, left: Node, right: Node) -> str:
        """The right side of a comparison with its verb: `is 40 or more`."""
        if isinstance(right, String) and isinstance(left, Name):
            return _TO_OTHER[op].format(f"“{self.label(left.ref, right.value)}”")
        pattern = _TO_NUMBER if _is_number(right) else _TO_OTHER
        return pattern[op].format(self._inside(right, _BINDING[op] + 1))

    def label(self, ref: Ref | None, option: str) -> str:
        """The label of an option of the answer that a reference reads."""
        step = self._flow.steps.get(of_step(ref, self._flow) or "")
        text = step.labels.get(option) if step else None
        return text.source if text else option

    def _full_name(self, name: Name) -> str:
        return name_of(name.ref, self._flow) if name.ref else name.name

    def _truth(self, node: Node, op: str) -> str:
        words = self.condition(node)
        return (
            f"({words})" if isinstance(node, Binary) and node.op in ("and", "or") and node.op != op else words
        )

    def _inside(self, node: Node, binding: int) -> str:
        words = self.say(node)
        return f"({words})" if _binding(node) < binding else words

    def _call(self, call: Call) -> str:
        match call.function, call.args:
            case "answered", (thing,):
                return f"{self.say(thing)} was answered"
            case "has", (Name() as picks, String(option)):
                return f"{self.say(picks)} has “{self.label(picks.ref, option)}”"
            case "count", (Name() as choices, String(option)):
                return f"how many of {self.say(choices)} are “{self.label(choices.ref, option)}”"
            case "minutes_between", (first, second):
                return f"the minutes from {self.say(first)} to {self.say(second)}"
            case "minutes_between", (first, second, moved):
                length = f"the minutes from {self.say(first)} to {self.say(second)}"
                return f"{length}, less those by which the clocks went forward ({self.say(moved)})"
            case "if", (test, yes, no):
                return f"{self.say(yes)} if {self.condition(test)}, else {self.say(no)}"
            case ("min" | "max") as function, args:
                one, many = _EXTREMES[function]
                words = [self.say(arg) for arg in args]
                if len(words) == 1:
                    return f"the {many} of all {words[0]}"
                return f"the {one if len(words) == 2 else many} of {', '.join(words[:-1])} and {words[-1]}"
        return _OF_ONE[call.function].format(*map(self.say, call.args))

    def _look(self, call: Call) -> str:
        """A function that looks at the items of a list one after the other."""
        listed, each, *more = call.args
        if call.function == "place_of_first":
            behind = f" behind place {self._inside(more[0], _TIGHTEST)}" if more else ""
            return f"the place of the first of {self.say(listed)}{behind} for which {self.condition(each)}"
        which, by = call.function.partition("_")[0], self.say(each)
        if more:
            return f"the {self.say(more[0])} of {self.say(listed)} with the {which} {by}"
        return f"all {self.say(listed)}, in the order of {by}, the {which} first"


def _is_number(node: Node) -> bool:
    return isinstance(node, Number) or (isinstance(node, Unary) and isinstance(node.arg, Number))


def _binding(node: Node) -> int:
    if isinstance(node, Call) and node.function in ("if", "round"):
        return 0
    return _BINDING[node.op] if isinstance(node, Binary | Unary) and not _is_number(node) else _TIGHTEST
