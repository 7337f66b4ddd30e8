"""A key that is lent to a shared computer: sealed with the minute in which somebody was last there.

It must not decide how long is too long.
"""

import base64
import binascii
from dataclasses import dataclass, field
from datetime import UTC, datetime

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from cbt.errors import SealBroken
from cbt.vault.keys import Secret
from cbt.vault.seal import KEY_BYTES, open_exact, seal_exact

# Nobody has begun; a key is there; it was taken away and words open it again; it was taken away for good.
NOBODY, HELD, LOCKED, LOST = b"n", b"h", b"l", b"x"

_STAMP_BYTES = 4
_PLACE = b"lent key\0"


@dataclass(frozen=True, slots=True)
class Lent:
    """What a shared computer holds. `secret` is empty but where a key is `HELD`; `touched` is a whole minute (UTC)."""

    what: bytes
    touched: datetime
    secret: Secret = field(default=Secret(b""), repr=False)


class LentKeys:
    """Keys lent under one server key: the cookie alone opens nothing without the server, and nothing for ever."""

    def __init__(self, server_key: bytes) -> None:
        self._key = HKDF(SHA256(), KEY_BYTES, None, b"cbt/v1 lent key").derive(server_key)

    def seal(self, lent: Lent) -> str:
        """Seal it into text for a cookie; of the same length for every state that holds no key."""
        minute = int(lent.touched.timestamp()) // 60
        plain = lent.what + minute.to_bytes(_STAMP_BYTES, "big") + lent.secret
        return base64.urlsafe_b64encode(seal_exact(self._key, plain, aad=_PLACE)).decode("ascii").rstrip("=")

    def find(self, text: str) -> Lent | None:
        """What `seal` sealed; None for any other text."""
        try:
            sealed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
            plain = open_exact(self._key, sealed, aad=_PLACE)
        except (binascii.Error, ValueError, SealBroken):
            return None
        minute = int.from_bytes(plain[1 : 1 + _STAMP_BYTES], "big")
        return Lent(plain[:1], datetime.fromtimestamp(minute * 60, UTC), Secret(plain[1 + _STAMP_BYTES :]))
