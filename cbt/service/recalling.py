"""The person's own earlier records that a question about one offers, and passing it over when there is none.

It must not look at anything before it is asked: most pages recall nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Protocol

from cbt.engine.answering import pass_over_recalls
from cbt.engine.machine import Program
from cbt.engine.replay import walk_to
from cbt.engine.text import words_of
from cbt.engine.walk import Readable
from cbt.model.answer import (
    Given,
    ItemId,
    Line,
    Mark,
    OneOfKind,
    OrderKind,
    PrivateText,
    Recalled,
    RecallKind,
    Single,
)
from cbt.model.flow import Flow
from cbt.model.reference import AnswerRef, ComputedRef, FieldRef, Ref
from cbt.model.sealed import SealedSession
from cbt.model.session import ExerciseSession
from cbt.service.finished import Finished, finished_among
from cbt.service.looking_back import title_of
from cbt.service.opening import Opened
from cbt.service.reading import read_value
from cbt.service.shelf import Shelf
from cbt.service.views import Earlier, Page

MOST_OFFERED = 20
MOST_LOOKED_THROUGH = 200


class Lister(Protocol):
    """Whatever lists a person's sessions: a store, or one of its transactions."""

    def list_sessions(self, person_id: bytes, *, before: int | None, limit: int) -> list[SealedSession]: ...


class EarlierRecords:
    """What can be recalled in one request; each flow's records are looked up once, and only when asked for.

    `find_owner` gives the person's id and data key, or None for somebody of whom nothing is stored yet; `but` is the
    session that asks, which is not one of its own earlier records.
    """

    def __init__(
        self,
        lister: Lister,
        shelf: Shelf,
        find_owner: Callable[[], tuple[bytes, bytes] | None],
        but: bytes,
    ) -> None:
        self._lister = lister
        self._shelf = shelf
        self._find_owner = find_owner
        self._but = but
        self._found: dict[RecallKind, tuple[Earlier, ...]] = {}

    def of(self, kind: RecallKind) -> tuple[Earlier, ...]:
        """The newest finished records of the kind's flow that give all that is read of them, newest first."""
        if kind not in self._found:
            self._found[kind] = self._look_through(kind)
        return self._found[kind]

    def by_address(self, kind: RecallKind) -> Mapping[str, Recalled]:
        """The same by the address of the record, with what it gives."""
        return {one.address: one.recalled for one in self.of(kind)}

    def _look_through(self, kind: RecallKind) -> tuple[Earlier, ...]:
        owner = self._find_owner()
        if owner is None:
            return ()
        person_id, data_key = owner
        listed = self._lister.list_sessions(person_id, before=None, limit=MOST_LOOKED_THROUGH)
        stored = [each for each in listed if each.session_id != self._but]
        wanted = finished_among(stored, data_key, self._shelf, lambda session: session.flow_id == kind.flow)
        found = (earlier for record in wanted if (earlier := _earlier(kind, record)) is not None)
        return tuple(islice(found, MOST_OFFERED))


def _earlier(kind: RecallKind, record: Finished) -> Earlier | None:
    """One record, as far as it gives all that is read of it."""
    given = given_by(record.program, record.session, kind.names)
    if given is None:
        return None
    recalled = Recalled(record.session.address, given)
    return Earlier(title_of(record.program, record.session), record.day, recalled)


def records_for(lister: Lister, shelf: Shelf, opened: Opened) -> EarlierRecords:
    """What can be recalled in an open session."""
    return EarlierRecords(lister, shelf, lambda: (opened.person_id, opened.data_key), opened.session_id)


def given_by(program: Program, session: ExerciseSession, names: Sequence[str]) -> tuple[Given, ...] | None:
    """What a finished session gives under these names; None when it lacks one, as a record of an old version may."""
    walk = walk_to(program, session.facts, session.position, session.position.here)
    given = []
    for name in names:
        ref = _ref_of(program.flow, name)
        value = read_value(program, ref, walk) if ref is not None else None
        if ref is None or value is None or isinstance(value, Mark):
            return None
        words = tuple([PrivateText(word) for word in words_of(program, ref, walk)])
        given.append(Given(name, _by_itself(program.flow, ref, value, words), words))
    return tuple(given)


def _ref_of(flow: Flow, name: str) -> Ref | None:
    """What a name reads at the end of a flow; None where this version of it has no such name."""
    if name in flow.computed:
        return ComputedRef(name)
    if name not in flow.steps:
        return None
    loops = flow.steps[name].loops
    return FieldRef(loops[-1], name, ()) if loops else AnswerRef(name, ())


def _by_itself(
    flow: Flow, ref: Ref, value: Readable, words: tuple[PrivateText, ...]
) -> Single | tuple[Line, ...]:
    """The value as it reads outside its record: what points at an item there is that item's words."""
    kind = flow.steps[ref.step].kind if isinstance(ref, AnswerRef) else None
    if isinstance(ref, FieldRef) or isinstance(kind, OrderKind):
        return tuple([Line(str(number), line) for number, line in enumerate(words, 1)])
    if isinstance(value, ItemId) or isinstance(kind, OneOfKind):
        return PrivateText(", ".join(words))
    return value  # type: ignore[return-value]  # a single value, lines or picks: no other name is offered


def with_earlier(page: Page, records: EarlierRecords) -> Page:
    """The page with the records that it can be answered with, if it asks for one; the one chosen before among them."""
    kind = page.step.kind
    if not isinstance(kind, RecallKind):
        return page
    found = records.of(kind)
    stored = page.session.facts.answers.get(page.place.key)
    for picked in stored if isinstance(stored, tuple) else (stored,):
        if isinstance(picked, Recalled) and picked.record not in [one.address for one in found]:
            # It is not offered any more, but what it gave was kept with the answer.
            found = (*found, Earlier("", None, picked))
    return replace(page, earlier=found)


def passed_over(program: Program, session: ExerciseSession, records: EarlierRecords) -> ExerciseSession:
    """The session past every question about an earlier record that it stands on and that has none to offer."""
    return pass_over_recalls(program, session, records.by_address)
