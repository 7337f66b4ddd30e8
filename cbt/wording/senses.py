"""Whether a word that has two senses keeps its own: its article tells, and its helping verb.

It must not know a sense: it compares what stands before the word.
"""

from collections.abc import Iterator

from cbt.wording.matching import Matching
from cbt.wording.reason import Reason, Strictness
from cbt.wording.text import Text

_SET = Strictness.STRUCTURAL
_DO, _BE = "do", "be"
# Whether a word is a thing with an article, and the kind of the helping verb before it in its clause.
Company = tuple[bool, str]


def keeps_its_senses(pair: Matching) -> Iterator[Reason]:
    before, after = _companies(pair.source), _companies(pair.candidate)
    for stem in [each for each in before if each in after]:
        if pair.source.words[before[stem][0]] not in pair.source.tables.two_sided:
            continue
        (was, (had_article, helper)), (index, (has_article, other)) = before[stem], after[stem]
        if had_article != has_article or {helper, other} == {_DO, _BE}:
            lost, added = (pair.source.span(was),), (pair.candidate.span(index),)
            shown = pair.candidate.source[slice(*added[0])]
            message = f'"{shown}" has another sense here: what stands before it has changed'
            yield Reason("senses", message, _SET, lost=lost, added=added)


def keeps_its_voice(pair: Matching) -> Iterator[Reason]:
    """A reason where who does something has it done to them: "easier to hear", "easier to be heard"."""
    before, after = _borne(pair.source), _borne(pair.candidate)
    for stem in [each for each in before if each in after]:
        if before[stem] != after[stem]:
            message = f'"{stem}" is done in one of the two, and borne in the other'
            yield Reason("people", message, Strictness.CLOSED)


def _borne(text: Text) -> dict[str, bool]:
    """For each stem of content, whether it stands behind "be" with another ending than its own."""
    found: dict[str, bool] = {}
    for at, has_content in enumerate(text.content):
        if has_content:
            found.setdefault(text.stems[at], _is_borne(text, at))
    return found


def _is_borne(text: Text, at: int) -> bool:
    tables, word = text.tables, text.words[at]
    before = at - 2 if at > 1 and text.words[at - 1] in tables.reader else at - 1
    has_ending = text.stems[at] != word.removesuffix("e") and word not in (
        *tables.comparative,
        *tables.superlative,
    )
    return before >= 0 and text.stems[before] == _BE and has_ending and not word.endswith("ing")


def _companies(text: Text) -> dict[str, tuple[int, Company]]:
    """Each stem of two senses with where it first stands and what it stands with."""
    found: dict[str, tuple[int, Company]] = {}
    for index, stem in enumerate(text.stems):
        if stem in text.tables.two_sided_stems and stem not in found:
            found[stem] = index, (_is_thing(text, index), _helper(text, index))
    return found


def _is_thing(text: Text, index: int) -> bool:
    """Whether an article stands before a word, and no other word that the article could belong to behind it."""
    follows_article = index > 0 and text.words[index - 1] in text.tables.determiners
    has_noun = index + 1 < len(text.tokens) and text.content[index + 1]
    return follows_article and not (has_noun and text.tokens[index + 1].clause == text.tokens[index].clause)


def _helper(text: Text, index: int) -> str:
    for at in range(index - 1, -1, -1):
        if text.tokens[at].clause != text.tokens[index].clause:
            break
        for kind, words in text.tables.helpers.items():
            if text.words[at] in words:
                return kind
    return ""
