"""Phrases in groups, found among the words of a text.

It must not know what a group is for.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase of a group: its first word's number, how many words it has, and the group."""

    at: int
    length: int
    group: str

    @property
    def end(self) -> int:
        return self.at + self.length


class Phrases:
    """The phrases of groups (name -> phrases), each looked up by its first word."""

    def __init__(self, groups: Mapping[str, Iterable[str]]) -> None:
        self._groups: dict[tuple[str, ...], list[str]] = {}
        for group, phrases in groups.items():
            for phrase in phrases:
                self._groups.setdefault(tuple(phrase.split()), []).append(group)
        lengths: dict[str, set[int]] = {}
        for words in self._groups:
            lengths.setdefault(words[0], set()).add(len(words))
        self._lengths = {first: sorted(each, reverse=True) for first, each in lengths.items()}

    def at(self, words: Sequence[str], index: int) -> list[Found]:
        """All phrases that start with the word `index`, the longest first."""
        return [
            Found(index, length, group)
            for length in self._lengths.get(words[index], ())
            if index + length <= len(words)
            for group in self._groups.get(tuple(words[index : index + length]), ())
        ]

    def find(self, words: Sequence[str]) -> list[Found]:
        """The phrases of a text from left to right, the longest first, none inside another."""
        found: list[Found] = []
        index = 0
        while index < len(words):
            here = self.at(words, index) if words[index] in self._lengths else []
            found += here[:1]
            index += here[0].length if here else 1
        return found
