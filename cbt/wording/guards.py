"""The three nested sets of guards, and the verdict that they give on a rewording.

It must not change a text, and knows no file or flow.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from cbt.wording.asking import names_the_same_questions
from cbt.wording.closed import keeps_its_vocabulary
from cbt.wording.doers import keeps_the_readers_place
from cbt.wording.hard import HARD, missing_phrases
from cbt.wording.matching import Matching
from cbt.wording.reach import counts_the_same
from cbt.wording.reason import Reason, Span, Strictness
from cbt.wording.senses import keeps_its_voice
from cbt.wording.small import changes_no_small_word, keeps_its_small_words
from cbt.wording.structural import STRUCTURAL
from cbt.wording.tables import Tables
from cbt.wording.text import Text

# Goes up whenever a guard changes what it refuses.
VERSION = 5
CLOSED = (
    keeps_its_vocabulary,
    names_the_same_questions,
    keeps_the_readers_place,
    keeps_its_voice,
    keeps_its_small_words,
    changes_no_small_word,
    counts_the_same,
)
WARMER = "warmer"
_NAMING, _WANT = "naming", "want"
_NUMBERS, _FORBIDDEN = "numbers", "forbidden"
TONES = (WARMER, "simpler", "shorter")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a rewording is refused, by the guards in their order; no reason means that all accept it."""

    reasons: tuple[Reason, ...]

    def passes(self, strictness: Strictness) -> bool:
        """Whether this set of guards, and those before it, accept the rewording."""
        return all(reason.strictness > strictness for reason in self.reasons)


def judge(source: str, candidate: str, tone: str, tables: Tables, keep: tuple[str, ...] = ()) -> Verdict:
    """The verdict on a candidate in a tone; `keep` are phrases that it must keep.

    What only the words of a turn of phrase stand against is judged again with each turn in its one form.
    """
    before, after = Text(source, tables), Text(candidate, tables)
    hard = [reason for guard in HARD for reason in guard(before, after)]
    hard += missing_phrases(keep, after)
    reasons = hard + _weighed(before, after, tone)
    if reasons and all(_turns_on_words(each) for each in hard):
        reasons = _without_turns(reasons, before, after, tone)
    return Verdict(tuple(reasons))


def _weighed(before: Text, after: Text, tone: str) -> list[Reason]:
    """The reasons of all guards but the hard ones."""
    if not (before.tokens and after.tokens):
        return []
    plain = _plain(before, after) if tone == WARMER else after
    readings = [plain] if plain is after else [plain, after]
    weighed = [list(_reasons(Matching(before, each))) for each in readings]
    # What looks like a softener may be part of the text: "you can feel it" beside "it can be felt".
    return max(weighed, key=_least)


def _reasons(pair: Matching) -> Iterator[Reason]:
    for guard in (*STRUCTURAL, *CLOSED):
        yield from guard(pair)


def _least(reasons: list[Reason]) -> int:
    """The first set of guards that refuses for one of these reasons."""
    return min([each.strictness for each in reasons], default=len(Strictness))


def _without_turns(reasons: list[Reason], source: Text, candidate: Text, tone: str) -> list[Reason]:
    """The reasons without those that the same two texts with each turn of phrase in its one form no longer give."""
    before, after = Text(source.formed, source.tables), Text(candidate.formed, source.tables)
    hard = {reason.guard for guard in HARD for reason in guard(before, after)}
    formed = _weighed(before, after, tone)
    least = _least(formed)
    return [
        each
        for each in reasons
        if (each.guard in hard if each.strictness == Strictness.HARD else each.strictness >= least)
    ]


def _turns_on_words(reason: Reason) -> bool:
    """Whether a reason of a hard guard may hang on a turn of phrase: "one more" holds a number."""
    return reason.guard == _NUMBERS or reason.guard.startswith(_FORBIDDEN)


def _plain(source: Text, candidate: Text) -> Text:
    """A warmer candidate without the softeners that its source has not; at most one in each sentence is taken out."""
    found = {number: _softener(source, candidate, number) for number in candidate.sentences_by_number}
    softened = {number: each for number, each in found.items() if each is not None}
    naming = frozenset([number for number, (place, _) in softened.items() if place == _NAMING])
    return candidate.blanked([span for _, span in softened.values()], naming) if softened else candidate


def _softener(source: Text, candidate: Text, number: int) -> tuple[str, Span] | None:
    """Where a softener may stand, and where this one does."""
    indices = [at for at, token in enumerate(candidate.tokens) if token.sentence == number]
    words = candidate.words[indices[0] : indices[-1] + 1]
    asks, opens = bool(source.tables.question_phrases.find(source.words)), _openings(candidate, indices)
    for place, phrases in candidate.tables.softeners.items():
        if place == _NAMING and not asks:
            continue
        for phrase in phrases:
            said = tuple(phrase.split())
            last = len(words) - len(said)
            places = {"start": opens, _NAMING: range(1), "end": range(last, last + 1)}.get(
                place, range(1, last + 1)
            )
            at = next((at for at in places if words[at : at + len(said)] == said), None)
            if at is not None and last > 0 and not _is_meant(source, said):
                return place, candidate.span(indices[0] + at, len(said))
    return None


def _is_meant(source: Text, said: tuple[str, ...]) -> bool:
    """Whether the source itself says what would be a softener elsewhere, or is about others than who reads it."""
    for_whom = said[-1] in source.tables.reader and source.speaks_of_others
    return for_whom or _says(source, said) or _wants(source, said)


def _openings(text: Text, indices: list[int]) -> list[int]:
    """Where a sentence opens; and where it goes on behind a clause that tells when, where or whether."""
    found, opening = [0], {*text.tables.turning, *text.tables.placing}
    clauses = [text.tokens[at].clause for at in indices]
    if text.words[indices[0]] in opening:
        found += [at for at in range(1, len(indices)) if clauses[at] != clauses[at - 1]][:1]
    return found


def _wants(text: Text, phrase: tuple[str, ...]) -> bool:
    """Whether a softener says "would like" where the text itself asks for that."""
    wanted = {each.group for each in text.tables.scope_phrases.find(phrase)} & {_WANT}
    return bool(wanted) and any(each.group in wanted for each in text.limits)


def _says(text: Text, phrase: tuple[str, ...]) -> bool:
    length = len(phrase)
    return any(text.words[at : at + length] == phrase for at in range(len(text.words)))
