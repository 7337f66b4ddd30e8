"""Plain names for walks: which way they go, and what is refused on them.

It must not make a name unlike another: whoever has them all does.
"""

from collections.abc import Sequence, Set

from cbt.engine.searching import Stand, Way
from cbt.model.expression import Binary, Name, Number, String
from cbt.model.flow import Chose, FewerThan, Flow, Guard, HasNext, Holds, Role, Transition

MOST_NAMED = 3
LONGEST = 80

_SAID = {"<": "below", "<=": "at most", ">": "above", ">=": "at least", "==": "equal to", "!=": "other than"}
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}


def name_of_run(flow: Flow, run: Sequence[Stand], new: Set[Way]) -> str:
    """`through belief below 40 to balanced`: the last decision that is new, or else the last before what is new.

    A run in which nothing is decided goes straight to its end.
    """
    taken = [way for stand in run for way in stand.ways]
    decisions = [way for way in taken if len(flow.ways[way[0]]) > 1]
    first = next(number for number, way in enumerate(taken) if way in new)
    before = [way for way in taken[:first] if way in decisions]
    decided = [way for way in decisions if way in new] or before
    if not decided:
        return f"straight on to {run[-1].here.step}"
    source, number = decided[-1]
    ways = flow.ways[source]
    return _short(f"through {_condition(flow, ways, number)} to {_own(flow, ways[number].dest)}")


def name_of_refusals(steps: Sequence[str]) -> str:
    """`refused at situation and balanced`."""
    named = list(dict.fromkeys(steps))[:MOST_NAMED]
    more = len(set(steps)) - len(named)
    words = [*named, f"{more} more"] if more else named
    return f"refused at {' and '.join([', '.join(words[:-1]), words[-1]] if len(words) > 1 else words)}"


def _condition(flow: Flow, ways: Sequence[Transition], number: int) -> str:
    """What holds where this way is taken: its own guard, or that the one before does not hold."""
    taken = ways[number]
    if taken.guards:
        return _guard(taken.guards[-1], holds=True)
    before = [guard for way in ways[:number] for guard in way.guards]
    last = before[-1]
    if isinstance(last, Holds | Chose) and (len(before) > 1 or _is_compound(last)):
        return f"{_own(flow, taken.source)}, as nothing else holds,"
    return _guard(last, holds=False)


def _is_compound(guard: Guard) -> bool:
    """Whether the opposite of a guard takes more words than a name has room for."""
    root = guard.expression.root if isinstance(guard, Holds) else None
    return isinstance(root, Binary) and root.op in ("and", "or")


def _guard(guard: Guard, *, holds: bool) -> str:
    match guard:
        case Holds():
            return _expression(guard.expression.text, guard.expression.root, holds=holds)
        case Chose():
            return f"{guard.step} {guard.option}"
        case FewerThan():
            return f"{guard.loop} with {'room for more' if holds else f'{guard.count} items'}"
        case HasNext():
            return f"{guard.loop} with {'another item' if holds else 'no item left'}"
    return f"{guard.loop} with {'one more' if holds else 'no more'}"


def _expression(text: str, root: object, *, holds: bool) -> str:
    match root:
        case Binary(op=op, left=Name() as left, right=Number() | String() as right) if op in _SAID:
            return f"{left.name} {_SAID[op if holds else _OPPOSITE[op]]} {right.value}"
        case Name() as name:
            return name.name if holds else f"no {name.name}"
    return text if holds else f"not {text}"


def _own(flow: Flow, source: str) -> str:
    """A page as it is named; where a loop goes on it is no page, and the loop has the name."""
    return source.rpartition(".")[0] if flow.steps[source].role is Role.MORE else source


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"
