"""Opens and seals a session: from a secret and an address to a session, and back to a blob.

It must not decide what a person may do with it.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from cbt.model.codec import dump_session, load_session
from cbt.model.sealed import SealedKey, SealedSession
from cbt.model.session import ExerciseSession
from cbt.vault.keys import locator, unwrap
from cbt.vault.seal import open_sealed, seal, session_aad


class Finder(Protocol):
    """Whatever finds a session for its owner: a store, or one of its transactions."""

    def find_session(self, locator: bytes, session_id: bytes) -> tuple[SealedKey, SealedSession] | None: ...


@dataclass(frozen=True, slots=True)
class Opened:
    """An open session: who it belongs to, under which key, and at which revision."""

    person_id: bytes
    session_id: bytes
    data_key: bytes = field(repr=False)
    revision: int
    number: int
    day: date
    session: ExerciseSession = field(repr=False)


def find_opened(finder: Finder, secret: bytes | None, session_id: bytes) -> Opened | None:
    """The session, if it is this secret's person's; None when there is none or it is another's. Raises SealBroken."""
    if secret is None:
        return None
    found = finder.find_session(locator(secret), session_id)
    if found is None:
        return None
    key, stored = found
    return open_with(unwrap(secret, key.sealed, key.person_id), stored)


def open_with(data_key: bytes, stored: SealedSession) -> Opened:
    """Opens a blob with the person's key. Raises SealBroken."""
    aad = session_aad(stored.person_id, stored.session_id, stored.revision)
    return Opened(
        person_id=stored.person_id,
        session_id=stored.session_id,
        data_key=data_key,
        revision=stored.revision,
        number=stored.number,
        day=stored.created_on,
        session=load_session(open_sealed(data_key, stored.blob, aad=aad)),
    )


def seal_session(
    data_key: bytes, person_id: bytes, session_id: bytes, revision: int, session: ExerciseSession
) -> bytes:
    """The session as a blob that opens only for this person, session and revision."""
    return seal(data_key, dump_session(session), aad=session_aad(person_id, session_id, revision))
