"""Reads the walks that an author wrote for a flow.

It must not play them.
"""

from contextlib import suppress
from pathlib import Path

from cbt.compiler.diagnostics import Diagnostic, Enough, Findings, did_you_mean
from cbt.compiler.mendable import read_file
from cbt.compiler.nodes import Map, Node, Scalar, Seq
from cbt.compiler.reader import MOST_BYTES
from cbt.model.source import SourcePos
from cbt.model.walk import Action, Told, Tree, WalkCase

_MAPS = ("answers", "carry", "expect")
_WORDS = ("name", "script", *_MAPS)
PLAIN_ACTIONS = ("continue", "wait", "back", "resume")
ACTIONS = ("at", "see", "refused", "change", "remove", "parked", "press", "hands_off")


def read_walks(path: Path, shown: str) -> tuple[list[WalkCase], list[Diagnostic]]:
    """The walks of a file, and what is wrong with how they are written (T101). `shown` is its name in findings."""
    with path.open("rb") as file:
        return walks_of(file.read(MOST_BYTES + 1), shown)


def walks_of(data: bytes, shown: str) -> tuple[list[WalkCase], list[Diagnostic]]:
    """The walks in a file's bytes, and what is wrong with how they are written."""
    findings = Findings()
    cases: list[WalkCase] = []
    with suppress(Enough):
        root = read_file(data, shown, findings)
        if root is not None:
            cases += _cases(root, findings)
    return cases, findings.sorted()


def _cases(root: Node, findings: Findings) -> list[WalkCase]:
    listed = root.get("walks") if isinstance(root, Map) else None
    if isinstance(root, Map) and (listed == "" or listed == []):
        hint = "write a walk below it, or take the file out and let cbt test --write make one"
        findings.add("T101", root.key("walks"), "there is no walk below walks: yet", hint)
        return []
    if not isinstance(listed, Seq):
        findings.add("T101", root.pos, "this file holds no walks", "start it with walks: and a list below it")
        return []
    return [case for node in listed if (case := _case(node, findings))]


def _case(node: Node, findings: Findings) -> WalkCase | None:
    name = node.get("name") if isinstance(node, Map) else None
    if not isinstance(node, Map) or not isinstance(name, Scalar):
        findings.add("T101", node.pos, "a walk needs a name", "start it with name: and what it shows")
        return None
    _check_words(node, findings)
    script, answers = node.get("script"), node.get("answers")
    if not isinstance(script, Seq) and not isinstance(answers, Map):
        hint = "add answers: with a line for each step"
        findings.add("T101", name, "a walk needs answers or a script", hint)
        return None
    actions = (
        [action for item in script if (action := _action(item, findings))] if isinstance(script, Seq) else []
    )
    places: dict[str, SourcePos] = {}
    _places(answers, "", places)
    return WalkCase(
        str(name),
        node.pos,
        _map(answers),
        tuple(actions),
        _map(node.get("carry")),
        _map(node.get("expect")),
        places | _keys(node.get("expect")),
    )


def _check_words(node: Map, findings: Findings) -> None:
    for word, value in node.items():
        key = node.key(word)
        if word not in _WORDS:
            hint = did_you_mean(word, _WORDS) or "take it out"
            findings.add("T101", key, f'"{word}" is not a word of a walk', hint)
        elif word in _MAPS and not isinstance(value, Map):
            findings.add("T101", key, f'"{word}" should be words with a colon', "write name: value, indented")
        elif word == "script" and not isinstance(value, Seq):
            findings.add("T101", key, '"script" should be a list', "start each line with a dash")


def _action(node: Node, findings: Findings) -> Action | None:
    if isinstance(node, Scalar) and node in PLAIN_ACTIONS:
        return Action(str(node), "", None, node.pos)
    if isinstance(node, Map) and len(node) == 1:
        word = next(iter(node))
        kind = word if word in ACTIONS else "answer"
        return Action(kind, word, _tree(node[word]), node.key(word).pos)
    hint = "write step: answer, or a word such as back"
    if isinstance(node, Scalar):
        hint = did_you_mean(node, (*PLAIN_ACTIONS, *ACTIONS)) or hint
    findings.add(
        "T101",
        node if isinstance(node, Scalar) else node.pos,
        "this line of the script is not understood",
        hint,
    )
    return None


def _tree(node: Node) -> Tree:
    match node:
        case Scalar():
            return Told(str(node), node.pos)
        case Map():
            return {name: _tree(value) for name, value in node.items()}
        case _:
            return tuple([_tree(item) for item in node])


def _map(node: Node | None) -> dict[str, Tree]:
    return {name: _tree(value) for name, value in node.items()} if isinstance(node, Map) else {}


def _keys(node: Node | None) -> dict[str, SourcePos]:
    return {f"expect.{name}": node.key(name).pos for name in node} if isinstance(node, Map) else {}


def _places(node: Node | None, prefix: str, places: dict[str, SourcePos]) -> None:
    """Notes where each answer stands: `emotions[0].before` -> place."""
    if isinstance(node, Map):
        for name, value in node.items():
            path = f"{prefix}.{name}" if prefix else name
            places[path] = node.key(name).pos
            _places(value, path, places)
    elif isinstance(node, Seq):
        for number, item in enumerate(node):
            places[f"{prefix}[{number}]"] = item.pos
            _places(item, f"{prefix}[{number}]", places)
