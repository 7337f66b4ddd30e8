"""Writes a word and its value as they stand in a file of flows.

It must not know what a word means: only that prose does not stand in braces.
"""

import math
from collections.abc import Iterator
from typing import Any

import yaml

from cbt.compiler.words import PROSE


class _Dumper(yaml.SafeDumper):
    """Puts a text in quotes only where it would be cut: to the reader 7 and yes are texts too."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  # named and shared as in PyYAML

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        """Sets the dashes of a list in, as flows do."""
        super().increase_indent(flow, indentless=False)


_Dumper.add_representer(bool, lambda dumper, value: dumper.represent_str(str(value).lower()))


def write_word(word: str, value: Any) -> str:
    """The word with its value: on one line, or with lines below it where the value holds prose."""
    if isinstance(value, dict | list) and not any(_words_of_prose(value)):
        return f"{word}: {_dump(value, in_braces=True)}"
    return _dump({word: value}, in_braces=False)


def _dump(value: Any, *, in_braces: bool) -> str:
    return yaml.dump(
        value,
        Dumper=_Dumper,
        default_flow_style=in_braces,
        sort_keys=False,
        allow_unicode=True,
        width=math.inf,
    ).rstrip("\n")


def _words_of_prose(value: Any) -> Iterator[str]:
    """The words of prose in the maps of a value."""
    if isinstance(value, dict):
        # A way on is written {else: step}; only beside "must" it is prose.
        yield from (word for word in PROSE if word in value and (word != "else" or "must" in value))
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _words_of_prose(inner)
