"""Whether a rewording does and asks the same: questions, instructions, what is asked for, and of which time.

It must not weigh how far it reaches; `reach.py` does.
"""

from collections import Counter
from collections.abc import Iterator

from cbt.wording.matching import Matching
from cbt.wording.phrases import Found
from cbt.wording.reason import Reason, Strictness
from cbt.wording.sentences import (
    act_of,
    acts_in,
    is_past,
    plain_act_of,
    question_of,
    questions_added,
    questions_in,
    questions_named,
    tells_when,
)
from cbt.wording.text import Text

_SET = Strictness.STRUCTURAL
_ASK = "question"
# Groups of scope: what they stand with is supposed, and has happened to nobody yet.
_SUPPOSING = ("would", "possible", "if")


def does_the_same(pair: Matching) -> Iterator[Reason]:
    before, after = _acts(pair.source), _acts(pair.candidate)
    if abs(len(before) - len(after)) > 1 or not any(
        _runs(acts(pair.source)) == _runs(acts(pair.candidate)) for acts in (_acts, _split, _plain)
    ):
        yield Reason("speech acts", f"the source is {_told(before)}, and this is {_told(after)}", _SET)


def _acts(text: Text) -> list[str]:
    return [act_of(text, each) for each in text.sentences]


def _plain(text: Text) -> list[str]:
    """The acts of a text where what the reader can do is told, however many things that are."""
    return [plain_act_of(text, each) for each in text.sentences]


def _split(text: Text) -> list[str]:
    """The acts of a text where what a sentence adds as a statement counts as a sentence of its own."""
    return [act for each in text.sentences for act in acts_in(text, each)]


def _runs(acts: list[str]) -> list[str]:
    return [act for number, act in enumerate(acts) if number == 0 or acts[number - 1] != act]


def _told(acts: list[str]) -> str:
    return ", then ".join([f"a{'n' if act[0] in 'ia' else ''} {act}" for act in acts]) or "nothing"


def asks_the_same(pair: Matching) -> Iterator[Reason]:
    before, after = _questions(pair.source), _questions(pair.candidate)
    if before != after:
        message = f"it asks {' and '.join(after) or 'nothing'}, and the source asks {' and '.join(before) or 'nothing'}"
        yield Reason("question words", message, _SET)


def _questions(text: Text) -> list[str]:
    """What each question asks for first, in order; and behind them all else that is asked for."""
    asking = [each for each in text.sentences if act_of(text, each) == _ASK]
    more = [found.group for each in asking for found in questions_added(text, each)]
    return [*[question_of(text, each) for each in asking], *sorted(more)]


def names_the_same_questions(pair: Matching) -> Iterator[Reason]:
    """A reason where a question word in mid-sentence is another: "see how it went", "see why it went"."""
    before, after = (Counter(_named_anywhere(text)) for text in (pair.source, pair.candidate))
    if before - after and after - before:
        lost, added = (" and ".join(sorted(each)) for each in (before - after, after - before))
        yield Reason("question words", f"it has {added} where the source has {lost}", Strictness.CLOSED)


def _named_anywhere(text: Text) -> list[str]:
    """What all question words of a text ask for, but for those that only link: "a day on which"."""
    linking = {at for each in text.tables.slight_phrases.find(text.words) for at in range(each.at, each.end)}
    found = text.tables.question_phrases.find(text.words)
    return [each.group for each in found if not linking.intersection(range(each.at, each.end))]


def asks_for_as_much(pair: Matching) -> Iterator[Reason]:
    before, after = (_asked(text, telling=True) for text in (pair.source, pair.candidate))
    if before != after and _asked(pair.source, telling=False) != _asked(pair.candidate, telling=False):
        yield Reason(
            "question words", f"it asks for {_these(after)}, and the source for {_these(before)}", _SET
        )


def _asked(text: Text, *, telling: bool) -> list[str]:
    """The places, times and reasons that a text asks for, in the order of their names.

    In a question only where they open a clause; elsewhere without a "when" that says when it holds, unless `telling`.
    """
    found: list[Found] = []
    for sentence in text.sentences:
        if act_of(text, sentence) == _ASK:
            found += questions_in(text, sentence)
        else:
            named = questions_named(text, sentence)
            found += [each for each in named if telling or not tells_when(text, sentence, each)]
    return sorted([each.group for each in found if each.group in text.tables.asked_for])


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
