"""Which answers were given beside an earlier answer that reads differently now.

It must not keep a word of either: a mark of what stood on the page is enough.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from cbt.engine.machine import Program
from cbt.engine.replay import walk_to
from cbt.engine.text import filled, told
from cbt.model.answer import Mark
from cbt.model.flow import Role, Step
from cbt.model.session import ExerciseSession, Facts, Place, Position, place_at


def with_quotes(
    program: Program, before: ExerciseSession, after: ExerciseSession, place: Place
) -> ExerciseSession:
    """The session after an answer, with the later answers that were given beside other words than stand there now.

    An answer to a new page leaves out those that lay on the path: they have been told. An answer that is given again,
    or beside the words that stood there at first, is none of them.
    """
    if place == before.position.here:
        on_path = before.position.pages.numbers
        return after if not before.beside else _with(after, _without(before.beside, set(on_path)))
    beside = _without(before.beside, {place.key})
    if before.facts.answers.get(place.key) != after.facts.answers.get(place.key):
        beside = _compared(program, before, after.facts, place, beside)
    return after if beside == before.beside else _with(after, beside)


def left_as_it_is(session: ExerciseSession, place: Place) -> ExerciseSession:
    """The session once somebody has looked at an answer and gives no other."""
    return _with(session, _without(session.beside, {place.key}))


def _compared(
    program: Program,
    before: ExerciseSession,
    facts: Facts,
    place: Place,
    beside: dict[str, tuple[str, str]],
) -> dict[str, tuple[str, str]]:
    """The same once a page has another answer. Every page is read on the path as it was, off which it may be now."""
    addresses, found = list(before.position.pages.numbers), dict(beside)
    for address in addresses[before.position.pages.index(place) + 1 :]:
        if not _is_answer(program, facts, address):
            continue
        was, now = [_mark(program, each, before.position, address) for each in (before.facts, facts)]
        if address in found and found[address][1] == now:
            del found[address]
        elif address not in found and was != now:
            found[address] = (place.key, was)
    return found


def _is_answer(program: Program, facts: Facts, address: str) -> bool:
    """Whether a person answered a question there which quotes something."""
    step = program.flow.steps[place_at(address).step]
    if step.role is not Role.QUESTION or not _quotes(step):
        return False
    return not isinstance(facts.answers.get(address), Mark | None)


def _quotes(step: Step) -> bool:
    return bool(step.keep_in_view) or any(text.slots for text in (step.prompt, step.help) if text is not None)


def _mark(program: Program, facts: Facts, position: Position, address: str) -> str:
    """What a page quotes, as a mark that tells it from other words and does not hold them."""
    place = place_at(address)
    step, walk = program.flow.steps[place.step], walk_to(program, facts, position, place)
    asked = [filled(program, text, walk) for text in (step.prompt, step.help) if text is not None]
    kept = [told(program, each.ref, walk) for each in step.keep_in_view]
    return hashlib.sha256(repr((asked, kept)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _without(beside: Mapping[str, tuple[str, str]], gone: set[str]) -> dict[str, tuple[str, str]]:
    return {address: noted for address, noted in beside.items() if address not in gone}


def _with(session: ExerciseSession, beside: Mapping[str, tuple[str, str]]) -> ExerciseSession:
    return replace(session, beside=beside)
