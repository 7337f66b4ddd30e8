"""Reads the reviewed words that the guards go by, one file a language.

It must not judge a rewording: it hands the words down as values.
"""

import hashlib
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

from cbt.compiler.diagnostics import Enough, Findings
from cbt.compiler.faults import shape_of
from cbt.compiler.nodes import Map
from cbt.compiler.reader import read
from cbt.compiler.schema import Prose, Shape, Word
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
    return Tables(
        language=str(shape.wording),
        digest=digest,
        forbidden=_groups(shape.forbidden),
        numbers={word: str(digits) for word, digits in shape.numbers.items()},
        no_number=_groups(shape.one_is_no_number),
        contractions={word: str(whole) for word, whole in shape.contractions.items()},
        scope=_groups(shape.scope),
        free=_words(shape.free),
        ordered=tuple([_words(listed) for listed in shape.ordered]),
        going_on=_words(shape.going_on),
        quantities=_words(shape.quantities),
        poles=_groups(shape.poles),
        questions=_groups(shape.questions),
        people=_groups(shape.people),
        stand_ins=_words(shape.stand_ins),
        instructions=_words(shape.instructions),
        leading=_words(shape.leading),
        before_questions=_words(shape.before_questions),
        past=_words(shape.past),
        present=_words(shape.present),
        comparative=_words(shape.comparative),
        superlative=_words(shape.superlative),
        lessening=_words(shape.lessening),
        clashes=_words(shape.clashes),
        anchors=_words(shape.anchors),
        plain=_words(shape.plain),
        binding=_words(shape.binding),
        slight=_words(shape.slight),
        exclusive=tuple([_words(listed) for listed in shape.exclusive]),
        introducing=_words(shape.introducing),
        things=_words(shape.things),
        described=_words(shape.described),
        determiners=_words(shape.determiners),
        reader=_words(shape.reader),
        than=_words(shape.than),
        before_bearers=_words(shape.before_bearers),
        turning=_words(shape.turning),
        listing=_words(shape.listing),
        placing=_words(shape.placing),
        joining=_words(shape.joining),
        giving_reasons=_words(shape.giving_reasons),
        joins_statements=_words(shape.joins_statements),
        subjects=_words(shape.subjects),
        helpers=_groups(shape.helpers),
        two_sided=_words(shape.two_sided),
        linked_behind=_words(shape.linked_behind),
        asked_for=_words(shape.asked_for),
        function_words=_words(shape.function_words),
        irregular={form: str(base) for form, base in shape.irregular.items()},
        synonyms=tuple([_words(listed) for listed in shape.synonyms]),
        softeners=_groups(shape.softeners),
    )


def _words(listed: list[Prose]) -> Words:
    return tuple([" ".join(phrase.split()) for phrase in listed])


def _groups(named: dict[str, list[Prose]]) -> Groups:
    return {name: _words(listed) for name, listed in named.items()}
