"""Recovery words: 128 random bits as twelve words of the BIP39 list, and back from however somebody types them.

It must not keep or print a word: whoever has the twelve has everything.
"""

import base64
import binascii
import os
import re
from dataclasses import dataclass
from functools import cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from mnemonic import Mnemonic

from cbt.errors import SealBroken, WordsWrong
from cbt.vault.keys import Secret
from cbt.vault.seal import KEY_BYTES, open_exact, seal_exact

WORD_COUNT = 12

_ENTROPY_BYTES = 16
# No two words of the list share their first four letters.
_TELLING = 4
_LETTERS = re.compile(r"[^\W\d_]+")
# Far more than anybody types, and still quick to look through.
_MOST_CHARACTERS = 2000


def new_words() -> Secret:
    """Make what twelve words stand for: 16 random bytes, a secret like the one in a cookie."""
    return Secret(os.urandom(_ENTROPY_BYTES))


def words_for(secret: bytes) -> tuple[str, ...]:
    """The twelve words that stand for these 16 bytes."""
    return tuple(_list().to_mnemonic(secret).split(" "))


def parse_words(text: str) -> Secret:
    """The 16 bytes that twelve words stand for, in any case and spacing, numbered, or cut to four letters each.

    Raises WordsWrong.
    """
    typed = _LETTERS.findall(text[:_MOST_CHARACTERS].lower())
    if not typed:
        raise WordsWrong("empty")
    known = [_known(word) for word in typed]
    unknown = tuple([place for place, word in enumerate(known, 1) if not word])
    if unknown:
        raise WordsWrong("unknown", places=unknown)
    if len(known) != WORD_COUNT:
        raise WordsWrong("count", count=len(known))
    try:
        return Secret(_list().to_entropy(known))
    except ValueError:
        raise WordsWrong("together") from None


def _known(typed: str) -> str:
    """The word that was typed whole, or by its first four letters; empty where there is none."""
    words, by_start = _lookup()
    if typed in words:
        return typed
    meant = by_start.get(typed[:_TELLING], "")
    return meant if len(typed) >= _TELLING and meant.startswith(typed) else ""


@dataclass(frozen=True, slots=True)
class Carried:
    """New words on their way, and the locator of those that they are to replace, empty where there were none."""

    words: Secret
    before: bytes


class CarriedWords:
    """Words on their way: made with a page, carried by its form, stored once that is sent.

    Sent twice, they are thus the same words, and the ones that were shown are the ones that hold.
    """

    def __init__(self, server_key: bytes) -> None:
        self._key = HKDF(SHA256(), KEY_BYTES, None, b"cbt/v1 carried words").derive(server_key)

    def seal(self, carried: Carried, place: bytes) -> str:
        """Seal words into text that opens only together with `place`."""
        sealed = seal_exact(self._key, carried.words + carried.before, aad=_PLACE + place)
        return base64.urlsafe_b64encode(sealed).decode("ascii")

    def find(self, text: str, place: bytes) -> Carried | None:
        """What `seal` sealed for this `place`; None for any other text."""
        try:
            plain = open_exact(self._key, base64.urlsafe_b64decode(text), aad=_PLACE + place)
        except (binascii.Error, ValueError, SealBroken):
            return None
        return Carried(Secret(plain[:_ENTROPY_BYTES]), plain[_ENTROPY_BYTES:])


_PLACE = b"carried words\0"


@cache
def _list() -> Mnemonic:
    return Mnemonic("english")


@cache
def _lookup() -> tuple[frozenset[str], dict[str, str]]:
    """The words, and each by its first four letters."""
    words = _list().wordlist
    return frozenset(words), {word[:_TELLING]: word for word in words}
