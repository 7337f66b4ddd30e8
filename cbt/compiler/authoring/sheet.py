"""One open file: its lines as they are typed, and the layout that could last be read.

It must not say what fits or what a thing means: `offers.py` and `meanings.py` do.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cbt.compiler.authoring.cursor import Cursor, cursor_at
from cbt.compiler.authoring.layout import Layout, lay_out
from cbt.compiler.authoring.vocabulary import kind_of
from cbt.compiler.diagnostics import Findings
from cbt.compiler.parts import Bundle
from cbt.compiler.schema import FlowShape, PartShape, Shape

_OUTER = re.compile(r"([a-z_]+)[ \t]*:(?=[ \t]|$)")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*")
_FILE = re.compile(r"[a-z]+/[a-z0-9_]*")


@dataclass(slots=True)
class Sheet:
    """A file of a folder: `path` inside it, `lines` as they stand now, `bundle` all files of the folder."""

    path: str
    lines: Sequence[str]
    bundle: Bundle
    _before: "Sheet | None" = None
    _own: Layout | None = None
    _is_laid_out: bool = False
    _is_broken: bool = False

    @property
    def kind(self) -> type[Shape] | None:
        """The shape of the file, by the first word at its margin that names one."""
        words = [match[1] for line in self.lines if (match := _OUTER.match(line))]
        return kind_of(words)

    @property
    def layout(self) -> Layout | None:
        """The steps and names of a flow or part; while it cannot be read, those of when it last could."""
        sheet: Sheet | None = self
        while sheet is not None:
            found = sheet._lay_out()
            if found is not None:
                return found
            sheet = sheet._before
        return None

    def typed_on(self, lines: Sequence[str], bundle: Bundle) -> "Sheet":
        """The sheet with other lines; it remembers what could last be read."""
        return Sheet(self.path, lines, bundle, self._before if self._is_broken else self)

    def settle(self, bundle: Bundle) -> None:
        """Takes over a bundle that has been compiled, and forgets what need not be remembered."""
        if bundle is not self.bundle:
            self.bundle, self._is_laid_out = bundle, False
        kind = self.kind
        self._is_broken = kind is None or bundle.shape(self.path, kind, Findings()) is None
        if not self._is_broken:
            self._before = None

    def _lay_out(self) -> Layout | None:
        if not self._is_laid_out:
            self._is_laid_out = True
            is_whole = self.kind in (FlowShape, PartShape)
            self._own = lay_out(self.bundle, self.path, Findings()) if is_whole else None
        return self._own

    def cursor(self, line: int, column: int) -> Cursor | None:
        """The cursor at a place, counted from 0."""
        return cursor_at(self.lines, line, column)


@dataclass(frozen=True, slots=True)
class Token:
    """A name, or a file's name, in a line: its text, and where it starts and ends, counted from 0."""

    text: str
    start: int
    end: int


def token_at(text: str, column: int) -> Token | None:
    """The name or word that a column touches; None where none stands."""
    for pattern in (_FILE, _NAME):
        for match in pattern.finditer(text):
            if match.start() <= column <= match.end():
                return Token(match[0], match.start(), match.end())
    return None
