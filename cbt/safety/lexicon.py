"""The words of a pack, and how a misspelt, glued or shortened one is read as one of them.

It must not know phrases: it gives each word the keys under which phrases may know it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from cbt.safety.phrase import LEAST_MANY

_SHORTEST_STEM = 3
_SHORTEST_CLOSE = 5
_LONGEST_READ = 30
_SHORTEST_GLUED = 6
_MOST_DIGITS = 9
_SHORTEST_FRAME = 5
_VOWELS = frozenset("aeiouy")


class Lexicon:
    """Reads words as a pack knows them.

    `words` are all that stand in the pack (`stem*` too), `spellings` reads one word as several, `watched` are
    those that are also known with one slip or other vowels, `real` are words that are never a slip.
    """

    def __init__(
        self,
        words: Iterable[str],
        spellings: Mapping[str, tuple[str, ...]],
        watched: Iterable[str],
        real: Iterable[str],
    ) -> None:
        listed = set(words)
        self._stems = {word[:-1] for word in listed if word.endswith("*")}
        self._beginnings = tuple(
            [stem for stem in self._stems if _SHORTEST_STEM <= len(stem) <= _LONGEST_READ]
        )
        self._words = {word for word in listed if not word.endswith("*")}
        self._spellings = dict(spellings)
        self._real = frozenset(real)
        self._watched = tuple(watched)
        self._pieces = self._words | set(self._watched)
        self._squeezed = {_squeeze(word): word for word in sorted(self._words, reverse=True)}
        self._frames = {_frame(word): word for word in self._watched if len(_frame(word)) >= _SHORTEST_FRAME}
        self._slips: dict[str, list[str]] = defaultdict(list)
        for word in self._watched:
            if len(word) >= _SHORTEST_CLOSE:
                for shorter in _shortened(word):
                    self._slips[shorter].append(word)

    def read(self, word: str) -> tuple[str, ...]:
        """The words that a normalised word stands for: mostly itself. Pure; bounded by the word's first letters."""
        if word in self._spellings:
            return self._spellings[word]
        if word in self._words or word in self._real or len(word) > _LONGEST_READ:
            return (word,)
        if "*" in word:
            return (self._uncensored(word),)
        if word.startswith(self._beginnings):
            return (word,)
        if word.endswith("in") and f"{word}g" in self._words:
            return (f"{word}g",)
        squeezed = _squeeze(word)
        if squeezed != word and squeezed in self._squeezed:
            return (self._squeezed[squeezed],)
        slip = self._one_slip(word) or self._frames.get(_frame(word))
        if slip is not None:
            return (slip,)
        return self._unglued(word) or (word,)

    def keys(self, word: str) -> tuple[str, ...]:
        """All names under which a phrase may know a word: itself, its stems, and what kind of number it is."""
        names = (word, *self._stems_of(word)) if word.startswith(self._beginnings) else (word,)
        if word.isdecimal():
            is_many = len(word.lstrip("0")) > _MOST_DIGITS or int(word[:_MOST_DIGITS]) >= LEAST_MANY
            return (*names, "<number>", *(("<many>",) if is_many else ()))
        return names

    def _stems_of(self, word: str) -> list[str]:
        stems, longest = self._stems, min(len(word), _LONGEST_READ)
        return [f"{word[:end]}*" for end in range(_SHORTEST_STEM, longest + 1) if word[:end] in stems]

    def _uncensored(self, word: str) -> str:
        for known in self._watched:
            if len(known) == len(word) and all(
                hidden in ("*", char) for hidden, char in zip(word, known, strict=True)
            ):
                return known
        return word

    def _one_slip(self, word: str) -> str | None:
        """The watched word from which this one is one letter more, less, other or swapped away."""
        if len(word) < _SHORTEST_CLOSE - 1:
            return None
        for shorter in (word, *_shortened(word)):
            for known in self._slips.get(shorter, ()):
                if _is_one_slip(word, known):
                    return known
        return None

    def _unglued(self, word: str) -> tuple[str, ...]:
        """The words of the pack that were run together, one of them watched; empty when there are none."""
        if len(word) < _SHORTEST_GLUED:
            return ()
        best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
        for end in range(1, len(word) + 1):
            for start in range(end):
                head = best[start]
                if best[end] is None and head is not None and word[start:end] in self._pieces:
                    best[end] = (*head, word[start:end])
        found = best[-1]
        return found if found and any(piece in self._watched for piece in found) else ()


def _squeeze(word: str) -> str:
    """Doubled letters made single."""
    return "".join(char for index, char in enumerate(word) if not index or word[index - 1] != char)


def _frame(word: str) -> str:
    """What is left when vowels are guessed and letters doubled at will: `swolowed` -> `swlwd`."""
    squeezed = _squeeze(word)
    return squeezed[:1] + "".join(char for char in squeezed[1:] if char not in _VOWELS)


def _shortened(word: str) -> list[str]:
    """The word, and it with each one letter left out."""
    return [word, *(word[:index] + word[index + 1 :] for index in range(len(word)))]


def _is_one_slip(one: str, other: str) -> bool:
    """Whether two different words are one letter more, less, other, or two neighbours swapped apart.

    Their lengths differ by one letter at most.
    """
    if len(one) > len(other):
        one, other = other, one
    start = 0
    while start < len(one) and one[start] == other[start]:
        start += 1
    if len(one) < len(other):
        return one[start:] == other[start + 1 :]
    swapped = one[start + 1 : start + 2] + one[start : start + 1]
    return one[start + 1 :] == other[start + 1 :] or (
        swapped == other[start : start + 2] and one[start + 2 :] == other[start + 2 :]
    )
