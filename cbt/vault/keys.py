"""Makes ids, secrets and data keys, and wraps a data key under a secret.

It must not keep any of them: a secret lives in the person's hands, a data key as long as one request.
"""

import os
from functools import cached_property

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from cbt.vault.seal import ID_BYTES, KEY_BYTES, open_exact, seal_exact

# The kinds of secrets that wrap a data key: a browser's own, twelve words, and what a browser and a passphrase make.
COOKIE, WORDS, PASSPHRASE = "cookie", "words", "passphrase"


class Secret(bytes):
    """Key bytes that do not print themselves, in a traceback, a log or a failing test."""

    @cached_property
    def locator(self) -> bytes:
        """What `locator` derives: an answer asks three times for it. It lives no longer than the secret."""
        return _derive(self, b"cbt/v1 locator", ID_BYTES)

    def __repr__(self) -> str:
        return "<secret>"

    __str__ = __repr__


def new_secret() -> Secret:
    """Make a person's secret: 32 random bytes."""
    return Secret(os.urandom(KEY_BYTES))


def new_data_key() -> Secret:
    """Make the key of one person's blobs: 32 random bytes."""
    return Secret(os.urandom(KEY_BYTES))


def new_id() -> bytes:
    """Make an id that says nothing: 16 random bytes."""
    return os.urandom(ID_BYTES)


def locator(secret: bytes) -> bytes:
    """Derive the 16 bytes under which a secret's wrapped key is found; they reveal nothing of the secret."""
    return (secret if isinstance(secret, Secret) else Secret(secret)).locator


def device_secret(secret: bytes) -> Secret:
    """Derive what a device holds once a passphrase is put on it: its old 32 bytes open nothing any more."""
    return Secret(_derive(secret, b"cbt/v1 locked device", KEY_BYTES))


def opened_secret(secret: bytes) -> Secret:
    """Derive what a device holds once its passphrase is taken off."""
    return Secret(_derive(secret, b"cbt/v1 opened device", KEY_BYTES))


def wrap(secret: bytes, data_key: bytes, person_id: bytes, *, kind: str = COOKIE) -> bytes:
    """Wrap a 32-byte `data_key` under `secret`, bound to the person and the kind of secret; 65 bytes."""
    return seal_exact(_key_encryption_key(secret), data_key, aad=_wrap_aad(person_id, kind))


def unwrap(secret: bytes, sealed: bytes, person_id: bytes, *, kind: str = COOKIE) -> Secret:
    """Give back the data key that `wrap` wrapped; raises SealBroken for another secret, person or kind."""
    return Secret(open_exact(_key_encryption_key(secret), sealed, aad=_wrap_aad(person_id, kind)))


def _key_encryption_key(secret: bytes) -> bytes:
    return _derive(secret, b"cbt/v1 key-encryption key", KEY_BYTES)


def _derive(secret: bytes, info: bytes, size: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=size, salt=None, info=info).derive(secret)


def _wrap_aad(person_id: bytes, kind: str) -> bytes:
    # The id has a fixed width and the kind is last, so no two places share an encoding.
    if len(person_id) != ID_BYTES:
        raise ValueError("ids are 16 bytes")
    return b"wrap\0" + person_id + kind.encode("ascii")
