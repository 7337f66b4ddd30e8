"""How far a person is: the page's number and about how many there will be.

It must not promise: the total is what the shortest way on would make it, with the items that are known.
"""

from cbt.engine.machine import Program
from cbt.engine.walk import Walk
from cbt.model.answer import OrderKind
from cbt.model.flow import Loop
from cbt.model.reference import AnswerRef, FieldRef, Ref
from cbt.model.session import Position


def page_count(program: Program, position: Position, walk: Walk) -> int:
    """About how many pages a run will have from a position; never fewer than were passed."""
    flow = program.flow
    here = flow.steps[position.here.step]
    if here.is_final:
        return len(position.pages)
    ahead = flow.to_go[here.id]
    inside = set(here.loops)
    for loop in flow.loops.values():
        lies_ahead = flow.to_go[here.id] > flow.to_go.get(f"{loop.id}.more", 0)
        if loop.over is not None and not loop.inside and (loop.id in inside or lies_ahead):
            ahead += loop.pages * _more_items(walk, loop, inside=loop.id in inside)
    return len(position.pages) + ahead


def _more_items(walk: Walk, loop: Loop, *, inside: bool) -> int:
    """Items beyond those that the shortest way counts."""
    known = _count(walk, loop.over) if loop.over else 0
    if inside:
        return max(known - len(walk.walked.get(walk.address(loop), ())), 0)
    return max(known - loop.least, 0)


def _count(walk: Walk, ref: Ref) -> int:
    """How many items a list has; one that is still to be put in order has as many as it will have then."""
    if isinstance(ref, AnswerRef):
        kind = walk.flow.steps[ref.step].kind
        if isinstance(kind, OrderKind):
            return _count(walk.at(ref.items), kind.of)
    return len(walk.items_in(ref) if isinstance(ref, FieldRef) else walk.ids_in(ref))
