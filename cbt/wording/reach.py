"""Whether a rewording reaches as far as its source: limits, times, ends and what is denied.

It must not look at what is asked.
"""

from collections import Counter
from collections.abc import Iterator

from cbt.wording.matching import Matching, Spans
from cbt.wording.phrases import Found
from cbt.wording.reason import Reason, Strictness
from cbt.wording.text import Text

_SET = Strictness.STRUCTURAL
# Groups of scope that deny what comes behind them.
_WHY = "because"
_DENYING = ("not", "not_quite", "need_not")


def reaches_as_far(pair: Matching) -> Iterator[Reason]:
    before, after = scope_of(pair.source), scope_of(pair.candidate)
    lost, added = _difference(before, after), _difference(after, before)
    reasons = _reasons_given(pair.candidate) - _reasons_given(pair.source)
    lost, added = _without_because(lost, reasons), _without_because(added, -reasons)
    if lost or added:
        yield Reason(
            "scope",
            f"{_named(pair.source, lost, 'is lost')}{' and ' if lost and added else ''}"
            f"{_named(pair.candidate, added, 'is new')}: limits, times and how sure it is must stay",
            Strictness.CLOSED if not lost and _only_hedges(pair.candidate, added) else _SET,
            lost=tuple([pair.source.span(each.at, each.length) for each in lost]),
            added=tuple([pair.candidate.span(each.at, each.length) for each in added]),
        )


def _only_hedges(text: Text, added: list[Found]) -> bool:
    """Whether one word more makes a text less sure, such as "might" or "if", and asks nothing: "could you name"."""
    if len(added) != 1 or added[0].group not in text.tables.hedging:
        return False
    at = added[0].at
    opens = at == 0 or text.tokens[at - 1].sentence != text.tokens[at].sentence
    return not (opens and text.words[at] in text.tables.all_helpers)


def _reasons_given(text: Text) -> int:
    """How many clauses start with an "as" that says why: "as there is no right number"."""
    return sum(
        [
            token.word in text.tables.giving_reasons and text.tokens[at].clause != token.clause
            for at, token in enumerate(text.tokens[1:])
        ]
    )


def _without_because(found: list[Found], most: int) -> list[Found]:
    """Without the first `most` that say why."""
    whys = [each for each in found if each.group == _WHY][: max(most, 0)]
    return [each for each in found if each not in whys]


def _named(text: Text, found: list[Found], what: str) -> str:
    shown = [f'"{text.source[slice(*text.span(each.at, each.length))]}"' for each in found]
    return f"{', '.join(shown)} {what}" if shown else ""


def scope_of(text: Text) -> list[Found]:
    """The words that limit a text, without a "then" that only says what comes next."""
    found = []
    for each in text.limits:
        token = text.tokens[each.at]
        opens = each.at == 0 or text.tokens[each.at - 1].clause != token.clause
        goes_on = each.length == 1 and (opens or text.words[each.at - 1] == "and")
        if each.group and not (goes_on and each.group in text.tables.going_on):
            found.append(each)
    return found


def _difference(own: list[Found], other: list[Found]) -> list[Found]:
    """What is in one and not in the other, each as often."""
    left = Counter([each.group for each in other])
    spare = []
    for each in own:
        if left[each.group]:
            left[each.group] -= 1
        else:
            spare.append(each)
    return spare


def keeps_poles(pair: Matching) -> Iterator[Reason]:
    for before, after in zip(_ordered(pair.source), _ordered(pair.candidate), strict=True):
        if [each.group for each in before] != [each.group for each in after]:
            yield Reason(
                "poles",
                "ends, sides, before and after must stay, in their order",
                _SET,
                lost=tuple([pair.source.span(each.at, each.length) for each in before]),
                added=tuple([pair.candidate.span(each.at, each.length) for each in after]),
            )


def _ordered(text: Text) -> list[list[Found]]:
    """What has an order of its own: ends and sides, and what stands in a line of `ordered`."""
    limits = scope_of(text)
    lines = [[each for each in limits if each.group in listed] for listed in text.tables.ordered]
    return [poles_of(text), *lines]


def poles_of(text: Text) -> list[Found]:
    """The ends and sides, but for small words inside a longer phrase of scope, and what is free: "no more than"."""
    inside = {
        at
        for each in text.limits
        if each.length > 1
        for at in range(each.at, each.end)
        if not (each.group and text.content[at])
    }
    found = text.tables.pole_phrases.find(text.words)
    return [each for each in found if each.length > 1 or each.at not in inside]


def denies_the_same(pair: Matching) -> Iterator[Reason]:
    before = _held(pair.source, pair.source_spans, _DENYING)
    after = _held(pair.candidate, pair.candidate_spans, _DENYING)
    for (first, meant), (then, other) in zip(before, after, strict=False):
        if not meant & other:
            lost, added = (pair.source.span(first),), (pair.candidate.span(then),)
            yield Reason("negation", "it denies something else than the source", _SET, lost=lost, added=added)
    if len(before) != len(after):
        yield Reason("negation", "it denies something else than the source", _SET)


def counts_the_same(pair: Matching) -> Iterator[Reason]:
    """A reason where "all" or "some" has another word behind it: "most people do all", "all people do most"."""
    for group in pair.source.tables.quantities:
        before = _held(pair.source, pair.source_spans, (group,))
        after = _held(pair.candidate, pair.candidate_spans, (group,))
        for (first, meant), (then, other) in zip(before, after, strict=False):
            if not meant & other:
                lost, added = (pair.source.span(first),), (pair.candidate.span(then),)
                message = f'"{group}" goes with another word than in the source'
                yield Reason("scope", message, Strictness.CLOSED, lost=lost, added=added)


def _held(text: Text, spans: list[Spans], groups: tuple[str, ...]) -> list[tuple[int, frozenset[str]]]:
    """For each such word the next in its clause that has content or means somebody, and what it may stand for."""
    people = {each.at: each.group for each in text.others}
    found = []
    for each in text.limits:
        if each.group not in groups:
            continue
        for at in range(each.end, len(spans)):
            token = text.tokens[at]
            if token.clause != text.tokens[each.at].clause:
                break
            somebody = text.tables.reader[0] if token.word in text.tables.reader else people.get(at)
            if somebody is not None or text.content[at]:
                meant = frozenset({f"people {somebody}"}) if somebody else frozenset()
                found.append((at, meant or frozenset().union(*[held for _, held in spans[at]])))
                break
    return found
