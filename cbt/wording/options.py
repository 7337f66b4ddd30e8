"""Whether a rewording has as many things to choose from, and says no more of where, when and with what.

It must not weigh the other words.
"""

from collections.abc import Iterator

from cbt.wording.matching import Matching
from cbt.wording.reason import Reason, Strictness
from cbt.wording.text import Text

_SET = Strictness.STRUCTURAL


def keeps_its_options(pair: Matching) -> Iterator[Reason]:
    for index in _options(pair.source, pair.lost):
        span = pair.source.span(index)
        message = f'"{pair.source.source[slice(*span)]}" is lost, and was one of several'
        yield Reason("options", message, _SET, lost=(span,))
    for index in _options(pair.candidate, pair.added):
        span = pair.candidate.span(index)
        message = f'"{pair.candidate.source[slice(*span)]}" is one more than in the source'
        yield Reason("options", message, _SET, added=(span,))


def _options(text: Text, indices: list[int]) -> list[int]:
    """Those that stand right behind "or", or fill what stands between two commas by themselves."""
    loose = set(indices)
    found = []
    for index in indices:
        before = _before(text, index)
        joined = before >= 0 and text.words[before] in text.tables.listing
        if joined or _fills_its_clause(text, index, loose):
            found.append(index)
    return found


def _before(text: Text, index: int) -> int:
    """The nearest token before a word that is no article, in its clause; -1 where there is none."""
    at = index - 1
    while at >= 0 and text.words[at] in text.tables.determiners:
        at -= 1
    return at if at >= 0 and text.tokens[at].clause == text.tokens[index].clause else -1


def _fills_its_clause(text: Text, index: int, loose: set[int]) -> bool:
    """Whether nothing else in a clause in the middle of a sentence says something that the other text says too."""
    token = text.tokens[index]
    inside = [at for at, other in enumerate(text.tokens) if other.clause == token.clause]
    is_between = inside[0] > 0 and text.tokens[inside[0] - 1].sentence == token.sentence
    says_who = any(text.words[at] in text.tables.reader for at in inside)
    return is_between and not says_who and all(at in loose or text.is_empty(at) for at in inside)


def adds_no_circumstance(pair: Matching) -> Iterator[Reason]:
    text, loose = pair.candidate, set(pair.added)
    for index in pair.added:
        before = _before(text, index)
        while before in loose:
            before = _before(text, before)
        if before >= 0 and text.words[before] in text.tables.placing:
            span = text.span(before, index - before + 1)
            shown = text.source[slice(*span)]
            message = f'"{shown}" tells of something that the source leaves open'
            yield Reason("words added", message, _SET, added=(span,))
