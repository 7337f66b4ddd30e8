"""Which words of two texts say the same, by their stems and the reviewed synonyms.

It must not judge: it pairs words.
"""

from collections import Counter
from functools import cached_property

from cbt.wording.text import Text

Spans = tuple[tuple[int, frozenset[str]], ...]


class Matching:
    """A source and a candidate, side by side."""

    def __init__(self, source: Text, candidate: Text) -> None:
        self.source = source
        self.candidate = candidate

    @cached_property
    def source_spans(self) -> list[Spans]:
        return _spans(self.source)

    @cached_property
    def candidate_spans(self) -> list[Spans]:
        return _spans(self.candidate)

    @cached_property
    def lost(self) -> list[int]:
        """The words of content of the source that nothing in the candidate stands for."""
        return _unmatched(self.source, self.source_spans, self.candidate_spans)

    @cached_property
    def added(self) -> list[int]:
        """The words of content of the candidate that stand for nothing in the source."""
        return _unmatched(self.candidate, self.candidate_spans, self.source_spans)

    @cached_property
    def shared_phrases(self) -> tuple[set[int], set[int]]:
        """The words of the source, and of the candidate, in a phrase that the other has a synonym for."""
        return (
            _in_phrases(self.source_spans, self.candidate_spans),
            _in_phrases(self.candidate_spans, self.source_spans),
        )


def _in_phrases(own: list[Spans], other: list[Spans]) -> set[int]:
    """The words of the phrases, each as often as the other text has one for it; a word by itself only for a phrase."""
    single, several = (_lines_of(other, one=one) for one in (True, False))
    left, found = single + several, set[int]()
    said = _lines_of(own, one=False)
    for index, spans in enumerate(own):
        for length, groups in spans:
            fits = groups & several.keys() - said.keys() if length == 1 else groups & left.keys()
            line = next((group for group in sorted(fits) if left[group] > 0), None)
            if line is not None:
                left[line] -= 1
                found.update(range(index, index + length))
    return found


def _lines_of(spans: list[Spans], *, one: bool) -> Counter[str]:
    """The lines of synonyms on which the phrases of one word, or those of several, stand."""
    return Counter(
        [
            group
            for here in spans
            for length, groups in here
            if (length == 1) is one
            for group in groups
            if not group.startswith("=")
        ]
    )


def _spans(text: Text) -> list[Spans]:
    """For each token the phrases that start there: how long they are, and what they may stand for."""
    stems, phrases = text.stems, text.tables.synonym_phrases
    found = []
    for index, stem in enumerate(stems):
        by_length: dict[int, set[str]] = {1: {f"={stem}"}}
        for each in phrases.at(stems, index):
            by_length.setdefault(each.length, set()).add(each.group)
            if each.length > 1:
                by_length[each.length].add("=" + " ".join(stems[index : each.end]))
        found.append(tuple([(length, frozenset(groups)) for length, groups in by_length.items()]))
    return found


def _unmatched(text: Text, own: list[Spans], other: list[Spans]) -> list[int]:
    there = frozenset().union(*[groups for spans in other for _, groups in spans])
    covered: set[int] = set()
    for index, spans in enumerate(own):
        for length, groups in spans:
            if groups & there:
                covered.update(range(index, index + length))
    asked = [
        each for each in text.tables.question_phrases.find(text.words) if each.group in text.tables.asked_for
    ]
    # The guards on scope and on question words see to these.
    covered |= text.limited
    for found in asked:
        covered.update(range(found.at, found.end))
    return [index for index in range(len(own)) if index not in covered and text.content[index]]
