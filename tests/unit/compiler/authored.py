"""An author's file as text and tree, to be looked through and changed in one place.

It must not know what a mistake is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from cbt.compiler.diagnostics import Findings
from cbt.compiler.nodes import Map, Node, Scalar, Seq
from cbt.compiler.reader import read

_NAME = re.compile(r"[a-z][a-z0-9_.]*")
_WORDS_OF_EXPRESSIONS = ("and", "or", "not", "mean", "min", "max", "sum", "count", "words", "has", "answered")


@dataclass(slots=True)
class Source:
    """A flow or part, with its tree."""

    text: str
    root: Map = field(init=False)
    lines: list[str] = field(init=False)

    def __post_init__(self) -> None:
        root = read(self.text.encode(), "x.yaml", Findings())
        assert isinstance(root, Map)
        self.root = root
        self.lines = self.text.splitlines(keepends=True)

    def maps(self) -> Iterator[Map]:
        """All maps of the file."""
        todo: list[Node] = [self.root]
        while todo:
            node = todo.pop(0)
            if isinstance(node, Map):
                yield node
            todo += node.values() if isinstance(node, Map) else node if isinstance(node, Seq) else []

    def levels(self) -> Iterator[Map]:
        """All maps of steps, the outermost first."""
        for node in self.maps():
            steps = node.get("steps")
            # A step may be called "steps" too; what it holds are words, and not steps.
            if isinstance(steps, Map) and all(isinstance(step, Map) for step in steps.values()):
                yield steps

    def steps(self) -> Iterator[tuple[Scalar, Map]]:
        """All steps by their ids."""
        for level in self.levels():
            for name, step in level.items():
                assert isinstance(step, Map)
                yield level.key(name), step

    def under(self, *words: str) -> Iterator[tuple[Scalar, Node]]:
        """What stands under these words, wherever they are used; with the word as it stands there."""
        for node in self.maps():
            for word in words:
                if word in node:
                    yield node.key(word), node[word]

    def targets(self) -> Iterator[Scalar]:
        """The names of steps that ways lead to."""
        for _, node in self.under("next"):
            found = (
                [node] if isinstance(node, Scalar) else list(node.values()) if isinstance(node, Map) else []
            )
            for item in node if isinstance(node, Seq) else []:
                found += [item[word] for word in ("go", "else") if isinstance(item, Map) and word in item]
            yield from (target for target in found if isinstance(target, Scalar))

    def expressions(self) -> Iterator[Scalar]:
        """All conditions and computed values."""
        for _, node in self.under("must", "if"):
            yield from [node] if isinstance(node, Scalar) else []
        computed = self.root.get("computed")
        for node in computed.values() if isinstance(computed, Map) else []:
            yield from [node] if isinstance(node, Scalar) else []

    def names(self) -> Iterator[Scalar]:
        """Every name in an expression."""
        for text in self.expressions():
            for match in _NAME.finditer(text):
                quoted = text[: match.start()].count('"') % 2
                if match[0] not in _WORDS_OF_EXPRESSIONS and not quoted:
                    yield text.part(match.start(), match.end())

    def replaced(self, old: Scalar, new: str) -> str:
        """The text with other words in the place of a scalar on one line."""
        assert "\n" not in old.raw
        at = old.pos
        lines = self.lines.copy()
        line = lines[at.line - 1]
        assert line.startswith(old.raw, at.column - 1)
        lines[at.line - 1] = line[: at.column - 1] + new + line[at.column - 1 + len(old.raw) :]
        return "".join(lines)

    def with_line(self, number: int, line: str) -> str:
        """The text with a line more, as number `number`."""
        return "".join([*self.lines[: number - 1], line, *self.lines[number - 1 :]])

    def block(self, key: Scalar) -> tuple[int, int]:
        """The first line of what a word holds, and the line behind its last."""
        first, indent = key.pos.line, key.pos.column - 1
        last = first
        for number in range(first + 1, len(self.lines) + 1):
            line = self.lines[number - 1]
            if line.strip() and len(line) - len(line.lstrip()) <= indent:
                break
            last = number if line.strip() else last
        return first, last + 1

    def without(self, key: Scalar) -> str:
        """The text without a word and what it holds."""
        first, end = self.block(key)
        return "".join(self.lines[: first - 1] + self.lines[end - 1 :])
