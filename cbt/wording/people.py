"""Whether a rewording speaks of the same people, and who does what to whom.

It must not know who a person is: it knows words for people.
"""

from collections.abc import Iterator

from cbt.wording.matching import Matching
from cbt.wording.phrases import Found
from cbt.wording.reason import Reason, Strictness
from cbt.wording.several import names_several
from cbt.wording.text import Text

_SET = Strictness.STRUCTURAL
_OF = "of"


def speaks_of_the_same_people(pair: Matching) -> Iterator[Reason]:
    before, after = _people(pair.source), _people(pair.candidate)
    if sorted(set(before)) != sorted(set(after)):
        message = f"it speaks of {_listed(after)}, and the source of {_listed(before)}"
        yield Reason("people", message, _SET)
    elif _stands_in(pair.candidate) and not before and not _stands_in(pair.source):
        yield Reason("people", "it speaks of somebody who is not in the source", _SET)
    elif _with_you(pair.source) != _with_you(pair.candidate) and _swaps(pair):
        yield Reason("people", "who does it and to whom has changed places", _SET)


def _stands_in(text: Text) -> bool:
    """Whether there is a "they", but for things: "which of them", "old beliefs move slowly, and they ..."."""
    return any(
        word in text.tables.stands_in
        and (at == 0 or text.words[at - 1] != _OF)
        and not names_several(text, at)
        for at, word in enumerate(text.words)
    )


def _people(text: Text) -> list[str]:
    return [each.group for each in text.others]


def _listed(people: list[str]) -> str:
    return ", ".join(sorted(set(people))) or "nobody else"


def _with_you(text: Text) -> list[str]:
    """Everybody in the order in which they first come, the reader too."""
    named = {each.at: each.group for each in text.others}
    order = [
        named.get(at) or (text.tables.reader[0] if word in text.tables.reader else "")
        for at, word in enumerate(text.words)
    ]
    return list(dict.fromkeys([each for each in order if each]))


def _swaps(pair: Matching) -> bool:
    """Whether the reader and another have changed places, and no clause was moved to the front."""
    before, after = _with_you(pair.source), _with_you(pair.candidate)
    return set(before) == set(after) and not _has_commas(pair)


def keeps_its_pronouns(pair: Matching) -> Iterator[Reason]:
    """A reason where "you" stands in the place of another such word: "what made it worse", "what made you worse"."""
    before, after, reader = _places(pair.source), _places(pair.candidate), set(pair.source.tables.reader)
    for place in [each for each in before if each in after]:
        (was, word), (index, other) = before[place], after[place]
        if len({word, other} & reader) == 1 and word != other:
            lost, added = (pair.source.span(was),), (pair.candidate.span(index),)
            message = f'"{other}" stands where the source has "{word}"'
            yield Reason("people", message, _SET, lost=lost, added=added)


def _places(text: Text) -> dict[tuple[str, str], tuple[int, str]]:
    """For each word that stands for somebody or something, between which two it stands, and where."""
    stems = ("", *text.stems, "")
    return {
        (stems[index], stems[index + 2]): (index, word)
        for index, word in enumerate(text.words)
        if word in text.tables.subjects or word in text.tables.reader
    }


def describes_the_same(pair: Matching) -> Iterator[Reason]:
    before, after = (_described(text, pair) for text in (pair.source, pair.candidate))
    if len(before) != len(after):
        yield Reason(
            "people",
            "who or what is described has changed",
            _SET,
            lost=tuple([pair.source.span(each.at, each.length) for each in before]),
            added=tuple([pair.candidate.span(each.at, each.length) for each in after]),
        )


def _described(text: Text, pair: Matching) -> list[Found]:
    """Where the reader is what is described, but for what stands in a synonym of the other text's words."""
    covered = pair.shared_phrases[text is pair.candidate]
    found = text.tables.described_phrases.find(text.words)
    return [each for each in found if not {each.at, each.end - 1} <= covered]


def keeps_its_roles(pair: Matching) -> Iterator[Reason]:
    before, after = _roles(pair.source), _roles(pair.candidate)
    shared = set(before) & set(after)
    first, then = ([each for each in roles if each in shared] for roles in (before, after))
    if first != then and not _has_commas(pair):
        yield Reason("people", "who does it and to whom has changed places", _SET)
    if not set(pair.source.tables.than).isdisjoint(pair.source.words):
        common = set(_content_stems(pair.source)) & set(_content_stems(pair.candidate))
        compared = [
            [stem for stem in _content_stems(text) if stem in common]
            for text in (pair.source, pair.candidate)
        ]
        if compared[0] != compared[1]:
            yield Reason("comparison", "what is compared has changed places", _SET)


def _roles(text: Text) -> list[str]:
    """The reader, the slots and the things with an article, each where it first stands."""
    tables = text.tables
    found = []
    for index, token in enumerate(text.tokens):
        follows_article = index > 0 and text.tokens[index - 1].word in tables.determiners
        if token.word in tables.reader:
            found.append(tables.reader[0])
        elif token.kind == "slot" or (follows_article and text.content[index]):
            found.append(text.stems[index])
    return list(dict.fromkeys(found))


def _has_commas(pair: Matching) -> bool:
    """Whether a clause may have moved to the front of a sentence in either text."""
    return any(
        len({token.clause for token in sentence}) > 1
        for text in (pair.source, pair.candidate)
        for sentence in text.sentences
    )


def _content_stems(text: Text) -> list[str]:
    return [stem for index, stem in enumerate(text.stems) if text.content[index]]
