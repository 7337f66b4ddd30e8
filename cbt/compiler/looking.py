"""What a function that looks at a list's items one after the other reads of each: `largest_first(areas, areas.weight)`.

It must not infer a type: it only says which names stand for one item's answer, and tells calls that look at nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from cbt.compiler.diagnostics import Findings
from cbt.compiler.expression import children, nodes
from cbt.compiler.fields import owner_of_items
from cbt.compiler.nodes import Scalar
from cbt.compiler.scope import Target
from cbt.model.expression import LOOKING, Call, Name, Node
from cbt.model.reference import AnswerRef, EachRef, FieldRef, InputRef, ItemsRef, Ref

# They read a whole list, also where another function looks at one item of it.
_OF_WHOLE_LISTS = ("mean", "min", "max", "sum", "count", "most_rise")

Targets = Mapping[int, Target | None]


def with_each(
    root: Node, text: Scalar, targets: Targets, findings: Findings
) -> dict[int, Target | None] | None:
    """The targets of an expression's names, by their places, with those that stand for one item's answer.

    None with a finding (F203) where a function looks through nothing, at the same number each time, or inside another.
    """
    found = dict(targets)
    for call in [node for node in nodes(root) if isinstance(node, Call) and node.function in LOOKING]:
        if len(call.args) < 2:
            # That brackets are missing is told with all other brackets.
            continue
        fault = _fault(call, targets) or _see_each(call, found)
        if fault:
            at = text.part(call.at, call.at + len(call.function))
            findings.add("F203", at, *fault)
            return None
    return found


def _fault(call: Call, targets: Targets) -> tuple[str, str] | None:
    listed, looked_at, *_ = call.args
    if any(isinstance(node, Call) and node.function in LOOKING for node in nodes(looked_at)):
        message = f"{call.function} looks at items inside another that does"
        return message, "make a computed value of the inner one"
    target = targets.get(listed.at) if isinstance(listed, Name) else None
    is_known = target is not None or (isinstance(listed, Name) and listed.at in targets)
    if not is_known or (target is not None and not isinstance(target.ref, _LISTS)):
        message = f"{call.function} takes the name of a list first"
        return message, "name a loop's answers, a list, a pick of many, or an order of this flow"
    return None


_LISTS = AnswerRef | InputRef | FieldRef | ItemsRef


def _see_each(call: Call, found: dict[int, Target | None]) -> tuple[str, str] | None:
    """Makes each name of one of the list's answers stand for this item's; a fault where there is none."""
    listed, looked_at, *_ = call.args
    target = found[listed.at]
    if target is None:
        # Which list was meant is not known, and so not whose answers these are.
        found.update({name.at: None for name in _of_one_item(looked_at)})
        return None
    is_seen = False
    for name in _of_one_item(looked_at):
        each = _each(found[name.at], target.ref)
        # What is not known has been told, and might have been one.
        is_seen = is_seen or each is not None or found[name.at] is None
        found[name.at] = each or found[name.at]
    if is_seen:
        return None
    assert isinstance(listed, Name)
    owner = listed.name.rpartition(".")[0] if isinstance(target.ref, FieldRef) else listed.name
    message = f"{call.function} finds the same for every item here"
    return message, f"read an answer that each item has: {owner} with a dot and its id"


def _each(target: Target | None, listed: Ref) -> Target | None:
    """A field of a list's items as this item's; None for all else."""
    ref = target.ref if target is not None else None
    owner = listed.items_of if isinstance(listed, FieldRef) else owner_of_items(listed)
    if target is None or not isinstance(ref, FieldRef) or ref.items_of != owner:
        return None
    return Target(EachRef(ref.items_of, ref.step, ref.items), replace(target.type, many=False))


def _of_one_item(node: Node) -> Iterator[Name]:
    """The names that may stand for one item's answer: all but those that a function reads as a whole list."""
    if isinstance(node, Name):
        yield node
    below = children(node)
    if isinstance(node, Call) and node.function in _OF_WHOLE_LISTS and _reads_list(node):
        below = below[1:]
    for child in below:
        yield from _of_one_item(child)


def _reads_list(call: Call) -> bool:
    """Whether a function that can read a list is given the name of one."""
    is_alone = len(call.args) == 1 or call.function == "count"
    return is_alone and isinstance(next(iter(call.args), None), Name)
