"""The structural guards: what is asked of whom, how far it reaches, and how the words hang together.

They must not demand the source's own words: those that stay are the closed vocabulary's business.
"""

from collections import Counter
from collections.abc import Callable, Iterator

from cbt.wording.matching import Matching, Spans
from cbt.wording.phrases import Found
from cbt.wording.reason import Reason, Strictness
from cbt.wording.sentences import act_of, is_past, question_of
from cbt.wording.text import Text

# How much of a source's content may have no counterpart, and how much of a candidate's may be new.
MOST_LOST, MOST_ADDED = 0.4, 0.5

_SET = Strictness.STRUCTURAL
_ASK = "question"
_QUOTES = ("“", '"')
# Groups of scope: what they stand with is supposed, and has happened to nobody yet.
_SUPPOSING = ("would", "possible", "if")


def _does_the_same(pair: Matching) -> Iterator[Reason]:
    before, after = (
        [act_of(text, each) for each in text.sentences] for text in (pair.source, pair.candidate)
    )
    if _runs(before) != _runs(after) or abs(len(before) - len(after)) > 1:
        yield Reason("speech acts", f"the source is {_told(before)}, and this is {_told(after)}", _SET)


def _runs(acts: list[str]) -> list[str]:
    return [act for number, act in enumerate(acts) if number == 0 or acts[number - 1] != act]


def _told(acts: list[str]) -> str:
    return ", then ".join([f"a{'n' if act[0] in 'ia' else ''} {act}" for act in acts]) or "nothing"


def _asks_the_same(pair: Matching) -> Iterator[Reason]:
    before, after = (
        [question_of(text, each) for each in text.sentences if act_of(text, each) == _ASK]
        for text in (pair.source, pair.candidate)
    )
    if before != after:
        message = f"it asks {' and '.join(after) or 'nothing'}, and the source asks {' and '.join(before) or 'nothing'}"
        yield Reason("question words", message, _SET)


def _reaches_as_far(pair: Matching) -> Iterator[Reason]:
    before, after = scope_of(pair.source), scope_of(pair.candidate)
    lost, added = _difference(before, after), _difference(after, before)
    if lost or added:
        yield Reason(
            "scope",
            f"{_named(pair.source, lost, 'is lost')}{' and ' if lost and added else ''}"
            f"{_named(pair.candidate, added, 'is new')}: limits, times and how sure it is must stay",
            _SET,
            lost=tuple([pair.source.span(each.at, each.length) for each in lost]),
            added=tuple([pair.candidate.span(each.at, each.length) for each in added]),
        )


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


def _keeps_poles(pair: Matching) -> Iterator[Reason]:
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
    return [text.tables.pole_phrases.find(text.words), *lines]


def _denies_the_same(pair: Matching) -> Iterator[Reason]:
    before, after = _denied(pair.source, pair.source_spans), _denied(pair.candidate, pair.candidate_spans)
    for (first, meant), (then, other) in zip(before, after, strict=False):
        if not meant & other:
            lost, added = (pair.source.span(first),), (pair.candidate.span(then),)
            yield Reason("negation", "it denies something else than the source", _SET, lost=lost, added=added)


def _denied(text: Text, spans: list[Spans]) -> list[tuple[int, frozenset[str]]]:
    """For each "not" the next word of content in its clause, and what it may stand for."""
    found = []
    for each in text.limits:
        if each.group == "not":
            clause = text.tokens[each.at].clause
            behind = [
                at
                for at in range(each.end, len(spans))
                if text.tokens[at].clause == clause and text.content[at]
            ]
            if behind:
                found.append((behind[0], frozenset().union(*[groups for _, groups in spans[behind[0]]])))
    return found


def _asks_for_as_much(pair: Matching) -> Iterator[Reason]:
    before, after = ([each.group for each in _asked(text)] for text in (pair.source, pair.candidate))
    if sorted(before) != sorted(after):
        yield Reason(
            "question words", f"it asks for {_these(after)}, and the source for {_these(before)}", _SET
        )


