"""What can be done to a person's keys inside one writing transaction.

It must not commit or roll back, and never opens a key.
"""

from collections.abc import Iterator
from datetime import date

from cbt.errors import SessionExists
from cbt.model.sealed import Days, SealedSession, SealedWrap
from cbt.store import key_statements, statements
from cbt.store.trouble import TRANSLATED, is_taken
from cbt.store.writing import Writing

_AT_ONCE = 100


class KeyWriting(Writing):
    """One transaction, for one thread; ids and locators are 16 bytes.

    Each method raises StoreUnavailable where the database cannot answer.
    """

    def list_wraps(self, person_id: bytes) -> list[SealedWrap]:
        """All ways to the person's key, oldest first."""
        with TRANSLATED:
            return [
                SealedWrap(*row) for row in self._connection.fetch(key_statements.LIST_WRAPS, owner=person_id)
            ]

    def add_wrap(
        self,
        person_id: bytes,
        locator: bytes,
        sealed: bytes,
        day: date,
        *,
        kind: str,
        name: bytes | None = None,
    ) -> None:
        """Store another way to the person's key. Raises SessionExists where its locator, or words, are there."""
        with TRANSLATED:
            try:
                self._connection.change(
                    statements.ADD_WRAP,
                    locator=locator,
                    person_id=person_id,
                    kind=kind,
                    sealed=sealed,
                    made_on=day,
                    name=name,
                )
            except Exception as error:
                if is_taken(error):
                    raise SessionExists from None
                raise

    def drop_wrap(self, person_id: bytes, locator: bytes) -> bool:
        """Destroy one way to the person's key; False where it is none of theirs."""
        with TRANSLATED:
            return self._connection.change(key_statements.DROP_WRAP, owner=person_id, at=locator) == 1

    def name_wrap(self, person_id: bytes, locator: bytes, name: bytes | None) -> bool:
        """Give a way to the person's key another name, sealed; False where it is none of theirs."""
        with TRANSLATED:
            changed = self._connection.change(
                key_statements.NAME_WRAP, owner=person_id, at=locator, called=name
            )
            return changed == 1

    def lock_sessions(self, person_id: bytes) -> Iterator[SealedSession]:
        """All sessions of the person, newest first; nobody else can change one until the end."""
        with TRANSLATED:
            self._connection.fetch(key_statements.LOCK_SESSIONS, owner=person_id)
        before = None
        while found := self.list_sessions(person_id, before=before, limit=_AT_ONCE):
            yield from found
            before = found[-1].number

    def get_days(self, person_id: bytes) -> Days:
        """When the person, who must be stored, was first and last here."""
        with TRANSLATED:
            return Days(*self._connection.fetch(key_statements.GET_DAYS, owner=person_id)[0])

    def add_heir(self, person_id: bytes, days: Days) -> None:
        """Store the person that another one becomes, as old as they are, without a key yet."""
        with TRANSLATED:
            self._connection.change(
                statements.ADD_PERSON, id=person_id, created_on=days.created_on, seen_on=days.seen_on
            )

    def move_session(self, session: SealedSession, heir: bytes, blob: bytes) -> None:
        """Hand a session over to the person that its owner becomes, sealed anew; number and revision stay."""
        with TRANSLATED:
            self._connection.change(
                key_statements.MOVE_SESSION,
                session_id=session.session_id,
                owner=session.person_id,
                heir=heir,
                sealed=blob,
            )

    def drop_person(self, person_id: bytes) -> None:
        """Delete all that there still is of a person, keys first."""
        with TRANSLATED:
            for statement in statements.ERASE_PERSON:
                self._connection.change(statement, owner=person_id)

    def bring_session(
        self, person_id: bytes, session_id: bytes, *, visit: bytes, blob: bytes, begun: date, changed: date
    ) -> None:
        """Store a session that comes from elsewhere, at revision 1, with the days that it had there.

        Raises SessionExists where the session or the visit is stored already; the transaction is lost then.
        """
        with TRANSLATED:
            try:
                self._connection.change(
                    key_statements.BRING_SESSION,
                    session_id=session_id,
                    owner=person_id,
                    visit_key=visit,
                    sealed=blob,
                    begun_on=begun,
                    changed_on=changed,
                )
            except Exception as error:
                if is_taken(error):
                    raise SessionExists from None
                raise

    def erase_if_due(self, person_id: bytes, before: date, before_without_words: date) -> bool:
        """Delete a person who was last seen before a day, the second one where they have no words; else False."""
        with TRANSLATED:
            due = self._connection.fetch(
                key_statements.LOCK_IF_DUE,
                owner=person_id,
                before=before,
                before_without_words=before_without_words,
            )
        if due:
            self.drop_person(person_id)
        return bool(due)

    def note_sweep(self, day: date) -> None:
        """Note the day of this sweep, in place of the last one's."""
        with TRANSLATED:
            self._connection.change(key_statements.FORGET_SWEEP)
            self._connection.change(key_statements.NOTE_SWEEP, id=1, ran_on=day)
