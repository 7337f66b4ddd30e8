"""Quotes prose that YAML would cut, or read as something else than a text.

It must not touch a value whose sense is in doubt: a comment behind a text, an anchor, a quote that is never closed.
"""

import re
from collections.abc import Sequence
from typing import Any

import yaml
from yaml.resolver import Resolver

from cbt.compiler.formatting.inside import Inside, parsed
from cbt.compiler.words import PROSE

# Those of translations and of walks too.
_WORDS = (*PROSE, "from", "to", "see", "refused")

_LINE = re.compile(rf"(?P<lead> *(?:- +)*)(?:{'|'.join(_WORDS)}): +(?P<value>\S.*?)[ \t]*(?P<end>\r?)")
_NEXT_WORD = re.compile(r""" *(?:- |#|["']?[A-Za-z0-9_]+["']?:(?:\s|$))""")
_SLOT = re.compile(r"\{[a-z][a-z0-9_.]*\}")
_HASH = re.compile(r"(?:^|[ \t])#(.?)")
_QUOTES = ('"', "'")
_NEVER_PLAIN = (*_QUOTES, "|", ">", "{", "[")
_plain_tag = Resolver.DEFAULT_SCALAR_TAG
_resolver: Any = Resolver()


def with_prose_mended(lines: Sequence[str], inside: Inside, *, is_readable: bool) -> list[str]:
    """The lines, with quotes around prose that needs them."""
    found: list[str] = []
    number = 0
    while number < len(lines):
        match = None if number in inside.begun else _LINE.fullmatch(lines[number])
        last = number
        if match is None or number + 1 in inside.begun:
            found.append(lines[number])
        else:
            last = number if is_readable else _last_line(lines, number, len(match["lead"]))
            found += _mended(match, lines[number : last + 1])
        number = last + 1
    return found


def _last_line(lines: Sequence[str], number: int, column: int) -> int:
    """The number of the last line of a plain text that may go on, indented, below its word."""
    last = number
    for each in range(number + 1, len(lines)):
        line = lines[each].rstrip()
        if line and len(line) - len(line.lstrip(" ")) <= column:
            break
        if line:
            last = each
    return last


def _mended(match: re.Match[str], lines: Sequence[str]) -> list[str]:
    if len(lines) > 1:
        return _mended_over_lines(match, lines)
    value = match["value"]
    if not _needs_quotes(value):
        return list(lines)
    before, end = lines[0][: match.start("value")], match["end"]
    sign = _sign_for(value)
    if sign:
        return [f"{before}{sign}{value}{sign}{end}"]
    return [f"{before}|{end}", f"{' ' * (len(match['lead']) + 2)}{value}{end}"]


def _mended_over_lines(match: re.Match[str], lines: Sequence[str]) -> list[str]:
    """Quotes at both ends, where the lines can only be one text."""
    value = match["value"]
    if value.startswith(_NEVER_PLAIN) or any(_NEXT_WORD.match(line) for line in lines[1:]):
        return list(lines)
    text = "\n".join([value, *(line.rstrip() for line in lines[1:])])
    sign = _sign_for(text)
    if _text_of(parsed(f"k: {text}")) is not None or _HASH.search(text) or not sign:
        return list(lines)
    before, end = lines[0][: match.start("value")], match["end"]
    return [
        f"{before}{sign}{lines[0][match.start('value') :]}",
        *lines[1:-1],
        f"{lines[-1].rstrip()}{sign}{end}",
    ]


def _sign_for(text: str) -> str:
    """The quotes that the text can stand in as it is; empty when there are none."""
    if '"' not in text and "\\" not in text:
        return '"'
    return "" if "'" in text else "'"


def _needs_quotes(value: str) -> bool:
    """Whether a value, all on its line, is prose that YAML reads as something else."""
    events = parsed(f"k: {value}")
    if events is None:
        # A quote that the line does not close may be closed by another: only its author knows.
        return not (value.startswith(_QUOTES) and value[0] not in value[1:])
    text = _text_of(events)
    if text is None:
        return bool(_SLOT.fullmatch(value))
    if text.style:
        return False
    if text.value != value:
        # Behind a `#` and a space stands a comment as a rule, and prose behind a `#` and a word.
        mark = _HASH.search(value)
        return mark is not None and bool(mark[1].strip())
    tag = _resolver.resolve(yaml.ScalarNode, value, (True, False))
    return bool(tag != _plain_tag)


def _text_of(events: Sequence[Any] | None) -> Any:
    """The only value of `k: ...` when it is a text that has neither anchor nor tag, else None."""
    value = events[4] if events is not None else None
    is_text = isinstance(value, yaml.ScalarEvent) and not value.anchor and not value.tag
    return value if is_text else None
