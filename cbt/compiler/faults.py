"""Turns what pydantic refuses into findings at the author's own place and words.

It must not check anything itself.
"""

import re
from types import NoneType
from typing import Any, TypeVar, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from cbt.compiler.diagnostics import Findings, find_nearest
from cbt.compiler.examples import samples_of
from cbt.compiler.nodes import Map, Node, Scalar, Seq
from cbt.compiler.schema import Shape
from cbt.compiler.syntax import WORDS
from cbt.model.source import SourcePos

_S = TypeVar("_S", bound=Shape)
_Path = list[int | str]

_WAYS_TO_HELP = (("anywhere",), ("anywhere", "support"))
_RUN_TOGETHER = re.compile("([a-z_]+)(:|[ \n]|$)")
_HELP = "add a line anywhere: {support: help_now}"
_WANTED = {
    "is_instance_of": "a text",
    "dict_type": "words with a colon, indented below it",
    "model_type": "words with a colon, indented below it",
    "list_type": "a list",
}


def shape_of(root: Map, kind: type[_S], findings: Findings) -> _S:
    """The tree as a shape, with a finding for each word that is unknown, missing or of the wrong shape.

    What can be mended is mended in the tree - a misspelt word read as its nearest, an odd value left out - so that
    one run finds all faults and one mistake gives one message.
    """
    while True:
        # Each round mends what it tells, and so comes one level further down: there are never many.
        try:
            return kind.model_validate(root)
        except ValidationError as refused:
            errors = refused.errors(include_url=False, include_input=False)
        for error in sorted(errors, key=lambda error: error["type"] != "extra_forbidden"):
            _note(root, kind, error, findings)


def _note(root: Node, kind: type[Shape], error: ErrorDetails, findings: Findings) -> None:
    path = list(error["loc"])
    if error["type"] == "extra_forbidden":
        _note_unknown(root, kind, path, findings)
    elif error["type"] == "missing":
        _note_missing(root, path, findings)
    else:
        _note_wrong(root, kind, path, error, findings)


def _note_unknown(root: Node, kind: type[Shape], path: _Path, findings: Findings) -> None:
    word, owner = str(path[-1]), _find(root, path[:-1])
    assert isinstance(owner, Map)
    key = owner.key(word)
    nearest = find_nearest(word, _words_at(kind, path[:-1]))
    hint = f'did you mean "{nearest}"?' if nearest else "take it out, or see the list of words"
    findings.add("F010", key, f'"{word}" is not a word of {kind.belongs_to} here', hint)
    value = owner.pop(word)
    if nearest and nearest not in owner:
        owner.put(Scalar(nearest, key.pos, key.raw, key.style), value)


def _note_missing(root: Node, path: _Path, findings: Findings) -> None:
    word, owner = str(path[-1]), _find(root, path[:-1])
    assert isinstance(owner, Map)
    if word in owner:
        return  # it was only misspelt
    if not owner.stands_in:
        place = _key(root, path[:-1]) or owner.pos
        if tuple(path) in _WAYS_TO_HELP:
            findings.add("F601", place, "no way leads from the pages to help", _HELP)
        else:
            findings.add("F012", place, f'"{word}" is missing here', f"add a line {word}: ...")
    owner.put(Scalar(word, owner.pos, stands_in=True), Scalar("", owner.pos, stands_in=True))


def _note_wrong(root: Node, kind: type[Shape], path: _Path, error: ErrorDetails, findings: Findings) -> None:
    node, owner = _find(root, path), _find(root, path[:-1])
    expected = str(error.get("ctx", {}).get("expected", "")).replace("'", '"')
    if not (isinstance(node, Scalar) and node.stands_in):
        place = node if isinstance(node, Scalar) else _key(root, path) or node.pos
        wanted = _WANTED.get(error["type"]) or f"one of: {expected}"
        word = path[-1] if isinstance(path[-1], str) else path[-2]
        findings.add(
            "F013", place, f'"{word}" should be {wanted}', _hint(node, error["type"], _sample(kind, path))
        )
    stand_in = _stand_in(error["type"], expected, node.pos)
    assert isinstance(owner, Map | Seq)
    if isinstance(owner, Seq):
        owner[int(path[-1])] = stand_in
    else:
        owner[str(path[-1])] = stand_in


def _hint(node: Node, kind: str, sample: str) -> str:
    if kind == "is_instance_of" and isinstance(node, Map) and node.braces:
        return "put a text that starts with a brace in quotes"
    if kind == "list_type" and isinstance(node, Scalar) and node.startswith("-"):
        return 'put a space behind each dash: "- "'
    word = _RUN_TOGETHER.match(node) if kind == "model_type" and isinstance(node, Scalar) else None
    if word is not None and (word[2] == ":" or word[1] in WORDS):
        return f'"{word[1]}" needs a colon and a space behind it'
    return f"write it such as {sample}" if sample else "see how it is written in the language reference"


def _sample(kind: type[Shape], path: _Path) -> str:
    """How the word at a path, or the one before a place in a list, is written; empty where that takes lines."""
    at = len(path) - (1 if isinstance(path[-1], str) else 2)
    owner = _wanted_at(kind, path[:at])
    samples = samples_of(owner, str(path[at])) if _is_shape(owner) else []
    return next((sample for sample in samples if "\n" not in sample), "")


def _stand_in(kind: str, expected: str, pos: SourcePos) -> Node:
    """What takes the place of a node of the wrong shape, so that the rest can be judged."""
    match kind:
        case "dict_type" | "model_type":
            return Map(pos, stands_in=True)
        case "list_type":
            return Seq(pos)
        case _:
            return Scalar(expected.partition('"')[2].partition('"')[0], pos, stands_in=True)


def _find(root: Node, path: _Path) -> Node:
    """The node at a path."""
    node: Any = root
    for part in path:
        node = node[part]
    assert isinstance(node, Scalar | Map | Seq)
    return node


def _key(root: Node, path: _Path) -> Scalar | None:
    """The word that stands before the node at a path, if one does."""
    owner = _find(root, path[:-1]) if path else None
    return owner.key(str(path[-1])) if isinstance(owner, Map) else None


def _words_at(kind: type[Shape], path: _Path) -> list[str]:
    """The words known at a path: those of the shape that stands there."""
    return [field.alias or name for name, field in _wanted_at(kind, path).model_fields.items()]


def _wanted_at(kind: type[Shape], path: _Path) -> Any:
    """What is wanted at a path: a shape, or the type of a map, a list or a value."""
    wanted: Any = kind
    for part in path:
        if _is_shape(wanted):
            fields = wanted.model_fields.items()
            wanted = next(field.annotation for name, field in fields if (field.alias or name) == part)
        else:
            wanted = get_args(wanted)[-1]
        if NoneType in get_args(wanted):
            wanted = get_args(wanted)[0]
    return wanted


def _is_shape(wanted: Any) -> bool:
    return isinstance(wanted, type) and issubclass(wanted, Shape)
