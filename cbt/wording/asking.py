"""Whether a rewording does and asks the same: questions, instructions, what is asked for, and of which time.

It must not weigh how far it reaches; `reach.py` does.
"""

from collections.abc import Iterator

from cbt.wording.matching import Matching
from cbt.wording.phrases import Found
from cbt.wording.reason import Reason, Strictness
from cbt.wording.sentences import act_of, is_past, question_of
from cbt.wording.text import Text

_SET = Strictness.STRUCTURAL
_ASK = "question"
# Groups of scope: what they stand with is supposed, and has happened to nobody yet.
_SUPPOSING = ("would", "possible", "if")


def does_the_same(pair: Matching) -> Iterator[Reason]:
    before, after = (
        [act_of(text, each) for each in text.sentences] for text in (pair.source, pair.candidate)
    )
    if _runs(before) != _runs(after) or abs(len(before) - len(after)) > 1:
        yield Reason("speech acts", f"the source is {_told(before)}, and this is {_told(after)}", _SET)


def _runs(acts: list[str]) -> list[str]:
    return [act for number, act in enumerate(acts) if number == 0 or acts[number - 1] != act]


def _told(acts: list[str]) -> str:
    return ", then ".join([f"a{'n' if act[0] in 'ia' else ''} {act}" for act in acts]) or "nothing"


def asks_the_same(pair: Matching) -> Iterator[Reason]:
    before, after = (
        [question_of(text, each) for each in text.sentences if act_of(text, each) == _ASK]
        for text in (pair.source, pair.candidate)
    )
    if before != after:
        message = f"it asks {' and '.join(after) or 'nothing'}, and the source asks {' and '.join(before) or 'nothing'}"
        yield Reason("question words", message, _SET)


def asks_for_as_much(pair: Matching) -> Iterator[Reason]:
    before, after = ([each.group for each in _asked(text)] for text in (pair.source, pair.candidate))
    if sorted(before) != sorted(after):
        yield Reason(
            "question words", f"it asks for {_these(after)}, and the source for {_these(before)}", _SET
        )


def _asked(text: Text) -> list[Found]:
    """The places, times and reasons that a text asks for; in a question only where they open a clause."""
    return [
        each
        for each in text.tables.question_phrases.find(text.words)
        if each.group in text.tables.asked_for and _is_asked(text, each.at)
    ]


def _is_asked(text: Text, at: int) -> bool:
    token = text.tokens[at]
    opens = at == 0 or text.tokens[at - 1].clause != token.clause
    return opens or act_of(text, text.sentences_by_number[token.sentence]) != _ASK


def _these(groups: list[str]) -> str:
    return ", ".join(groups) or "neither a place nor a time"


def keeps_its_tense(pair: Matching) -> Iterator[Reason]:
    if any(each.group in _SUPPOSING for each in pair.source.limits):
        # What is only supposed has its tenses for another reason.
        return
    before, after = (
        [is_past(text, each) for each in text.sentences] for text in (pair.source, pair.candidate)
    )
    if (before != after) if len(before) == len(after) else (any(before) != any(after)):
        yield Reason("tense", "it speaks of another time than the source", _SET)
