"""Seals a short note that a browser carries for its person, so that it says nothing to whoever looks at it.

It must not know what a note says, and keeps none.
"""

import base64
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from cbt.vault.keys import locator

_NONCE_BYTES = 12


class Notes:
    """Notes under one server key (32 bytes), each bound to a person's secret."""

    def __init__(self, server_key: bytes) -> None:
        key = HKDF(algorithm=SHA256(), length=64, salt=None, info=b"cbt/v1 note").derive(server_key)
        # As with addresses, there is one key for years: a repeated nonce must not give the key stream away.
        self._cipher = AESSIV(key)

    def seal(self, note: bytes, secret: bytes) -> str:
        """Seals a note of any length for the holder of a secret; URL-safe, and different each time."""
        nonce = os.urandom(_NONCE_BYTES)
        sealed = self._cipher.encrypt(note, [locator(secret), nonce])
        return base64.urlsafe_b64encode(nonce + sealed).decode("ascii").rstrip("=")

    def find(self, text: str, secret: bytes) -> bytes | None:
        """What `seal` was given for this secret; None for any other text."""
        try:
            raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
            return self._cipher.decrypt(raw[_NONCE_BYTES:], [locator(secret), raw[:_NONCE_BYTES]])
        except (InvalidTag, ValueError):
            return None
