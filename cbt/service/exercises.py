"""Doing an exercise: start it, see a page, submit one, remove an item, go over to another exercise.

It must not render, and keeps nothing of a person between two calls.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from cbt.engine.machine import Program
from cbt.errors import CbtError, SessionExists, SessionUnknown, StoreUnavailable
from cbt.model.renaming import renamed_key
from cbt.model.session import ExerciseSession
from cbt.service.beginning import Beginning
from cbt.service.changing import Answering, Removing, Wish, take
from cbt.service.handing import hand_over
from cbt.service.opening import Opened, find_opened
from cbt.service.owning import is_somebodys
from cbt.service.pages import page_of
from cbt.service.ports import Clock, Store, Writing
from cbt.service.recalling import EarlierRecords, records_for, with_earlier
from cbt.service.shelf import Shelf
from cbt.service.views import Form, Page, Turn
from cbt.service.watching import Watching
from cbt.vault.address import Addresses

_Outcome = TypeVar("_Outcome")

_ATTEMPTS = 3


class Exercises:
    """The use cases of one application; its ports are given once."""

    def __init__(
        self, store: Store, shelf: Shelf, addresses: Addresses, clock: Clock, watching: Watching
    ) -> None:
        self._store = store
        self._shelf = shelf
        self._addresses = addresses
        self._clock = clock
        self._watching = watching
        self._beginning = Beginning(store, shelf, addresses, clock)

    def start(self, flow_id: str) -> str:
        """A new address for a flow; nothing is stored. Raises FlowUnknown, for one that needs inputs too."""
        return self._addresses.mint(self._shelf.get_startable(flow_id).version, self._clock())

    def page(self, secret: bytes | None, address: str, number: int | None = None) -> Page:
        """A page, by default the one the session stands on. Raises SessionUnknown, PageUnknown, StoreUnavailable."""
        here, records = self._look(secret, address)
        if number is not None:
            here = page_of(here.program, here.session, here.revision, number, begin=here.begin)
        return with_earlier(here, records)

    def nearest_page(self, secret: bytes | None, address: str, number: int) -> Page:
        """The page of this number, or the furthest one when the session has not come so far or is not begun.

        Raises SessionUnknown, StoreUnavailable.
        """
        here, records = self._look(secret, address)
        nearest = min(max(number, 1), here.number) if here.revision else here.number
        page = page_of(here.program, here.session, here.revision, nearest, begin=here.begin)
        return with_earlier(page, records)

    def submit(self, secret: bytes | None, address: str, number: int, form: Form) -> Turn:
        """Files a page's form, once, and then looks at what was written in it, taken or not.

        Raises SessionUnknown, StoreUnavailable; nothing is half done.
        """

        def attempt() -> Turn:
            turn = self._take(secret, address, number, form, Answering(form))
            return turn or self._beginning.submit(secret, address, number, form)

        turn = self._once_more(attempt)
        refused = turn.error is not None
        sign = self._watching.sign_in(form.fields, turn.page) if refused else self._watching.sign_of(turn)
        return replace(turn, sign=sign)

    def remove(self, secret: bytes | None, address: str, number: int, item: str, form: Form) -> Turn:
        """Takes an item out of the loop that a page collects. Raises SessionUnknown, StoreUnavailable."""

        def attempt() -> Turn:
            turn = self._take(secret, address, number, form, Removing(item))
            if turn is None:
                raise SessionUnknown
            return turn

        return self._once_more(attempt)

    def hand_over(self, secret: bytes | None, address: str) -> str:
        """The address of the flow that a finished session offers, with what it carries.

        Raises SessionUnknown, also on a page that offers nothing; FlowUnknown when the flow is no longer offered;
        StoreUnavailable.
        """

        def attempt() -> str:
            with self._store.writing() as writing:
                opened = find_opened(writing, secret, self._addresses.session_id(address))
                if opened is None or secret is None:
                    raise SessionUnknown
                self._check_ready(opened.session)
                return hand_over(writing, secret, opened, self._shelf, self._addresses, self._clock())

        return self._once_more(attempt)

    def _look(self, secret: bytes | None, address: str) -> tuple[Page, EarlierRecords]:
        """The page that a session stands on, begun or not, and what can be recalled there."""
        opened = find_opened(self._store, secret, self._addresses.session_id(address))
        if opened is None:
            return self._beginning.page(secret, address)
        program, session = self._present(opened.session)
        page = page_of(program, session, opened.revision)
        return page, records_for(self._store, self._shelf, opened)

    def _take(self, secret: bytes | None, address: str, number: int, form: Form, wish: Wish) -> Turn | None:
        """What comes of a form for a session that is stored; None when it is not, or is another's."""
        with self._store.writing() as writing:
            opened, handed = self._find_opened(writing, secret, address, form.begin)
            if opened is None:
                return None
            self._check_ready(opened.session)
            program, session = self._present(opened.session)
            if session is not opened.session:
                opened = replace(opened, session=session)
            if program.flow.renamed:
                # The form may be older than the ids that its flow has now.
                form = replace(form, place=renamed_key(program.flow.renamed, form.place))
            records = records_for(writing, self._shelf, opened)
            turn = take(writing, opened, program, number, form, wish, records, self._clock())
            return turn.on(with_earlier(turn.page, records), handed)

    def _find_opened(
        self, writing: Writing, secret: bytes | None, address: str, begin: str
    ) -> tuple[Opened | None, bytes | None]:
        """The session under the cookie's secret, or under the one that page 1 carried: a first answer sent twice.

        The second has to be handed out. It never takes the place of a secret that is somebody's: their other
        records would be out of reach.
        """
        session_id = self._addresses.session_id(address)
        opened = find_opened(writing, secret, session_id)
        if opened is not None:
            return opened, None
        carried = self._addresses.open_secret(begin, address)
        opened = find_opened(writing, carried, session_id)
        if opened is None or is_somebodys(writing, secret):
            return None, None
        return opened, carried

    def _check_ready(self, session: ExerciseSession) -> None:
        """Raises _NotReady where a flow would have to be compiled in a transaction: that would hold up everybody."""
        if not self._shelf.is_ready(session.flow_id, session.flow_version):
            raise _NotReady(session)

    def _present(self, session: ExerciseSession) -> tuple[Program, ExerciseSession]:
        """The session in the version that it goes on in: the present one of its flow where its answers mean the same.

        Nothing is stored here: the next answer takes the move along.
        """
        upgrade = self._shelf.find_upgrade(session.flow_id, session.flow_version)
        moved = upgrade.of(session) if upgrade is not None else session
        return self._shelf.get_version(moved.flow_version), moved

    def _once_more(self, attempt: Callable[[], _Outcome]) -> _Outcome:
        """Goes through an attempt, and again when a twin of the request came first: it then finds what that stored.

        So too when its flow had to be made ready; and once when the connection was lost. What had been stored
        then all the same is found by the form's visit key, and is not stored twice.
        """
        was_lost = False
        for _ in range(_ATTEMPTS):
            try:
                return attempt()
            except _NotReady as waiting:
                self._present(waiting.session)
            except SessionExists:
                continue
            except StoreUnavailable as trouble:
                if was_lost or trouble.reason != "lost":
                    raise
                was_lost = True
        raise StoreUnavailable("locked")


class _NotReady(CbtError):
    """A session whose flow has to be made ready before a transaction; nothing was done."""

    def __init__(self, session: ExerciseSession) -> None:
        super().__init__()
        self.session = session
