"""The lines of a script, one function for each word.

It must not know walks that only list answers.
"""

from collections.abc import Callable, Mapping

from cbt.engine.answer_tree import text_of
from cbt.engine.expecting import check_hand_off, check_parked, check_place, check_refusal, check_words
from cbt.engine.failing import fail
from cbt.engine.machine import SUPPORT
from cbt.engine.old_names import renamed_hint
from cbt.engine.player import Player
from cbt.engine.replay import replay
from cbt.model.flow import Role
from cbt.model.session import key
from cbt.model.walk import Action


def act(player: Player, action: Action) -> None:
    """Does one line of a script. Raises WalkFailed."""
    if action.word != "refused":
        player.expect_no_refusal(action.pos)
    ACTIONS[action.word](player, action)
    player.needs_help = action.word == "press"


def _answer(player: Player, action: Action) -> None:
    step = player.step
    if step.id != action.about:
        known = "" if action.about in player.flow.steps else f'; there is no step "{action.about}"'
        message = f'the walk is at "{step.id}", not at "{action.about}"{known}'
        hint = renamed_hint(player.flow, action.about, "answer the page it is at")
        fail("T102", action.pos, message, hint)
    player.give(action.value or (), action.pos)


def _continue(player: Player, action: Action) -> None:
    if player.step.role is not Role.READ:
        hint = "write wait" if player.step.role is Role.WAIT else "answer it"
        fail("T102", action.pos, f'"{player.step.id}" is no page to read', hint)
    player.submit({}, action.pos)


def _wait(player: Player, action: Action) -> None:
    if player.step.role is not Role.WAIT:
        fail(
            "T102",
            action.pos,
            f'nothing waits at "{player.step.id}"',
            "take wait out, or lead the walk there",
        )
    player.submit({}, action.pos)


def _back(player: Player, action: Action) -> None:
    pages = player.session.position.pages
    number = pages.index(player.here)
    if number == 0:
        fail("T102", action.pos, "there is no page before the first", "take back out")
    player.view(pages[number - 1])


def _resume(player: Player, action: Action) -> None:
    player.view(None)
    if replay(player.program, player.session.facts) != player.session.position:
        hint = "this is a fault of the engine: tell us"
        fail("T106", action.pos, "replaying the answers leads to another page", hint)


def _change(player: Player, action: Action) -> None:
    if not isinstance(action.value, Mapping) or len(action.value) != 1:
        fail("T101", action.pos, "change takes one step and its new answer", "write change: {step: answer}")
    [(name, told)] = action.value.items()
    passed = [page for page in player.session.position.pages if page.step == name]
    if not passed:
        fail(
            "T102",
            action.pos,
            f'"{name}" has not been answered on this walk',
            renamed_hint(player.flow, name, "change a page that was passed"),
        )
    player.view(passed[-1])
    player.give(told, action.pos)
    if player.refused is None:
        player.view(None)


def _remove(player: Player, action: Action) -> None:
    if not isinstance(action.value, Mapping) or len(action.value) != 1:
        fail("T101", action.pos, "remove takes a loop and the number of an item", "write remove: {loop: 1}")
    [(name, told)] = action.value.items()
    loop, number = player.flow.loops.get(name), text_of(told)
    if loop is None or loop.over is not None:
        hint = renamed_hint(player.flow, name, "name a repeat of this flow")
        fail("T101", action.pos, f'"{name}" collects no items', hint)
    outer = player.here.items[: len(loop.inside)]
    items = player.session.position.walked.get(key(name, outer), ())
    if number not in [str(count) for count in range(1, len(items) + 1)]:
        fail("T102", action.pos, f'"{name}" has no item {number}', f"it has {len(items)}, counted from 1")
    player.remove(name, outer, items[int(number) - 1])


def _press(player: Player, action: Action) -> None:
    button = text_of(action.value)
    if button != SUPPORT or not player.program.seek_help(player.walk()):
        fail("T101", action.pos, f'there is no button "{button}"', "write press: support")


ACTIONS: dict[str, Callable[[Player, Action], None]] = {
    "answer": _answer,
    "continue": _continue,
    "wait": _wait,
    "back": _back,
    "resume": _resume,
    "change": _change,
    "remove": _remove,
    "press": _press,
    "at": lambda player, action: check_place(player, action.value, action.pos),
    "see": lambda player, action: check_words(player, action.value, action.pos),
    "refused": lambda player, action: check_refusal(player, action.value, action.pos),
    "parked": lambda player, action: check_parked(player, action.value, action.pos),
    "hands_off": lambda player, action: check_hand_off(player, action.value, action.pos),
}
