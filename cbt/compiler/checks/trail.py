"""Finds a path that shows a fault, and says it in an author's words.

It must not decide whether there is a fault.
"""

from collections import deque
from collections.abc import Mapping, Sequence

from cbt.compiler.checks.facts import Facts, certain_start, onward
from cbt.model.expression import Binary, Name, Number
from cbt.model.flow import Chose, Flow, Holds, Move, Role, Transition, Turn, WantsMore

_TRUE = {">=": "{} or more", ">": "above {}", "<=": "{} or less", "<": "below {}", "==": "{}", "!=": "not {}"}
_FALSE = {
    ">=": "below {}",
    ">": "{} or less",
    "<=": "above {}",
    "<": "{} or more",
    "==": "not {}",
    "!=": "{}",
}


def path_without(flow: Flow, fact: str, goal: str) -> tuple[str, ...]:
    """The shortest path to a step on which a fact is missing: pages, with the answer that led on in brackets.

    Empty when there is none.
    """
    subject = fact.partition(":")[2]
    # Whether the fact arises depends on these alone, so that they are all that a path needs to carry.
    telling = frozenset(f"{kind}:{subject}" for kind in ("a", "all", "list", "some"))
    first = certain_start(flow) & telling
    todo: deque[tuple[str, Facts, tuple[Transition, ...]]] = deque([(flow.start, first, ())])
    seen = {(flow.start, first)}
    while todo:
        step, facts, path = todo.popleft()
        if step == goal and fact not in facts:
            return (*_passed(flow, path), goal.removesuffix(".more"))
        for way, dest, reached in onward(flow, flow.steps[step], facts):
            after = reached & telling
            if (dest, after) not in seen:
                seen.add((dest, after))
                todo.append((dest, after, (*path, way)))
    return ()


def _passed(flow: Flow, path: Sequence[Transition]) -> list[str]:
    words = []
    moves = flow.start_moves
    for way in path:
        role = flow.steps[way.source].role
        # Whether there was a further item says nothing; that there was none at all does.
        if role not in (Role.AGAIN, Role.MORE) or (role is Role.AGAIN and _stands_before(moves)):
            why = _why(flow, way)
            words.append(f"{way.source} ({why})" if why else way.source)
        moves = way.moves
    return words


def _stands_before(moves: Sequence[Move]) -> bool:
    return bool(moves) and moves[-1].turn is Turn.BEFORE


def _why(flow: Flow, way: Transition) -> str:
    """The answer that leads along a way, in words; empty when there is only one."""
    ways = flow.ways[way.source]
    if len({other.dest for other in ways}) < 2:
        return ""
    if flow.steps[way.source].role is Role.AGAIN:
        return "yes" if any(isinstance(guard, WantsMore) for guard in way.guards) else "no"
    if way.guards:
        return _guard_words(way, _TRUE)
    before = [other for other in ways if other.guards]
    return _guard_words(before[0], _FALSE) if len(before) == 1 else "else"


def _guard_words(way: Transition, words: Mapping[str, str]) -> str:
    guard = way.guards[0]
    if isinstance(guard, Chose):
        return guard.option
    if not isinstance(guard, Holds):
        return ""
    match guard.expression.root:
        case Binary(op=op, left=Name(name=name), right=Number(value=value)) if op in words:
            told = words[op].format(value)
            return told if name == way.source.rpartition(".")[2] else f"{name} {told}"
    return guard.expression.text if words is _TRUE else f"not {guard.expression.text}"
