"""Parses the closed expression language of guards, checks and computed values.

It must not look a name up or evaluate: a tree goes out, or a finding.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from lark import Lark, Token, Transformer
from lark.exceptions import UnexpectedCharacters, UnexpectedInput

from cbt.compiler.diagnostics import Findings, did_you_mean, shorten
from cbt.compiler.nodes import Scalar
from cbt.compiler.words import FUNCTIONS
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

# What functions are called elsewhere.
_CALLED_OTHERWISE = {
    **dict.fromkeys(("average", "avg"), "mean"),
    **dict.fromkeys(("total", "add"), "sum"),
    **dict.fromkeys(("lowest", "minimum", "smallest"), "min"),
    **dict.fromkeys(("highest", "maximum", "largest"), "max"),
    **dict.fromkeys(("word_count", "count_words"), "words"),
    **dict.fromkeys(("contains", "includes", "in"), "has"),
    **dict.fromkeys(("given", "is_given", "exists", "filled"), "answered"),
}
_JOIN = 'join two comparisons with "and"'
_STRAIGHT = "put texts in straight double quotes"
_EQUAL = 'use "==" to compare'
# What people write who know other languages, or other keys: sign or word -> the way out.
_HINTS = {
    **dict.fromkeys(("==", "!=", "<", "<=", ">", ">="), _JOIN),
    **dict.fromkeys(("=", "===", "is", "equals"), _EQUAL),
    **dict.fromkeys(("'", "“", "”"), _STRAIGHT),
    **dict.fromkeys(("&", "&&", "AND"), 'write "and"'),
    **dict.fromkeys(("|", "||", "OR"), 'write "or"'),
    **dict.fromkeys(("=>", "≥"), 'write ">="'),
    **dict.fromkeys(("=<", "≤"), 'write "<="'),
    **dict.fromkeys(("<>", "≠", "=!"), 'write "!="'),
    **dict.fromkeys(("**", "^"), "there are no powers: multiply the value with itself"),
    **dict.fromkeys(("–", "−"), 'write "-"'),
    ":": _EQUAL,
    "!": 'write "not", or "!=" to compare',
    "NOT": 'write "not"',
    "×": 'write "*"',
    "÷": 'write "/"',
    "%": "write the number alone",
    ",": "write a decimal with a point, such as 2.5",
    "{": "write the name without braces",
    "[": "read a list with a function, such as mean or count",
    ")": 'take one ")" out',
}
# The same for what is said in several words, which a word of them begins.
_SAID_IN_WORDS = (
    (re.compile(r"is\s+not\b"), 'write "!="'),
    (re.compile(r"(?:is\s+)?at\s+least\b"), 'write ">="'),
    (re.compile(r"(?:is\s+)?at\s+most\b"), 'write "<="'),
    (re.compile(r"(?:is\s+)?(?:more|greater|higher|larger|above|over)\b"), 'write ">"'),
    (re.compile(r"(?:is\s+)?(?:less|fewer|lower|smaller|below|under)\b"), 'write "<"'),
    (re.compile(r"(?:is\s+)?between\b"), 'compare it with both ends, and join the two with "and"'),
    (re.compile(r"(?:is\s+)?in\b"), 'compare it with each, and join the comparisons with "or"'),
    (re.compile(r"(?:contains|includes)\b"), 'a pick of many is asked with has(picks, "id")'),
)
_DEFAULT = "compare one value with another, such as belief >= 40"
_BARE_NAME = re.compile(r"[a-z][a-z0-9_.]*")
_SIGN = re.compile("[=<>!&|*]+")
_CALLED = re.compile(r"([A-Za-z_][A-Za-z0-9_.]*)\s*\(")
_LAST_WORD = re.compile(r"\bNOT\s+\Z")
_OPEN_CALL = re.compile(r"[a-z_]\([^()]*\Z")
_LAST_NAME = re.compile(r"([a-z_]+)\s+\Z")


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
    if _note_call(text, at, findings):
        return
    rest = str(text)[at:].split()
    if not rest:
        end = len(text.rstrip()) - 1
        is_open = text.count("(") > text.count(")")
        hint = 'add the missing ")"' if is_open else "finish it, or take the last sign out"
        findings.add("F201", text.at(end), "something is missing at the end of this expression", hint)
        return
    at, word = _misfit(str(text), at, rest[0])
    hint = _hint_in_words(str(text), at) or _HINTS.get(word) or _HINTS.get(word[0], _DEFAULT)
    findings.add("F201", text.at(at), f'"{shorten(word, 40)}" does not fit here', hint, length=len(word))


def _note_call(text: Scalar, at: int, findings: Findings) -> bool:
    """Tells a call of what is no function (F202), rather than what its brackets hold."""
    for call in _CALLED.finditer(text, 0, at):
        if call[1] not in (*FUNCTIONS, "and", "or", "not"):
            name = text.part(call.start(1), call.end(1))
            findings.add("F202", name, no_function(call[1]), functions_hint(call[1]))
            return True
    return False


def _hint_in_words(text: str, at: int) -> str:
    """The way out of a word that does not fit; the empty string where it is none, or like no other."""
    said = next((hint for pattern, hint in _SAID_IN_WORDS if pattern.match(text, at)), "")
    name = _BARE_NAME.match(text, at)
    if said or name is None or name[0] in _HINTS:
        return said
    before = _LAST_NAME.search(text, 0, at)
    if before is None:
        return ""
    if before[1] in FUNCTIONS:
        return f"write {before[1]}({name[0]})"
    return "put a comma between what stands in the brackets" if _OPEN_CALL.search(text, 0, at) else ""


def no_function(name: str) -> str:
    """What is wrong with a call of a function that does not exist."""
    return f'there is no function "{shorten(name, 40)}"'


def functions_hint(name: str) -> str:
    """The function that was probably meant, or all that there are."""
    meant = _CALLED_OTHERWISE.get(name.lower())
    if meant is not None:
        return f'did you mean "{meant}"?'
    return did_you_mean(name, FUNCTIONS) or "the functions are: " + ", ".join(FUNCTIONS)


def _misfit(text: str, at: int, word: str) -> tuple[int, str]:
    """What does not fit, and where: the sign as it was meant as a whole, a word in capitals before it, or the word."""
    last = _LAST_WORD.search(text, 0, at)
    if last:
        return last.start(), "NOT"
    start = at - 1 if text[at - 1 : at + 1] in ("<>", "**", "=!") else at
    sign = _SIGN.match(text, start)
    return (start, sign[0]) if sign and len(sign[0]) > 1 and sign[0] in _HINTS else (at, word)


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
