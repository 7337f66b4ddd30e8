"""What a walk says that an earlier record gave.

It must not know that record's flow: a value is what it looks like.
"""

import re
from collections.abc import Mapping

from cbt.engine.answer_tree import text_of, texts
from cbt.engine.answers import clean_text
from cbt.engine.dates import parse_date, parse_moment, parse_time
from cbt.engine.english import date_in_words, minutes_in_words, moment_in_words, time_in_words
from cbt.engine.failing import fail
from cbt.engine.numbers import parse_minutes
from cbt.errors import AnswerError
from cbt.model.answer import Chosen, Given, PrivateText, Recalled, RecallKind
from cbt.model.source import SourcePos
from cbt.model.walk import Tree

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"\d{2}:\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}")
# A length of time as a record shows it: 45 minutes, 1 hour 30 minutes.
_LENGTH = re.compile(r"^\d+ (?:hours?|minutes?)(?: \d+ minutes?)?$")
_NUMBER = re.compile(r"-?\d{1,9}(\.\d{1,2})?")
_TRUTHS = {"yes": True, "no": False}


def recalled_of(step: str, kind: RecallKind, told: Mapping[str, Tree], pos: SourcePos) -> Recalled:
    """The record that a walk tells of. Raises WalkFailed where it gives something else than what is read of it."""
    for name in told:
        if name not in kind.names:
            known = ", ".join(kind.names) or "nothing"
            fail("T103", pos, f'nothing reads "{name}" of "{step}"', f"give what is read of it: {known}")
    for name in kind.names:
        if name not in told:
            fail(
                "T108", pos, f'the record that "{step}" recalls has no "{name}"', f"add {name}: and its value"
            )
    return Recalled(step, tuple([_given(name, told[name]) for name in kind.names]))


def _given(name: str, tree: Tree) -> Given:
    if isinstance(tree, tuple):
        listed = [told.text for told in texts(tree)]
        return Given(
            name, tuple([Chosen(text) for text in listed]), tuple([clean_text(text) for text in listed])
        )
    text = text_of(tree)
    try:
        return _single(name, text)
    except AnswerError:
        return Given(name, clean_text(text), (clean_text(text),))


def _single(name: str, text: str) -> Given:
    if _MOMENT.fullmatch(text):
        moment = parse_moment(text)
        return Given(name, moment, (PrivateText(moment_in_words(moment)),))
    if _DAY.fullmatch(text):
        day = parse_date(text)
        return Given(name, day, (PrivateText(date_in_words(day)),))
    if _TIME.fullmatch(text):
        clock = parse_time(text)
        return Given(name, clock, (PrivateText(time_in_words(clock)),))
    words = (clean_text(text),)
    if _LENGTH.search(text) and minutes_in_words(length := parse_minutes(text)) == text:
        return Given(name, length, words)
    if _NUMBER.fullmatch(text):
        return Given(name, float(text) if "." in text else int(text), words)
    return Given(name, _TRUTHS.get(text, words[0]), words)
