"""Words without their endings, so that `writing` and `write` are one.

It must not know meanings: two words with one stem are forms of the same word, or look like it.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

_MOST_REMEMBERED = 20_000
_ENDINGS = re.compile(r"(?<=[a-z]{3})(?:(ies|ied)|((?<=[sxz])es|(?<=[sc]h)es|(?<![sui])s)|(ing|ed)|(ly))$")
_DOUBLED = re.compile(r"([bdgmnprt])\1$")
_VOWEL = re.compile("[aeiouy]")


class Stems:
    """Stems by rule, but for the `irregular` words: form -> base."""

    def __init__(self, irregular: Mapping[str, str]) -> None:
        self._irregular = dict(irregular)
        self.of = lru_cache(_MOST_REMEMBERED)(self._of)

    def _of(self, word: str) -> str:
        """The stem of a word in lower case."""
        known = self._irregular.get(word)
        return _without_e(known) if known is not None else _by_rule(word.removesuffix("'s"))

    def of_phrase(self, phrase: str) -> str:
        """The stems of a phrase's words."""
        return " ".join(map(self.of, phrase.split()))


def _by_rule(word: str) -> str:
    match = _ENDINGS.search(word)
    if match is None:
        return _without_e(word)
    head = word[: match.start()]
    if match[1]:
        return f"{head}y"
    if match[3]:
        return _without_e(_DOUBLED.sub(r"\1", head)) if _VOWEL.search(head) else word
    return _without_e(head)


def _without_e(word: str) -> str:
    return word.removesuffix("e") if len(word) > len("the") else word


def plain_of(word: str, ending: str) -> str:
    """A word without the ending of a comparison: `big` for `bigger`, `easy` for `easier`."""
    head = _DOUBLED.sub(r"\1", word.removesuffix(ending))
    return f"{head[:-1]}y" if head.endswith("i") else head
