"""What is certain at each step: the answers given on every path to it.

It must not report: `definedness.py` compares these facts with what is used.

Facts are texts: `a:step` this answer is given; `all:step` every item has it; `list:loop` the loop is done or begun;
`some:loop` it has an item; `before:step` the item before this one has the answer; `picked:step:field` the item that was
picked on `step` has the field; `each:step` the item that a function is looking at has the answer.
"""

import operator
from collections.abc import Callable, Iterator
from dataclasses import replace
from heapq import heappop, heappush

from cbt.compiler.expression import names
from cbt.model.expression import Binary, Call, Name, Node, Number, Unary
from cbt.model.flow import Flow, Guard, Holds, Loop, Move, Role, Step, Transition, Turn
from cbt.model.reference import (
    AnswerRef,
    EachRef,
    FieldRef,
    InputRef,
    ItemsRef,
    PickedRef,
    PreviousRef,
    RecalledRef,
    Ref,
    RestRef,
)

Facts = frozenset[str]

_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


def fact_of(ref: Ref) -> str | None:
    """The fact that makes a reference safe to read; None when it always is, or is computed."""
    match ref:
        case AnswerRef() | RestRef() | RecalledRef():
            return f"a:{ref.step}"
        case PreviousRef():
            return f"before:{ref.step}"
        case PickedRef():
            return f"picked:{ref.step}:{ref.field.step}"
        case FieldRef() | EachRef():
            return f"all:{ref.step}"
        case ItemsRef():
            return f"list:{ref.loop}"
        case _:
            return None


def lacking(ref: Ref, facts: Facts) -> str | None:
    """The fact that is missing for a reference to be read; None where it can be.

    A picked item has a field where all items have it, as has the one that a function is looking at.
    """
    fact = fact_of(ref)
    if fact is None or fact in facts or (isinstance(ref, EachRef) and f"each:{ref.step}" in facts):
        return None
    if not isinstance(ref, PickedRef):
        return fact
    needed = (f"a:{ref.step}", fact_of(ref.field))
    return next((each for each in needed if each and each not in facts), None)


def certain(flow: Flow) -> dict[str, Facts]:
    """The facts on arrival at each reachable step: what all paths to it have in common."""
    return _arrivals(flow, operator.and_)


def possible(flow: Flow) -> dict[str, Facts]:
    """The facts on arrival at each reachable step that some path gives, where optional answers are given too."""
    steps = {
        name: replace(step, optional=False) if step.optional else step for name, step in flow.steps.items()
    }
    return _arrivals(replace(flow, steps=steps), operator.or_)


def _arrivals(flow: Flow, merge: Callable[[Facts, Facts], Facts]) -> dict[str, Facts]:
    order = {step: number for number, step in enumerate(flow.steps)}
    arrived: dict[str, Facts] = {flow.start: certain_start(flow)}
    # In the order of the steps, which ways only leave for a further item, each step is seen a few times at the most.
    todo = [(order[flow.start], flow.start)]
    while todo:
        step = heappop(todo)[1]
        for _, dest, facts in onward(flow, flow.steps[step], arrived[step]):
            known = arrived.get(dest)
            merged = facts if known is None else merge(known, facts)
            if merged != known:
                arrived[dest] = merged
                heappush(todo, (order[dest], dest))
    return arrived


def certain_start(flow: Flow) -> Facts:
    """The facts on arrival at the first step."""
    facts: Facts = frozenset()
    for move in flow.start_moves:
        facts = _turn(flow, move, facts, converted=False)
    return facts


def onward(flow: Flow, step: Step, facts: Facts) -> Iterator[tuple[Transition, str, Facts]]:
    """Each way on with its goal and the facts that hold there."""
    for way, guarded in zip(flow.ways.get(step.id, ()), guard_facts(flow, step, facts), strict=True):
        after = guarded
        for guard in way.guards:
            after |= implied(guard, True)
        yield way, way.dest, _arrive(flow, step, way, after)


def guard_facts(flow: Flow, step: Step, facts: Facts) -> list[Facts]:
    """For each way on, the facts with which its guards are read: earlier guards have failed, loops are left."""
    is_given = step.role is Role.QUESTION and not step.optional
    answered = facts | {f"a:{step.id}"} if is_given else facts
    found = []
    for way in flow.ways.get(step.id, ()):
        left = answered
        for move in way.moves:
            if move.turn is Turn.LEAVE:
                left = _turn(flow, move, left, converted=_converts(step, move.loop))
        found.append(left)
        if len(way.guards) == 1:
            answered |= implied(way.guards[0], False)
    return found


