"""Hides the names in a prompt behind tokens that say nothing, and puts them back.

It must not mend a reply: a token that is lost or made up is for the guards to see.
"""

import re
from dataclasses import dataclass

_NAME = re.compile(r"\{[a-z][a-z0-9_.]*\}")


@dataclass(frozen=True, slots=True)
class Hidden:
    """A text with `[[S1]]`, `[[S2]]` ... in the place of its names in braces; the same name has the same token."""

    text: str
    names: tuple[str, ...]

    def shown(self, reply: str) -> str:
        """A reply with the names in the place of their tokens."""
        for number, name in enumerate(self.names, 1):
            reply = reply.replace(_token(number), name)
        return reply


def hidden(text: str, names: tuple[str, ...] = ()) -> Hidden:
    """The text without its names; `names` are those that have a token already."""
    all_names = tuple(dict.fromkeys([*names, *_NAME.findall(text)]))
    for number, name in enumerate(all_names, 1):
        text = text.replace(name, _token(number))
    return Hidden(text, all_names)


def _token(number: int) -> str:
    return f"[[S{number}]]"
