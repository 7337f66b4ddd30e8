"""Turns what pydantic refuses into findings at the author's own place and words.

It must not check anything itself.
"""

from types import NoneType
from typing import Any, TypeVar, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from cbt.compiler.diagnostics import Findings
from cbt.compiler.examples import samples_of
from cbt.compiler.nodes import Map, Node, Scalar, Seq
from cbt.compiler.schema import Shape, StepShape
from cbt.compiler.slips import (
    Meant,
    hint_for,
    join_parted,
    meant_list,
    meant_map,
    meant_pair,
    meant_text,
    meant_word,
)
from cbt.compiler.words import NATURES
from cbt.model.source import SourcePos

_S = TypeVar("_S", bound=Shape)
_Path = list[int | str]

_WAYS_TO_HELP = (("anywhere",), ("anywhere", "support"))
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
            if _note(root, kind, error, findings):
                # The other places are no longer those of the tree.
                break


def _note(root: Node, kind: type[Shape], error: ErrorDetails, findings: Findings) -> bool:
    """Tells one error and mends it; whether something stands in another place now."""
    path = list(error["loc"])
    if error["type"] == "extra_forbidden":
        return _note_misplaced(root, kind, path, findings) or _note_unknown(root, kind, path, findings)
    if error["type"] == "missing":
        return _note_parted(root, path, findings) or _note_missing(root, path, findings)
    is_named = isinstance(path[-1], str) and len(path) > 1 and not _is_shape(_wanted_at(kind, path[:-1]))
    if is_named and _note_too_far_in(root, kind, path, findings):
        return True
    return _note_wrong(root, kind, path, error, findings)


def _note_misplaced(root: Node, kind: type[Shape], path: _Path, findings: Findings) -> bool:
    """Tells a step inside a step, or a word one level too far in, and puts it where it belongs."""
    owner = _find(root, path[:-1])
    assert isinstance(owner, Map)
    if _wanted_at(kind, path[:-1]) is StepShape:
        if _is_step(owner[str(path[-1])]):
            return _note_step_inside(root, path, findings)
        if NATURES.keys().isdisjoint(owner) and _note_too_far_in(root, kind, path[:-1], findings):
            return True
    return _note_too_far_in(root, kind, path, findings)


def _is_step(value: Node) -> bool:
    return isinstance(value, Map) and not value.braces and not NATURES.keys().isdisjoint(value)


def _note_step_inside(root: Node, path: _Path, findings: Findings) -> bool:
    owner, around = _find(root, path[:-1]), _find(root, path[:-2])
    assert isinstance(owner, Map)
    assert isinstance(around, Map)
    word, beside = str(path[-1]), str(path[-2])
    key = owner.key(word)
    if not owner.get("steps") and ("repeat" in owner or "for_each" in owner):
        hint = 'write it below a line "steps:", and further in than that'
        findings.add("F010", key, f'the step "{word}" is not below "steps"', hint)
        steps = Map(key.pos)
        steps.put(key, owner.pop(word))
        owner.put(Scalar("steps", key.pos), steps)
        return True
    hint = f'a step stands beside others: give it the indentation of "{beside}"'
    findings.add("F010", key, f'the step "{word}" stands inside "{beside}"', hint)
    value = owner.pop(word)
    if word not in around:
        around.put_after(beside, key, value)
    return True


def _note_too_far_in(root: Node, kind: type[Shape], path: _Path, findings: Findings) -> bool:
    word, owner = str(path[-1]), _find(root, path[:-1])
    assert isinstance(owner, Map)
    for length in range(len(path) - 2, -1, -1):
        outer = _find(root, path[:length])
        if not (isinstance(outer, Map) and _is_shape(_wanted_at(kind, path[:length]))):
            continue
        if word in _words_at(kind, path[:length]) and word not in outer:
            key = owner.key(word)
            hint = f'write it beside "{path[length]}", with the same indentation'
            findings.add("F010", key, f'"{word}" stands one level too far in', hint)
            outer.put(key, owner.pop(word))
            items = _find(root, path[:-2])
            if not owner and isinstance(items, Seq):
                items.remove(owner)
            return True
    return False


def _note_unknown(root: Node, kind: type[Shape], path: _Path, findings: Findings) -> bool:
    word, owner = str(path[-1]), _find(root, path[:-1])
    assert isinstance(owner, Map)
    key, known = owner.key(word), _words_at(kind, path[:-1])
    if word == _WAYS_TO_HELP[1][1] and _WAYS_TO_HELP[0][0] in known and _WAYS_TO_HELP[0][0] not in owner:
        return _note_bare_help(owner, key, findings)
    nearest = meant_word(word, known, owner)
    inner = next((other for other in known if word in _inner_words(kind, path[:-1], other)), None)
    hint = f'write it below "{inner}"' if inner else hint_for(known)
    hint = f'did you mean "{nearest}"?' if nearest else hint
    if nearest == "answer" and "options" in owner:
        nearest, hint = None, "options are the answer: take it out"
    findings.add("F010", key, f'"{word}" is not a word of {kind.belongs_to} here', hint)
    value = owner.pop(word)
    if nearest and nearest not in owner:
        owner.put(Scalar(nearest, key.pos, key.raw, key.style), value)
    else:
        owner.is_unsure = True
    return False


