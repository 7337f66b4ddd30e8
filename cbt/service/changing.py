"""A change to an open session: one form, taken once, or the reason why it was not.

It must not find or open the session, and knows no secret.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from cbt.engine.answering import answer, remove_item
from cbt.engine.machine import Program
from cbt.errors import AnswerError, SessionExists, SessionUnknown
from cbt.model.session import ExerciseSession
from cbt.service.opening import Opened, seal_session
from cbt.service.pages import (
    collected_ids,
    is_collecting,
    next_page,
    page_after_removal,
    page_of,
    same_answer,
)
from cbt.service.ports import Writing
from cbt.service.views import Form, Page, Turn


class Wish(Protocol):
    """What a form wants done to its page."""

    def is_done(self, page: Page) -> bool:
        """Whether the page stands as the form wants it already."""
        ...

    def make(self, page: Page) -> ExerciseSession:
        """The changed session. Raises AnswerError, and SessionUnknown for a page that takes no such form."""
        ...

    def leads_to(self, session: ExerciseSession, page: Page) -> int:
        """The page to go to in the changed session: its number or RECORD."""
        ...


@dataclass(frozen=True, slots=True)
class Answering:
    """The wish to file an answer."""

    form: Form

    def is_done(self, page: Page) -> bool:
        return page.place != page.session.position.here and same_answer(page, self.form.fields)

    def make(self, page: Page) -> ExerciseSession:
        return answer(page.program, page.session, page.place, self.form.fields)

    def leads_to(self, session: ExerciseSession, page: Page) -> int:
        return next_page(page.program, session, page.place, self.form.back_to)


@dataclass(frozen=True, slots=True)
class Removing:
    """The wish to take an item out of the loop that a page collects."""

    item: str

    def is_done(self, page: Page) -> bool:
        return is_collecting(page) and self.item not in collected_ids(page)

    def make(self, page: Page) -> ExerciseSession:
        if not is_collecting(page):
            raise SessionUnknown
        return remove_item(page.program, page.session, page.step.loops[-1], page.place.items[:-1], self.item)

    def leads_to(self, session: ExerciseSession, page: Page) -> int:
        return page_after_removal(session, page.place)


def take(
    writing: Writing, opened: Opened, program: Program, number: int, form: Form, wish: Wish, day: date
) -> Turn:
    """Takes a form once; a form that was overtaken changes nothing. Raises SessionUnknown, SessionExists."""
    session, revision = opened.session, opened.revision
    visit = visit_key(opened.session_id, form.visit)
    is_taken = visit.hex() == session.visit
    page = _find_page(program, opened, number, form)
    if page is None:
        if is_taken:
            return arrive(program, session, revision, session.led_to)
        return Turn(page_of(program, session, revision), stale=True, moved=True)
    if page.step.is_final:
        return Turn(page, go_to=page.number)
    if is_taken or form.revision != revision:
        if not wish.is_done(page):
            return Turn(page, stale=True)
        return arrive(
            program, session, revision, session.led_to if is_taken else wish.leads_to(session, page)
        )
    try:
        changed = wish.make(page)
    except AnswerError as error:
        return Turn(page, error=error)
    go_to = wish.leads_to(changed, page)
    store_changed(writing, opened, replace(changed, visit=visit.hex(), led_to=go_to), visit, day)
    return arrive(program, changed, revision + 1, go_to)


def _find_page(program: Program, opened: Opened, number: int, form: Form) -> Page | None:
    """The page that a form was made for, wherever the path has it now; None when it is off the path.

    A form that does not say its place is taken for page `number`.
    """
    keys = [place.key for place in opened.session.position.pages]
    if form.place:
        number = keys.index(form.place) + 1 if form.place in keys else 0
    if not 1 <= number <= len(keys):
        return None
    return page_of(program, opened.session, opened.revision, number)


def store_changed(
    writing: Writing, opened: Opened, session: ExerciseSession, visit: bytes, day: date
) -> None:
    """Stores the session as its next revision. Raises SessionExists when another request came first."""
    blob = seal_session(opened.data_key, opened.person_id, opened.session_id, opened.revision + 1, session)
    if not writing.replace_session(
        opened.person_id, opened.session_id, was=opened.revision, visit=visit, blob=blob, day=day
    ):
        raise SessionExists


def arrive(program: Program, session: ExerciseSession, revision: int, go_to: int) -> Turn:
    """The turn that ends on page `go_to`, or on the furthest page when the path no longer comes so far."""
    go_to = min(go_to, len(session.position.pages))
    return Turn(page_of(program, session, revision, go_to or None), go_to=go_to)


def visit_key(session_id: bytes, visit: str) -> bytes:
    """What is kept of a form's one-time key: 16 bytes that say nothing outside this session."""
    return hashlib.sha256(session_id + visit.encode("utf-8", "surrogatepass")).digest()[:16]
