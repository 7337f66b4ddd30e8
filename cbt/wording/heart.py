"""Whether a rewording keeps the heart of its source, most of what that says, and brings in nothing strange.

It must not demand the source's own words: `closed.py` does.
"""

from collections.abc import Iterator

from cbt.wording.matching import Matching
from cbt.wording.reason import Reason, Strictness
from cbt.wording.text import Text

_SET = Strictness.STRUCTURAL
# How much of a source's content may have no counterpart, and how much of a candidate's may be new.
MOST_LOST, MOST_ADDED = 0.4, 0.5


def keeps_the_heart(pair: Matching) -> Iterator[Reason]:
    for index in _hearts(pair.source, pair.lost):
        span = pair.source.span(index)
        message = f'"{pair.source.source[slice(*span)]}" is lost, and is at the heart of what is asked'
        yield Reason("heart", message, _SET, lost=(span,))
    for index in _hearts(pair.candidate, pair.added):
        span = pair.candidate.span(index)
        message = f'"{pair.candidate.source[slice(*span)]}" is new, and changes the heart of what is asked'
        yield Reason("heart", message, _SET, added=(span,))


def _hearts(text: Text, indices: list[int]) -> list[int]:
    return [index for index in indices if text.stems[index] in text.tables.anchor_stems]


def keeps_most(pair: Matching) -> Iterator[Reason]:
    total = sum(pair.source.content)
    if len(pair.lost) > max(1, MOST_LOST * total):
        spans = tuple([pair.source.span(index) for index in pair.lost])
        yield Reason("words lost", "too much of what the source says is missing", _SET, lost=spans)


def brings_in_plain_words_only(pair: Matching) -> Iterator[Reason]:
    text = pair.candidate
    total = sum(text.content)
    strange = [
        index
        for index in pair.added
        if text.stems[index] not in text.tables.plain_stems | text.tables.anchor_stems
    ]
    if strange:
        spans = tuple([text.span(index) for index in strange])
        shown = ", ".join([f'"{text.source[slice(*span)]}"' for span in spans])
        yield Reason("words added", f"{shown} says something that the source does not", _SET, added=spans)
    elif len(pair.added) > max(2, MOST_ADDED * total):
        spans = tuple([text.span(index) for index in pair.added])
        yield Reason("words added", "too much of this is new", _SET, added=spans)
