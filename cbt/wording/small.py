"""Whether the small words of a rewording, which say nothing by themselves, are those of its source.

It must not weigh words of content, limits or question words: other guards see to these.
"""

from collections import Counter
from collections.abc import Iterator

from cbt.wording.matching import Matching, Spans
from cbt.wording.reason import Reason, Strictness
from cbt.wording.text import Text

_SET = Strictness.CLOSED


def keeps_its_small_words(pair: Matching) -> Iterator[Reason]:
    """A reason for words such as "your", "there" or "well" that come or go: "what is the problem", "your problem"."""
    lost, added = _compared(pair, with_limits=False)
    if lost or added:
        # In "whenever you like" the reader is part of a limit, and in "would you like" of who wants it.
        lost, added = min(
            (lost, added), _compared(pair, with_limits=True), key=lambda both: len(both[0]) + len(both[1])
        )
    for at in [each for each in lost if pair.source.words[each] not in pair.source.tables.may_go]:
        message = f'"{pair.source.words[at]}" has nothing in its place'
        yield Reason("small words", message, _SET, lost=(pair.source.span(at),))
    for at in added:
        message = f'"{pair.candidate.words[at]}" is new'
        yield Reason("small words", message, _SET, added=(pair.candidate.span(at),))


def _compared(pair: Matching, *, with_limits: bool) -> tuple[list[int], list[int]]:
    """The places of the small words that only the source has, and of those that only the candidate has."""
    before, after = (
        _counted(text, shared, with_limits)
        for text, shared in zip((pair.source, pair.candidate), pair.shared_phrases, strict=True)
    )
    lost, added = (
        _spare(pair.source, before, pair.candidate, after),
        _spare(pair.candidate, after, pair.source, before),
    )
    for at in list(lost):
        other = next(
            (each for each in added if _same(pair.source_spans[at], pair.candidate_spans[each])), None
        )
        if other is not None:
            lost.remove(at)
            added.remove(other)
    return lost, added


def _same(here: Spans, there: Spans) -> bool:
    """Whether two words are reviewed synonyms: "too" and "also"."""
    return any(length == other == 1 and groups & meant for length, groups in here for other, meant in there)


def _counted(text: Text, shared: set[int], with_limits: bool) -> list[int]:
    """The places of the small words that count; of those in a limit only the reader does, where they do."""
    tables, words = text.tables, text.words
    slight = [*tables.slight_phrases.find(words), *tables.question_phrases.find(words), *text.others]
    elsewhere = shared.union(*[range(each.at, each.end) for each in slight])
    limits = {at for each in text.limits if each.group for at in range(each.at, each.end)}
    return [
        at
        for at, word in enumerate(words)
        if text.is_empty(at)
        and at not in elsewhere
        and (at not in limits or (with_limits and word in tables.reader))
        and not _is_told_to_reader(text, at)
        and word not in tables.binding
        and word not in tables.numbers
    ]


def _is_told_to_reader(text: Text, at: int) -> bool:
    """Whether a "you" is neither who does it nor behind a word such as "to": "it took you some time"."""
    tokens, tables = text.tokens, text.tables
    if text.words[at] != tables.reader[0] or not at or not text.content[at - 1]:
        return False
    ends = at + 1 == len(tokens) or tokens[at + 1].clause != tokens[at].clause
    does = not ends and (text.content[at + 1] or text.words[at + 1] in tables.all_helpers)
    return tokens[at - 1].clause == tokens[at].clause and not does


def _spare(own: Text, places: list[int], other: Text, others: list[int]) -> list[int]:
    """What is in one and not in the other, each as often."""
    left, spare = Counter([other.words[at] for at in others]), []
    for at in places:
        if left[own.words[at]]:
            left[own.words[at]] -= 1
        else:
            spare.append(at)
    return spare


def changes_no_small_word(pair: Matching) -> Iterator[Reason]:
    """A reason where one word of a line of `exclusive` went and another came: "the" and "a", "was" and "is"."""
    gone, come = (
        Counter([word for at, word in enumerate(text.words) if at not in shared | text.limited])
        for text, shared in zip((pair.source, pair.candidate), pair.shared_phrases, strict=True)
    )
    for sides in pair.source.tables.exclusive:
        kinds = [(kind, gone[kind] - come[kind]) for kind in sides]
        if any(change > 0 for _, change in kinds) and any(change < 0 for _, change in kinds):
            lost, added = (
                " or ".join([word for word, change in kinds if change * sign > 0]) for sign in (1, -1)
            )
            yield Reason("small words", f'"{added}" stands where the source has "{lost}"', _SET)
