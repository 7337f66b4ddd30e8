"""Tells a run as the walk that an author would write: its answers by step, or a script line by line.

It must not find runs.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from cbt.engine.answer_tree import Branch, branch_of, item_numbers
from cbt.engine.lines import NOWHERE, action, answer_line, line_of, told
from cbt.engine.searching import Stand
from cbt.model.answer import RecallKind
from cbt.model.flow import Flow, Role
from cbt.model.walk import Action, Told, Tree, WalkCase

# What was refused on a page, and with which words, by the page's key.
Refusals = Mapping[str, tuple[Tree, str]]
_NONE: Refusals = {}


def as_answers(
    flow: Flow, name: str, run: list[Stand], carry: Mapping[str, Tree], visits: Sequence[str] = ()
) -> WalkCase:
    """The run as answers by step, with the end that it comes to and pages that it must come by."""
    answers: dict[str, Any] = {}
    for stand in run[1:]:
        assert stand.place is not None
        step = flow.steps[stand.place.step]
        numbers = list(item_numbers(stand.place, run[-1].session.position, step.loops))
        branch = branch_of(step, numbers)
        if step.role is Role.QUESTION and stand.told != told(""):
            _put(answers, branch, stand.told)
        elif -1 not in numbers and any(flow.loops[loop].over is None for loop in step.loops):
            # An item of which nothing is told is still one.
            _put(answers, branch[: _last_number(branch) + 1], None)
    return WalkCase(name, NOWHERE, _frozen(answers), carry=carry, expect=_expect(flow, run[-1], visits))


def as_script(
    flow: Flow, name: str, run: list[Stand], carry: Mapping[str, Tree], refused: Refusals = _NONE
) -> WalkCase:
    """The run line by line, and where it stands after the last one."""
    recalls = {stand.place.step for stand in run[1:] if stand.place is not None and stand.told != told("")}
    script: list[Action] = []
    for stand, after in zip(run, [*run[1:], None], strict=True):
        step = flow.steps[stand.here.step]
        if stand.here.key in refused:
            answer, sentence = refused[stand.here.key]
            script += [answer_line(step.id, answer), action("refused", told(sentence))]
        if after is not None and not (isinstance(step.kind, RecallKind) and step.id not in recalls):
            script.append(line_of(step, after.told))
    if run[-1].here.key not in refused:
        script.append(action("at", told(run[-1].here.step)))
    return WalkCase(name, NOWHERE, script=tuple(script), carry=carry)


def _expect(flow: Flow, last: Stand, visits: Sequence[str]) -> dict[str, Tree]:
    step = flow.steps[last.here.step]
    visited: dict[str, Tree] = {"visits": tuple([told(page) for page in visits])} if visits else {}
    if step.hand_off is not None:
        return {"hands_off": told(step.hand_off.flow), **visited}
    return {"ends": told(step.end), **visited} if step.end else visited


def _last_number(branch: Branch) -> int:
    return max([place for place, part in enumerate(branch) if isinstance(part, int)])


def _put(tree: dict[str, Any], branch: Branch, value: Tree | None) -> None:
    """Puts an answer where it belongs; None only makes what it would stand in."""
    at: Any = tree
    for part, below in zip(branch, [*branch[1:], None], strict=True):
        if isinstance(part, int):
            at.extend({} for _ in range(part + 1 - len(at)))
        elif below is None:
            at[part] = value
            return
        else:
            at.setdefault(part, [] if isinstance(below, int) else {})
        at = at[part]


def _frozen(tree: Any) -> Any:
    """The tree as walks have it, with tuples for lists."""
    if isinstance(tree, Told):
        return tree
    if isinstance(tree, Mapping):
        return {name: _frozen(below) for name, below in tree.items()}
    return tuple([_frozen(below) for below in tree])
