"""Parses the closed expression language of guards, checks and computed values.

It must not look a name up or evaluate: a tree goes out, or a finding.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from lark import Lark, Token, Transformer
from lark.exceptions import UnexpectedCharacters, UnexpectedInput

from cbt.compiler.diagnostics import Findings, shorten
from cbt.compiler.nodes import Scalar
from cbt.model.expression import Binary, Call, Expression, Name, Node, Number, String, Unary

MOST_CHARACTERS = 500
MOST_DEPTH = 100
_SHORTER = "make a computed value of a part of it"

_GRAMMAR = r"""
?start: either
?either: both | either OR both -> binary
?both: inverse | both AND inverse -> binary
?inverse: comparison | NOT inverse -> unary
?comparison: sum | sum COMPARE sum -> binary
?sum: term | sum ADD term -> binary
?term: factor | term MULTIPLY factor -> binary
?factor: MINUS factor -> unary | NUMBER -> number | STRING -> string | NAME -> name
       | NAME "(" [either ("," either)*] ")" -> call | "(" either ")"
OR: "or"
AND: "and"
NOT: "not"
COMPARE: "==" | "!=" | "<=" | ">=" | "<" | ">"
ADD: "+" | MINUS
MINUS: "-"
MULTIPLY: "*" | "/"
NUMBER: /[0-9]{1,12}(\.[0-9]{1,12})?/
STRING: /"[^"\n]*"/
NAME: /[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*/
%ignore /[ \t\n]+/
"""

_JOIN = 'join two comparisons with "and"'
_STRAIGHT = "put texts in straight double quotes"
_HINTS = {
    **dict.fromkeys(("==", "!=", "<", "<=", ">", ">="), _JOIN),
    "=": 'use "==" to compare',
    "&": 'write "and"',
    "|": 'write "or"',
    "!": 'write "not", or "!=" to compare',
    "'": _STRAIGHT,
    "“": _STRAIGHT,
    "”": _STRAIGHT,
    "≥": 'write ">="',
    "≤": 'write "<="',
}


class _Build(Transformer[Token, Node]):
    """Turns matches into nodes as the parser goes, so that nothing recurses; its methods are the grammar's rules."""

    def number(self, items: list[Any]) -> Node:
        text = str(items[0])
        return Number(float(text) if "." in text else int(text), items[0].start_pos)

    def string(self, items: list[Any]) -> Node:
        return String(str(items[0])[1:-1], items[0].start_pos)

    def name(self, items: list[Any]) -> Node:
        return Name(str(items[0]), items[0].start_pos)

    def call(self, items: list[Any]) -> Node:
        return Call(str(items[0]), tuple(arg for arg in items[1:] if arg is not None), items[0].start_pos)

    def unary(self, items: list[Any]) -> Node:
        return Unary(str(items[0]), items[1], items[0].start_pos)

    def binary(self, items: list[Any]) -> Node:
        return Binary(str(items[1]), items[0], items[2], items[1].start_pos)


@cache
def _parser() -> Lark:
    return Lark(_GRAMMAR, parser="lalr", transformer=_Build())


@lru_cache(maxsize=1024)
def _parse(text: str) -> Node:
    """The tree of a text; a part's expressions are parsed once for all flows that use it."""
    root: Any = _parser().parse(text)
    return root  # type: ignore[no-any-return]  # the transformer has made nodes of lark's tree


def parse_expression(text: Scalar, findings: Findings) -> Expression | None:
    """The expression's tree, or None with an F201 finding at the character that does not fit. Never raises."""
    if len(text) > MOST_CHARACTERS:
        message = f"this expression has {len(text)} characters; the most is {MOST_CHARACTERS}"
        findings.add("F201", text, message, _SHORTER)
        return None
    if not text.strip():
        findings.add("F201", text, "an expression is missing here", "write a comparison such as belief >= 40")
        return None
    try:
        root = _parse(str(text))
    except UnexpectedInput as fault:
        _note(fault, text, findings)
        return None
    if depth(root) > MOST_DEPTH:
        findings.add("F201", text, "this expression is nested too deeply", _SHORTER)
        return None
    places = tuple([(node.at, text.at(node.at)) for node in nodes(root) if isinstance(node, Name | Call)])
    return Expression(str(text), root, text.pos, places)


def _note(fault: UnexpectedInput, text: Scalar, findings: Findings) -> None:
    at = _place_of(fault, text)
    rest = str(text)[at:].split()
    if not rest:
        end = len(text.rstrip()) - 1
        message = "something is missing at the end of this expression"
        findings.add("F201", text.at(end), message, "finish it, or take the last sign out")
        return
    word = rest[0]
    hint = _HINTS.get(word) or _HINTS.get(word[0], "compare one value with another, such as belief >= 40")
    findings.add("F201", text.at(at), f'"{shorten(word, 40)}" does not fit here', hint, length=len(word))


def _place_of(fault: UnexpectedInput, text: Scalar) -> int:
    """The offset of the character or word that does not fit; the text's length when its end does not."""
    if isinstance(fault, UnexpectedCharacters) and fault.pos_in_stream is not None:
        return fault.pos_in_stream
    token = getattr(fault, "token", None)
    return len(text) if token is None or token.type == "$END" else int(token.start_pos)


def depth(root: Node) -> int:
    """How many levels a tree has."""
    deepest, level = 0, [root]
    while level:
        deepest += 1
        level = [child for node in level for child in children(node)]
    return deepest


def children(node: Node) -> tuple[Node, ...]:
    """The nodes right below one, in reading order."""
    match node:
        case Binary():
            return (node.left, node.right)
        case Unary():
            return (node.arg,)
        case Call():
            return node.args
        case _:
            return ()


def nodes(root: Node) -> Iterator[Node]:
    """All nodes of a tree, each before those below it."""
    todo = [root]
    while todo:
        node = todo.pop()
        yield node
        todo.extend(children(node))


def names(root: Node) -> list[Name]:
    """All names in a tree, in no set order."""
    return [node for node in nodes(root) if isinstance(node, Name)]
