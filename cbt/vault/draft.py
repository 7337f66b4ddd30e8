"""Words that were not sent when a shared computer was locked: sealed, so that only their owner's key opens them.

It must not be stored: the locked page itself carries it.
"""

import base64
import binascii

from cbt.errors import SealBroken
from cbt.vault.seal import open_sealed, seal


def seal_draft(data_key: bytes, draft: str, person_id: bytes) -> str:
    """Seal a draft into text for a form."""
    plain = draft.encode("utf-8", "replace")
    return base64.urlsafe_b64encode(seal(data_key, plain, aad=_place(person_id))).decode("ascii")


def find_draft(data_key: bytes, text: str, person_id: bytes) -> str | None:
    """What `seal_draft` sealed for this person; None for any other text."""
    try:
        sealed = base64.urlsafe_b64decode(text)
        return open_sealed(data_key, sealed, aad=_place(person_id)).decode()
    except (binascii.Error, ValueError, SealBroken):
        return None


def _place(person_id: bytes) -> bytes:
    return b"draft\0" + person_id
