"""Tells which lines of a file lie inside a text or inside braces, so that they are left alone.

It must not change a line.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BLOCKS = ("|", ">")
_VALUE = re.compile(
    r"""(?P<lead>[ ]*(?:-[ ]+)*)(?P<key>(?:"[^"]*"|'[^']*'|[^\s"'{\[#|>-][^#]*?):(?:[ ]+|$))?(?P<value>.*)"""
)
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]{0,2}[ \t]*(?:#.*)?\r?")
_SIGNS = {"{": 1, "[": 1, "}": -1, "]": -1}


@dataclass(slots=True)
class Inside:
    """Numbers of lines, from 0: those that begin inside a text or braces, and those whose end belongs to a text."""

    begun: set[int] = field(default_factory=set)
    open_ends: set[int] = field(default_factory=set)


def parsed(text: str) -> list[Any] | None:
    """The parser's events, or None when the text cannot be read."""
    try:
        return list(yaml.parse(text, Loader=_Loader))
    except (yaml.YAMLError, ValueError, OverflowError):
        return None


def find_inside(events: Sequence[Any]) -> Inside:
    """From the events of a text that can be read: exactly."""
    inside = Inside()
    starts: list[Any] = []
    for event in events:
        if isinstance(event, yaml.ScalarEvent):
            _add_text(event, inside)
        elif isinstance(event, yaml.CollectionStartEvent):
            starts.append(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            _add_braces(starts.pop(), event, inside)
    return inside


def _add_text(event: Any, inside: Inside) -> None:
    first, last = event.start_mark.line, event.end_mark.line
    if event.style in _BLOCKS:
        # It ends where the next line begins, unless the file ends first.
        lines = range(first + 1, last + bool(event.end_mark.column))
        inside.begun.update(lines)
        inside.open_ends.update(lines)
    else:
        inside.begun.update(range(first + 1, last + 1))
        if event.style:
            inside.open_ends.update(range(first, last))


def _add_braces(start: Any, end: Any, inside: Inside) -> None:
    if start.flow_style:
        inside.begun.update(range(start.start_mark.line + 1, end.end_mark.line + 1))


def find_inside_roughly(lines: Sequence[str]) -> Inside:
    """From the lines of a text that cannot be read: blocks, and quotes and braces that a deeper line closes."""
    inside = Inside()
    for number, line in enumerate(lines):
        match = _VALUE.match(line)
        if number in inside.begun or match is None:
            continue
        lead, value = match["lead"], match["value"]
        column = len(lead) if match["key"] else lead.rstrip().rfind("-")
        if _BLOCK_HEADER.fullmatch(value):
            below = range(number + 1, _end_below(lines, number, column))
            inside.begun.update(below)
            inside.open_ends.update(below)
        elif value[:1] in ('"', "'"):
            closed = _closing_quote(lines, number, column, value)
            inside.begun.update(range(number + 1, closed + 1))
            inside.open_ends.update(range(number, closed))
        elif value[:1] in ("{", "["):
            inside.begun.update(range(number + 1, _closing_brace(lines, number, column, value) + 1))
    return inside


def _end_below(lines: Sequence[str], number: int, column: int) -> int:
    """The number of the first line below that is not deeper than the column; blank lines do not count."""
    end = number + 1
    while end < len(lines) and (not lines[end].strip() or _indent(lines[end]) > column):
        end += 1
    return end


def _closing_quote(lines: Sequence[str], number: int, column: int, value: str) -> int:
    """The number of the line that closes a quote: the line itself where no deeper one does."""
    sign, rest = value[0], value[1:]
    for each in range(number, _end_below(lines, number, column)):
        text = rest if each == number else lines[each]
        if sign in (re.sub(r"\\.", "", text) if sign == '"' else text.replace("''", "")):
            return each
    return number


def _closing_brace(lines: Sequence[str], number: int, column: int, value: str) -> int:
    """The number of the line that closes all braces: the line itself where no deeper one does."""
    depth = 0
    for each in range(number, _end_below(lines, number, column)):
        depth += sum(_SIGNS.get(char, 0) for char in (value if each == number else lines[each]))
        if depth <= 0:
            return each
    return number


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
