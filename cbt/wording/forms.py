"""Brings turns of phrase that say the same into one form, by reviewed pairs of patterns.

It must not judge: what a form makes of two texts goes through the same guards as the texts themselves.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

_MOST_REMEMBERED = 4_000
_STARTS, _ENDS = r"(?:^|(?<=[.?:,;] )|(?<=\n))", r"(?=\s*(?:[.?,;:]|$))"
_SENTENCE = r"(?:^|(?<=[.?:] )|(?<=\n))"
_ANY = r"(?:\{[^}]*\}|[a-z0-9'’_-]+)"
_WORD, _SEVERAL = f"({_ANY})", f"({_ANY}(?: {_ANY}){{0,7}}?)"
_MARKS = {"^": _SENTENCE, ">": _STARTS, "$": _ENDS, "*": _WORD, "**": _SEVERAL}
_NO_WORD_BEFORE, _NO_WORD_BEHIND = r"(?<![\w'’{.-])", r"(?![\w'’-])"
_ONE = re.compile(r"\{[^}]*\}|[a-z]+")
_PLACE = re.compile(r"\d")


class Forms:
    """Pairs of a pattern and what stands in its place.

    In a pattern `a/b` is one of these words, `(a)` one that may be missing, `*` a word and `**` up to eight; `^` is a
    sentence's start, `>` a clause's, and `$` a clause's end; `_` joins words of one place. In what stands in its place
    the number of such a place brings back what stood there.
    """

    def __init__(self, pairs: Iterable[tuple[str, str]], single: Mapping[str, str]) -> None:
        self._pairs = [(_expression(said), _PLACE.sub(r"\\g<\g<0>>", other)) for said, other in pairs]
        self._single = dict(single)
        self.of = lru_cache(_MOST_REMEMBERED)(self._of)

    def _of(self, text: str) -> str:
        for said, other in self._pairs:
            text = said.sub(other, text)
        return _ONE.sub(lambda found: self._single.get(found[0], found[0]), text)


def _expression(said: str) -> re.Pattern[str]:
    found = ""
    for place in said.split():
        if place in ("^", ">"):
            found += _MARKS[place]
        elif place == "$":
            found = found.removesuffix(" ") + _MARKS[place]
        elif place == ",":
            found = found.removesuffix(" ") + ", "
        elif place.startswith("("):
            found += f"(?:(?:{_words(place[1:-1])}) )?"
        elif "/" in place:
            found += f"({_words(place)}) "
        else:
            found += (_MARKS.get(place) or _words(place)) + " "
    before = "" if said.startswith(",") else _NO_WORD_BEFORE
    return re.compile(before + found.removesuffix(" ") + ("" if said.endswith("$") else _NO_WORD_BEHIND))


def _words(place: str) -> str:
    return "|".join([_one(word) for word in place.split("/")])


def _one(word: str) -> str:
    return re.escape(word.replace("_", " ")).replace(r"\*", "([a-z]+)").replace(r"\ ", " ")
