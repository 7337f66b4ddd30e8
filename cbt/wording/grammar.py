"""Whether a rewording hangs together: slots, brackets, comparisons, repetition, agreement.

It must not weigh what it says.
"""

from collections import Counter
from collections.abc import Iterator

from cbt.wording.matching import Matching
from cbt.wording.reason import Reason, Strictness
from cbt.wording.text import Text

_SET = Strictness.STRUCTURAL
_LESS, _MORE = "less", "more"
_QUOTES = ("“", '"')


def holds_its_slots(pair: Matching) -> Iterator[Reason]:
    before, after = _around_slots(pair.source), _around_slots(pair.candidate)
    for (name, context), (_, other) in zip(before, after, strict=False):
        if context != other:
            yield Reason("slots", f"the words around {name} must stay: they fit whatever stands there", _SET)


def _around_slots(text: Text) -> list[tuple[str, tuple[str, str]]]:
    """Each slot with its quotes, or the stems of the words before and behind it where it has none."""
    found = []
    for index, token in enumerate(text.tokens):
        if token.kind != "slot":
            continue
        quotes = text.source[max(token.start - 1, 0) : token.start], text.source[token.end : token.end + 1]
        before = text.stems[index - 1] if index else ""
        goes_on = index + 1 < len(text.tokens) and text.tokens[index + 1].clause == token.clause
        behind = text.stems[index + 1] if goes_on else ""
        found.append((token.word, quotes if quotes[0] in _QUOTES else (before, behind)))
    return found


def keeps_parentheses(pair: Matching) -> Iterator[Reason]:
    for mark in "()“”":
        if pair.source.source.count(mark) != pair.candidate.source.count(mark):
            yield Reason("brackets", f'"{mark}" must stand as often as in the source', _SET)


def compares_alike(pair: Matching) -> Iterator[Reason]:
    tables = pair.source.tables
    for listed, what in (
        (tables.comparative, "more than"),
        (tables.superlative, "most of all"),
        (tables.lessening, "less than"),
    ):
        before, after = (_those(text, listed) for text in (pair.source, pair.candidate))
        if len(before) != len(after):
            yield Reason(
                "comparison",
                f"it compares in another way ({what})",
                _SET,
                lost=tuple([pair.source.span(index) for index in before]),
                added=tuple([pair.candidate.span(index) for index in after]),
            )
    degrees, told = (_degrees(text) for text in (pair.source, pair.candidate))
    if len(degrees) == len(told) and degrees != told:
        yield Reason("comparison", "more and less have changed places", Strictness.CLOSED)


def _degrees(text: Text) -> list[str]:
    """The words for more and for less in their order."""
    tables = text.tables
    return [
        _LESS if word in tables.lessening else _MORE
        for word in text.words
        if word in tables.lessening or word in tables.comparative
    ]


def _those(text: Text, listed: tuple[str, ...]) -> list[int]:
    inside = {at for each in text.limits for at in range(each.at, each.end)}
    return [index for index, word in enumerate(text.words) if word in listed and index not in inside]


def does_not_repeat(pair: Matching) -> Iterator[Reason]:
    text = pair.candidate
    known = set(zip(pair.source.words, pair.source.words[1:], strict=False))
    for index, (first, second) in enumerate(zip(text.words, text.words[1:], strict=False)):
        if first == second and (first, second) not in known:
            yield Reason("repetition", f'"{first}" stands there twice', _SET, added=(text.span(index, 2),))
    counts = Counter([stem for index, stem in enumerate(text.stems) if text.content[index]])
    before = Counter([stem for index, stem in enumerate(pair.source.stems) if pair.source.content[index]])
    for stem, count in counts.items():
        if count > max(before[stem], 1) and count > 1 + before[stem]:
            yield Reason("repetition", f'"{stem}" comes {count} times', _SET)


def agrees(pair: Matching) -> Iterator[Reason]:
    text, known = pair.candidate, f" {' '.join(pair.source.words)} "
    for found in text.tables.clash_phrases.find(text.words):
        together = text.tokens[found.at].clause == text.tokens[found.end - 1].clause
        if together and f" {' '.join(text.words[found.at : found.end])} " not in known:
            span = text.span(found.at, found.length)
            message = f'"{text.source[slice(*span)]}" does not go together'
            yield Reason("agreement", message, _SET, added=(span,))
