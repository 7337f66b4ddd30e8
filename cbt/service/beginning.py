"""A session that nobody has begun: its first page, and the first answer, which stores person, key and session at once.

It must not store anything before that answer, nor change a session that is there.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from cbt.engine.answering import begin, pass_over_recalls
from cbt.engine.machine import Program
from cbt.errors import AnswerError, SessionUnknown
from cbt.model.session import ExerciseSession
from cbt.service.changing import answered, arrive, past_recalls, visit_key
from cbt.service.opening import seal_session
from cbt.service.owning import Owner, get_owner
from cbt.service.pages import next_page, page_of
from cbt.service.ports import Clock, Store, Writing
from cbt.service.recalling import EarlierRecords, passed_over, with_earlier
from cbt.service.resting import with_arrival
from cbt.service.shelf import Shelf
from cbt.service.views import Form, Page, Turn
from cbt.vault.address import Addresses
from cbt.vault.keys import locator, new_secret, unwrap

UNBEGUN_FOR = timedelta(hours=24)


class Beginning:
    """What can be done with an address whose session is not stored yet."""

    def __init__(self, store: Store, shelf: Shelf, addresses: Addresses, clock: Clock) -> None:
        self._store = store
        self._shelf = shelf
        self._addresses = addresses
        self._clock = clock

    def page(self, secret: bytes | None, address: str) -> tuple[Page, EarlierRecords]:
        """The first page of an address that is less than a day old, with a future secret in it; stores nothing.

        With it comes what can be recalled there. Raises SessionUnknown.
        """
        program = self._get_program(address, oldest=self._clock() - UNBEGUN_FOR)
        begin_with = self._addresses.seal_secret(new_secret(), address)
        records = self._records(secret, address)
        session = passed_over(program, _first_session(program, address), records)
        return page_of(program, session, 0, begin=begin_with), records

    def submit(self, secret: bytes | None, address: str, number: int, form: Form) -> Turn:
        """Files the first answer, however old its page is: words are worth more than tidiness.

        Raises SessionUnknown, SessionExists when a twin of this request came first, StoreUnavailable.
        """
        program, records = self._get_program(address), self._records(secret, address)
        first = _first_session(program, address)
        if number > 1:
            # The page was shown when there was nothing to recall, and what was typed there counts.
            first = pass_over_recalls(program, first, lambda _kind: {})
        page = with_earlier(page_of(program, first, 0, begin=form.begin), records)
        if number != page.number or form.revision != 0:
            raise SessionUnknown
        try:
            made = answered(page, form)
        except AnswerError as error:
            return Turn(page, error=error)
        session = with_arrival(program, None, passed_over(program, made, records), self._clock())
        carried = self._addresses.open_secret(form.begin, address)
        session_id = self._addresses.session_id(address)
        visit = visit_key(session_id, form.visit)
        go_to = past_recalls(made, session, next_page(program, session, page.place, form.back_to))
        session = replace(session, visit=visit.hex(), led_to=go_to)
        with self._store.writing() as writing:
            owner = get_owner(writing, secret, carried)
            self._store_first(writing, owner, session_id, session, visit)
        turn = arrive(program, session, 1, go_to, page.place)
        return turn.on(with_earlier(turn.page, records), owner.handed)

    def _store_first(
        self, writing: Writing, owner: Owner, session_id: bytes, session: ExerciseSession, visit: bytes
    ) -> None:
        day, person_id = self._clock().date(), owner.key.person_id
        if owner.is_new and owner.handed is not None:
            writing.add_person(owner.key, locator(owner.handed), day)
        blob = seal_session(owner.data_key, person_id, session_id, 1, session)
        writing.add_session(person_id, session_id, visit=visit, blob=blob, day=day)

    def _records(self, secret: bytes | None, address: str) -> EarlierRecords:
        """What the cookie's person can recall; nothing for somebody new."""

        def find_owner() -> tuple[bytes, bytes] | None:
            key = self._store.find_key(locator(secret)) if secret is not None else None
            if key is None or secret is None:
                return None
            return key.person_id, unwrap(secret, key.sealed, key.person_id)

        return EarlierRecords(self._store, self._shelf, find_owner, self._addresses.session_id(address))

    def _get_program(self, address: str, *, oldest: datetime | None = None) -> Program:
        """The flow that an address starts, as long as nobody has begun it. Raises SessionUnknown."""
        # Asked for every address, so that one that somebody has begun takes no longer than one that never was.
        is_begun = self._store.has_session(self._addresses.session_id(address))
        start = self._addresses.read(address, self._clock())
        if is_begun or start is None or (oldest is not None and start.minted < oldest):
            raise SessionUnknown
        program = self._shelf.find_by_prefix(start.flow_prefix)
        # A flow with inputs begins stored, by a hand-over; its address alone cannot begin it again.
        if program is None or program.flow.needs:
            raise SessionUnknown
        return program


def _first_session(program: Program, address: str) -> ExerciseSession:
    return replace(begin(program), address=address)
