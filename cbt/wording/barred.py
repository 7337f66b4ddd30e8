"""Finds phrases in a text that must not stand there, or that give away what a question is about.

It must not know a phrase: they are reviewed data, one file a language.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, Self

# So many words in front of a phrase may turn it round: "it is not in any way your fault".
_BEFORE = 5
_BETWEEN = r"[\s,\-–]+"
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]{2,}’(?!\w)")
_WORD = re.compile(r"[\w']+")
_ENDS = re.compile(r"[.?!:;]\s|\n\s*\n")


@dataclass(frozen=True)
class Phrases:
    """Phrases as they are written in the data: `/` parts words that may stand in one place, `*` is any ending."""

    listed: tuple[str, ...]

    @cached_property
    def _by_word(self) -> dict[str, list[re.Pattern[str]]]:
        """Each phrase under the words of its longest place, as it needs one; under "" where that has an ending."""
        found: dict[str, list[re.Pattern[str]]] = {}
        for phrase in self.listed:
            pattern = re.compile(rf"(?<![\w']){_expression(phrase)}(?![\w'])")
            place = max(phrase.split(), key=lambda place: min(map(len, place.split("/"))))
            for word in [""] if "*" in place else _WORD.findall(place):
                found.setdefault(word, []).append(pattern)
        return found

    def find(self, text: str) -> list[tuple[int, int]]:
        """Where they stand, from start to end, in order."""
        return self.find_in(_Heard.of(text))

    def find_in(self, heard: "_Heard") -> list[tuple[int, int]]:
        """The same in a text whose words are known."""
        # Most texts hold no word of any phrase, and a text is read again after each keystroke.
        near = {each: None for word in heard.words for each in self._by_word.get(word, ())}
        return sorted({match.span() for pattern in near for match in pattern.finditer(heard.plain)})


class _Heard(NamedTuple):
    """A text in small letters, and its words with an empty one before them."""

    plain: str
    words: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Self:
        plain = _plain(text)
        return cls(plain, ("", *_WORD.findall(plain)))


@dataclass(frozen=True)
class Group:
    """Phrases that are barred for one reason: why, and what to write instead.

    Those of one that is `everywhere` stand in no example and in no quotation either, and nothing excuses them;
    `is_advice` says that they are only advised against.
    """

    name: str
    why: str
    instead: str
    phrases: Phrases
    everywhere: bool = False
    is_advice: bool = False


@dataclass(frozen=True)
class Found:
    """A phrase of a group, and where it stands."""

    group: Group
    start: int
    end: int


@dataclass(frozen=True)
class Care:
    """The words that the rules of care go by, in one language; `sounds_like` are what marks sound like."""

    language: str
    excused_behind: tuple[str, ...]
    groups: tuple[Group, ...]
    sounds_like: dict[str, Phrases] = field(default_factory=dict)

    def find(self, text: str, *, ours: bool = True) -> list[Found]:
        """All that must not stand in a text, in order; one that is not `ours` to say may hold what people say."""
        heard = _Heard.of(text)
        groups = [group for group in self.groups if ours or group.everywhere]
        found = [each for group in groups for each in self._of(group, text, heard)]
        return sorted(found, key=lambda each: each.start)

    def _of(self, group: Group, text: str, heard: _Heard) -> Iterator[Found]:
        spans = group.phrases.find_in(heard)
        quoted = _quoted(text) if spans and not group.everywhere else ()
        for start, end in spans:
            if any(first <= start < last for first, last in quoted):
                continue
            if group.everywhere or not self._is_excused(text, start):
                yield Found(group, start, end)

    def _is_excused(self, text: str, start: int) -> bool:
        """Whether what stands shortly before, in the same sentence, turns a phrase round."""
        before = _ENDS.split(_plain(text[:start]))[-1]
        near = " ".join(_WORD.findall(before)[-_BEFORE:])
        return any(re.search(rf"(?<![\w']){re.escape(word)}(?![\w'])", near) for word in self.excused_behind)

    def sound_of(self, text: str) -> str:
        """The mark that a question sounds like; empty for most."""
        return next((mark for mark, phrases in self.sounds_like.items() if phrases.find(text)), "")


def _quoted(text: str) -> Sequence[tuple[int, int]]:
    return [match.span() for match in _QUOTED.finditer(text)]


def _plain(text: str) -> str:
    """In lower case and with straight apostrophes, each letter where it was."""
    # A few letters have two small ones, which would move all that stands behind them.
    lowered = (
        text.lower()
        if text.isascii()
        else "".join([small if len(small := letter.lower()) == 1 else letter for letter in text])
    )
    return lowered.replace("’", "'")


def _expression(phrase: str) -> str:
    return _BETWEEN.join("(?:" + "|".join(map(_one_of, place.split("/"))) + ")" for place in phrase.split())


def _one_of(word: str) -> str:
    return re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") else "")
