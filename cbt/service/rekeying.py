"""Gives a person a new data key: all that is theirs is sealed anew, and no old key, copied or stolen, opens it.

It must not leave anything behind under the old key.
"""

from cbt.errors import SealBroken
from cbt.model.sealed import SealedKey, SealedSession
from cbt.service.key_ports import KeyWriting
from cbt.service.owning import Owner
from cbt.vault.keys import new_data_key, new_id
from cbt.vault.seal import open_sealed, seal, session_aad


def become_another(writing: KeyWriting, owner: Owner) -> Owner:
    """The person under a new id and a new data key, with their sessions and days and no way to the key yet.

    They become another person rather than change their key: a request that waits for the old one's row finds nobody
    when it goes on, where it would have filed an answer under a key that nobody has any more.
    """
    person_id, data_key = new_id(), new_data_key()
    writing.add_heir(person_id, writing.get_days(owner.key.person_id))
    for session in writing.lock_sessions(owner.key.person_id):
        writing.move_session(session, person_id, _sealed_anew(session, owner.data_key, person_id, data_key))
    writing.drop_person(owner.key.person_id)
    return Owner(SealedKey(person_id, b""), data_key)


def _sealed_anew(session: SealedSession, old_key: bytes, person_id: bytes, data_key: bytes) -> bytes:
    """The session's blob for its new owner; one that no longer opens stays as it is, and stays closed."""
    was = session_aad(session.person_id, session.session_id, session.revision)
    try:
        plain = open_sealed(old_key, session.blob, aad=was)
    except SealBroken:
        return session.blob
    return seal(data_key, plain, aad=session_aad(person_id, session.session_id, session.revision))
