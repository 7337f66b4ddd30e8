"""The parts, shared files and flows that a file may name: which there are, and what is in them.

It must not open one: they are found in the bundle.
"""

from collections.abc import Mapping
from contextlib import suppress

from cbt.compiler.authoring.saying import about_labels, about_part
from cbt.compiler.authoring.sorts import Sort
from cbt.compiler.diagnostics import Enough, Findings, shorten
from cbt.compiler.nodes import Map, Scalar
from cbt.compiler.parts import Bundle
from cbt.compiler.reader import read
from cbt.model.source import SourcePos

END = ".yaml"
_WORD_OF = {Sort.PART: "part", Sort.LIST: "list", Sort.SCALE: "scale", Sort.TEXT: "text", Sort.FLOW: "flow"}
FILES = frozenset(_WORD_OF)


def root_of(bundle: Bundle, name: str) -> Map | None:
    """The words of a file named as in a flow (`parts/x`, or a flow's id), or None when it cannot be read."""
    data = bundle.files.get(f"{name}{END}")
    root = None
    with suppress(Enough):
        root = read(data, f"{name}{END}", Findings()) if data is not None else None
    return root if isinstance(root, Map) else None


def names_of(bundle: Bundle, sort: Sort) -> list[str]:
    """The names of all files of a sort, as a flow writes them."""
    folder = {Sort.PART: "parts/", Sort.FLOW: ""}.get(sort, "shared/")
    found = [path.removesuffix(END) for path in bundle.files if path.startswith(folder)]
    if sort is Sort.FLOW:
        return [name for name in found if "/" not in name]
    if sort is Sort.PART:
        return found
    return [name for name in found if _WORD_OF[sort] in (root_of(bundle, name) or {})]


def start_of(bundle: Bundle, name: str) -> SourcePos | None:
    """Where a named file starts; None when there is no such file."""
    return SourcePos(f"{name}{END}", 1, 1) if f"{name}{END}" in bundle.files else None


def about_file(bundle: Bundle, name: str) -> str:
    """What a named file holds, in a few lines; empty when it cannot be read."""
    root = root_of(bundle, name)
    if root is None:
        return ""
    labels = root.get("options", root.get("ends"))
    if isinstance(labels, Map) and "steps" not in root:
        return about_labels(name, _texts(labels))
    if "part" in root:
        return about_part(name, root)
    words = root.get("say", root.get("about"))
    return f"**{name}**\n\n{shorten(words) if isinstance(words, Scalar) else ''}"


def needs_of(bundle: Bundle, name: str) -> Map | None:
    """What a part or flow needs, by name; None when it needs nothing or cannot be read."""
    root = root_of(bundle, name)
    needs = root.get("needs") if root is not None else None
    return needs if isinstance(needs, Map) else None


def _texts(node: Map) -> Mapping[str, Scalar]:
    return {name: text for name, text in node.items() if isinstance(text, Scalar)}
