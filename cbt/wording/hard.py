"""The hard guards, which nobody can waive: marks, slots, numbers, forbidden words, length.

They must not weigh what a text means: each refuses what is wrong whatever it means.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator

from cbt.wording.counting import numbers_in
from cbt.wording.phrases import Found
from cbt.wording.reading import grade, words
from cbt.wording.reason import Reason, Span
from cbt.wording.text import Text

# How long a rewording may be beside its source; a short text, which has no room, gets some letters on top.
SHORTEST, LONGEST, SPARE_LETTERS = 0.6, 1.4, 28
# How much harder to read than its source a text may be, in school years; and from how many words on that is told.
HARDER_BY, FEWEST_WORDS, EASY = 1.0, 10, 6.0

_PARAGRAPH = re.compile(r"\n\s*\n")
_MARKUP = re.compile(r"[<>*_`#|\\~^=\[\]@]|https?:|www\.|&\w+;|\w/\w|!|^\s*(?:[-•]|\d+[.)])\s")
_EXTRA_MARKS = "’‘“”–—…'\"().,;:?%- \n"
_QUOTED = re.compile(r"[“\"]([^”\"]*)[”\"]")
_SLOT_LIKE = re.compile(r"[{}]|\$\w|%\w")
_CLOSING = tuple('.?!:…”"’)%}')

Guard = Callable[[Text, Text], Iterator[Reason]]


def _needs_words(_source: Text, candidate: Text) -> Iterator[Reason]:
    if not candidate.source.strip():
        yield Reason("empty", "there are no words")


def _needs_its_end(source: Text, candidate: Text) -> Iterator[Reason]:
    said, rewritten = source.source.rstrip(), candidate.source.rstrip()
    if said.endswith(_CLOSING) and not rewritten.endswith(_CLOSING):
        yield Reason("cut", "it breaks off: the mark at its end is missing", added=(_tail(candidate),))
    if rewritten.endswith(("...", "…")) and not said.endswith(("...", "…")):
        yield Reason("cut", "it breaks off with dots", added=(_tail(candidate),))


def _tail(text: Text) -> Span:
    end = len(text.source.rstrip())
    return max(end - 1, 0), end


def _keeps_lines(source: Text, candidate: Text) -> Iterator[Reason]:
    before, after = (_PARAGRAPH.split(text.source.strip()) for text in (source, candidate))
    if len(before) != len(after):
        yield Reason("lines", f"it has {len(after)} paragraphs, and the source has {len(before)}")
    elif len(after) == 1 and "\n" in candidate.source.strip() and "\n" not in source.source.strip():
        yield Reason("lines", "it stands on more than one line")


def _refuses_markup(source: Text, candidate: Text) -> Iterator[Reason]:
    known = set(_MARKUP.findall(source.source))
    for match in _MARKUP.finditer(candidate.source):
        if match[0] not in known:
            yield Reason("markup", f'"{match[0].strip()}" is no mark of plain prose', added=(match.span(),))


def _keeps_to_its_letters(source: Text, candidate: Text) -> Iterator[Reason]:
    scripts = {_script(char) for char in source.source if char.isalpha()} | {"LATIN"}
    for index, char in enumerate(candidate.source):
        if char in source.source or char in _EXTRA_MARKS or char.isdecimal():
            continue
        is_letter = char.isalpha() and _script(char) in scripts
        # Markup is told by a guard of its own.
        if not is_letter and not _MARKUP.match(char):
            yield Reason("letters", f'"{char}" does not belong in a prompt', added=((index, index + 1),))


def _script(char: str) -> str:
    return unicodedata.name(char, "?").partition(" ")[0]


def _keeps_slots(source: Text, candidate: Text) -> Iterator[Reason]:
    before, after = _slots(source), _slots(candidate)
    if [name for name, _ in before] == [name for name, _ in after]:
        spare = [
            match for match in _SLOT_LIKE.finditer(candidate.source) if not _inside(match.start(), after)
        ]
        if spare and not _SLOT_LIKE.search(_SLOT_FREE.sub("", source.source)):
            yield Reason("names", f'"{spare[0][0]}" looks like a name', added=(spare[0].span(),))
        return
    yield Reason(
        "names",
        "the names in braces must be the same, as many times and in the same order",
        lost=tuple([span for name, span in before]),
        added=tuple([span for name, span in after]),
    )


_SLOT_FREE = re.compile(r"\{[a-z][a-z0-9_.]*\}")


def _slots(text: Text) -> list[tuple[str, Span]]:
    return [(token.word, (token.start, token.end)) for token in text.tokens if token.kind == "slot"]


def _inside(at: int, slots: list[tuple[str, Span]]) -> bool:
    return any(start <= at < end for _, (start, end) in slots)


def _keeps_numbers(source: Text, candidate: Text) -> Iterator[Reason]:
    before, after = numbers_in(source), numbers_in(candidate)
    if [number for number, _ in before] != [number for number, _ in after]:
        yield Reason(
            "numbers",
            "its numbers must be the same, in the same order, as digits or as words",
            lost=tuple([source.span(index) for _, index in before]),
            added=tuple([candidate.span(index) for _, index in after]),
        )


def _asks_as_often(source: Text, candidate: Text) -> Iterator[Reason]:
    before, after = source.source.count("?"), candidate.source.count("?")
    if before != after:
        marks = tuple([(at.start(), at.end()) for at in re.finditer(r"\?", candidate.source)])
        yield Reason("questions", f"it has {after} question marks, and the source has {before}", added=marks)


def _keeps_quotes(source: Text, candidate: Text) -> Iterator[Reason]:
    before, after = (_QUOTED.findall(text.source) for text in (source, candidate))
    if before != after:
        places = tuple([match.span() for match in _QUOTED.finditer(source.source)])
        added = tuple([match.span() for match in _QUOTED.finditer(candidate.source)])
        yield Reason("quotes", "what stands in quotes must stay as it is", lost=places, added=added)


def _refuses_forbidden_words(source: Text, candidate: Text) -> Iterator[Reason]:
    there = candidate.tables.forbidden_phrases.find(candidate.stems)
    known = _all_phrases(source) if there else set()
    for found in there:
        phrase = " ".join(candidate.stems[found.at : found.end])
        if phrase not in known and not _is_said_otherwise(source, candidate, found):
            span = candidate.span(found.at, found.length)
            shown = candidate.source[slice(*span)]
            yield Reason(
                f"forbidden: {found.group}", f'"{shown}" may not come in ({found.group})', added=(span,)
            )


def _is_said_otherwise(source: Text, candidate: Text, found: Found) -> bool:
    """Whether a phrase is part of a longer one that the source has in other words: "need not"."""
    there = {each.group for each in source.limits}
    if any(each.group in there and _holds(each, found) for each in candidate.limits):
        return True
    phrases = source.tables.synonym_phrases
    known = {each.group for at in range(len(source.stems)) for each in phrases.at(source.stems, at)}
    return any(
        each.group in known and _holds(each, found)
        for at in range(found.at + 1)
        for each in phrases.at(candidate.stems, at)
    )


def _holds(longer: Found, found: Found) -> bool:
    """Whether a phrase is a part of another."""
    return longer.at <= found.at and found.end <= longer.end and longer.length > found.length


def _all_phrases(text: Text) -> set[str]:
    phrases, stems = text.tables.forbidden_phrases, text.stems
    return {
        " ".join(stems[found.at : found.end])
        for index in range(len(stems))
        for found in phrases.at(stems, index)
    }


def _keeps_its_length(source: Text, candidate: Text) -> Iterator[Reason]:
    before, after = len(source.source.strip()), len(candidate.source.strip())
    if not after:
        return
    if after < SHORTEST * before:
        yield Reason("length", "it is much shorter than the source: something was left out")
    if after > max(LONGEST * before, before + SPARE_LETTERS):
        yield Reason("length", "it is much longer than the source: something was added")


def _stays_as_easy(source: Text, candidate: Text) -> Iterator[Reason]:
    if len(words(candidate.source)) < FEWEST_WORDS:
        return
    limit = max(EASY, grade(source.source) + HARDER_BY)
    if grade(candidate.source) > limit:
        yield Reason("reading", "it is harder to read than the source: use shorter words and sentences")


HARD: tuple[Guard, ...] = (
    _needs_words,
    _needs_its_end,
    _keeps_lines,
    _refuses_markup,
    _keeps_to_its_letters,
    _keeps_slots,
    _keeps_numbers,
    _asks_as_often,
    _keeps_quotes,
    _refuses_forbidden_words,
    _keeps_its_length,
    _stays_as_easy,
)


def missing_phrases(phrases: tuple[str, ...], candidate: Text) -> Iterator[Reason]:
    """A reason for each phrase of `keep` that the candidate has lost."""
    for phrase in phrases:
        if " ".join(phrase.lower().split()) not in " ".join(candidate.source.lower().split()):
            yield Reason("keep", f'"{phrase}" must be kept as it stands')