def _asked(text: Text) -> list[Found]:
    return [
        each for each in text.tables.question_phrases.find(text.words) if each.group in text.tables.asked_for
    ]


def _these(groups: list[str]) -> str:
    return ", ".join(groups) or "neither a place nor a time"


def _speaks_of_the_same_people(pair: Matching) -> Iterator[Reason]:
    before, after = _people(pair.source), _people(pair.candidate)
    if sorted(set(before)) != sorted(set(after)):
        message = f"it speaks of {_listed(after)}, and the source of {_listed(before)}"
        yield Reason("people", message, _SET)
    elif _stands_in(pair.candidate) and not before and not _stands_in(pair.source):
        yield Reason("people", "it speaks of somebody who is not in the source", _SET)
    elif _with_you(pair.source) != _with_you(pair.candidate) and _swaps(pair):
        yield Reason("people", "who does it and to whom has changed places", _SET)


def _stands_in(text: Text) -> bool:
    return not text.tables.stands_in.isdisjoint(text.words)


def _people(text: Text) -> list[str]:
    return [each.group for each in text.others]


def _listed(people: list[str]) -> str:
    return ", ".join(sorted(set(people))) or "nobody else"


def _with_you(text: Text) -> list[str]:
    """Everybody in the order in which they first come, the reader too."""
    named = {each.at: each.group for each in text.others}
    order = [named.get(at) or ("you" if word == "you" else "") for at, word in enumerate(text.words)]
    return list(dict.fromkeys([each for each in order if each]))


def _swaps(pair: Matching) -> bool:
    """Whether the reader and another have changed places, and no clause was moved to the front."""
    before, after = _with_you(pair.source), _with_you(pair.candidate)
    has_comma = any(
        token.clause != text.tokens[0].clause
        for text in (pair.source, pair.candidate)
        for token in text.tokens
    )
    return set(before) == set(after) and not has_comma


def _keeps_its_tense(pair: Matching) -> Iterator[Reason]:
    if any(each.group in _SUPPOSING for each in pair.source.limits):
        # What is only supposed has its tenses for another reason.
        return
    before, after = (
        [is_past(text, each) for each in text.sentences] for text in (pair.source, pair.candidate)
    )
    if (before != after) if len(before) == len(after) else (any(before) != any(after)):
        yield Reason("tense", "it speaks of another time than the source", _SET)


def _holds_its_slots(pair: Matching) -> Iterator[Reason]:
    before, after = _around_slots(pair.source), _around_slots(pair.candidate)
    for (name, context), (_, other) in zip(before, after, strict=False):
        if context != other:
            yield Reason("slots", f"the words around {name} must stay: they fit whatever stands there", _SET)


def _around_slots(text: Text) -> list[tuple[str, tuple[str, str]]]:
    """Each slot with its quotes, or the stems of the words before and behind it where it has none."""
    found = []
    for index, token in enumerate(text.tokens):
        if token.kind != "slot":
            continue
        quotes = text.source[max(token.start - 1, 0) : token.start], text.source[token.end : token.end + 1]
        before = text.stems[index - 1] if index else ""
        goes_on = index + 1 < len(text.tokens) and text.tokens[index + 1].clause == token.clause
        behind = text.stems[index + 1] if goes_on else ""
        found.append((token.word, quotes if quotes[0] in _QUOTES else (before, behind)))
    return found


def _keeps_parentheses(pair: Matching) -> Iterator[Reason]:
    for mark in "()“”":
        if pair.source.source.count(mark) != pair.candidate.source.count(mark):
            yield Reason("brackets", f'"{mark}" must stand as often as in the source', _SET)


def _compares_alike(pair: Matching) -> Iterator[Reason]:
    tables = pair.source.tables
    for listed, what in (
        (tables.comparative, "more than"),
        (tables.superlative, "most of all"),
        (tables.lessening, "less than"),
    ):
        before, after = (_those(text, listed) for text in (pair.source, pair.candidate))
        if len(before) != len(after):
            yield Reason(
                "comparison",
                f"it compares in another way ({what})",
                _SET,
                lost=tuple([pair.source.span(index) for index in before]),
                added=tuple([pair.candidate.span(index) for index in after]),
            )


