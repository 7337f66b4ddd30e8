"""Mints and reads the random-looking part of a session's URL, and carries a secret not yet in use in page 1.

Before the first answer nothing is stored and no cookie is set, so the address itself has to say which
exercise it starts: opaque to everybody without the server key, and impossible to make without it.

It must not decide how old an address may be, nor whether a session has begun.
"""

import base64
import hashlib
import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from cbt.vault.keys import Secret
from cbt.vault.seal import ID_BYTES, KEY_BYTES

PREFIX_BYTES = 16

_NONCE_BYTES = 12
_STAMP_BYTES = 4
_FLOW_VERSION = re.compile(r"[0-9a-f]{64}")
# 48 and 60 bytes fill whole base64 groups, so each value has exactly one spelling.
_ADDRESS = re.compile(r"[A-Za-z0-9_-]{64}")
_SEALED_SECRET = re.compile(r"[A-Za-z0-9_-]{80}")


@dataclass(frozen=True, slots=True)
class Start:
    """What an address says: the first 16 bytes of the flow version's SHA-256, when it was minted (UTC)."""

    flow_prefix: bytes
    minted: datetime


class Addresses:
    """Addresses under one server key (32 bytes)."""

    def __init__(self, server_key: bytes) -> None:
        # SIV rather than GCM: addresses are minted at every visitor's wish, under one key for years, and here
        # a repeated nonce shows at most that two addresses are equal instead of giving the key stream away.
        self._starts = AESSIV(_derive(server_key, b"cbt/v1 address"))
        self._secrets = AESSIV(_derive(server_key, b"cbt/v1 carried secret"))

    def mint(self, flow_version: str, now: datetime) -> str:
        """Make a new address of 64 URL-safe characters for the flow of this SHA-256 (64 hex); `now` is aware.

        Raises ValueError for another flow version or a naive `now`.
        """
        if not _FLOW_VERSION.fullmatch(flow_version):
            raise ValueError("a flow version is 64 hexadecimal digits")
        if now.tzinfo is None:
            raise ValueError("now has no time zone")
        prefix = bytes.fromhex(flow_version)[:PREFIX_BYTES]
        minute = int(now.timestamp()) // 60
        return _seal(self._starts, prefix + minute.to_bytes(_STAMP_BYTES, "big"), b"")

    def read(self, address: str, now: datetime) -> Start | None:
        """Read an address that this key minted, None for any other text; `minted` is never after `now`.

        A clock that was set back thus makes an address new, not unusable.
        """
        if not _ADDRESS.fullmatch(address):
            return None
        plain = _open(self._starts, address, b"")
        if plain is None:
            return None
        minute = int.from_bytes(plain[PREFIX_BYTES:], "big")
        minted = datetime.fromtimestamp(minute * 60, UTC)
        return Start(plain[:PREFIX_BYTES], min(minted, now))

    @staticmethod
    def session_id(address: str) -> bytes:
        """Derive the 16-byte id that the database knows a session by; it never holds the address itself."""
        spelled = address.encode("utf-8", "surrogatepass")
        return hashlib.sha256(b"cbt/v1 session\0" + spelled).digest()[:ID_BYTES]

    def seal_secret(self, secret: bytes, address: str) -> str:
        """Seal a future person's 32-byte secret into 80 characters that open only together with `address`.

        Page 1's form carries it, so that the first answer sent twice makes one person and not two.
        """
        if len(secret) != KEY_BYTES:
            raise ValueError("a secret is 32 bytes")
        return _seal(self._secrets, secret, self.session_id(address))

    def open_secret(self, text: str, address: str) -> Secret | None:
        """Open what `seal_secret` made for this `address`; None for any other text."""
        if not _SEALED_SECRET.fullmatch(text):
            return None
        plain = _open(self._secrets, text, self.session_id(address))
        return None if plain is None else Secret(plain)


def _derive(server_key: bytes, info: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=64, salt=None, info=info).derive(server_key)


def _seal(cipher: AESSIV, plain: bytes, place: bytes) -> str:
    nonce = os.urandom(_NONCE_BYTES)
    return base64.urlsafe_b64encode(nonce + cipher.encrypt(plain, [place, nonce])).decode("ascii")


def _open(cipher: AESSIV, text: str, place: bytes) -> bytes | None:
    raw = base64.urlsafe_b64decode(text)
    nonce, sealed = raw[:_NONCE_BYTES], raw[_NONCE_BYTES:]
    try:
        return cipher.decrypt(sealed, [place, nonce])
    except InvalidTag:
        return None
