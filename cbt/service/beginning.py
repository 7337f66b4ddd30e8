"""A session that nobody has begun: its first page, and the first answer, which stores person, key and session at once.

It must not store anything before that answer, nor change a session that is there.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from cbt.engine.answering import answer, begin
from cbt.engine.machine import Program
from cbt.errors import AnswerError, SessionUnknown
from cbt.model.session import ExerciseSession
from cbt.service.changing import arrive, visit_key
from cbt.service.opening import seal_session
from cbt.service.owning import Owner, get_owner
from cbt.service.pages import next_page, page_of
from cbt.service.ports import Clock, Store, Writing
from cbt.service.shelf import Shelf
from cbt.service.views import Form, Page, Turn
from cbt.vault.address import Addresses
from cbt.vault.keys import locator, new_secret

UNBEGUN_FOR = timedelta(hours=24)


class Beginning:
    """What can be done with an address whose session is not stored yet."""

    def __init__(self, store: Store, shelf: Shelf, addresses: Addresses, clock: Clock) -> None:
        self._store = store
        self._shelf = shelf
        self._addresses = addresses
        self._clock = clock

    def page(self, address: str) -> Page:
        """The first page of an address that is less than a day old, with a future secret in it; stores nothing.

        Raises SessionUnknown.
        """
        program = self._get_program(address, oldest=self._clock() - UNBEGUN_FOR)
        begin_with = self._addresses.seal_secret(new_secret(), address)
        return page_of(program, _first_session(program, address), 0, begin=begin_with)

    def submit(self, secret: bytes | None, address: str, number: int, form: Form) -> Turn:
        """Files the first answer, however old its page is: words are worth more than tidiness.

        Raises SessionUnknown, SessionExists when a twin of this request came first, StoreUnavailable.
        """
        if number != 1 or form.revision != 0:
            raise SessionUnknown
        program = self._get_program(address)
        session = _first_session(program, address)
        page = page_of(program, session, 0, begin=form.begin)
        try:
            session = answer(program, session, page.place, form.fields)
        except AnswerError as error:
            return Turn(page, error=error)
        carried = self._addresses.open_secret(form.begin, address)
        session_id = self._addresses.session_id(address)
        visit = visit_key(session_id, form.visit)
        go_to = next_page(program, session, page.place, form.back_to)
        session = replace(session, visit=visit.hex(), led_to=go_to)
        with self._store.writing() as writing:
            owner = get_owner(writing, secret, carried)
            self._store_first(writing, owner, session_id, session, visit)
        return replace(arrive(program, session, 1, go_to), secret=owner.handed)

    def _store_first(
        self, writing: Writing, owner: Owner, session_id: bytes, session: ExerciseSession, visit: bytes
    ) -> None:
        day, person_id = self._clock().date(), owner.key.person_id
        if owner.is_new and owner.handed is not None:
            writing.add_person(owner.key, locator(owner.handed), day)
        blob = seal_session(owner.data_key, person_id, session_id, 1, session)
        writing.add_session(person_id, session_id, visit=visit, blob=blob, day=day)

    def _get_program(self, address: str, *, oldest: datetime | None = None) -> Program:
        """The flow that an address starts, as long as nobody has begun it. Raises SessionUnknown."""
        start = self._addresses.read(address, self._clock())
        if start is None or (oldest is not None and start.minted < oldest):
            raise SessionUnknown
        if self._store.has_session(self._addresses.session_id(address)):
            raise SessionUnknown
        program = self._shelf.find_by_prefix(start.flow_prefix)
        # A flow with inputs begins stored, by a hand-over; its address alone cannot begin it again.
        if program is None or program.flow.needs:
            raise SessionUnknown
        return program


def _first_session(program: Program, address: str) -> ExerciseSession:
    return replace(begin(program), address=address)
