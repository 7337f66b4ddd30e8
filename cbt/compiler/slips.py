"""Sees what a word or a shape that the language does not have was probably meant to be.

It must not tell anything: it gives the way out, and what was meant where that is plain.
"""

import itertools
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from cbt.compiler.diagnostics import find_nearest
from cbt.compiler.nodes import Map, Node, Scalar, Seq
from cbt.compiler.syntax import WORDS
from cbt.compiler.words import IDENTIFIER, PROSE, meant_id

# What people write who have not met the words yet.
_SAID_OTHERWISE = {
    "question": ("ask",),
    "prompt": ("ask",),
    "text": ("say",),
    "info": ("say",),
    "message": ("say", "else"),
    "otherwise": ("else",),
    "hint": ("help",),
    "choices": ("options",),
    "type": ("answer",),
    "goto": ("next",),
    "go_to": ("next",),
    "go": ("next",),
    "description": ("about",),
    "name": ("title", "flow"),
    "if": ("must",),
    "default": ("else",),
    "duration": ("minutes",),
    "time": ("minutes",),
    "inhale": ("in",),
    "exhale": ("out",),
}
_FEW_WORDS = 6
_NAME = re.compile(rf"{IDENTIFIER}(?:\.{IDENTIFIER})*")
_LENGTH = re.compile(r"(?:for:? +)?([0-9]{1,4} +[a-z]+)")
_MOMENT = re.compile(rf"until:? +({_NAME.pattern})")
_RUN_TOGETHER = re.compile("([a-z_]+)(:|[ \n]|$)")


@dataclass(frozen=True, slots=True)
class Meant:
    """The way out of a slip, and the node that was meant where it is known."""

    hint: str
    node: Node | None = None


def meant_word(word: str, known: Collection[str], there: Collection[str] = ()) -> str | None:
    """The known word that somebody meant: written another way, said in another word, or misspelt.

    Of several that are said alike, one that is not `there` yet.
    """
    plain = "_".join(word.lower().replace("-", " ").split())
    glued = plain.replace("_", "")
    for other in known:
        if plain == other or glued == other.replace("_", ""):
            return other
    said = [other for other in _SAID_OTHERWISE.get(plain, ()) if other in known]
    missing = [other for other in said if other not in there]
    return next(iter(missing or said), None) or find_nearest(word, known)


def hint_for(known: Sequence[str]) -> str:
    """The way out of a word that is like no other: where there are few, what they are."""
    if len(known) > _FEW_WORDS:
        return "take it out, or see the list of words"
    return f"the words here are: {', '.join(known)}"


def meant_list(word: str, node: Node) -> Meant | None:
    """What stands in the place of a list."""
    if isinstance(node, Scalar) and node.startswith("-"):
        return Meant('put a space behind each dash: "- "')
    if word == "check":
        is_rule = isinstance(node, Map) and "must" in node
        return Meant(
            'put a dash before it: "- must: ..."'
            if is_rule
            else 'write "- must: ..." below it, and "else: ..." below that'
        )
    names = _names_in(node)
    return Meant(f"write {word}: [{', '.join(names)}]", _seq(node, names)) if names else None


def meant_pair(word: str, node: Node, owner: Node) -> Meant | None:
    """What stands in the place of the two answers that a change compares."""
    names = _names_in(node)
    names = [*names, *_cut_off(word, owner)] if names else []
    if len(names) == 1 and _NAME.fullmatch(word):
        names = [word if word != names[0] else "before", *names]
    return Meant(f"write {word}: [{', '.join(names)}]") if names else None


def _cut_off(word: str, owner: Node) -> list[str]:
    """Takes out the names behind a word in braces that a comma has cut off from its value: {word: a, b}."""
    if not (isinstance(owner, Map) and owner.braces):
        return []
    words = list(owner)
    found = []
    for other in words[words.index(word) + 1 :]:
        value = owner[other]
        if not (isinstance(value, Scalar) and not value.raw and _NAME.fullmatch(other)):
            break
        found.append(other)
        del owner[other]
    return found


def meant_map(word: str, node: Node) -> Meant | None:
    """What stands in the place of words with a colon."""
    if isinstance(node, Scalar) and word == "check":
        return Meant(f'write "- must: {node}", and "else: ..." below "must"')
    if isinstance(node, Scalar) and word == "wait":
        for inner, pattern in (("for", _LENGTH), ("until", _MOMENT)):
            if match := pattern.fullmatch(node):
                return Meant(f"write wait: {{{inner}: {match[1]}}}")
    if isinstance(node, Scalar):
        glued = _RUN_TOGETHER.match(node)
        is_word = glued is not None and (glued[2] == ":" or glued[1] in WORDS)
        return Meant(f'"{glued[1]}" needs a colon and a space behind it') if glued and is_word else None
    names = _names_in(node)
    if word == "change" and len(names) == 2:
        return Meant(f"write change: {{{names[0]}: [{', '.join(names)}]}}")
    if isinstance(node, Seq) and any(isinstance(item, Map) for item in node):
        return Meant("take the dashes out, and keep the words below each other")
    return None


