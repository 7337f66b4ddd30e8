"""Where a step or an option is named in a flow or part: its id, and every place that reads it or leads to it.

It must not change a file, nor look into walks: `renaming.py` and `mentions_in_walks.py` do.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cbt.compiler.authoring.cursor import Cursor
from cbt.compiler.authoring.layout import Layout
from cbt.compiler.authoring.sheet import Sheet, Token
from cbt.compiler.authoring.sorts import Sort, sort_of
from cbt.compiler.outline import Draft
from cbt.model.source import SourcePos

_NAME = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*")
_HELD_BEFORE = re.compile(r'([a-z][a-z0-9_.]*)\s*(?:[=!]=|,)\s*\\?"$')
_HELD_BEHIND = re.compile(r'\\?"\s*[=!]=\s*([a-z][a-z0-9_.]*)')
_BEHIND_A_KIND = (" of ", " over ")


@dataclass(frozen=True, slots=True)
class Named:
    """An id where it stands in a line, counted from 0, and where that which it means is made."""

    line: int
    token: Token
    made_at: SourcePos
    is_option: bool = False


def named_at(sheet: Sheet, line: int, column: int) -> Named | None:
    """The step or option whose id a place touches; None where there is none."""
    for one in named_in(sheet, line):
        if one.token.start <= column <= one.token.end:
            return one
    return None


def named_in(sheet: Sheet, line: int, only: str = "") -> Iterator[Named]:
    """The steps and options that a line names; of dotted names each part, `only` those of one id."""
    text = sheet.lines[line] if 0 <= line < len(sheet.lines) else ""
    for match in _NAME.finditer(text):
        if not only or only in match[0].split("."):
            whole = Token(match[0], match.start(), match.end())
            yield from [one for one in _named(sheet, line, whole) if only in ("", one.token.text)]


def parts_of(whole: Token) -> Iterator[Token]:
    """The ids of a dotted name, each where it stands."""
    start = whole.start
    for part in whole.text.split("."):
        yield Token(part, start, start + len(part))
        start += len(part) + 1


def _named(sheet: Sheet, line: int, whole: Token) -> Iterator[Named]:
    kind, layout, cursor = sheet.kind, sheet.layout, sheet.cursor(line, whole.end)
    if kind is None or layout is None or cursor is None:
        return
    finder = _Finder(layout, cursor, sheet.lines[line], whole)
    sort = sort_of(kind, cursor)
    option = finder.option(sort)
    if option is not None:
        yield Named(line, whole, option, is_option=True)
        return
    before = None
    for number, part in enumerate(parts_of(whole), 1):
        made_at = finder.step(sort, ".".join(whole.text.split(".")[:number]))
        # What stands behind a name of which not all is known, such as a record's, is none of its own.
        if made_at is not None and made_at != before:
            yield Named(line, part, made_at)
        before = made_at


class _Finder:
    """What one name in a line means."""

    def __init__(self, layout: Layout, cursor: Cursor, text: str, whole: Token) -> None:
        self._layout = layout
        self._path = cursor.path
        self._before, self._behind = text[: whole.start], text[whole.end :]
        self._whole = whole.text

    def option(self, sort: Sort) -> SourcePos | None:
        """Where the label of the option stands that is meant, if one is."""
        is_made = sort is Sort.OWN_ID and self._path[-1:] == ("options",)
        if is_made or sort is Sort.OPTION:
            return self._label_of(self._layout.draft_at(self._path))
        held = _HELD_BEFORE.search(self._before) or _HELD_BEHIND.match(self._behind)
        if sort is not Sort.EXPRESSION or held is None or not self._behind.lstrip("\\").startswith('"'):
            return None
        entry = self._layout.scope_at(self._path).find(held[1])
        return self._label_of(self._layout.draft_of(entry) if entry is not None else None)

    def _label_of(self, draft: Draft | None) -> SourcePos | None:
        label = draft.answer.labels.get(self._whole) if draft is not None else None
        return label.pos if label is not None else None

    def step(self, sort: Sort, name: str) -> SourcePos | None:
        """Where the step is made that a name, or the start of a dotted one, means."""
        if sort is Sort.OWN_ID and self._path[-1:] == ("steps",):
            draft = self._layout.draft_at((*self._path, name))
            return draft.name.pos if draft is not None else None
        if sort is Sort.STEP:
            here = self._layout.draft_at(self._path)
            target = here.level.find(name) if here is not None else None
            return target.name.pos if target is not None else None
        if sort is Sort.FULL_ID:
            return self._layout.place_of(name)
        return self._read(name) if self._reads(sort) else None

    def _reads(self, sort: Sort) -> bool:
        """Whether a name stands here whose answer is read."""
        match sort:
            case Sort.NAME:
                return True
            case Sort.OWN_ID:
                return self._path == ("summary", "change")
            case Sort.KIND:
                return self._before.endswith(_BEHIND_A_KIND)
            case Sort.PROSE:
                return self._before.endswith("{") and self._behind.startswith("}")
            case Sort.EXPRESSION:
                is_text = self._before.count('"') % 2 == 1 and self._behind.lstrip("\\").startswith('"')
                return not is_text and not self._behind.startswith("(")
        return False

    def _read(self, name: str) -> SourcePos | None:
        scope = self._layout.scope_at(self._path)
        entry = scope.find(name)
        if entry is None and self._path[:2] == ("summary", "change") and len(self._path) > 2:
            entry = scope.find(f"{self._path[2]}.{name}")
        if entry is None or self._layout.draft_of(entry) is None:
            return None
        return entry.at.pos
