"""A key on a shared computer: taken away again, and the words that were not sent yet kept for whoever comes back.

It must not take away the last way to somebody's records: without words nothing is gained by it.
"""

from contextlib import suppress

from cbt.errors import StoreUnavailable
from cbt.service.devices import owner_of
from cbt.service.key_ports import KeyStore
from cbt.vault.draft import find_draft, seal_draft
from cbt.vault.keys import WORDS, locator, unwrap


class Lending:
    """The use cases around a shared computer; its port is given once."""

    def __init__(self, store: KeyStore) -> None:
        self._store = store

    def take_back(self, secret: bytes | None) -> bool:
        """Destroys the key that a shared computer held where words open the records too; whether they do.

        True as well where there is nobody, and where the store cannot answer: the computer lets go of it all the same.
        """
        with suppress(StoreUnavailable):
            return secret is None or self._take_back(secret)
        return True

    def _take_back(self, secret: bytes) -> bool:
        if self._store.find_key(locator(secret)) is None:
            return True
        with self._store.changing_keys() as writing:
            owner = owner_of(writing, secret)
            has_words = any(wrap.kind == WORDS for wrap in writing.list_wraps(owner.key.person_id))
            if has_words:
                writing.drop_wrap(owner.key.person_id, locator(secret))
        return has_words

    def seal_draft(self, secret: bytes | None, draft: str) -> str:
        """The draft as text that only its owner's key opens; empty where there is nobody to keep it for."""
        with suppress(StoreUnavailable):
            key = self._store.find_key(locator(secret)) if secret is not None and draft else None
            if key is not None and secret is not None:
                return seal_draft(unwrap(secret, key.sealed, key.person_id), draft, key.person_id)
        return ""

    def find_draft(self, secret: bytes | None, text: str) -> str:
        """What `seal_draft` sealed for this secret's person; empty for any other text. Raises StoreUnavailable."""
        key = self._store.find_key(locator(secret)) if secret is not None and text else None
        if key is None or secret is None:
            return ""
        return find_draft(unwrap(secret, key.sealed, key.person_id), text, key.person_id) or ""
