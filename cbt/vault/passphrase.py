"""A passphrase to a secret, slowly: Argon2id with 64 MiB, three passes, one lane.

It must not be needed for anything but opening one device, and never says how near a guess came.
"""

import unicodedata
from threading import BoundedSemaphore

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from cbt.vault.keys import Secret
from cbt.vault.seal import KEY_BYTES

FEWEST_CHARACTERS = 8
MOST_CHARACTERS = 200

_MEMORY_KIB = 64 * 1024
_PASSES = 3
_SALT_BYTES = 16
# Each takes 64 MiB: whoever guesses waits in line, and the pages of others do not.
_AT_ONCE = BoundedSemaphore(2)


class Passphrases:
    """Passphrases under one server key: a copy of the database alone does not let anybody try them out."""

    def __init__(self, server_key: bytes) -> None:
        self._pepper = _derive(server_key, b"cbt/v1 passphrase pepper", KEY_BYTES)

    def secret_for(self, device: bytes, passphrase: str) -> Secret:
        """The secret that a device's 32 bytes and its passphrase make together; takes a third of a second."""
        typed = unicodedata.normalize("NFKC", passphrase.strip()).encode("utf-8", "surrogatepass")
        with _AT_ONCE:
            slow = Argon2id(
                salt=_derive(device, b"cbt/v1 passphrase salt", _SALT_BYTES),
                length=KEY_BYTES,
                iterations=_PASSES,
                lanes=1,
                memory_cost=_MEMORY_KIB,
                secret=self._pepper,
            ).derive(typed)
        return Secret(_derive(slow + device, b"cbt/v1 passphrase secret", KEY_BYTES))


def _derive(secret: bytes, info: bytes, size: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=size, salt=None, info=info).derive(secret)