def meant_options(node: object) -> str:
    """The way out of options that were written as a list or behind each other; else the empty string."""
    if isinstance(node, Seq) and node and all(isinstance(item, Map) for item in node):
        return "take the dashes out: id: label for each"
    labels = _texts_in(node)
    ids = [meant_id(label) for label in labels]
    pairs = ", ".join(f"{name}: {label}" for name, label in zip(ids, labels, strict=True))
    return f"write {{{pairs}}}: an id for each, and its label" if labels and all(ids) else ""


def meant_ends(node: object, least: int, most: int) -> str:
    """The way out of the ends of a scale that were written as a list or behind each other."""
    labels = _texts_in(node)
    first, last = labels if len(labels) == 2 else ("...", "...")
    return f"write ends: {{{least}: {first}, {most}: {last}}}"


def _texts_in(node: object) -> list[str]:
    """The texts of a list, or those between commas or on lines."""
    if isinstance(node, Scalar):
        return [part.strip() for part in re.split(r"[,\n]", node) if part.strip()]
    if isinstance(node, Seq) and all(isinstance(item, Scalar) for item in node):
        return [str(item) for item in node]
    return []


def meant_way(item: Node, *, is_only: bool) -> str:
    """The way out of what stands in the place of a way on."""
    if isinstance(item, Scalar) and _NAME.fullmatch(item):
        return f"write next: {item}" if is_only else f"write {{else: {item}}}"
    if not isinstance(item, Map):
        return "write one of the two"
    if item.braces and len(item) > 2:
        return "put a condition with a comma in quotes"
    if list(item) == ["if"]:
        return "add go: and a step behind the condition"
    other = next((word for word in item if word not in ("if", "go", "else")), None)
    if other is None:
        return "write one of the two"
    instead = "go" if "if" in item else "if" if "go" in item else meant_word(other, ["else"])
    return f'write "{instead}" in the place of "{other}"' if instead else "write one of the two"


def meant_text(word: str, node: Node) -> Meant | None:
    """What stands in the place of a text: a name, or prose, that begins with a brace."""
    if not isinstance(node, Map):
        return None
    inner = next(iter(node)) if len(node) == 1 else None
    if inner is not None and node[inner] and word not in PROSE:
        return _meant_inner(word, node, inner)
    if not node.braces:
        return None
    if inner is None or word in PROSE:
        return Meant("put a text that starts with a brace in quotes")
    return Meant(f"write {inner}, without braces", node.key(inner))


def _meant_inner(word: str, node: Map, inner: str) -> Meant | None:
    """What stands in the place of a text: a word with a colon, and a text behind it."""
    value = node[inner]
    if word == "rows":
        hint = f'write {inner}; what its row is called stands on its page, as "label"'
        return Meant(hint, node.key(inner))
    return Meant(f"write {word}: {value}", value) if isinstance(value, Scalar) else None


def join_parted(items: Seq, first: str, *others: str) -> tuple[Scalar, str] | None:
    """Puts words together that belong to one item of a list and stand in two: `- must: ..`, `- else: ..`.

    The first word that stood alone and the one that it goes with; None where all are as they should be.
    """
    for place, (item, below) in enumerate(itertools.pairwise(items)):
        if not (isinstance(item, Map) and isinstance(below, Map) and first in item):
            continue
        word = next((word for word in others if list(below) == [word] and word not in item), None)
        if word is not None:
            key = below.key(word)
            item.put(key, below[word])
            del items[place + 1]
            return key, first
    return None


def _names_in(node: Node) -> list[str]:
    """The names that were written with commas, or in braces; none where there is anything else."""
    parts: list[object] = []
    if isinstance(node, Scalar):
        parts = [part.strip() for part in node.split(",")]
    elif isinstance(node, Seq) or (node.braces and not any(node.values())):
        parts = list(node)
    are_names = all(isinstance(part, str) and _NAME.fullmatch(part) for part in parts)
    return [str(part) for part in parts] if are_names else []


def _seq(node: Node, names: Sequence[str]) -> Seq:
    found = Seq(node.pos)
    found.extend(Scalar(name, node.key(name).pos if isinstance(node, Map) else node.pos) for name in names)
    return found
