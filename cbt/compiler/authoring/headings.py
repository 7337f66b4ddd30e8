"""The headings of a file: its steps, one below the other, with where each starts and ends.

It must not need a file that is sound: what can be read is enough.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from cbt.compiler.authoring.sheet import Sheet
from cbt.compiler.diagnostics import Enough, Findings, shorten
from cbt.compiler.nodes import Map, Scalar
from cbt.compiler.reader import read

_SAID = ("ask", "say", "again", "use", "for_each", "hand_off")
_LISTS = ("steps", "computed", "options", "ends")


@dataclass(frozen=True, slots=True)
class Heading:
    """A step, or a computed value: its id where it stands, what it asks, the last line of it, and those inside it.

    `line` and `end` count from 1; `holds_steps` where steps of its own are inside.
    """

    name: Scalar
    detail: str
    end: int
    inside: tuple["Heading", ...] = ()
    sort: str = "steps"


def headings_of(sheet: Sheet) -> list[Heading]:
    """The headings of a file in order; none while it cannot be read."""
    text = "\n".join(sheet.lines)
    root = None
    with suppress(Enough):
        root = read(text.encode("utf-8", "surrogatepass"), sheet.path, Findings())
    return list(_below(root, sheet.lines)) if isinstance(root, Map) else []


def _below(node: Map, lines: Sequence[str]) -> Iterator[Heading]:
    for word in _LISTS:
        inner = node.get(word)
        if isinstance(inner, Map) and (word in ("steps", "computed") or "steps" not in node):
            for name, value in inner.items():
                key = inner.key(name)
                inside = tuple(_below(value, lines)) if isinstance(value, Map) and "steps" in value else ()
                yield Heading(key, _detail(value), _end(lines, key), inside, word)


def _detail(value: object) -> str:
    if isinstance(value, Scalar):
        return shorten(value)
    said = (value.get(word) for word in _SAID) if isinstance(value, Map) else ()
    return next((shorten(words) for words in said if isinstance(words, Scalar)), "")


def _end(lines: Sequence[str], key: Scalar) -> int:
    """The last line of what stands below a word."""
    last = key.pos.line
    for number, text in enumerate(lines[key.pos.line :], key.pos.line + 1):
        if not text.strip():
            continue
        if len(text) - len(text.lstrip(" ")) < key.pos.column:
            break
        last = number
    return last
