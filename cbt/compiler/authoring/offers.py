"""What fits at a cursor: words, steps, names, files, options, kinds and values.

It must not offer what the checker would refuse at once, where that is known.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cbt.compiler.authoring.cursor import Cursor
from cbt.compiler.authoring.files import FILES, about_file, names_of
from cbt.compiler.authoring.layout import Layout
from cbt.compiler.authoring.named import (
    NAMED,
    Found,
    offers_in_expression,
    offers_in_prose,
    offers_of_needs,
    typed_name,
)
from cbt.compiler.authoring.offer import Offer
from cbt.compiler.authoring.saying import about_word
from cbt.compiler.authoring.sheet import Sheet
from cbt.compiler.authoring.sorts import Sort, sort_of
from cbt.compiler.authoring.vocabulary import Word, find_word, values_at, words_at
from cbt.compiler.kinds import KNOWN_KINDS
from cbt.compiler.schema import Shape
from cbt.compiler.types import NEEDS
from cbt.compiler.words import words_with

_FILE_TYPED = re.compile(r"[a-z][a-z0-9_/]*$")
_TAKES_A_LIST = (" of", " over")
_LISTS = ("lines", "picks")
_NEVER_WITH = {
    "answer": {"options", "pick", "other"},
    "options": {"answer", "ends"},
    "end": {"next"},
    "next": {"end"},
}


def offers_at(sheet: Sheet, line: int, column: int) -> list[Offer]:
    """All that fits at a place, counted from 0, in the order in which it is best shown."""
    kind, cursor = sheet.kind, sheet.cursor(line, column)
    if kind is None or cursor is None:
        return []
    found, typed = _found(sheet, kind, cursor, sort_of(kind, cursor))
    start = column - len(typed)
    return [replace(offer, start=start) for offer in found if start >= 0]


def _found(sheet: Sheet, kind: type[Shape], cursor: Cursor, sort: Sort) -> Found:
    """What fits, and what is typed of it."""
    if sort in FILES:
        return _files(sheet, sort), _typed_file(cursor)
    match sort:
        case Sort.WORD:
            return _words(words_at(kind, cursor.path), cursor), cursor.typed
        case Sort.VALUE:
            return _values(kind, cursor.path), cursor.typed
        case Sort.NEED_KIND:
            return (Offer(need, "input", NEEDS[need].shown, need) for need in NEEDS), cursor.typed
    layout = sheet.layout
    return _of_layout(sheet, layout, cursor, sort) if layout is not None else (iter(()), "")


def _of_layout(sheet: Sheet, layout: Layout, cursor: Cursor, sort: Sort) -> Found:
    """What fits of the file's own steps and names, and what is typed of it."""
    match sort:
        case Sort.KIND:
            return _kinds(layout, cursor), cursor.typed
        case Sort.PROSE:
            return offers_in_prose(layout, cursor)
        case Sort.EXPRESSION:
            return offers_in_expression(layout, cursor)
        case Sort.NEED:
            return offers_of_needs(sheet.bundle, layout, cursor), typed_name(cursor)
        case _ if sort in NAMED:
            return NAMED[sort](layout, cursor), typed_name(cursor)
    return iter(()), ""


def _typed_file(cursor: Cursor) -> str:
    match = _FILE_TYPED.search(cursor.typed)
    return match[0] if match else ""


def _files(sheet: Sheet, sort: Sort) -> Iterator[Offer]:
    for name in names_of(sheet.bundle, sort):
        yield Offer(name, sort.name.lower(), about_file(sheet.bundle, name), name)


def _words(known: dict[str, Word], cursor: Cursor) -> Iterator[Offer]:
    """The words of the map that are not there yet; in a step, those that go with the ones that are."""
    fitting = words_with(cursor.beside) if "for_each" in known else set(known)
    for present in cursor.beside:
        fitting -= _NEVER_WITH.get(present, set())
    for word in known.values():
        if word.name in fitting and word.name not in cursor.beside:
            yield Offer(
                word.name, "word", about_word(word), f"{word.name}:" + ("" if word.holds_more else " ")
            )


def _values(kind: type[Shape], path: Sequence[str]) -> Iterator[Offer]:
    """The values of a word; behind an id of the author's, those of the word above it."""
    word = find_word(kind, path) or find_word(kind, path[:-1])
    return (Offer(each, word.name, word.about, each) for each in values_at(kind, path)) if word else iter(())


def _kinds(layout: Layout, cursor: Cursor) -> Iterator[Offer]:
    """The kinds of answer; those that end in a list's name with each list."""
    names = layout.names(layout.scope_at(cursor.path))
    lists = [name for name, _, target in names if target.type.name in _LISTS or target.type.many]
    for kind in KNOWN_KINDS:
        if kind.endswith(_TAKES_A_LIST):
            yield from (Offer(f"{kind} {name}", "answer", "", f"{kind} {name}") for name in lists)
        else:
            yield Offer(kind, "answer", "", kind)
