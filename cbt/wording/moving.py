"""The orders in which the words of a text may stand when one block of a sentence has moved.

It must not compare two texts.
"""

from collections.abc import Iterator

from cbt.wording.text import Text

# How many words on each side of an "or" may change places.
_LONGEST_SIDE = 4


def orders_of(text: Text) -> list[list[int]]:
    """The tokens as they stand; and, for each comma in a sentence, with what stands before it behind a later clause."""
    tokens, whole = text.tokens, list(range(len(text.tokens)))
    found = [whole]
    for index in range(1, len(tokens)):
        here = tokens[index]
        if tokens[index - 1].clause == here.clause or tokens[index - 1].sentence != here.sentence:
            continue
        start = next(at for at in whole if tokens[at].sentence == here.sentence)
        behind = [at for at in whole[index:] if tokens[at].sentence == here.sentence]
        ends = [
            at + 1 for at in behind if at + 1 == behind[-1] + 1 or tokens[at].clause != tokens[at + 1].clause
        ]
        for end in ends:
            found.append(_swapped(whole, start, index, index, end))
    return found


def orders_within(text: Text) -> Iterator[list[int]]:
    """The orders with a clause's end in front of it, as in "on a low day"; and with the sides of an "or" changed."""
    tokens, tables, whole = text.tokens, text.tables, list(range(len(text.tokens)))
    for at, token in enumerate(tokens):
        clause = [place for place in whole if tokens[place].clause == token.clause]
        start, end = clause[0], clause[-1] + 1
        if token.word in tables.placing and at > start:
            yield _swapped(whole, start, at, at, end)
        if token.word in tables.listing and token.word not in tables.joining:
            lefts = range(max(start, at - _LONGEST_SIDE), at)
            rights = range(at + 2, min(end, at + 1 + _LONGEST_SIDE) + 1)
            for left in lefts:
                for right in rights:
                    yield _swapped(whole, left, at, at + 1, right)


def _swapped(whole: list[int], start: int, middle: int, behind: int, end: int) -> list[int]:
    """The places with those from `start` to `middle` and those from `behind` to `end` in each other's place."""
    return [*whole[:start], *whole[behind:end], *whole[middle:behind], *whole[start:middle], *whole[end:]]
