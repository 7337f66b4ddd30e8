"""Takes prose out of braces, where a comma would cut it: each word to a line of its own.

It must not touch braces without prose, nor such as hold a comment.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

# Below these, names are the author's own, whatever they are called.
_OWN_NAMES = {
    "options",
    "ends",
    "next",
    "computed",
    "with",
    "carry",
    "needs",
    "renamed",
    "change",
    "figures",
    "labels",
    "safety",
} | {
    "answers",
    "expect",
    "script",
    "texts",
}
_BEFORE = re.compile(r"(?P<lead> *(?:- +)*)(?P<key>[^\s{\[\"'#][^{\[\"'#]*: +)?")
_GAP = re.compile(r"\s*,?\s*")


@dataclass(slots=True)
class _Entry:
    """A word with its value, or an item: where it stands in the text."""

    start: int
    end: int
    word: str = ""


@dataclass(slots=True)
class _Braces:
    """A collection that is open; `key` is the word that it belongs to, `waits` the word without a value yet."""

    start: int
    is_map: bool
    in_braces: bool
    key: str
    entries: list[_Entry] = field(default_factory=list)
    waits: _Entry | None = None
    has_prose: bool = False


def without_braces(text: str, events: Sequence[Any]) -> str:
    """The text with the outermost braces that hold prose written out, one level of them."""
    found: list[tuple[_Braces, int]] = []
    stack: list[_Braces] = []
    for event in events:
        start, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, yaml.ScalarEvent):
            _add(text, stack, start, end, event.value)
        elif isinstance(event, yaml.CollectionStartEvent):
            key = stack[-1].waits.word if stack and stack[-1].waits else ""
            is_map = isinstance(event, yaml.MappingStartEvent)
            stack.append(_Braces(start, is_map, bool(event.flow_style), key))
        elif isinstance(event, yaml.CollectionEndEvent):
            braces = stack.pop()
            is_inner = bool(stack) and stack[-1].in_braces
            if braces.in_braces and (braces.has_prose or _is_prose(braces)):
                if is_inner:
                    stack[-1].has_prose = True
                else:
                    found.append((braces, end))
            _add(text, stack, braces.start, end, "")
    for braces, end in reversed(found):
        text = _written_out(text, braces, end)
    return text


def _add(text: str, stack: list[_Braces], start: int, end: int, word: str) -> None:
    """Adds a node to the collection that is open."""
    if not stack:
        return
    owner = stack[-1]
    if owner.is_map and owner.waits is None:
        owner.waits = _Entry(start, end, word)
        return
    entry, owner.waits = owner.waits, None
    if entry is None:
        owner.entries.append(_Entry(start, end))
    elif owner.in_braces and owner.entries and start == end and ":" not in text[entry.end : end]:
        # A word without a colon is what a comma has cut off.
        owner.entries[-1].end = entry.end
    else:
        colon = text.find(":", entry.end) + 1
        owner.entries.append(_Entry(entry.start, max(end, colon), entry.word))


def _is_prose(braces: _Braces) -> bool:
    """Whether these are the words of a page, a check or a summary."""
    words = {entry.word for entry in braces.entries}
    if not braces.is_map or braces.key in _OWN_NAMES:
        return False
    return (
        bool(words & {"ask", "say"})
        or {"must", "else"} <= words
        or (braces.key == "summary" and "title" in words)
    )


def _written_out(text: str, braces: _Braces, end: int) -> str:
    """The text with each entry on a line of its own; as it is where that could lose something."""
    line_start = text.rfind("\n", 0, braces.start) + 1
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    before = _BEFORE.fullmatch(text, line_start, braces.start)
    entries = [text[entry.start : entry.end] for entry in braces.entries]
    if before is None or text[end:line_end].strip() or any("\n" in entry for entry in entries):
        return text
    if not _is_bare(text, braces, end):
        return text
    column = len(before["lead"])
    if before["key"]:
        head, column = text[line_start : braces.start].rstrip(" "), column + 2
    elif braces.is_map:
        head = text[line_start : braces.start]
    else:
        return text
    lines = [f"{' ' * column}{'' if braces.is_map else '- '}{entry}" for entry in entries]
    if before["key"]:
        lines.insert(0, head)
    else:
        lines[0] = head + entries[0]
    ending = "\r\n" if text[line_start:line_end].endswith("\r") else "\n"
    return text[:line_start] + ending.join(lines) + text[end:]


def _is_bare(text: str, braces: _Braces, end: int) -> bool:
    """Whether between the entries stands nothing but commas and blanks."""
    ends = [braces.start + 1, *(entry.end for entry in braces.entries)]
    starts = [*(entry.start for entry in braces.entries), end - 1]
    return all(_GAP.fullmatch(text, left, right) for left, right in zip(ends, starts, strict=True))
