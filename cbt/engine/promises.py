"""What holds after every step of every run: the checker has proved it, or the engine promises it.

It must not answer anything.
"""

from collections.abc import Iterator

from cbt.engine.player import Player
from cbt.engine.replay import replay
from cbt.engine.walk import Readable, Walk
from cbt.model.answer import Mark
from cbt.model.flow import Slot, Step, Text
from cbt.model.reference import ComputedRef, Ref


def find_broken(player: Player) -> tuple[str, str] | None:
    """The first promise that does not hold where a player stands, and what was seen instead."""
    session, pages = player.session, player.flow.pages
    count = len(session.position.pages)
    if replay(player.program, session.facts) != session.position:
        return "a replay leads to the same page", f'replaying the answers leads away from "{player.step.id}"'
    if count > pages.most:
        return (
            "no more pages than promised",
            f"there are {count} pages, and {pages.most} were promised at most",
        )
    if player.step.is_final and count < pages.fewest:
        return (
            "no fewer pages than promised",
            f"{count} pages, and {pages.fewest} were promised at the fewest",
        )
    for slot in _unanswered(player):
        return "every name shown is answered", f'"{{{slot.name}}}" is shown empty at "{player.step.id}"'
    return None


def _unanswered(player: Player) -> Iterator[Slot]:
    """The names in the texts of the page shown for which there is no answer."""
    walk = player.walk()
    for text in _texts(player.step):
        yield from [slot for slot in text.slots if _is_missing(_value(player, slot.ref, walk))]
    title = player.flow.summary.title
    if player.step.is_final and title is not None:
        yield from [slot for slot in title.slots if _is_missing(_value(player, slot.ref, walk))]


def _texts(step: Step) -> list[Text]:
    said = [step.prompt, step.help, step.example, step.unit, step.rest]
    return [text for text in [*said, *step.labels.values(), *step.ends.values()] if text is not None]


def _value(player: Player, ref: Ref, walk: Walk) -> Readable:
    return (
        player.program.evaluator.computed(ref.name)(walk) if isinstance(ref, ComputedRef) else walk.read(ref)
    )


def _is_missing(value: Readable) -> bool:
    """Whether nothing was given; a list that may be empty was."""
    return value is None or isinstance(value, Mark)
