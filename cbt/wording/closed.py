"""The closed vocabulary: every word of content is kept, or has one of its reviewed synonyms in its place, in order.

It must not accept a word because it seems to fit: what is not in the table is refused.
"""

from collections.abc import Iterator

from cbt.wording.matching import Matching, Spans
from cbt.wording.moving import orders_of, orders_within
from cbt.wording.reason import Reason, Strictness
from cbt.wording.text import Text

_Cells = list[Spans]


def keeps_its_vocabulary(pair: Matching) -> Iterator[Reason]:
    """Reasons against a candidate whose words of content are not those of the source."""
    source, candidate = pair.source, pair.candidate
    if _is_aligned(pair):
        return
    lost = tuple([source.span(index) for index in pair.lost])
    added = tuple([candidate.span(index) for index in pair.added])
    if lost:
        shown = ", ".join([f'"{source.source[slice(*span)]}"' for span in lost])
        yield Reason("words lost", f"{shown} has nothing in its place", Strictness.CLOSED, lost=lost)
    if added:
        shown = ", ".join([f'"{candidate.source[slice(*span)]}"' for span in added])
        yield Reason("words added", f"{shown} is no reviewed synonym", Strictness.CLOSED, added=added)
    if not lost and not added:
        yield Reason(
            "order", "the words stand in another order, or one is there too often", Strictness.CLOSED
        )


def _is_aligned(pair: Matching) -> bool:
    """Whether the texts pair off word by word; one block may have moved to the front of a sentence, or from there."""
    left, right = _skippable(pair.source), _skippable(pair.candidate)
    orders = orders_of(pair.candidate)
    if any(_pairs_off(pair.source_spans, left, pair.candidate_spans, right, order) for order in orders):
        return True
    moved = orders_of(pair.source)[1:]
    if any(_pairs_off(pair.candidate_spans, right, pair.source_spans, left, order) for order in moved):
        return True
    if pair.lost or pair.added:
        return False
    return any(
        _pairs_off(pair.source_spans, left, pair.candidate_spans, right, order)
        for order in orders_within(pair.candidate)
    ) or any(
        _pairs_off(pair.candidate_spans, right, pair.source_spans, left, order)
        for order in orders_within(pair.source)
    )


def _skippable(text: Text) -> list[bool]:
    """Which tokens need no partner: those without content, and those that other guards count.

    The "and" behind a comma does not either.
    """
    binding = text.tables.binding
    skipped = [
        token.kind == "word"
        and not text.content[index]
        and (token.word not in binding or _joins(text, index))
        for index, token in enumerate(text.tokens)
    ]
    for found in text.tables.question_phrases.find(text.words):
        skipped[found.at : found.end] = [True] * found.length
    return [skip or at in text.limited for at, skip in enumerate(skipped)]


def _joins(text: Text, index: int) -> bool:
    """Whether a word such as "and" stands behind a comma."""
    token = text.tokens[index]
    return token.word in text.tables.joining and index > 0 and text.tokens[index - 1].clause != token.clause


def _pairs_off(
    left: _Cells, may_skip: list[bool], right: _Cells, may_pass: list[bool], order: list[int]
) -> bool:
    """Whether all words left pair with all right, read in `order`, where a phrase's words stay side by side."""
    ends, runs = (len(left), len(order)), _runs(order)
    todo, seen = [(0, 0)], {(0, 0)}
    while todo:
        i, j = todo.pop()
        steps: list[tuple[int, int]] = []
        if i < ends[0] and may_skip[i]:
            steps.append((i + 1, j))
        if j < ends[1] and may_pass[order[j]]:
            steps.append((i, j + 1))
        if i < ends[0] and j < ends[1]:
            steps += [(i + here, j + there) for here, there in _pairs(left[i], right[order[j]], runs[j])]
        fresh = [step for step in steps if step not in seen]
        seen.update(fresh)
        todo += fresh
    return ends in seen


def _pairs(here: Spans, there: Spans, most: int) -> list[tuple[int, int]]:
    """How many words on each side say the same, for each phrase that starts here; at most `most` of the other side."""
    return [
        (length, other)
        for length, groups in here
        for other, meant in there
        if other <= most and groups & meant
    ]


def _runs(order: list[int]) -> list[int]:
    """For each place how many tokens from there on stand side by side in the text too."""
    runs = [1] * len(order)
    for place in range(len(order) - 2, -1, -1):
        if order[place] + 1 == order[place + 1]:
            runs[place] = runs[place + 1] + 1
    return runs
