"""Where the texts of a file stand, by the keys under which translations and rewordings name them.

It must not read or change a text's words.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cbt.compiler.nodes import Map, Node, Scalar, Seq

_OF_A_FILE = ("title", "about", "say")
_OF_A_STEP = ("ask", "say", "label", "help", "example", "unit", "rest", "again")
_BY_ID = ("options", "ends", "labels")


@dataclass(frozen=True, slots=True)
class Spot:
    """A text: its key, and the map and word where it stands."""

    key: str
    owner: Map
    word: str

    @property
    def text(self) -> Scalar:
        text = self.owner[self.word]
        assert isinstance(text, Scalar)
        return text

    def put(self, text: Scalar) -> None:
        """Puts another text in its place."""
        self.owner[self.word] = text


def spots_of(root: Map) -> Iterator[Spot]:
    """All texts of a flow, part or shared file, as far as its words have the shape that they should have."""
    yield from _words(root, "", _OF_A_FILE)
    yield from _labels(root, "")
    summary = root.get("summary")
    if isinstance(summary, Map):
        yield from _words(summary, "summary.", ("title",))
    yield from _steps(root.get("steps"), "")


def _steps(steps: Node | None, prefix: str) -> Iterator[Spot]:
    for name, step in steps.items() if isinstance(steps, Map) else ():
        if isinstance(step, Map):
            yield from _words(step, f"{prefix}{name}.", _OF_A_STEP)
            yield from _labels(step, f"{prefix}{name}.")
            yield from _checks(step.get("check"), f"{prefix}{name}.")
            yield from _steps(step.get("steps"), f"{prefix}{name}.")


def _words(owner: Map, prefix: str, words: tuple[str, ...]) -> Iterator[Spot]:
    for word in words:
        if isinstance(owner.get(word), Scalar):
            yield Spot(f"{prefix}{word}", owner, word)


def _labels(owner: Map, prefix: str) -> Iterator[Spot]:
    for word in _BY_ID:
        labels = owner.get(word)
        if isinstance(labels, Map):
            yield from _words(labels, f"{prefix}{word}.", tuple(labels))


def _checks(checks: Node | None, prefix: str) -> Iterator[Spot]:
    for number, check in enumerate(checks if isinstance(checks, Seq) else (), 1):
        if isinstance(check, Map) and isinstance(check.get("else"), Scalar):
            yield Spot(f"{prefix}check.{number}", check, "else")


def put_texts(root: Map, texts: Mapping[str, Scalar]) -> None:
    """Puts other texts, by their keys, in the place of those of a file."""
    for spot in spots_of(root):
        if spot.key in texts:
            spot.put(texts[spot.key])
