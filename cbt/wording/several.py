"""Whether a rewording speaks of one thing where its source does, and of several where that does.

It must not know a word: it compares the forms of those that both texts have.
"""

from collections.abc import Iterator

from cbt.wording.matching import Matching
from cbt.wording.reason import Reason, Strictness
from cbt.wording.text import Text

_SET = Strictness.STRUCTURAL
_SHORTEST = 3
_NOT_SEVERAL = ("ss", "us", "is", "'s")


def names_as_many(pair: Matching) -> Iterator[Reason]:
    """A reason where one becomes several: "which thought", "which thoughts"."""
    before, after = _forms(pair.source), _forms(pair.candidate)
    for stem in [each for each in before if each in after]:
        was, told = before[stem], after[stem]
        if any(
            text.words[at] in text.tables.past
            for text, forms in ((pair.source, was), (pair.candidate, told))
            for _, at in forms
        ):
            continue
        if {several for several, _ in was}.isdisjoint({several for several, _ in told}):
            lost, added = (pair.source.span(was[0][1]),), (pair.candidate.span(told[0][1]),)
            shown = pair.candidate.source[slice(*added[0])]
            yield Reason("one or several", f'"{shown}" is another number of things', _SET, lost, added)


def _forms(text: Text) -> dict[str, list[tuple[bool, int]]]:
    """For each stem that stands for a thing, whether it means several, and where it stands."""
    found: dict[str, list[tuple[bool, int]]] = {}
    for at, token in enumerate(text.tokens):
        if token.kind == "word" and _is_thing(text, at):
            found.setdefault(text.stems[at], []).append((_is_several(token.word), at))
    return found


def _is_thing(text: Text, at: int) -> bool:
    """Whether an article or "which" stands before a word, with nothing but words of content between."""
    tables = text.tables
    if not text.content[at] and text.words[at] not in tables.things:
        return False
    before = at - 1
    while before >= 0 and _describes(text, before) and text.tokens[before].clause == text.tokens[at].clause:
        before -= 1
    opener = text.tokens[before] if before >= 0 else None
    return opener is not None and (opener.word in tables.introducing or opener.kind != "word")


def _describes(text: Text, at: int) -> bool:
    """Whether a word may stand between an article and its thing: "fairer", or the "more" of "more fair"."""
    tables, word = text.tables, text.words[at]
    return text.content[at] or word in tables.comparative or word in tables.superlative


def names_several(text: Text, before: int) -> bool:
    """Whether a word for several things stands before a place in a text."""
    return any(several and at < before for forms in _forms(text).values() for several, at in forms)


def _is_several(word: str) -> bool:
    return len(word) > _SHORTEST and word.endswith("s") and not word.endswith(_NOT_SEVERAL)
