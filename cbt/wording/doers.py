"""Whether in a rewording the same people do the same, and the same hangs on the same.

It must not know a verb: each word that both texts share has the person before it in its clause.
"""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from cbt.wording.matching import Matching
from cbt.wording.moving import orders_of
from cbt.wording.reason import Reason, Strictness
from cbt.wording.text import Text

_SET = Strictness.STRUCTURAL
_THEY, _WHO, _WHAT = "they", "who", "what"
# The stem of a word, and who does it.
Deed = tuple[str, str]


class Part(NamedTuple):
    """What hangs on one word such as "if"; `opened_by` is "" before the first."""

    opened_by: str
    deeds: list[Deed]


def keeps_its_doers(pair: Matching) -> Iterator[Reason]:
    before, after = _by_stem(pair.source), _by_stem(pair.candidate)
    for stem in [each for each in before if each in after]:
        said, told = before[stem], after[stem]
        if "" in said or "" in told or len(said) != len(told):
            continue
        if Counter(said) != Counter(told):
            yield Reason("people", f'who does it has changed: look at "{stem}"', _SET)


def keeps_what_is_done_to_you(pair: Matching) -> Iterator[Reason]:
    """A reason where what was done to the reader is done by them: "what could stop you", "what could you stop"."""
    (to_before, by_before), (to_after, by_after) = _with_reader(pair.source), _with_reader(pair.candidate)
    turned = (to_before - by_before) & (by_after - to_after) | (by_before - to_before) & (to_after - by_after)
    for stem in sorted(turned):
        yield Reason("people", f'who does it and to whom has changed places: look at "{stem}"', _SET)


def keeps_the_readers_place(pair: Matching) -> Iterator[Reason]:
    """A reason where the reader did something and now has it done to them: "do you keep hold", "has hold of you"."""
    (did, bore), (does, bears) = (
        _places_of_reader(text, shared)
        for text, shared in zip((pair.source, pair.candidate), pair.shared_phrases, strict=True)
    )
    if (did > does and bore < bears) or (did < does and bore > bears):
        yield Reason("people", "who does it and to whom has changed places", Strictness.CLOSED)


def _places_of_reader(text: Text, shared: set[int]) -> tuple[int, int]:
    """How often the reader does something, and how often something is done to them."""
    does = bears = 0
    for at, token in enumerate(text.tokens):
        if token.word != text.tables.reader[0] or at in shared:
            continue
        opens = at == 0 or text.tokens[at - 1].clause != token.clause
        if not opens and text.words[at - 1] in text.tables.before_bearers:
            bears += 1
        elif opens or not text.content[at - 1]:
            does += 1
        elif not _may_do(text, at):
            bears += 1
    return does, bears


def _may_do(text: Text, at: int) -> bool:
    """Whether the reader behind a word of content may do what comes next: "the words you use"."""
    if at + 1 == len(text.tokens):
        return False
    behind = text.tokens[at + 1]
    says = text.content[at + 1] or behind.word in text.tables.all_helpers
    return behind.clause == text.tokens[at].clause and says


def _with_reader(text: Text) -> tuple[set[str], set[str]]:
    """The stems of what is done to the reader, and of what they do."""
    doers, reader, tokens = _doers(text), text.tables.reader, text.tokens
    done_to, done_by = set(), set()
    for at in _deeds(text):
        behind = tokens[at + 1] if at + 1 < len(tokens) else None
        if behind and behind.word in reader and behind.clause == tokens[at].clause:
            # "You think you" is no deed done to anybody.
            done_to |= {text.stems[at]} if doers[at] != reader[0] else set()
        elif doers[at] == reader[0]:
            done_by.add(text.stems[at])
    return done_to, done_by


def _by_stem(text: Text) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    doers = _doers(text)
    for index in _deeds(text):
        found.setdefault(text.stems[index], []).append(doers[index])
    return found


def _deeds(text: Text) -> list[int]:
    """The words of content but those behind an article, which are things."""
    things = text.tables.determiners
    return [
        index
        for index, has_content in enumerate(text.content)
        if has_content and (index == 0 or text.words[index - 1] not in things)
    ]


def _doers(text: Text) -> list[str]:
    """For each token the last person before it in its clause, or who or what is asked for; "" where there is none."""
    named = {at: each.group for each in text.others for at in range(each.at, each.end)}
    asking = {each.end for each in text.tables.question_phrases.find(text.words) if each.group == _WHAT}
    doers, last = [], ""
    for index, token in enumerate(text.tokens):
        opens = index == 0 or text.tokens[index - 1].clause != token.clause
        last = "" if opens else last
        doers.append(_WHO if index in asking and not last else last)
        last = _person(text, token.word, named.get(index, ""), last) or last
    return doers


def _person(text: Text, word: str, named: str, last: str) -> str:
    tables = text.tables
    if word in tables.reader:
        return tables.reader[0]
    if word in tables.questions.get(_WHO, ()):
        # "A friend who" is the friend.
        return last if last in tables.people else _WHO
    return named or (_THEY if word in tables.stands_in else "")


def hangs_on_the_same(pair: Matching) -> Iterator[Reason]:
    """A reason where a text with an "if" or a "than" has what stands before and behind it in other places."""
    before, after = pair.source, pair.candidate
    if not (_turns(before) and _turns(before) == _turns(after)):
        return
    counts = Counter(_said(before)), Counter(_said(after))
    shared = {stem for stem, count in counts[0].items() if counts[1][stem] == count}
    by_clause = before.tokens[-1].clause == after.tokens[-1].clause
    first = [_parts(before, order, shared, by_clause) for order in orders_of(before)]
    then = [_parts(after, order, shared, by_clause) for order in orders_of(after)]
    moved = [*[(first[0], each) for each in then], *[(each, then[0]) for each in first]]
    if not any(_is_alike(one, other) for one, other in moved):
        yield Reason("order", "what hangs on what has changed places", _SET)


def _turns(text: Text) -> list[str]:
    return sorted([word for word in text.words if word in text.tables.turning])


def _said(text: Text) -> list[str]:
    people = {at for each in text.others for at in range(each.at, each.end)}
    return [text.stems[at] for at, has_content in enumerate(text.content) if has_content and at not in people]


def _parts(text: Text, order: list[int], shared: set[str], by_clause: bool) -> list[Part]:
    """What stands between the words on which something hangs, and between commas if `by_clause`."""
    doers, parts = _doers(text), [Part("", [])]
    for place, index in enumerate(order):
        word, before = text.words[index], order[place - 1] if place else index
        if word in text.tables.turning:
            parts.append(Part(word, []))
        elif by_clause and text.tokens[before].clause != text.tokens[index].clause:
            parts.append(Part("", []))
        if text.content[index] and text.stems[index] in shared:
            parts[-1].deeds.append((text.stems[index], doers[index]))
    return [part for part in parts if part.deeds]


def _is_alike(one: list[Part], other: list[Part]) -> bool:
    return [part.opened_by for part in one] == [part.opened_by for part in other] and all(
        sorted([stem for stem, _ in here.deeds]) == sorted([stem for stem, _ in there.deeds])
        and all(
            _same_doer(first, then)
            for first, then in zip(sorted(here.deeds), sorted(there.deeds), strict=True)
        )
        for here, there in zip(one, other, strict=True)
    )


def _same_doer(one: Deed, other: Deed) -> bool:
    return one[1] == other[1] or "" in (one[1], other[1])
