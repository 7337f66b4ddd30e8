"""The tree of an author's expression.

It must not parse or evaluate: `compiler/expression.py` makes trees, `engine/evaluate.py` reads them.

`at` is the offset of a node in the expression's text, in characters from 0.
"""

from dataclasses import dataclass

from cbt.model.reference import Ref
from cbt.model.source import SourcePos


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written, whole or with a decimal point."""

    value: int | float
    at: int


@dataclass(frozen=True, slots=True)
class String:
    """A text in straight quotes."""

    value: str
    at: int


@dataclass(frozen=True, slots=True)
class Name:
    """A name; `ref` is filled in once the compiler has found what it points at."""

    name: str
    at: int
    ref: Ref | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """One of the closed list of functions with its arguments."""

    function: str
    args: "tuple[Node, ...]"
    at: int


@dataclass(frozen=True, slots=True)
class Unary:
    """`not` or a leading minus."""

    op: str
    arg: "Node"
    at: int


@dataclass(frozen=True, slots=True)
class Binary:
    """`or and == != < <= > >= + - * /` with both sides."""

    op: str
    left: "Node"
    right: "Node"
    at: int


Node = Number | String | Name | Call | Unary | Binary

# Functions that sort a list by a number, and all that look at its items one after the other.
SORTING = ("largest_first", "smallest_first")
LOOKING = (*SORTING, "place_of_first")


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression: its text as the author wrote it, its tree, and where it stands.

    `places` says where each of its names and calls stands in the file: (`at`, place).
    """

    text: str
    root: Node
    pos: SourcePos
    places: tuple[tuple[int, SourcePos], ...] = ()

    def place(self, node: Name | Call) -> SourcePos:
        """Where a name or call of this expression stands in the file."""
        return dict(self.places).get(node.at, self.pos)
