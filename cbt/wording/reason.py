"""Why a guard refuses a rewording.

It must not decide what follows from it.
"""

from dataclasses import dataclass
from enum import IntEnum

Span = tuple[int, int]


class Strictness(IntEnum):
    """The three sets of guards, each of which takes in those before it."""

    HARD = 0
    STRUCTURAL = 1
    CLOSED = 2


@dataclass(frozen=True, slots=True)
class Reason:
    """A refusal: the guard's name, a sentence for the author, and the offending words.

    `lost` are places in the source, `added` in the candidate: first character and the one behind the last.
    """

    guard: str
    message: str
    strictness: Strictness = Strictness.HARD
    lost: tuple[Span, ...] = ()
    added: tuple[Span, ...] = ()
