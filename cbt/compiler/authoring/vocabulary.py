"""The words that may stand at a place of a file, with what they mean: read from the shapes.

It must not know a word that the shapes do not, but those of `next`, which may have three shapes.
"""

import typing
from collections.abc import Sequence
from dataclasses import dataclass
from types import UnionType
from typing import Any

from pydantic.fields import FieldInfo

from cbt.compiler.authoring.cursor import ITEM
from cbt.compiler.schema import FILE_SHAPES, Shape, ShelfShape

FUNCTIONS = {
    "mean": "mean(list): the average of a list of numbers",
    "min": "min(list) or min(a, b): the smallest",
    "max": "max(list) or max(a, b): the largest",
    "sum": "sum(list): all numbers of a list together",
    "count": 'count(list) or count(choices, "id"): how many items there are, or have chosen this',
    "words": "words(text): how many words a text has",
    "has": 'has(picks, "id"): whether the option was picked',
    "answered": "answered(x): whether an answer was given",
    "minutes_between": "minutes_between(a, b) or minutes_between(a, b, moved): the minutes from one time to another",
    "round": "round(number): the nearest whole number",
    "largest_first": "largest_first(list, number, 3): the items sorted by a number that each has, all or the first 3",
    "smallest_first": "smallest_first(list, number, 3): the same with the smallest number first",
    "place_of_first": "place_of_first(list, test): the place, from 1, of the first item for which it is true, or 0",
    "most_rise": "most_rise(list): the largest step up from one number of a list to the next",
    "if": "if(test, a, b): the first number where the test is true, else the second",
}


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its meaning; `values` are those that it may have, where they are few; `holds_more` words below it."""

    name: str
    about: str
    values: tuple[str, ...] = ()
    holds_more: bool = False


# A schema of flows says nothing of the first page's file, an editor does.
_NAMED: tuple[type[Shape], ...] = (*FILE_SHAPES, ShelfShape)

_WAY = {
    word.name: word
    for word in (
        Word("if", "When this way is taken, such as belief >= 40"),
        Word("go", "The later step that it leads to"),
        Word("else", "The later step that every other answer leads to; last"),
    )
}


def kind_of(words: Sequence[str]) -> type[Shape] | None:
    """The shape of a file by its outermost words, or None when none of them names a file."""
    return next((shape for shape in _NAMED if shape.file_word in words), None)


def words_at(kind: type[Shape], path: Sequence[str]) -> dict[str, Word]:
    """The words that may stand at a path of a file; none where the author's own ids stand."""
    if path[-2:] == ("next", ITEM):
        return _WAY
    shape = _shape_at(kind, path)
    if shape is None:
        return {}
    found = [_word(name, field) for name, field in shape.model_fields.items()]
    return {word.name: word for word in found}


def find_word(kind: type[Shape], path: Sequence[str]) -> Word | None:
    """The word at the end of a path; None when it is an id of the author's."""
    return words_at(kind, path[:-1]).get(path[-1]) if path else None


def values_at(kind: type[Shape], path: Sequence[str]) -> tuple[str, ...]:
    """The values that may stand behind the word, or behind the author's own id, at the end of a path; none for most."""
    return tuple([str(value) for option in _options(_at(kind, path)) for value in _literals(option)])


def _word(name: str, field: FieldInfo) -> Word:
    values = [str(value) for option in _options(field.annotation) for value in _literals(option)]
    plain = all(_plain(option) for option in _options(field.annotation))
    return Word(field.alias or name, field.description or "", tuple(values), not plain)


def _shape_at(kind: type[Shape], path: Sequence[str]) -> type[Shape] | None:
    return _as_shape(_at(kind, path))


def _at(kind: type[Shape], path: Sequence[str]) -> Any:
    """The annotation at the end of a path."""
    here: Any = kind
    for part in path:
        here = _below(here, part)
    return here


def _below(here: Any, part: str) -> Any:
    """The annotation of what stands below a word, or below an item."""
    shape = _as_shape(here)
    if shape is not None:
        fields = shape.model_fields.items()
        return next((field.annotation for name, field in fields if (field.alias or name) == part), None)
    for option in _options(here):
        origin, args = typing.get_origin(option), typing.get_args(option)
        if (origin is dict and part != ITEM) or (origin is list and part == ITEM):
            return args[-1]
    return None


def _as_shape(annotation: Any) -> type[Shape] | None:
    shapes = (
        option for option in _options(annotation) if isinstance(option, type) and issubclass(option, Shape)
    )
    return next(shapes, None)


def _options(annotation: Any) -> tuple[Any, ...]:
    """An annotation's alternatives, without what only describes them."""
    if typing.get_origin(annotation) is typing.Annotated:
        return _options(typing.get_args(annotation)[0])
    if typing.get_origin(annotation) in (typing.Union, UnionType):
        return tuple([option for arg in typing.get_args(annotation) for option in _options(arg)])
    return (annotation,)


def _literals(option: Any) -> tuple[Any, ...]:
    return typing.get_args(option) if typing.get_origin(option) is typing.Literal else ()


def _plain(option: Any) -> bool:
    return not (typing.get_origin(option) in (dict, list) or _as_shape(option) is not None)
