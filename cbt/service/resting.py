"""When a session that rests on a page is to go on, and since when it has rested there.

It must not keep anybody waiting: the time is a suggestion, and going on is always possible.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from cbt.engine.machine import Program
from cbt.engine.replay import walk_to
from cbt.model.flow import Role
from cbt.model.session import ExerciseSession, Position
from cbt.service.reading import read_value
from cbt.service.views import Page, Rest

MORNING = time(9)


def with_arrival(
    program: Program, was: Position | None, session: ExerciseSession, now: datetime
) -> ExerciseSession:
    """The session with the minute in which it came to rest; unchanged where it rested on the same page before."""
    here = session.position.here
    if program.flow.steps[here.step].role is not Role.WAIT:
        return replace(session, rested="") if session.rested else session
    if session.rested and was is not None and was.here == here:
        return session
    return replace(session, rested=now.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ"))


def rest_of(program: Program, session: ExerciseSession) -> Rest | None:
    """The rest that a session takes now; None when it takes none, or has not been begun."""
    here = session.position.here
    wait = program.flow.steps[here.step].wait
    if wait is None:
        return None
    if wait.until is not None:
        until = read_value(program, wait.until, walk_to(program, session.facts, session.position, here))
        return _rest_until(until)
    if not session.rested or wait.minutes is None:
        return None
    return Rest(datetime.fromisoformat(session.rested) + timedelta(minutes=wait.minutes), wait.minutes)


def rest_on(page: Page) -> Rest | None:
    """The rest on a page; None on one that the session has left behind."""
    return rest_of(page.program, page.session) if page.place == page.session.position.here else None


def _rest_until(until: object) -> Rest | None:
    if isinstance(until, datetime):
        return Rest(until)
    # A moment is a day too, so it comes first.
    return Rest(datetime.combine(until, MORNING)) if isinstance(until, date) else None
