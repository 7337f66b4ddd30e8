"""What must hold of a run: the page it stands at, the words shown there, and what `expect` says of its end.

It must not answer anything.
"""

from collections.abc import Callable

from cbt.engine.answer_tree import text_of, texts
from cbt.engine.failing import fail
from cbt.engine.numbers import find_clock
from cbt.engine.old_names import find_new_name, renamed_hint
from cbt.engine.player import Player
from cbt.engine.text import filled, labelled_items, number_in_words, shown, told
from cbt.model.answer import Mark, OneOfKind, OrderKind, SharesKind
from cbt.model.flow import Role
from cbt.model.reference import ComputedRef
from cbt.model.session import place_at
from cbt.model.source import SourcePos
from cbt.model.walk import Tree, WalkCase

HELP_NOW = "help_now"
MOST_SHOWN = 120
_SEE_ANSWERS = "see which answer leads there"


def check_end(player: Player, case: WalkCase) -> None:
    """All that `expect` says. Raises WalkFailed."""
    for word, tree in case.expect.items():
        pos = case.places.get(f"expect.{word}", case.pos)
        if not texts(tree):
            fail("T101", pos, f'"{word}" says nothing to expect', "write what must hold behind it")
        _EXPECTED.get(word, _computed(word))(player, tree, pos)


def check_place(player: Player, tree: Tree | None, pos: SourcePos) -> None:
    """That the run stands at a page. Raises WalkFailed."""
    wanted = text_of(tree)
    here = HELP_NOW if player.needs_help else player.step.id
    if here != wanted:
        hint = renamed_hint(player.flow, wanted, _SEE_ANSWERS)
        fail("T106", pos, f'the walk is at "{here}", not at "{wanted}"', hint)


def check_words(player: Player, tree: Tree | None, pos: SourcePos) -> None:
    """That words are on the page shown, line ends aside. Raises WalkFailed."""
    words, page = text_of(tree), _page_text(player)
    if _on_one_line(words) not in page:
        fail("T106", pos, f'"{words}" is not on the page', f"the page says: {page[:MOST_SHOWN]}")


def check_refusal(player: Player, tree: Tree | None, pos: SourcePos) -> None:
    """That the last answer was refused with these words. Raises WalkFailed."""
    wanted, refused = text_of(tree), player.refused
    player.refused = None
    if refused is None or _on_one_line(refused) != _on_one_line(wanted):
        said = "it was taken" if refused is None else f'it said "{refused}"'
        fail("T105", pos, f"the answer was not refused with these words; {said}", "see the step's check")


def check_parked(player: Player, tree: Tree | None, pos: SourcePos) -> None:
    """That exactly these questions are stored but off the path. Raises WalkFailed."""
    pages = player.session.position.pages
    parked = set()
    for address, value in player.session.facts.answers.items():
        place = place_at(address)
        is_question = player.flow.steps[place.step].role is Role.QUESTION and not isinstance(value, Mark)
        if is_question and place not in pages:
            parked.add(place.step)
    if parked != {step.text for step in texts(tree)}:
        said = ", ".join(sorted(parked)) or "none"
        old = [step.text for step in texts(tree) if find_new_name(player.flow, step.text)]
        hint = "list all that are stored but off the path"
        fail("T106", pos, f"parked are: {said}", renamed_hint(player.flow, old[0], hint) if old else hint)


def check_hand_off(player: Player, tree: Tree | None, pos: SourcePos) -> None:
    """That the run ends by offering this flow. Raises WalkFailed."""
    wanted, offer = text_of(tree), player.step.hand_off
    offered = offer.flow if offer else "nothing"
    if offered != wanted:
        fail("T106", pos, f'the walk hands off to {offered}, not to "{wanted}"', _SEE_ANSWERS)


def _ends(player: Player, tree: Tree, pos: SourcePos) -> None:
    wanted = text_of(tree)
    if player.step.end != wanted:
        message = f'the walk stands at "{player.step.id}" and does not end "{wanted}"'
        fail("T106", pos, message, "see which answer leads on")


def _check_visited(player: Player, tree: Tree, *, wanted: bool) -> None:
    for step in texts(tree):
        if step.text not in player.flow.steps:
            hint = renamed_hint(player.flow, step.text, "name a step of this flow")
            fail("T101", step.pos, f'there is no step "{step.text}"', hint)
        if (step.text in player.visited) is not wanted:
            said = "is not visited" if wanted else "is visited"
            fail("T106", step.pos, f'"{step.text}" {said} on this walk', _SEE_ANSWERS)


def _computed(name: str) -> Callable[[Player, Tree, SourcePos], None]:
    def check(player: Player, tree: Tree, pos: SourcePos) -> None:
        if name not in player.flow.computed:
            hint = "name one, or use ends, visits, skips, hands_off"
            fail("T101", pos, f'"{name}" is no computed value of this flow', hint)
        walk, wanted = player.walk(), text_of(tree)
        found = shown(player.program, ComputedRef(name), walk)
        value = player.program.evaluator.computed(name)(walk)
        alone = number_in_words(value) if type(value) in (int, float) else found
        # What has a unit may be written without it, and a length of time as on a page that asks for one.
        if wanted != found and alone not in (wanted, str(find_clock(wanted))):
            said = f"is {found}, not {wanted}" if found else f"has no value, and {wanted} was expected"
            fail("T106", pos, f'"{name}" {said}', "check the sum, or the answers")

    return check


_EXPECTED: dict[str, Callable[[Player, Tree, SourcePos], None]] = {
    "ends": _ends,
    "visits": lambda player, tree, _pos: _check_visited(player, tree, wanted=True),
    "skips": lambda player, tree, _pos: _check_visited(player, tree, wanted=False),
    "hands_off": check_hand_off,
}


def _page_text(player: Player) -> str:
    """All that the page shown says, on one line."""
    program, step, walk = player.program, player.step, player.walk()
    prose = [
        step.prompt,
        step.help,
        step.example,
        *step.labels.values(),
        *step.ends.values(),
        step.unit,
    ]
    said = [filled(program, text, walk) for text in prose if text]
    if isinstance(step.kind, OneOfKind | OrderKind | SharesKind):
        said += [words for _, words in labelled_items(program, step.kind, walk)]
        said += [filled(program, step.rest, walk)] if step.rest else []
    for kept in step.keep_in_view:
        said += told(program, kept.ref, walk)
    return _on_one_line(" ".join(said))


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
