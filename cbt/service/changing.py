"""A change to an open session: one form, taken once, or the reason why it was not.

It must not find or open the session, and knows no secret.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol

from cbt.engine.answering import answer, remove_item
from cbt.engine.machine import Program
from cbt.engine.tones import words_shown
from cbt.errors import AnswerError, SessionExists, SessionUnknown
from cbt.model.session import ExerciseSession, Place
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
from cbt.service.recalling import EarlierRecords, passed_over, with_earlier
from cbt.service.resting import with_arrival
from cbt.service.views import Form, Page, Turn


class Wish(Protocol):
    """What a form wants done to its page."""

    def is_done(self, page: Page) -> bool:
        """Whether the page stands as the form wants it already."""
        ...

    def is_first(self, page: Page) -> bool:
        """Whether the form overwrites nothing, so that it may be made from an older revision."""
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

    def is_first(self, page: Page) -> bool:
        # Without its place a form may have been made for another question than this page's.
        return bool(self.form.place) and page.place.key not in page.session.facts.answers

    def make(self, page: Page) -> ExerciseSession:
        return answered(page, self.form)

    def leads_to(self, session: ExerciseSession, page: Page) -> int:
        return next_page(page.program, session, page.place, self.form.back_to)


@dataclass(frozen=True, slots=True)
class Removing:
    """The wish to take an item out of the loop that a page collects."""

    item: str

    def is_done(self, page: Page) -> bool:
        return is_collecting(page) and self.item not in collected_ids(page)

    def is_first(self, page: Page) -> bool:  # noqa: ARG002  # every wish is asked so; a removal always overwrites
        return False

    def make(self, page: Page) -> ExerciseSession:
        if not is_collecting(page):
            raise SessionUnknown
        return remove_item(page.program, page.session, page.step.loops[-1], page.place.items[:-1], self.item)

    def leads_to(self, session: ExerciseSession, page: Page) -> int:
        return page_after_removal(session, page.place)


def take(
    writing: Writing,
    opened: Opened,
    program: Program,
    number: int,
    form: Form,
    wish: Wish,
    records: EarlierRecords,
    now: datetime,
) -> Turn:
    """Takes a form once; one whose own page was changed meanwhile changes nothing.

    Raises SessionUnknown, SessionExists.
    """
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
    page = with_earlier(page, records)
    if is_taken or (form.revision != revision and not wish.is_first(page)):
        if not wish.is_done(page):
            return Turn(page, stale=True)
        go_to = session.led_to if is_taken else wish.leads_to(session, page)
        return arrive(program, session, revision, go_to, page.place)
    try:
        made = wish.make(page)
    except AnswerError as error:
        return Turn(page, error=error)
    changed = with_arrival(program, session.position, passed_over(program, made, records), now)
    go_to = past_recalls(made, changed, wish.leads_to(changed, page))
    store_changed(writing, opened, replace(changed, visit=visit.hex(), led_to=go_to), visit, now.date())
    return arrive(program, changed, revision + 1, go_to, page.place)


def answered(page: Page, form: Form) -> ExerciseSession:
    """The session with the answer of a form, and the words that asked for it where they were reworded.

    Raises AnswerError.
    """
    words = words_shown(page.program, page.step, form.tone, page.walk)
    return answer(page.program, page.session, page.place, form.fields, page.records, words)


def past_recalls(made: ExerciseSession, changed: ExerciseSession, go_to: int) -> int:
    """The page to go to; when that would be one that was passed over, the one that the session stands on."""
    stood, stands = len(made.position.pages), len(changed.position.pages)
    return stands if stood <= go_to < stands else go_to


def _find_page(program: Program, opened: Opened, number: int, form: Form) -> Page | None:
    """The page that a form was made for, wherever the path has it now; None when it is off the path.

    A form that does not say its place is taken for page `number`.
    """
    pages = opened.session.position.pages
    if form.place:
        number = pages.numbers.get(form.place, -1) + 1
    if not 1 <= number <= len(pages):
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


def arrive(
    program: Program, session: ExerciseSession, revision: int, go_to: int, filed: Place | None = None
) -> Turn:
    """The turn that ends on page `go_to`, or on the furthest page when the path no longer comes so far.

    `filed` is the place of the answer that led there.
    """
    go_to = min(go_to, len(session.position.pages))
    return Turn(page_of(program, session, revision, go_to or None), go_to=go_to, filed=filed)


def visit_key(session_id: bytes, visit: str) -> bytes:
    """What is kept of a form's one-time key: 16 bytes that say nothing outside this session."""
    return hashlib.sha256(session_id + visit.encode("utf-8", "surrogatepass")).digest()[:16]
