"""Whose a first answer is: the cookie's person, or a new one with the secret that page 1 carried.

It must not store an answer.
"""

from dataclasses import dataclass, field

from cbt.errors import SessionUnknown
from cbt.model.sealed import SealedKey
from cbt.service.ports import Writing
from cbt.vault.keys import locator, new_data_key, new_id, unwrap, wrap


@dataclass(frozen=True, slots=True)
class Owner:
    """A person and their data key. `handed` is the secret that their browser has yet to be given.

    `is_new` says that nothing of them is stored yet.
    """

    key: SealedKey
    data_key: bytes = field(repr=False)
    handed: bytes | None = field(default=None, repr=False)
    is_new: bool = False


def get_owner(writing: Writing, secret: bytes | None, carried: bytes | None) -> Owner:
    """The person of the cookie's `secret`, if there is one; else the one of the `carried` secret, made if need be.

    A cookie's secret that belongs to nobody is never taken up: it may have been planted. Raises SessionUnknown
    when neither secret will do.
    """
    known = _find_person(writing, secret)
    if known is not None:
        return known
    if carried is None:
        raise SessionUnknown
    known = _find_person(writing, carried, handed=carried)
    if known is not None:
        return known
    person_id, data_key = new_id(), new_data_key()
    key = SealedKey(person_id, wrap(carried, data_key, person_id))
    return Owner(key, data_key, handed=carried, is_new=True)


def is_somebodys(writing: Writing, secret: bytes | None) -> bool:
    """Whether a secret belongs to a person who is stored."""
    return secret is not None and writing.find_key(locator(secret)) is not None


def _find_person(writing: Writing, secret: bytes | None, handed: bytes | None = None) -> Owner | None:
    found = writing.find_key(locator(secret)) if secret is not None else None
    if found is None or secret is None:
        return None
    return Owner(found, unwrap(secret, found.sealed, found.person_id), handed=handed)
