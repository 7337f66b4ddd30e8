"""What is told of a guard or rule that makes no difference (F303), in an author's words.

It must not say where: `ways.py` knows the places.
"""

from dataclasses import dataclass, replace

from cbt.compiler.checks.conditions import Conditions
from cbt.compiler.diagnostics import shorten
from cbt.model.expression import Expression
from cbt.model.source import SourcePos

_LONGEST = 80
_MEND = "mend it, or take it out"


@dataclass(frozen=True, slots=True)
class Note:
    """What is told; it need not be where the note that it `follows` from is, which the same mistake has made."""

    message: str
    hint: str
    length: int
    follows: SourcePos | None = None


def rule_note(conditions: Conditions, must: Expression, true: int, kept: int) -> Note | None:
    if not true:
        return _note(must, "is never true, so that no answer passes", conditions.ranges(must))
    if not true & kept:
        return _note(must, "is true of no answer that passes the checks above it")
    if true == conditions.everything:
        return _note(must, "is always true, so that it never refuses", conditions.ranges(must))
    if not kept & ~true:
        return _note(
            must, "never refuses", "the checks above it refuse every answer for which it is not true"
        )
    return None


def never_true(conditions: Conditions, guard: Expression) -> Note:
    return _note(guard, "is never true", conditions.ranges(guard))


def never_reached(guard: Expression, why: str, follows: SourcePos | None = None) -> Note:
    return replace(_note(guard, "is never reached", why), follows=follows)


def _note(guard: Expression, verdict: str, why: str = "") -> Note:
    message = f'"{text_of(guard)}" {verdict}'
    return Note(f"{message}: {why}" if why else message, _MEND, length_of(guard))


def else_note(follows: SourcePos | None) -> Note:
    message = '"else" is never reached: the ways above it take every answer'
    return Note(message, "take it out", len("else"), follows)


def text_of(guard: Expression) -> str:
    return shorten(guard.text, _LONGEST)


def length_of(guard: Expression) -> int:
    return len(guard.text.partition("\n")[0])
