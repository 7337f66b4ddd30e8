"""An author's walk through a flow: what is answered, and what must come of it.

It must not play: `engine/playing.py` does.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cbt.model.source import SourcePos


@dataclass(frozen=True, slots=True)
class Told:
    """A text of the walk, with its place."""

    text: str
    pos: SourcePos


Tree = Told | tuple["Tree", ...] | Mapping[str, "Tree"]


@dataclass(frozen=True, slots=True)
class Action:
    """One line of a script: a word such as `back` or `see`, or `answer` with the step it is `about`."""

    word: str
    about: str
    value: Tree | None
    pos: SourcePos


@dataclass(frozen=True, slots=True)
class WalkCase:
    """One walk: either `answers` by step, or a `script`; `carry` are inputs, `expect` what must hold at its end."""

    name: str
    pos: SourcePos
    answers: Mapping[str, Tree] = field(default_factory=dict)
    script: tuple[Action, ...] = ()
    carry: Mapping[str, Tree] = field(default_factory=dict)
    expect: Mapping[str, Tree] = field(default_factory=dict)
    places: Mapping[str, SourcePos] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a walk fails: a code T101-T199, the place in the walk, and a sentence."""

    code: str
    pos: SourcePos
    message: str
    hint: str = ""
