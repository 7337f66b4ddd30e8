"""Looks through a person's own records on the last page of an exercise, for what is worth saying there.

It must not store, count or tell anyone any of it: it is found out in memory and gone with the page.
"""

from collections.abc import Iterator
from datetime import date

from cbt.engine.machine import Program
from cbt.engine.replay import walk_to
from cbt.engine.text import words_of
from cbt.errors import StoreUnavailable
from cbt.model.answer import ScaleKind
from cbt.model.flow import Step
from cbt.model.reference import AnswerRef
from cbt.model.session import ExerciseSession
from cbt.records.change import SAME, difference_in_words
from cbt.records.cues import Cue, Seen, alike, cues_of, is_long_enough, may_tell
from cbt.service.finished import finished_among
from cbt.service.looking_back import changes_of
from cbt.service.ports import Clock, Store
from cbt.service.reading import read_number
from cbt.service.shelf import Shelf
from cbt.service.views import Page
from cbt.vault.keys import locator, unwrap

MOST_LOOKED_THROUGH = 100


class Noticing:
    """The use case; its ports are given once."""

    def __init__(self, store: Store, shelf: Shelf, clock: Clock) -> None:
        self._store = store
        self._shelf = shelf
        self._clock = clock

    def cues(self, secret: bytes | None, page: Page) -> tuple[Cue, ...]:
        """What a person's newest records tell on a last page; nothing on any other, or while the store is away."""
        if secret is None or not page.step.is_final:
            return ()
        thought, today = _thought(page.program, page.session), self._clock().date()
        try:
            seen = list(self._look_through(secret, today, is_about_thought=bool(thought)))
        except StoreUnavailable:
            # What was written is saved, and its last page is to come all the same.
            return ()
        return cues_of(seen, thought, today)

    def _look_through(self, secret: bytes, today: date, *, is_about_thought: bool) -> Iterator[Seen]:
        key = self._store.find_key(locator(secret))
        if key is None:
            return
        data_key = unwrap(secret, key.sealed, key.person_id)
        stored = self._store.list_sessions(key.person_id, before=None, limit=MOST_LOOKED_THROUGH)
        days = [each.created_on for each in stored]
        if not (is_about_thought or may_tell(days, today)):
            # None is opened that could tell nothing.
            return
        # Only weeks of records tell whether numbers move, and to find that out takes longest.
        weeks = is_long_enough(days)
        for record in finished_among(stored, data_key, self._shelf):
            program, session = record.program, record.session
            moved = _moved(program, session) if weeks else None
            thought = _thought(program, session) if is_about_thought else ""
            yield Seen(record.day, thought, _mood(program, session), moved)


def _thought(program: Program, session: ExerciseSession) -> str:
    """The thought that a session works on, to be compared; empty where there is none."""
    walk = walk_to(program, session.facts, session.position, session.position.here)
    found = [
        " ".join(words_of(program, AnswerRef(step.id, ()), walk)) for step in _holding(program, "thought")
    ]
    return alike(next((words for words in found if words), ""))


def _mood(program: Program, session: ExerciseSession) -> float | None:
    """A mood as a part of its scale."""
    walk = walk_to(program, session.facts, session.position, session.position.here)
    for step in _holding(program, "mood"):
        number = read_number(program, AnswerRef(step.id, ()), walk)
        if number is not None and isinstance(step.kind, ScaleKind):
            return (number - step.kind.least) / (step.kind.most - step.kind.least)
    return None


def _moved(program: Program, session: ExerciseSession) -> bool | None:
    """Whether a number that the record compares has moved; None where it compares none."""
    pairs = changes_of(program, session)
    told = [difference_in_words(pair.before, pair.after, pair.least, pair.most) for pair in pairs]
    return any(words != SAME for words in told) if told else None


def _holding(program: Program, mark: str) -> list[Step]:
    """The pages with a mark, but those in loops, which have several answers."""
    return [step for step in program.flow.steps.values() if step.holds == mark and not step.loops]
