"""Writes walks down as an author would, and puts them behind those that a file holds.

It must not change a byte of what stands there.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from cbt.compiler.walks import walks_of
from cbt.model.walk import Action, Told, Tree, WalkCase

_HEAD = "walks:\n"
_INDENT = "  "
# What YAML reads as it stands, wherever it stands: no sign that means something, no blank at an end.
_PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 .()<>=+/_’“”-]|,(?= )(?![^\n]*[\]}])|:(?=[0-9])|!|\?|')*")
_IN_BRACKETS = re.compile(r"[^,\[\]{}]*")
_FIRST_DASH = re.compile(r"^( *)- ", re.MULTILINE)
_MOST_IN_BRACKETS = 60


def render_walk(case: WalkCase, indent: str = _INDENT) -> str:
    """The lines of a walk in a list that is indented so far."""
    lines = [f"name: {_scalar(case.name)}"]
    if case.carry:
        lines += ["carry:", *_indented(_map(case.carry))]
    if case.script:
        lines += ["script:", *_indented([line for action in case.script for line in _action(action)])]
    else:
        lines += ["answers:", *_indented(_map(case.answers))] if case.answers else ["answers: {}"]
    if case.expect:
        lines += ["expect:", *_indented(_map(case.expect))]
    first, *rest = lines
    return "".join([f"{indent}- {first}\n", *[f"{indent}  {line}\n" for line in rest]])


def with_walks(data: bytes | None, cases: Sequence[WalkCase], shown: str) -> bytes | None:
    """The file with the walks behind those that it holds; None where they cannot stand behind what is there.

    `data` is None for a file that is still to be made.
    """
    text = _HEAD if data is None else data.decode("utf-8-sig", "replace")
    dash = _FIRST_DASH.search(text.replace("\r\n", "\n"))
    new = "\n".join([render_walk(case, dash[1] if dash else _INDENT) for case in cases])
    ends = "\r\n" if "\r\n" in text else "\n"
    before = "" if text.endswith("\n") else ends
    between = ends if dash else ""
    added = (before + between + new.replace("\n", ends)).encode()
    whole = (data if data is not None else _HEAD.encode()) + added
    return whole if _holds(whole, data, cases, shown) else None


def _holds(whole: bytes, data: bytes | None, cases: Sequence[WalkCase], shown: str) -> bool:
    """Whether a file reads as what it held and the walks."""
    known, _ = walks_of(data, shown) if data is not None else ([], [])
    read, faults = walks_of(whole, shown)
    return not faults and [_bare(case) for case in read] == [_bare(case) for case in [*known, *cases]]


def _bare(case: WalkCase) -> object:
    """A walk without the places of its words."""
    script = [(action.word, action.about, _words(action.value)) for action in case.script]
    return (case.name, _words(case.answers), script, _words(case.carry), _words(case.expect))


def _words(tree: Tree | None) -> object:
    match tree:
        case Told():
            return tree.text
        case Mapping():
            return {name: _words(below) for name, below in tree.items()}
        case tuple():
            return [_words(below) for below in tree]
    return None


def _action(action: Action) -> list[str]:
    if action.value is None:
        return [f"- {action.word}"]
    name = action.about if action.word == "answer" else action.word
    lines = _entry(name, action.value)
    return [f"- {lines[0]}", *[f"  {line}" for line in lines[1:]]]


def _map(tree: Mapping[str, Tree]) -> list[str]:
    return [line for name, below in tree.items() for line in _entry(name, below)]


def _entry(name: str, tree: Tree) -> list[str]:
    """`name: value` on a line, or the value below its name."""
    match tree:
        case Told():
            return [f"{name}: {_scalar(tree.text)}"]
        case Mapping():
            return [f"{name}:", *_indented(_map(tree))] if tree else [f"{name}: {{}}"]
    short = _in_brackets(tree)
    return [f"{name}: {short}"] if short else [f"{name}:", *_indented(list(_items(tree)))]


def _in_brackets(items: tuple[Tree, ...]) -> str:
    """A short list of short texts on one line; empty where it is longer, or holds something else."""
    texts = [_scalar(item.text) for item in items if isinstance(item, Told)]
    line = f"[{', '.join(texts)}]"
    fits = len(line) <= _MOST_IN_BRACKETS and all(_IN_BRACKETS.fullmatch(text) for text in texts)
    return line if fits and len(texts) == len(items) else ""


def _items(items: tuple[Tree, ...]) -> Iterator[str]:
    for item in items:
        match item:
            case Told():
                yield f"- {_scalar(item.text)}"
            case Mapping() if item:
                first, *rest = _map(item)
                yield from [f"- {first}", *[f"  {line}" for line in rest]]
            case _:
                # JSON is YAML too. No answer is a list of lists, so nobody has to read it.
                yield f"- {json.dumps(_words(item), ensure_ascii=False)}"


def _indented(lines: Sequence[str]) -> list[str]:
    return [f"{_INDENT}{line}" for line in lines]


def _scalar(text: str) -> str:
    """A text as it stands where that is plain, or else in double quotes."""
    is_plain = _PLAIN.fullmatch(text) and not text.endswith((" ", ":")) and " #" not in text
    return text if is_plain else json.dumps(text, ensure_ascii=False).replace("\x7f", "\\x7f")