def _converts(step: Step, loop: str) -> bool:
    """At `again` and `more` an item's answers have been turned into the list's already."""
    return step.id in (f"{loop}.again", f"{loop}.more")


def _arrive(flow: Flow, step: Step, way: Transition, facts: Facts) -> Facts:
    for move in way.moves:
        if move.turn is not Turn.LEAVE:
            facts = _turn(flow, move, facts, converted=False)
    dest = flow.steps[way.dest]
    if dest.role in (Role.AGAIN, Role.MORE) and step.id in flow.loops[dest.loops[-1]].steps:
        facts = _convert(flow.loops[dest.loops[-1]], facts)
    return facts


def _turn(flow: Flow, move: Move, facts: Facts, *, converted: bool) -> Facts:
    loop = flow.loops[move.loop]
    match move.turn:
        case Turn.BEFORE:
            return facts | {f"all:{step}" for step in loop.steps} | {f"list:{loop.id}"}
        case Turn.NEXT:
            fields = _fields(flow, loop)
            return (
                without(loop, facts)
                | {f"list:{loop.id}"}
                | {f"a:{step}" for step in fields if f"all:{step}" in facts}
            )
        case _:
            whole = facts if converted else _convert(loop, facts)
            return whole - {f"a:{step}" for step in (*loop.steps, *_fields(flow, loop))}


def _fields(flow: Flow, loop: Loop) -> list[str]:
    """The steps that other loops have given to the items that this one walks."""
    others = [other for other in flow.loops.values() if other.items_of == loop.items_of and other is not loop]
    return [step for other in others for step in other.steps]


def without(loop: Loop, facts: Facts) -> Facts:
    """The facts without those about the loop's steps: a new item has answered nothing yet."""
    own = {f"{kind}:{step}" for step in loop.steps for kind in ("a", "all", "list", "some", "before")}
    picked = tuple([f"picked:{step}:" for step in loop.steps])
    return frozenset([fact for fact in facts - own if not fact.startswith(picked)])


def _convert(loop: Loop, facts: Facts) -> Facts:
    """An item is done: what it was given on all paths, all items were given."""
    return (
        facts
        | {f"all:{step}" for step in loop.steps if f"a:{step}" in facts}
        | {f"list:{loop.id}", f"some:{loop.id}"}
    )


def implied(guard: Guard, truth: bool) -> Facts:
    """The facts that follow when a guard is true, or when it is not."""
    return when(guard.expression.root, truth) if isinstance(guard, Holds) else frozenset()


def when(node: Node, truth: bool) -> Facts:
    """The facts that follow when an expression is true, or when it is not."""
    match node:
        case Unary(op="not"):
            return when(node.arg, not truth)
        case Binary(op="and") if truth:
            return when(node.left, True) | when(node.right, True)
        case Binary(op="or") if not truth:
            return when(node.left, False) | when(node.right, False)
        case Call(function="answered") if truth and isinstance(node.args[0], Name):
            return _answered(node.args[0].ref)
        case Binary() if truth in _says_some(node):
            return frozenset(f"some:{owner}" for name in _counted(node) if (owner := owner_of(name.ref)))
    return frozenset()


def _answered(ref: Ref | None) -> Facts:
    """What follows when `answered` is true of a reference; of a list, that it has an item too."""
    if isinstance(ref, EachRef):
        return frozenset({f"each:{ref.step}"})
    fact, owner = fact_of(ref) if ref else None, owner_of(ref)
    found = {fact, f"some:{owner}" if owner else None}
    return frozenset(text for text in found if text)


def owner_of(ref: Ref | None) -> str | None:
    """Who owns the items that a reference reads, for the fact that there are some."""
    match ref:
        case ItemsRef():
            return ref.loop
        case FieldRef():
            return ref.items_of
        case AnswerRef():
            return ref.step
        case InputRef():
            return ref.name
    return None


def _counted(node: Binary) -> list[Name]:
    """The list whose items a comparison counts: that which is sorted, where it counts a sorted one."""
    call = node.left if isinstance(node.left, Call) else node.right
    assert isinstance(call, Call)
    listed = call.args[0]
    return names(listed.args[0] if isinstance(listed, Call) and listed.args else listed)


def _says_some(node: Binary) -> frozenset[bool]:
    """When a comparison of `count(list)` with a number is true, or false, that says that the list has an item."""
    count, op, number = node.left, node.op, node.right
    if isinstance(count, Number):
        count, op, number = number, _TURNED.get(op, op), count
    if not (isinstance(count, Call) and count.function == "count" and isinstance(number, Number)):
        return frozenset()
    holds_for_none = _COMPARE[op](0, number.value) if op in _COMPARE else None
    return frozenset() if holds_for_none is None else frozenset({not holds_for_none})