def _those(text: Text, listed: tuple[str, ...]) -> list[int]:
    inside = {at for each in text.limits for at in range(each.at, each.end)}
    return [index for index, word in enumerate(text.words) if word in listed and index not in inside]


def _does_not_repeat(pair: Matching) -> Iterator[Reason]:
    text = pair.candidate
    known = set(zip(pair.source.words, pair.source.words[1:], strict=False))
    for index, (first, second) in enumerate(zip(text.words, text.words[1:], strict=False)):
        if first == second and (first, second) not in known:
            yield Reason("repetition", f'"{first}" stands there twice', _SET, added=(text.span(index, 2),))
    counts = Counter([stem for index, stem in enumerate(text.stems) if text.content[index]])
    before = Counter([stem for index, stem in enumerate(pair.source.stems) if pair.source.content[index]])
    for stem, count in counts.items():
        if count > max(before[stem], 1) and count > 1 + before[stem]:
            yield Reason("repetition", f'"{stem}" comes {count} times', _SET)


def _agrees(pair: Matching) -> Iterator[Reason]:
    text, known = pair.candidate, f" {' '.join(pair.source.words)} "
    for found in text.tables.clash_phrases.find(text.words):
        if f" {' '.join(text.words[found.at : found.end])} " not in known:
            span = text.span(found.at, found.length)
            message = f'"{text.source[slice(*span)]}" does not go together'
            yield Reason("agreement", message, _SET, added=(span,))


def _keeps_the_heart(pair: Matching) -> Iterator[Reason]:
    for index in _hearts(pair.source, pair.lost):
        span = pair.source.span(index)
        message = f'"{pair.source.source[slice(*span)]}" is lost, and is at the heart of what is asked'
        yield Reason("heart", message, _SET, lost=(span,))
    for index in _hearts(pair.candidate, pair.added):
        span = pair.candidate.span(index)
        message = f'"{pair.candidate.source[slice(*span)]}" is new, and changes the heart of what is asked'
        yield Reason("heart", message, _SET, added=(span,))


def _hearts(text: Text, indices: list[int]) -> list[int]:
    return [index for index in indices if text.stems[index] in text.tables.anchor_stems]


def _keeps_most(pair: Matching) -> Iterator[Reason]:
    total = sum(pair.source.content)
    if len(pair.lost) > max(1, MOST_LOST * total):
        spans = tuple([pair.source.span(index) for index in pair.lost])
        yield Reason("words lost", "too much of what the source says is missing", _SET, lost=spans)


def _brings_in_plain_words_only(pair: Matching) -> Iterator[Reason]:
    text = pair.candidate
    total = sum(text.content)
    strange = [
        index
        for index in pair.added
        if text.stems[index] not in text.tables.plain_stems | text.tables.anchor_stems
    ]
    if strange:
        spans = tuple([text.span(index) for index in strange])
        shown = ", ".join([f'"{text.source[slice(*span)]}"' for span in spans])
        yield Reason("words added", f"{shown} says something that the source does not", _SET, added=spans)
    elif len(pair.added) > max(2, MOST_ADDED * total):
        spans = tuple([text.span(index) for index in pair.added])
        yield Reason("words added", "too much of this is new", _SET, added=spans)


STRUCTURAL: tuple[Callable[[Matching], Iterator[Reason]], ...] = (
    _does_the_same,
    _asks_the_same,
    _reaches_as_far,
    _keeps_poles,
    _denies_the_same,
    _asks_for_as_much,
    _speaks_of_the_same_people,
    _keeps_its_tense,
    _holds_its_slots,
    _keeps_parentheses,
    _compares_alike,
    _does_not_repeat,
    _agrees,
    _keeps_the_heart,
    _keeps_most,
    _brings_in_plain_words_only,
)
