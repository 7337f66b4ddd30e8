"""Reads the reviewed words that the guards go by, one file a language.

It must not judge a rewording: it hands the words down as values.
"""

import hashlib
from contextlib import suppress
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar

from cbt.compiler.diagnostics import Enough, Findings
from cbt.compiler.faults import shape_of
from cbt.compiler.nodes import Map
from cbt.compiler.reader import read
from cbt.compiler.schema import Shape
from cbt.compiler.word_types import Prose, Word
from cbt.wording.tables import Groups, Tables, Words

_MOST_REMEMBERED = 8


class WordingShape(Shape):
    """The words of one language."""

    file_word: ClassVar[str] = "wording"
    wording: Word
    forbidden: dict[str, list[Prose]]
    numbers: dict[str, Prose]
    one_is_no_number: dict[str, list[Prose]]
    contractions: dict[str, Prose]
    scope: dict[str, list[Prose]]
    hedging: list[Prose]
    free: list[Prose]
    ordered: list[list[Prose]]
    going_on: list[Prose]
    quantities: list[Prose]
    poles: dict[str, list[Prose]]
    questions: dict[str, list[Prose]]
    people: dict[str, list[Prose]]
    stand_ins: list[Prose]
    instructions: list[Prose]
    leading: list[Prose]
    before_questions: list[Prose]
    past: list[Prose]
    present: list[Prose]
    comparative: list[Prose]
    superlative: list[Prose]
    lessening: list[Prose]
    clashes: list[Prose]
    anchors: list[Prose]
    plain: list[Prose]
    function_words: list[Prose]
    binding: list[Prose]
    slight: list[Prose]
    may_go: list[Prose]
    exclusive: list[list[Prose]]
    introducing: list[Prose]
    things: list[Prose]
    described: list[Prose]
    determiners: list[Prose]
    reader: list[Prose]
    than: list[Prose]
    before_bearers: list[Prose]
    turning: list[Prose]
    listing: list[Prose]
    placing: list[Prose]
    joining: list[Prose]
    giving_reasons: list[Prose]
    joins_statements: list[Prose]
    subjects: list[Prose]
    helpers: dict[str, list[Prose]]
    two_sided: list[Prose]
    linked_behind: list[Prose]
    asked_for: list[Prose]
    irregular: dict[str, Prose]
    synonyms: list[list[Prose]]
    forms: list[list[Prose]]
    softeners: dict[str, list[Prose]]


def find_tables(language: str) -> Tables | None:
    """The shipped words of a language, `en` for `en-GB` too; None where there are none."""
    path = tables_folder() / f"{language.partition('-')[0]}.yaml"
    return _known(path.read_bytes(), path.name) if path.is_file() else None


@lru_cache(_MOST_REMEMBERED)
def _known(data: bytes, name: str) -> Tables | None:
    return read_tables(data, name, Findings())


def tables_folder() -> Path:
    """Where the shipped words are: inside the installed package, else beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    packed = package / "_flows"
    return (packed if packed.is_dir() else package.parent / "flows") / "wording"


def read_tables(data: bytes, name: str, findings: Findings) -> Tables | None:
    """The words of a file; None, with findings, where it cannot be read."""
    with suppress(Enough):
        root = read(data, name, findings)
        shape = shape_of(root, WordingShape, findings) if isinstance(root, Map) else None
        if shape is not None and not findings.has("F"):
            return _tables(shape, hashlib.sha256(data).hexdigest()[:12])
    return None


def _tables(shape: WordingShape, digest: str) -> Tables:
    # Each plain list has the name of its table.
    listed: dict[str, Any] = {
        each.name: _words(getattr(shape, each.name)) for each in fields(Tables) if each.type == Words
    }
    return Tables(
        **listed,
        language=str(shape.wording),
        digest=digest,
        forbidden=_groups(shape.forbidden),
        numbers={word: str(digits) for word, digits in shape.numbers.items()},
        no_number=_groups(shape.one_is_no_number),
        contractions={word: str(whole) for word, whole in shape.contractions.items()},
        scope=_groups(shape.scope),
        ordered=tuple([_words(listed) for listed in shape.ordered]),
        poles=_groups(shape.poles),
        questions=_groups(shape.questions),
        people=_groups(shape.people),
        exclusive=tuple([_words(listed) for listed in shape.exclusive]),
        helpers=_groups(shape.helpers),
        irregular={form: str(base) for form, base in shape.irregular.items()},
        synonyms=tuple([_words(listed) for listed in shape.synonyms]),
        forms=tuple([_words(listed) for listed in shape.forms]),
        softeners=_groups(shape.softeners),
    )


def _words(listed: list[Prose]) -> Words:
    return tuple([" ".join(phrase.split()) for phrase in listed])


def _groups(named: dict[str, list[Prose]]) -> Groups:
    return {name: _words(listed) for name, listed in named.items()}
