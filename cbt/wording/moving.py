"""The orders in which the words of a text may stand when one block of a sentence has moved.

It must not compare two texts.
"""

from cbt.wording.text import Text


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
            found.append([*whole[:start], *whole[index:end], *whole[start:index], *whole[end:]])
    return found
