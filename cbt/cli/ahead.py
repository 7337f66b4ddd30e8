"""Plays the first part of a flow by itself: the answers of a walk, or sample answers up to a page.

It must not ask anything.
"""

from collections.abc import Mapping
from pathlib import Path

from cbt.cli.console import stop
from cbt.cli.screen import Screen
from cbt.cli.troubles import sentence
from cbt.cli.typed import options_of
from cbt.compiler.diagnostics import did_you_mean, find_nearest
from cbt.compiler.walks import read_walks
from cbt.engine.carrying import inputs_of
from cbt.engine.coverage import Coverage
from cbt.engine.failing import WalkFailed
from cbt.engine.lines import NOWHERE
from cbt.engine.machine import Program
from cbt.engine.player import Player
from cbt.engine.playing import lines
from cbt.engine.samples import Flows, inputs_for
from cbt.engine.searching import Search, Stand
from cbt.model.flow import Flow
from cbt.model.session import ExerciseSession
from cbt.model.walk import Action, Told, Tree, WalkCase
from cbt.service.pages import page_of

# Lines that look and do not act: there is nothing to show of them.
_LOOKING = ("at", "see", "refused", "parked", "hands_off")
# Lines that leave the page shown.
_LEAVING = ("answer", "continue", "wait")


def find_walk(wanted: str, own: Path) -> WalkCase:
    """A walk of a flow's own file by its name, or by what only its name begins with; or the first of the file named.

    Ends the command where there is none.
    """
    path = Path(wanted)
    is_file = path.suffix == ".yaml"
    file = path if is_file else own
    cases = read_walks(file, str(file))[0] if file.is_file() else []
    if not cases:
        stop(f"There are no walks in {file}.")
    named = [case for case in cases if is_file or case.name == wanted]
    # A name may be cut short where it still means one walk.
    begun = [case for case in cases if case.name.startswith(wanted)]
    if named or len(begun) == 1:
        return (named or begun)[0]
    names = "\n".join([f"  {case.name}" for case in begun or cases])
    if begun:
        stop(f'Several walks in {file} begin with "{wanted}":\n{names}')
    return stop(f'There is no walk "{wanted}" in {file}. The walks are:\n{names}')


def play_walk(program: Program, case: WalkCase, screen: Screen) -> tuple[ExerciseSession, int]:
    """Shows every page of a walk with its answer; the session that this leads to, and the page that it stands on."""
    try:
        player = Player(program.flow, case, Coverage(), program=program)
    except WalkFailed as failed:
        stop(f"The walk cannot be played: {sentence(failed.failure.message)}")
    try:
        for line in lines(player, case):
            if player.refused is not None:
                screen.say(player.refused)
            if line.word not in _LOOKING:
                _show(player, line, screen)
    except WalkFailed as failed:
        screen.say(f"The walk does not fit here: {failed.failure.message}. Go on by hand.")
    return player.session, _number(player)


def _number(player: Player) -> int:
    return player.session.position.pages.index(player.here) + 1


def _show(player: Player, line: Action, screen: Screen) -> None:
    if line.word in _LEAVING:
        page = page_of(player.program, player.session, 0, _number(player))
        screen.page(page, options_of(page))
    screen.given(_in_words(line))


def _in_words(line: Action) -> str:
    if line.word == "answer":
        return _words(line.value)
    return "Enter" if line.word in _LEAVING else f"{line.word} {_words(line.value)}".strip()


def _words(tree: Tree | None) -> str:
    match tree:
        case Told():
            return tree.text
        case Mapping():
            return ", ".join([f"{name}: {_words(below)}" for name, below in tree.items()])
    return ", ".join([_words(below) for below in tree or ()])


def find_stand(flow: Flow, flows: Flows, wanted: str) -> Stand:
    """Where sample answers lead to the first page of a step, part or loop.

    Ends the command where there is no such step, or no answers were found.
    """
    pages = [step.id for step in flow.steps.values() if step.is_page]
    if not any(_is_of(page, wanted) for page in pages):
        inside = {page.rpartition(".")[2]: page for page in reversed(pages)}
        within = f'did you mean "{inside[near]}"?' if (near := find_nearest(wanted, inside)) else ""
        hint = did_you_mean(wanted, [*pages, *flow.loops]) or within or f"The first is: {pages[0]}"
        stop(f'There is no step "{wanted}" in {flow.id}. {sentence(hint)}')
    search = Search(flow, flows, inputs_of(flow, WalkCase("", NOWHERE, carry=inputs_for(flow))))
    stand = search.explore(lambda each: _is_of(each.here.step, wanted))
    return stand or stop(f'No answers were found that lead to "{wanted}" in {flow.id}.')


def begin_at(stand: Stand, screen: Screen) -> tuple[ExerciseSession, int]:
    """The session and the page of a stand; says which answers led there."""
    given = [
        (each.place, each.told) for each in stand.path() if each.place is not None and each.told is not None
    ]
    if given:
        screen.say("These answers were given to come here:")
        screen.facts([(place.key, _words(told) or "(left empty)") for place, told in given])
    return stand.session, len(stand.session.position.pages)


def _is_of(page: str, wanted: str) -> bool:
    return page == wanted or page.startswith(f"{wanted}.")
