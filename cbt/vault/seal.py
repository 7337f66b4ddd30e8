"""Seals bytes so that only their key, at their own place, opens them, and their size says little.

It must not explain why a seal does not open: each reason more is a hint to whoever is guessing.
"""

import hashlib
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from cbt.errors import SealBroken

ID_BYTES = 16
KEY_BYTES = 32
SIZE_STEPS = (256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576)

_FIRST, _VERSION = b"\x01", b"\x02"
_KEY_ID_BYTES = 4
_NONCE_BYTES = 12
_TAG_BYTES = 16
# What stands before the nonce, by format: the first one did not say which key it was sealed under.
_HEAD_BYTES = {_FIRST: 1, _VERSION: 1 + _KEY_ID_BYTES}
_OVERHEAD = _HEAD_BYTES[_VERSION] + _NONCE_BYTES + _TAG_BYTES
_PREFIX_BYTES = 4


def seal(key: bytes, plaintext: bytes, *, aad: bytes) -> bytes:
    """Seal `plaintext` (below 2 GiB) under a 32-byte `key`, bound to `aad`.

    The result's length is one of `SIZE_STEPS`, or a multiple of the last of them.
    """
    size = _size_step(len(plaintext) + _PREFIX_BYTES + _OVERHEAD)
    padded = len(plaintext).to_bytes(_PREFIX_BYTES, "big") + plaintext
    return seal_exact(key, padded.ljust(size - _OVERHEAD, b"\0"), aad=aad)


def open_sealed(key: bytes, blob: bytes, *, aad: bytes) -> bytes:
    """Open what `seal` made under the same `key` and `aad`; raises SealBroken for anything else."""
    padded = open_exact(key, blob, aad=aad)
    end = _PREFIX_BYTES + int.from_bytes(padded[:_PREFIX_BYTES], "big")
    # Only the holder of the key can make this differ; it would be another format under the same version.
    if end > len(padded):
        raise SealBroken
    return padded[_PREFIX_BYTES:end]


def seal_exact(key: bytes, plaintext: bytes, *, aad: bytes) -> bytes:
    """Seal without padding, for values whose size is no secret; the result is 33 bytes longer.

    It is the format's number, four bytes that name the key, a nonce, and what AES-GCM makes.
    """
    head, nonce = _VERSION + _key_id(key), os.urandom(_NONCE_BYTES)
    return head + nonce + _cipher(key).encrypt(nonce, plaintext, head + aad)


def open_exact(key: bytes, blob: bytes, *, aad: bytes) -> bytes:
    """Open what `seal_exact` made under the same `key` and `aad`, in any format there ever was.

    Raises SealBroken for anything else.
    """
    cipher = _cipher(key)
    start = _HEAD_BYTES.get(blob[:1], 0)
    if not start or len(blob) < start + _NONCE_BYTES + _TAG_BYTES:
        raise SealBroken
    head, behind = blob[:start], start + _NONCE_BYTES
    try:
        return cipher.decrypt(blob[start:behind], blob[behind:], head + aad)
    except InvalidTag:
        raise SealBroken from None


def session_aad(person_id: bytes, session_id: bytes, revision: int) -> bytes:
    """Name the place of a session's blob: 16-byte ids and the revision it is stored under.

    Raises ValueError for ids of another length.
    """
    # Every field has a fixed width, so no two places share an encoding. The flow version is not among
    # them: to stand here it would have to be readable before opening, and the database must not show
    # which exercise somebody does. It is inside the plaintext, which the same tag authenticates.
    # A revision is 1 or more; one that damage made negative names a place too, where nothing was sealed.
    if len(person_id) != ID_BYTES or len(session_id) != ID_BYTES:
        raise ValueError("ids are 16 bytes")
    return b"session\0" + person_id + session_id + revision.to_bytes(8, "big", signed=True)


def _key_id(key: bytes) -> bytes:
    """Names a key to whoever looks for the one that a blob was sealed under; says nothing else of it."""
    return hashlib.blake2b(key, digest_size=_KEY_ID_BYTES, person=b"cbt/v1 key id").digest()


def _size_step(needed: int) -> int:
    for step in SIZE_STEPS:
        if needed <= step:
            return step
    largest = SIZE_STEPS[-1]
    return -(-needed // largest) * largest


def _cipher(key: bytes) -> AESGCM:
    # AESGCM would take 16 bytes as well, and be AES-128 without a word.
    if len(key) != KEY_BYTES:
        raise ValueError("a key is 32 bytes")
    return AESGCM(key)