def _note_bare_help(owner: Map, key: Scalar, findings: Findings) -> bool:
    """Tells the way to help that was written without the word around it, and puts that there."""
    hint = "write anywhere: {support: help_now}"
    findings.add("F010", key, f'"{key}" stands below "anywhere" only', hint)
    around = Map(key.pos)
    around.put(key, owner.pop(str(key)))
    owner.put(Scalar(_WAYS_TO_HELP[0][0], key.pos, stands_in=True), around)
    return True


def _note_parted(root: Node, path: _Path, findings: Findings) -> bool:
    """Tells words of one item that stand in two, and puts them together."""
    items = _find(root, path[:-2]) if len(path) > 1 else None
    if not isinstance(items, Seq) or path[-3] != "check":
        return False
    found = join_parted(items, "must", "else") or join_parted(items, "else", "must")
    if found is not None:
        key, first = found
        hint = f'write it below "{first}", without the dash'
        findings.add("F012", key, f'"{key}" stands in an item of its own', hint)
    return found is not None


def _note_missing(root: Node, path: _Path, findings: Findings) -> bool:
    word, owner = str(path[-1]), _find(root, path[:-1])
    assert isinstance(owner, Map)
    if word in owner:
        return False  # it was only misspelt
    # A word inside that was not understood may be the one that is missing.
    if not (owner.stands_in or (owner.is_unsure and len(path) > 1)):
        place = _key(root, path[:-1]) or owner.pos
        if tuple(path) in _WAYS_TO_HELP:
            findings.add("F601", place, "no way leads from the pages to help", _HELP)
        else:
            findings.add("F012", place, f'"{word}" is missing here', f"add a line {word}: ...")
    owner.put(Scalar(word, owner.pos, stands_in=True), Scalar("", owner.pos, stands_in=True))
    return False


def _note_wrong(root: Node, kind: type[Shape], path: _Path, error: ErrorDetails, findings: Findings) -> bool:
    node, owner = _find(root, path), _find(root, path[:-1])
    assert isinstance(owner, Map | Seq)
    before = len(owner)
    expected = str(error.get("ctx", {}).get("expected", "")).replace("'", '"')
    meant = _meant(node, owner, path, error["type"])
    if not (isinstance(node, Scalar) and node.stands_in):
        place = node if isinstance(node, Scalar) else _key(root, path) or node.pos
        wanted = _WANTED.get(error["type"]) or f"one of: {expected}"
        hint = meant.hint if meant else _hint(_sample(kind, path))
        findings.add("F013", place, f'"{_word(path)}" should be {wanted}', hint)
    found = meant.node if meant and meant.node is not None else _stand_in(error["type"], expected, node.pos)
    if isinstance(owner, Seq):
        owner[int(path[-1])] = found
        return meant is not None and _mend_others(owner, path)
    else:
        owner[str(path[-1])] = found
    return len(owner) != before


def _mend_others(items: Seq, path: _Path) -> bool:
    """Mends what is wrong in the same way in one list, which is told once."""
    for place, item in enumerate(items):
        meant = meant_text(_word(path), item)
        if meant is not None and meant.node is not None:
            items[place] = meant.node
    return True


def _word(path: _Path) -> str:
    """The word that a value belongs to: before it, or before the list that it stands in."""
    return str(path[-1] if isinstance(path[-1], str) else path[-2])


def _meant(node: Node, owner: Node, path: _Path, kind: str) -> Meant | None:
    word = _word(path)
    match kind:
        case "list_type":
            return meant_pair(word, node, owner) if "change" in path[:-1] else meant_list(word, node)
        case "model_type" | "dict_type":
            return meant_map(word, node)
        case "is_instance_of":
            return meant_text(word, node)
        case _:
            return None


def _hint(sample: str) -> str:
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
            return Seq(pos, stands_in=True)
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


def _inner_words(kind: type[Shape], path: _Path, word: str) -> list[str]:
    """The words that are known below a word: its own, or those of its items."""
    wanted = _wanted_at(kind, [*path, word])
    found = next((each for each in (wanted, *get_args(wanted)) if _is_shape(each)), None)
    return [field.alias or name for name, field in found.model_fields.items()] if found is not None else []


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
