"""From answers to a position: one rule for going on, back, changing, resuming and upgrading.

It must not change an answer: `answering.py` does, and comes here to see where that leads.
"""

from cbt.engine.machine import Program
from cbt.engine.walk import BEFORE_FIRST, Walk
from cbt.model.answer import ItemId, Mark, OneOfKind, OrderKind, Share, SharesKind, Value
from cbt.model.flow import Role, Step
from cbt.model.session import Facts, Place, Position, key


def replay(program: Program, facts: Facts) -> Position:
    """Where the answers lead from the first step; pure."""
    walk = Walk(program.flow, facts)
    program.enter(walk)
    return _run(program, walk)


def advance(program: Program, facts: Facts, position: Position) -> Position:
    """Where the answers lead from a position that `replay` or `advance` gave for an earlier step of them; pure."""
    return _run(program, Walk(program.flow, facts, position))


def _run(program: Program, walk: Walk) -> Position:
    """Goes on while the next page is answered and its answer is taken; every loop is bounded, so this ends."""
    while _goes_on(program, walk, program.flow.steps[walk.step]):
        pass
    return walk.position()


def _goes_on(program: Program, walk: Walk, step: Step) -> bool:
    if step.role is Role.MORE:
        return program.go_on(walk)
    page = key(walk.step, walk.items)
    value = walk.facts.answers.get(page)
    if step.is_final or value is None or not _is_still_there(walk, step, value):
        return False
    walk.own = page
    if not (program.come_back(walk) if step.role is Role.WAIT else program.go_on(walk)):
        return False
    walk.pass_page(page)
    return True


def _is_still_there(walk: Walk, step: Step, value: Value) -> bool:
    """Whether an answer about the items of a list still finds them: the one, or for an order and shares all."""
    match step.kind:
        case OneOfKind() if isinstance(value, ItemId):
            return walk.picked(step.id, value) is not None
        case (OrderKind() | SharesKind()) as kind if not isinstance(value, Mark):
            return items_about(value) == {item.id for item in walk.items_in(kind.of)}
    return True


def items_about(value: Value) -> set[str]:
    """The ids of the items that an order or shares are about."""
    listed = value if isinstance(value, tuple) else ()
    return {
        item.item if isinstance(item, Share) else item.id
        for item in listed
        if isinstance(item, Share | ItemId)
    }


def walk_to(program: Program, facts: Facts, position: Position, place: Place) -> Walk:
    """A walk that stands on a page of the position, with all that was given before and on it."""
    walk = Walk(program.flow, facts, position)
    walk.own = place.key
    if (walk.step, walk.items) == (place.step, place.items):
        return walk
    walk.step, walk.items = place.step, place.items
    walk.passed = position.pages.numbers.get(walk.own, walk.passed)
    for depth, (loop, item) in enumerate(zip(program.flow.steps[place.step].loops, place.items, strict=True)):
        address = key(loop, place.items[:depth])
        walk.walked[address] = _up_to(item, walk.walked.get(address, ()))
    return walk


def _up_to(item: str, walked: tuple[str, ...]) -> tuple[str, ...]:
    """The items of a loop that had been walked when its page of this item was shown."""
    if item == BEFORE_FIRST:
        return ()
    return walked[: walked.index(item) + 1] if item in walked else walked
