"""Plays an author's walk through a flow and says where it fails.

It must not read files; what was taken and refused on the way is kept for the coverage.
"""

from collections.abc import Iterator

from cbt.engine.answer_tree import Branch, branch_of, find, leaves, written
from cbt.engine.coverage import Coverage, missing
from cbt.engine.expecting import check_end
from cbt.engine.failing import WalkFailed, fail
from cbt.engine.player import Player
from cbt.engine.scripting import act
from cbt.engine.walk import BEFORE_FIRST
from cbt.model.flow import Flow, Role
from cbt.model.session import Place, Position, key
from cbt.model.walk import Failure, WalkCase

__all__ = ["Coverage", "missing", "play"]


def play(flow: Flow, case: WalkCase, coverage: Coverage) -> Failure | None:
    """Plays one walk; None when all of it holds."""
    try:
        player = Player(flow, case, coverage)
        if case.script:
            _follow(player, case)
        else:
            _answer_all(player, case)
        check_end(player, case)
    except WalkFailed as failed:
        return failed.failure
    return None


def _follow(player: Player, case: WalkCase) -> None:
    for action in case.script:
        act(player, action)
    player.expect_no_refusal(case.script[-1].pos)


def _answer_all(player: Player, case: WalkCase) -> None:
    """Answers page after page until the flow ends; every answer must have been asked for."""
    asked = set()
    while not player.step.is_final:
        branch = _branch(player)
        asked.add(branch)
        pos = case.places.get(written(branch), case.pos)
        _answer_one(player, case, branch)
        player.expect_no_refusal(pos)
    for branch in leaves(case.answers):
        if branch and branch not in asked:
            path = written(branch)
            hint = "take the answer out, or lead the walk there"
            fail("T107", case.places.get(path, case.pos), f'"{path}" is never asked on this walk', hint)


def _answer_one(player: Player, case: WalkCase, branch: Branch) -> None:
    step, told = player.step, find(case.answers, branch)
    pos = case.places.get(written(branch), case.pos)
    if step.role is Role.READ:
        player.submit({}, pos)
    elif step.role is Role.AGAIN:
        player.submit({"answer": ["yes" if _has_more(case, branch) else "no"]}, pos)
    elif told is not None:
        player.give(told, pos)
    elif step.optional:
        player.submit({}, pos)
    else:
        fail("T108", case.pos, f'the walk has no answer for "{written(branch)}"', "add one under answers")


def _branch(player: Player) -> Branch:
    """Where the answer of the page shown stands in the walk."""
    return branch_of(player.step, list(_numbers(player.here, player.session.position, player.step.loops)))


def _numbers(place: Place, position: Position, loops: tuple[str, ...]) -> Iterator[int]:
    """For each loop around a page the number of its item, from 0; -1 before the first."""
    for depth, (loop, item) in enumerate(zip(loops, place.items, strict=True)):
        walked = position.walked[key(loop, place.items[:depth])]
        yield -1 if item == BEFORE_FIRST else walked.index(item)


def _has_more(case: WalkCase, branch: Branch) -> bool:
    """Whether the walk has an item behind the one at which it is asked for another: `emotions[0].again`."""
    *loop, number, _again = branch
    assert isinstance(number, int)
    return find(case.answers, (*loop, number + 1)) is not None
