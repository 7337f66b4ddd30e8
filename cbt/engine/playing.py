"""Plays an author's walk through a flow and says where it fails.

It must not read files; what was taken and refused on the way is kept for the coverage.
"""

from collections.abc import Iterator
from dataclasses import replace

from cbt.engine.answer_tree import Branch, branch_of, find, item_numbers, leaves, named, steps_told, written
from cbt.engine.coverage import Coverage, missing
from cbt.engine.expecting import check_end
from cbt.engine.failing import WalkFailed, fail
from cbt.engine.lines import line_of, told
from cbt.engine.old_names import find_old_name, renamed_hint
from cbt.engine.player import Player
from cbt.engine.scripting import act
from cbt.model.flow import Flow, Role
from cbt.model.walk import Action, Failure, WalkCase

__all__ = ["Coverage", "lines", "missing", "play"]


def play(flow: Flow, case: WalkCase, coverage: Coverage) -> Failure | None:
    """Plays one walk; None when all of it holds."""
    try:
        player = Player(flow, case, coverage)
        for _ in lines(player, case):
            pass
        check_end(player, case)
    except WalkFailed as failed:
        return failed.failure
    return None


def lines(player: Player, case: WalkCase) -> Iterator[Action]:
    """Does a walk line by line, each when the next is asked for; answers by step are given as lines too.

    Raises WalkFailed.
    """
    if case.script:
        for action in case.script:
            yield action
            act(player, action)
        player.expect_no_refusal(case.script[-1].pos)
    else:
        yield from _answers(player, case)


def _answers(player: Player, case: WalkCase) -> Iterator[Action]:
    """Answers page after page until the flow ends; every answer must have been asked for."""
    asked = set()
    while not player.step.is_final:
        branch = _branch(player)
        asked.add(branch)
        line = _line(player, case, branch)
        yield line
        act(player, line)
        player.expect_no_refusal(line.pos)
    for branch in leaves(case.answers):
        # What an earlier record gave stands below the answer that it is.
        is_asked = any(branch[:length] in asked for length in range(1, len(branch) + 1))
        # A loop without items has been asked for one.
        is_none = find(case.answers, branch) == () and any(each[: len(branch)] == branch for each in asked)
        if branch and not is_asked and not is_none:
            path = written(branch)
            name = ".".join([part for part in branch if isinstance(part, str)])
            hint = renamed_hint(player.flow, name, "take the answer out, or lead the walk there")
            fail(
                "T107",
                case.places.get(path, case.pos),
                f'"{named(branch)}" is never asked on this walk',
                hint,
            )


def _line(player: Player, case: WalkCase, branch: Branch) -> Action:
    """The line that leaves the page shown."""
    step, given = player.step, find(case.answers, branch)
    pos = case.places.get(written(branch), case.pos)
    if step.role is Role.AGAIN:
        given = told("yes" if _has_more(case, branch) else "no")
    elif step.kind is not None and given is None:
        if not step.optional:
            old = find_old_name(player.flow, step.id, sorted(steps_told(case.answers)))
            hint = renamed_hint(player.flow, old, "") if old else "add one under answers"
            fail("T108", case.pos, f'the walk has no answer for "{named(branch)}"', hint)
        given = told("")
    return replace(line_of(step, given), pos=pos)


def _branch(player: Player) -> Branch:
    """Where the answer of the page shown stands in the walk."""
    return branch_of(player.step, list(item_numbers(player.here, player.session.position, player.step.loops)))


def _has_more(case: WalkCase, branch: Branch) -> bool:
    """Whether the walk has an item behind the one at which it is asked for another: `emotions[0].again`."""
    *loop, number, _again = branch
    assert isinstance(number, int)
    return find(case.answers, (*loop, number + 1)) is not None
