"""From a session to what a person takes along, and from that to a session again.

It must not store, and lets nothing in that the flow's own questions would not have taken.
"""

import base64
import hashlib
import re
from datetime import UTC, datetime

from cbt.engine.fitting import is_fitting
from cbt.engine.machine import Program
from cbt.engine.replay import replay, walk_to
from cbt.engine.text import prose, told
from cbt.model.flow import Role
from cbt.model.reference import AnswerRef
from cbt.model.sealed import SealedSession
from cbt.model.session import ExerciseSession, Place
from cbt.records.archive import Archived, Said
from cbt.records.change import difference_in_words
from cbt.service.looking_back import line_of, record_of
from cbt.service.opening import Opened
from cbt.service.views import Record

_ADDRESS = re.compile(r"[A-Za-z0-9_-]{64}")
# What answers that are each of their kind, and make no sense together, can make of a flow.
_SENSELESS = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


def archived(program: Program, opened: Opened, stored: SealedSession) -> Archived:
    """A session as it is taken along, with what it says in words."""
    session, record = opened.session, record_of(program, opened)
    return Archived(
        session.flow_id,
        session.flow_version,
        session.address,
        stored.created_on,
        stored.updated_on,
        session.facts,
        session.handed_to,
        session.rested,
        session.shown,
        record.exercise,
        record.title,
        record.finished,
        tuple([said for place in session.position.pages if (said := _said(program, session, place))]),
        _compared(record),
    )


def following(address: str) -> str:
    """The address that follows from another, for a copy of its record: the same each time."""
    digest = hashlib.sha384(b"cbt/v1 copy\0" + address.encode("ascii")).digest()
    return base64.urlsafe_b64encode(digest).decode("ascii")


def find_session(program: Program, record: Archived) -> ExerciseSession | None:
    """The session that a record from outside makes in a flow; None where it could not have been made there."""
    if program.flow.id != record.flow_id or not _ADDRESS.fullmatch(record.address):
        return None
    try:
        return _tried(program, record) if is_fitting(program.flow, record.facts) else None
    except _SENSELESS:
        return None


def _tried(program: Program, record: Archived) -> ExerciseSession:
    """The session, once all that it would show has been put into words."""
    facts = record.facts
    session = ExerciseSession(
        record.flow_id,
        record.flow_version,
        facts,
        replay(program, facts),
        record.address,
        handed_to=record.handed_to if _ADDRESS.fullmatch(record.handed_to) else "",
        rested=_moment(record.rested),
        shown=record.shown,
    )
    opened = Opened(b"", b"", b"", 1, 1, record.begun_on, session)
    record_of(program, opened)
    line_of(program, opened)
    for place in session.position.pages:
        _said(program, session, place)
    return session


def _moment(rested: str) -> str:
    """The minute since which a session rests, as we write it, or none. Raises ValueError."""
    if not rested:
        return ""
    return datetime.strptime(rested, "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC).strftime("%Y-%m-%dT%H:%MZ")


def _said(program: Program, session: ExerciseSession, place: Place) -> Said | None:
    """What a page of the path asked and was answered; None where nothing was."""
    step = program.flow.steps[place.step]
    walk = walk_to(program, session.facts, session.position, place)
    question = " ".join(prose(program, step.prompt, walk)) if step.prompt is not None else step.id
    if step.role not in (Role.QUESTION, Role.AGAIN):
        return None
    words = told(program, AnswerRef(place.step, tuple(range(len(place.items)))), walk)
    return Said(question, words, session.shown.get(place.key, "")) if words else None


def _compared(record: Record) -> tuple[str, ...]:
    """The numbers that a record compares, in words."""
    return tuple(
        [
            f"{pair.label} – {pair.shown[0]} before, {pair.shown[1]} now "
            f"({difference_in_words(pair.before, pair.after, pair.least, pair.most)})"
            for pair in record.changes
        ]
    )
