"""Advises on style (W701-W707): long sentences, hard words, missing help. Advice, never a fault.

It must not keep a flow from being offered, and does not judge what a text says.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from cbt.compiler.declare import Declared
from cbt.compiler.diagnostics import Findings
from cbt.compiler.nodes import Scalar
from cbt.compiler.outline import Draft
from cbt.model.answer import ListKind, PicksKind, ScaleKind, TextKind
from cbt.wording.reading import grade, sentences, words

MOST_WORDS = 20
HIGHEST_GRADE = 8.0
MOST_POINTS = 10
# A shorter text says too little about how hard it is.
FEWEST_WORDS = 10
_MOST_REMEMBERED = 4096

_QUESTION = re.compile(r"\?")
# Two questions under one mark: "Where were you, and who was with you?"
_SECOND = re.compile(
    r"(?<![.!?:\s])\s+((?:and|or|but)\s+(?:why\b|(?:how|what|when|where|which|who|whom)\s+"
    r"(?:am|are|can|could|did|do|does|had|has|have|is|may|might|should|was|were|will|would)\b)[^.!?]*\?)",
    re.IGNORECASE,
)
_SLOT = re.compile(r"\{[^{}]*\}")
_NONE = re.compile(r"none|neither|nothing|no_|not_")


def check_style(
    declared: Declared,
    prose: Iterable[Scalar],
    language: str,
    findings: Findings,
    *,
    is_published: bool = False,
) -> None:
    """Notes what could be said more plainly. `prose` are the texts outside of the pages.

    Published questions and the helps beside them stay as they were published.
    """
    is_english = language.partition("-")[0] == "en"
    for text in prose:
        _check_text(text, findings, is_english=is_english)
    for draft in declared.drafts:
        if is_published and draft.nature == "ask":
            continue
        for text in _prose_of(draft):
            _check_text(text, findings, is_english=is_english)
        if draft.nature == "ask":
            _check_question(draft, findings, is_english=is_english)


def _prose_of(draft: Draft) -> Iterator[Scalar]:
    shape = draft.shape
    rules = [check.otherwise for check in shape.check or []]
    for text in (shape.ask, shape.say, shape.help, shape.example, shape.again, *rules):
        if text is not None:
            yield text


def _check_text(text: Scalar, findings: Findings, *, is_english: bool) -> None:
    long, year = _measured(str(text))
    for start, end, count in long:
        message = f"this sentence has {count} words"
        hint = f"make two of it: at most {MOST_WORDS} are read with ease"
        findings.add("W702", text.part(start, end), message, hint)
    if is_english and year > HIGHEST_GRADE:
        message = f"this text is hard to read (school year {year:.0f})"
        findings.add("W703", text, message, "use shorter words and sentences")


@lru_cache(_MOST_REMEMBERED)
def _measured(text: str) -> tuple[list[tuple[int, int, int]], float]:
    """The sentences that are too long - start, end and words - and the school year, 0 where there is too little text.

    Remembered, as an editor asks for the same texts after each keystroke.
    """
    # A name stands for a word or a few, whatever it is called.
    bare = _SLOT.sub(lambda match: "x".ljust(len(match[0])), text)
    counted = [(start, start + len(said), len(words(said))) for start, said in sentences(bare)]
    year = grade(bare) if len(words(bare)) >= FEWEST_WORDS else 0.0
    return [each for each in counted if each[2] > MOST_WORDS], year


def _check_question(draft: Draft, findings: Findings, *, is_english: bool) -> None:
    shape, kind = draft.shape, draft.answer.kind
    asked = shape.ask
    assert asked is not None
    second = _second_question(asked, is_english=is_english)
    if second is not None:
        findings.add(
            "W701", asked.part(*second), "this page asks more than one question", "make a page for each"
        )
    if isinstance(kind, TextKind) and kind.long and shape.help is None:
        message = f'"{draft.name}" asks for a long text and gives no help'
        findings.add("W704", draft.name, message, "add help: one sentence on where to begin")
    if isinstance(kind, TextKind | ListKind) and shape.example is None:
        message = f'"{draft.name}" asks for words and shows no example'
        findings.add("W705", draft.name, message, "add example: an everyday one")
    if isinstance(kind, ScaleKind) and draft.answer.ends:
        _check_ends(draft, kind, findings)
    elif isinstance(kind, ScaleKind) and kind.most - kind.least >= MOST_POINTS and shape.ends is None:
        message = f'the scale of "{draft.name}" does not say what its ends mean'
        hint = f"add ends: {{{kind.least}: ..., {kind.most}: ...}}"
        findings.add("W706", draft.name, message, hint)
    if isinstance(kind, PicksKind) and not kind.other and not _has_way_out(draft):
        message = f'"{draft.name}" has no answer for somebody whom none of them fits'
        findings.add(
            "W707", draft.name, message, "add an option such as none, other: allowed or optional: true"
        )


def _check_ends(draft: Draft, kind: ScaleKind, findings: Findings) -> None:
    """Notes a scale that says what some points mean, and not the lowest or the highest."""
    ends = draft.answer.ends
    for word, point in (("lowest", kind.least), ("highest", kind.most)):
        if point not in ends:
            message = f'the scale of "{draft.name}" does not say what its {word} point means'
            findings.add("W706", draft.shape.key("ends"), message, f"add {point}: ... to its ends")


def _second_question(asked: str, *, is_english: bool) -> tuple[int, int] | None:
    """Where a second question stands: its mark, or in English the words that begin it behind an "and"."""
    marks = [match.span() for match in _QUESTION.finditer(asked)]
    if len(marks) > 1:
        return marks[1]
    found = _SECOND.search(asked) if is_english else None
    return found.span(1) if found is not None else None


def _has_way_out(draft: Draft) -> bool:
    return draft.shape.optional == "true" or any(_NONE.match(option) for option in draft.answer.labels)
