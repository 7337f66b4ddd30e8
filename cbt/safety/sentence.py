"""The words of a text as a pack reads them, and which lists of the pack stand where among them.

It must not judge: it says what stands where, and no more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from cbt.safety.pack import Pack
from cbt.safety.tokens import Token


class Word(NamedTuple):
    """A word as the pack reads it: the names that phrases may know it by, and its place in the text."""

    keys: tuple[str, ...]
    start: int
    end: int
    is_first: bool
    after_pause: bool


FURTHEST = 40
"""How many words away context still counts where nobody ends a sentence: it keeps the work linear."""

Standing = dict[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Reading:
    """A text's words, and for each of them what begins there: word or `<list>` -> the indices behind its last word."""

    words: Sequence[Word]
    standing: Sequence[Standing]

    def has(self, name: str, first: int, end: int) -> bool:
        """Whether the list `name` begins somewhere from word `first` on and before word `end`."""
        return any(name in self.standing[index] for index in range(max(first, 0), min(end, len(self.words))))

    def start_of_what_ends(self, name: str, end: int, longest: int = 5) -> int | None:
        """Where the list `name` begins when it ends right before word `end`; None when it does not."""
        for first in range(end - 1, max(end - 1 - longest, -1), -1):
            if end in self.standing[first].get(name, ()):
                return first
        return None

    def sentences(self) -> list[tuple[int, int]]:
        """Where each sentence starts, and the word behind its last."""
        starts = [index for index, word in enumerate(self.words) if not index or word.is_first]
        return list(pairwise([*starts, len(self.words)]))

    def sentence(self, first: int) -> tuple[int, int]:
        """The first word of the sentence around word `first`, and the word behind its last; bounded by `FURTHEST`."""
        start, end = first, first + 1
        least, most = max(first - FURTHEST, 0), min(first + FURTHEST, len(self.words))
        while start > least and not self.words[start].is_first:
            start -= 1
        while end < most and not self.words[end].is_first:
            end += 1
        return start, end


def read_words(tokens: Sequence[Token], pack: Pack) -> Reading:
    """The words that count, misspelt ones put right, with what begins at each. Pure; time linear in their number."""
    words: list[Word] = []
    read: dict[str, list[tuple[str, ...]]] = {}
    is_first = after_pause = False
    for token in tokens:
        is_first, after_pause = is_first or token.is_first, after_pause or token.after_pause
        if token.text not in read:
            read[token.text] = pack.read(token.text)
        for keys in read[token.text]:
            words.append(Word(keys, token.start, token.end, is_first, after_pause))
            is_first = after_pause = False
    tree = pack.tree
    return Reading(words, [_standing(words, index, tree) for index in range(len(words))])


def _standing(words: Sequence[Word], index: int, tree: dict[str, Any]) -> Standing:
    """What begins at a word: its own keys, and every list with a phrase that fits and stays in the sentence."""
    at = index + 1
    keys = words[index].keys
    standing: Standing = dict.fromkeys(keys, (at,))
    nodes = [tree[key] for key in keys if key in tree]
    count = len(words)
    while nodes:
        for node in nodes:
            for name in node.get("", ()):
                ends = standing.get(name)
                if ends is None:
                    standing[name] = (at,)
                elif ends[-1] != at:
                    standing[name] = (*ends, at)
        if at == count or words[at].is_first:
            break
        keys = words[at].keys
        nodes = [node[key] for node in nodes for key in keys if key in node]
        at += 1
    return standing
