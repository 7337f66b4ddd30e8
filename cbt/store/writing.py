"""What can be done inside one writing transaction.

It must not commit or roll back: whoever opened the transaction ends it, all of it or nothing.
"""

from datetime import date

from cbt.errors import SessionExists
from cbt.model.sealed import SealedKey, SealedSession
from cbt.store import statements
from cbt.store.direct import Connection
from cbt.store.trouble import TRANSLATED, is_taken


class Writing:
    """One transaction, for one thread; each method raises StoreUnavailable where the database cannot answer."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        # person id -> the last day on which they are known to be noted as seen
        self._seen: dict[bytes, date] = {}

    def find_key(self, locator: bytes) -> SealedKey | None:
        """The wrapped key that a secret's 16-byte locator leads to; its person is locked until the end."""
        with TRANSLATED:
            found = self._connection.fetch(statements.FIND_KEY_TO_WRITE, locator=locator)
        return SealedKey(*found[0]) if found else None

    def find_session(self, locator: bytes, session_id: bytes) -> tuple[SealedKey, SealedSession] | None:
        """The session and its owner's key, None where it is not theirs; it is locked until the end."""
        with TRANSLATED:
            found = self._connection.fetch(
                statements.FIND_SESSION_TO_WRITE, locator=locator, session_id=session_id
            )
        if not found:
            return None
        sealed, *columns = found[0]
        session = SealedSession(*columns)
        self._seen[session.person_id] = session.updated_on
        return SealedKey(session.person_id, sealed), session

    def list_sessions(self, person_id: bytes, *, before: int | None, limit: int) -> list[SealedSession]:
        """The person's sessions, newest first, at most `limit`; those numbered below `before`, if given."""
        with TRANSLATED:
            rows = self._connection.fetch(
                statements.LIST_SESSIONS,
                owner=person_id,
                before=statements.LARGEST_NUMBER if before is None else before,
                most=limit,
            )
        return [SealedSession(*row) for row in rows]

    def add_person(self, key: SealedKey, locator: bytes, day: date, *, kind: str = "cookie") -> None:
        """Store a new person and their first wrapped key; `kind` names the sort of secret that wraps it.

        Raises SessionExists where the person or the locator is stored already.
        """
        with TRANSLATED:
            try:
                self._connection.change(statements.ADD_PERSON, id=key.person_id, created_on=day, seen_on=day)
                self._connection.change(
                    statements.ADD_WRAP,
                    locator=locator,
                    person_id=key.person_id,
                    kind=kind,
                    sealed=key.sealed,
                    made_on=day,
                    name=None,
                )
            except Exception as error:
                _raise_if_taken(error)
                raise
        self._seen[key.person_id] = day

    def add_session(
        self, person_id: bytes, session_id: bytes, *, visit: bytes, blob: bytes, day: date, revision: int = 1
    ) -> None:
        """Store a new session of an existing person, numbered one above their highest.

        Raises SessionExists where the session or the visit is stored already; the transaction is lost then.
        """
        with TRANSLATED:
            try:
                self._connection.change(
                    statements.ADD_SESSION,
                    session_id=session_id,
                    owner=person_id,
                    first_revision=revision,
                    visit_key=visit,
                    sealed=blob,
                    day=day,
                )
            except Exception as error:
                _raise_if_taken(error)
                raise
            self._note_seen(person_id, day)

    def replace_session(
        self, person_id: bytes, session_id: bytes, *, was: int, visit: bytes, blob: bytes, day: date
    ) -> bool:
        """Store `blob` as revision `was` + 1 of the person's session, if it still is at revision `was`.

        False where it is not, or where `visit` is another session's: nothing was changed, and on PostgreSQL
        nothing more can be done in this transaction after the latter.
        """
        with TRANSLATED:
            try:
                changed = self._connection.change(
                    statements.REPLACE_SESSION,
                    session_id=session_id,
                    owner=person_id,
                    was=was,
                    visit_key=visit,
                    sealed=blob,
                    day=day,
                )
            except Exception as error:
                if is_taken(error):
                    return False
                raise
            if changed == 1:
                self._note_seen(person_id, day)
            return changed == 1

    def _note_seen(self, person_id: bytes, day: date) -> None:
        # Costs a statement on a person's first answer of a day, and none after it.
        if self._seen.get(person_id, date.min) < day:
            self._connection.change(statements.NOTE_SEEN, owner=person_id, day=day)
            self._seen[person_id] = day


def _raise_if_taken(error: Exception) -> None:
    if is_taken(error):
        raise SessionExists from None
