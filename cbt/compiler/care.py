"""Reads the reviewed words that the rules of care go by, one file a language.

It must not judge a text: it hands the words down as values.
"""

from contextlib import suppress
from functools import lru_cache
from typing import ClassVar

from pydantic import Field

from cbt.compiler.diagnostics import Enough, Findings
from cbt.compiler.faults import shape_of
from cbt.compiler.nodes import Map
from cbt.compiler.reader import read
from cbt.compiler.schema import Shape
from cbt.compiler.word_types import Flag, Prose, Word
from cbt.compiler.wording import tables_folder
from cbt.wording.barred import Care, Group, Phrases

PRESSING = "pressing"


class GroupShape(Shape):
    """Phrases that are barred for one reason."""

    belongs_to: ClassVar[str] = "a group"
    why: Prose
    instead: Prose
    phrases: list[Prose]
    everywhere: Flag | None = Field(None)


class CareShape(Shape):
    """The words of one language."""

    file_word: ClassVar[str] = "care"
    belongs_to: ClassVar[str] = "the words of care"
    care: Word
    excused_behind: list[Prose]
    barred: dict[str, GroupShape]
    pressing: GroupShape
    sounds_like: dict[str, list[Prose]] = Field(default_factory=dict)


@lru_cache
def find_care(language: str) -> Care | None:
    """The shipped words of a language, `en` for `en-GB` too; None where there are none."""
    path = tables_folder() / f"care.{language.partition('-')[0]}.yaml"
    return read_care(path.read_bytes(), path.name, Findings()) if path.is_file() else None


def read_care(data: bytes, name: str, findings: Findings) -> Care | None:
    """The words of a file; None, with findings, where it cannot be read."""
    with suppress(Enough):
        root = read(data, name, findings)
        shape = shape_of(root, CareShape, findings) if isinstance(root, Map) else None
        if shape is not None and not findings.has("F"):
            return _care(shape)
    return None


def _care(shape: CareShape) -> Care:
    barred = [_group(name, group) for name, group in shape.barred.items()]
    return Care(
        str(shape.care),
        _listed(shape.excused_behind),
        (*barred, _group(PRESSING, shape.pressing, is_advice=True)),
        {mark: Phrases(_listed(phrases)) for mark, phrases in shape.sounds_like.items()},
    )


def _group(name: str, shape: GroupShape, *, is_advice: bool = False) -> Group:
    phrases = Phrases(_listed(shape.phrases))
    return Group(
        name, str(shape.why), str(shape.instead), phrases, shape.everywhere == "true", is_advice=is_advice
    )


def _listed(phrases: list[Prose]) -> tuple[str, ...]:
    return tuple([" ".join(phrase.split()) for phrase in phrases])
