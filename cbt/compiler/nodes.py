"""The tree that the reader builds: texts, maps and lists that know their place.

It must not interpret a text.
"""

from bisect import bisect_left
from functools import cached_property

from cbt.model.source import SourcePos

_BLOCK_STYLES = ("|", ">")
_BLANK = " \t\n"
_LONG_ESCAPES = {"x": 4, "u": 6, "U": 10}


class Scalar(str):
    """A text as the author meant it; `raw` is how it stands in the file, `style` its quoting (`' " | >` or none).

    `stands_in` marks a text of ours in the place of one that is missing or broken.
    """

    pos: SourcePos
    raw: str
    style: str
    stands_in: bool

    def __new__(
        cls, text: str, pos: SourcePos, raw: str | None = None, style: str = "", *, stands_in: bool = False
    ) -> "Scalar":
        self = super().__new__(cls, text)
        self.pos = pos
        self.raw = text if raw is None else raw
        self.style = style
        self.stands_in = stands_in
        return self

    @property
    def length(self) -> int:
        """How many characters it covers on its first line in the file; at least 1."""
        return max(len(self.raw.partition("\n")[0]), 1)

    def at(self, offset: int) -> SourcePos:
        """The place in the file of the text's character `offset`, also over folded and indented lines."""
        start = self._start()
        if self.raw[start : start + len(self)] == self and "\n" not in self.raw:
            # It stands in the file letter for letter.
            return self.pos.shifted(start + min(offset, len(self)))
        index = self._offsets[min(offset, len(self))]
        line = bisect_left(self._breaks, index)
        if not line:
            return self.pos.shifted(index)
        return SourcePos(self.pos.file, self.pos.line + line, index - self._breaks[line - 1])

    def part(self, start: int, end: int) -> "Scalar":
        """The characters from `start` up to `end` as a text of its own."""
        return Scalar(self[start:end], self.at(start))

    @cached_property
    def _breaks(self) -> list[int]:
        return [index for index, char in enumerate(self.raw) if char == "\n"]

    @cached_property
    def _offsets(self) -> list[int]:
        """For each character, and for the end, its index in `raw`."""
        raw, index, found = self.raw, self._start(), []
        for char in self:
            if char not in _BLANK:
                index = self._skip_blank(index)
            found.append(index)
            if index < len(raw):
                index += self._width(index, char)
        return [*found, index]

    def _start(self) -> int:
        """Where the words begin in `raw`: behind the quote, or below a block's header."""
        if self.style in _BLOCK_STYLES:
            return self.raw.find("\n") + 1
        return 1 if self.style else 0

    def _skip_blank(self, index: int) -> int:
        """The first index from here on that is no blank, indentation or escaped line end."""
        raw = self.raw
        while index < len(raw):
            if raw[index] in _BLANK:
                index += 1
            elif self.style == '"' and raw.startswith("\\\n", index):
                index += 2
            else:
                break
        return index

    def _width(self, index: int, char: str) -> int:
        """How many characters of `raw` from `index` on stand for the text's `char`."""
        raw = self.raw
        if self.style == '"' and raw[index] == "\\":
            return _LONG_ESCAPES.get(raw[index + 1 : index + 2], 2)
        if self.style == "'" and raw.startswith("''", index):
            return 2
        is_fold = char in _BLANK and raw[index] not in _BLANK
        return 0 if is_fold else 1


class Map(dict[str, "Node"]):
    """A map in the author's order; `braces` when it is written as `{...}`, `stands_in` as in `Scalar`.

    `doubled` are the words that stand there twice, of which the first is kept; `is_cut` says that a comma has cut a
    text in the braces, `is_unsure` that a word was not understood and is left out: both have been told.
    """

    length = 1

    def __init__(self, pos: SourcePos, *, braces: bool = False, stands_in: bool = False) -> None:
        super().__init__()
        self.pos = pos
        self.braces = braces
        self.stands_in = stands_in
        self.is_cut = False
        self.is_unsure = False
        self.doubled: set[str] = set()
        self._keys: dict[str, Scalar] = {}

    def put(self, key: Scalar, node: "Node") -> None:
        """Adds a word with what belongs to it."""
        self[str(key)] = node
        self._keys[str(key)] = key

    def put_after(self, name: str, key: Scalar, node: "Node") -> None:
        """Adds a word behind another."""
        items = list(self.items())
        self.clear()
        for other, value in items:
            self[other] = value
            if other == name:
                self.put(key, node)

    def key(self, name: str) -> Scalar:
        """The key as it stands in the file."""
        return self._keys[name]


class Seq(list["Node"]):
    """A list in the author's order; `stands_in` as in `Scalar`."""

    def __init__(self, pos: SourcePos, *, stands_in: bool = False) -> None:
        super().__init__()
        self.pos = pos
        self.stands_in = stands_in


Node = Scalar | Map | Seq
