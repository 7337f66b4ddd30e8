"""What belongs at a cursor: a word of the language, a step, a name, an expression, a file.

It must not say which ones there are.
"""

from enum import Enum, auto

from cbt.compiler.authoring.cursor import ITEM, Cursor
from cbt.compiler.authoring.vocabulary import words_at
from cbt.compiler.schema import Shape


class Sort(Enum):
    """What belongs at a place."""

    WORD = auto()
    OPTION = auto()
    NEED = auto()
    OWN_ID = auto()
    STEP = auto()
    FULL_ID = auto()
    NAME = auto()
    EXPRESSION = auto()
    PROSE = auto()
    PART = auto()
    LIST = auto()
    SCALE = auto()
    TEXT = auto()
    FLOW = auto()
    KIND = auto()
    NEED_KIND = auto()
    VALUE = auto()


_OF_WORD = {
    "if": Sort.EXPRESSION,
    "must": Sort.EXPRESSION,
    "next": Sort.STEP,
    "go": Sort.STEP,
    "keep_in_view": Sort.NAME,
    "rows": Sort.NAME,
    "draw": Sort.NAME,
    "count": Sort.NAME,
    "for_each": Sort.NAME,
    "gives": Sort.NAME,
    "until": Sort.NAME,
    "use": Sort.PART,
    "options": Sort.LIST,
    "ends": Sort.SCALE,
    "before_you_start": Sort.TEXT,
    "hand_off": Sort.FLOW,
    "recall": Sort.FLOW,
    "begin_with": Sort.FLOW,
    "flows": Sort.FLOW,
    "instead": Sort.FLOW,
    "answer": Sort.KIND,
    **dict.fromkeys(
        ("title", "about", "ask", "say", "label", "help", "example", "again", "else"), Sort.PROSE
    ),
}
_BELOW = {
    "computed": Sort.EXPRESSION,
    "figures": Sort.EXPRESSION,
    "labels": Sort.PROSE,
    "mean_by": Sort.NAME,
    "next": Sort.STEP,
    "with": Sort.NAME,
    "carry": Sort.NAME,
    "change": Sort.NAME,
    "options": Sort.PROSE,
    "ends": Sort.PROSE,
    "needs": Sort.NEED_KIND,
}


def sort_of(kind: type[Shape], cursor: Cursor) -> Sort:
    """What belongs at the cursor in a file of this kind."""
    if cursor.is_word:
        known = words_at(kind, cursor.path)
        if known:
            return Sort.WORD
        if cursor.path[-1:] != (ITEM,):
            return _of_own_word(cursor.path)
    return _of_value(cursor.path)


def _of_own_word(path: tuple[str, ...]) -> Sort:
    """What stands before a colon where no word of the language does."""
    if path == ("after",):
        return Sort.FLOW
    if path in (("labels",), ("over_time", "mean_by")):
        return Sort.NAME
    if path[-1:] in (("next",), ("safety",)):
        return Sort.OPTION
    return Sort.NEED if path[-1:] in (("with",), ("carry",)) else Sort.OWN_ID


def _of_value(path: tuple[str, ...]) -> Sort:
    names = [part for part in path if part != ITEM]
    # At the margin only: steps are often called so.
    if names[:1] == ["after"]:
        return Sort.FLOW
    if names[:1] == ["renamed"]:
        return Sort.FULL_ID
    # A shared list begins with the same word.
    if names == ["over_time", "list"]:
        return Sort.NAME
    last = names[-1] if names else ""
    above = names[-2] if len(names) > 1 else ""
    if above in _BELOW and not (above == "next" and last in ("if", "else", "go")):
        return _BELOW[above]
    if last == "else" and above == "next":
        return Sort.STEP
    return _OF_WORD.get(last, Sort.VALUE)
