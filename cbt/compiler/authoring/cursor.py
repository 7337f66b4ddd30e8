"""Where a cursor stands in a file that may be broken: below which words, and what is typed there so far.

It must not know what a word means; it reads lines, not YAML, because half-typed YAML cannot be read.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

ITEM = "-"

_KEY = re.compile(r"""([A-Za-z0-9_.-]+|"[^"]*"|'[^']*')[ \t]*:(?=[ \t]|$)""")
_DASH = re.compile(r"-(?=[ \t]|$)[ \t]*")


@dataclass(frozen=True, slots=True)
class Cursor:
    """`path` are the words above the place, `-` for a list's item; `beside` the other words of the same map.

    `is_word` before a colon, where a word belongs; else `typed` is the value up to the cursor.
    """

    path: tuple[str, ...]
    is_word: bool
    typed: str
    beside: frozenset[str] = frozenset()


class _Entry(NamedTuple):
    """A word or a dash at the start of a line, the column where it stands, and what follows it there."""

    column: int
    name: str
    rest: str


def cursor_at(lines: Sequence[str], line: int, column: int) -> Cursor | None:
    """The cursor at a place, both counted from 0; None in a comment or outside of the text."""
    if not 0 <= line < len(lines):
        return None
    left = lines[line][:column]
    if left.lstrip().startswith("#"):
        return None
    indent = len(left) - len(left.lstrip(" "))
    owner = _text_above(lines, line, indent)
    if owner is not None:
        return Cursor((*_above(lines, owner[0], owner[1].column), owner[1].name), False, left.lstrip())
    entries = list(_entries(left))
    at = entries[0].column if entries else indent
    path = [*_above(lines, line, at, is_item=bool(entries) and entries[0].name == ITEM)]
    path += [entry.name for entry in entries]
    if entries and entries[-1].name != ITEM:
        return _in_value(path, entries[-1].rest, lines[line][column:])
    typed = entries[-1].rest if entries else left[indent:]
    if typed[:1] in ("{", "["):
        return _in_value(path, typed, lines[line][column:])
    word_column = len(left) - len(typed)
    beside = _beside(lines, line, word_column, starts_item=bool(entries))
    return Cursor(tuple(path), True, typed, frozenset(beside))


def _entries(text: str) -> Iterator[_Entry]:
    """The dashes and the word that a line starts with."""
    column = len(text) - len(text.lstrip(" "))
    while dash := _DASH.match(text, column):
        yield _Entry(column, ITEM, text[dash.end() :])
        column = dash.end()
    if key := _KEY.match(text, column):
        yield _Entry(column, key[1].strip("\"'"), text[key.end() :].lstrip())


def _lines_above(lines: Sequence[str], line: int) -> Iterator[tuple[int, list[_Entry]]]:
    """The lines above that hold something, the nearest first."""
    for number in range(line - 1, -1, -1):
        text = lines[number].strip()
        if text and not text.startswith("#"):
            yield number, list(_entries(lines[number]))


def _above(lines: Sequence[str], line: int, column: int, *, is_item: bool = False) -> list[str]:
    """The words above a place, outermost first; a list may start at its own word's column."""
    path: list[str] = []
    for _, entries in _lines_above(lines, line):
        for entry in reversed(entries):
            if entry.column < column or (is_item and entry.column == column and entry.name != ITEM):
                path.append(entry.name)
                column, is_item = entry.column, entry.name == ITEM
        if column == 0 and not is_item:
            break
    return path[::-1]


def _text_above(lines: Sequence[str], line: int, indent: int) -> tuple[int, _Entry] | None:
    """The word whose text goes on in this line, with its own line; None when a word may stand here."""
    for number, entries in _lines_above(lines, line):
        below = [entry for entry in entries if entry.column < indent]
        if below:
            last = below[-1]
            goes_on = last.name != ITEM and last.rest != "" and last.rest[0] not in "{["
            return (number, last) if goes_on and last is entries[-1] else None
        if not entries and indent == 0:
            return None
    return None


def _beside(lines: Sequence[str], line: int, column: int, *, starts_item: bool) -> Iterator[str]:
    """The words of the map that a place is in, its own line left out; those above only where it is not the first."""
    above = range(0) if starts_item else range(line - 1, -1, -1)
    for numbers in (above, range(line + 1, len(lines))):
        for number in numbers:
            text = lines[number]
            if not text.strip() or text.lstrip().startswith("#"):
                continue
            is_outside = len(text) - len(text.lstrip(" ")) < column
            if is_outside and numbers.step > 0:
                break
            # An item's first word stands behind its dash.
            yield from (
                entry.name for entry in _entries(text) if entry.column == column and entry.name != ITEM
            )
            if is_outside:
                break


@dataclass(slots=True)
class _Open:
    """A brace or bracket that is still open: the word whose value is being written, and where that began."""

    is_map: bool
    word: str | None
    start: int
    words: list[str]


def _in_value(path: list[str], value: str, rest: str) -> Cursor:
    """The cursor inside what follows a word, up to it; braces and brackets are followed. `rest` is behind it."""
    if value[:1] not in ("{", "["):
        return Cursor(tuple(path), False, value)
    stack: list[_Open] = []
    quote = ""
    for index, char in enumerate(value):
        if quote or (char in "\"'" and stack and not value[stack[-1].start : index].strip()):
            quote = "" if char == quote else quote or char
        elif char in "{[":
            stack.append(_Open(char == "{", None, index + 1, []))
        elif char in "}]" and stack:
            stack.pop()
        elif stack:
            _step(stack[-1], value, index)
    for one in stack:
        path += [one.word] if one.word is not None else [] if one.is_map else [ITEM]
    if not stack:
        return Cursor(tuple(path), False, value)
    last = stack[-1]
    typed = value[last.start :].lstrip()
    is_word = last.is_map and last.word is None
    later = _KEY.findall(rest) if is_word else []
    return Cursor(tuple(path), is_word, typed, frozenset([*last.words, *later] if is_word else []))


def _step(one: _Open, value: str, index: int) -> None:
    """Takes one more character of an open brace or bracket in."""
    if value[index] == ",":
        one.word, one.start = None, index + 1
    elif (
        value[index] == ":" and one.is_map and one.word is None and value[index + 1 : index + 2] in ("", " ")
    ):
        one.word, one.start = value[one.start : index].strip().strip("\"'"), index + 1
        one.words.append(one.word)
