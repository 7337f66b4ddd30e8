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
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for group, phrases in groups.items():
            for phrase in phrases:
                words = tuple(phrase.split())
                self._by_first.setdefault(words[0], []).append((words, group))
        for listed in self._by_first.values():
            listed.sort(key=lambda each: -len(each[0]))

    def at(self, words: Sequence[str], index: int) -> list[Found]:
        """All phrases that start with the word `index`, the longest first."""
        return [
            Found(index, len(phrase), group)
            for phrase, group in self._by_first.get(words[index], ())
            if tuple(words[index : index + len(phrase)]) == phrase
        ]

    def find(self, words: Sequence[str]) -> list[Found]:
        """The phrases of a text from left to right, the longest first, none inside another."""
        found, index = [], 0
        while index < len(words):
            here = self.at(words, index)
            if here:
                found.append(here[0])
            index += here[0].length if here else 1
        return found
