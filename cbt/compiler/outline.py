"""Lays a flow out: steps with full ids, parts put in, loops with their bodies.

It must not resolve names; `declare.py` gives each level its names as the outline grows.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from cbt.compiler.diagnostics import Enough
from cbt.compiler.kinds import AnswerWords, answer_words
from cbt.compiler.nodes import Map, Scalar
from cbt.compiler.parts import Parts
from cbt.compiler.schema import PartShape, StepShape
from cbt.compiler.scope import Scope
from cbt.compiler.words import check_id, nature_of

MOST_STEPS = 500
MOST_ITEMS = 100
_NUMBER = re.compile("[a-z ]*([0-9]{1,3})[a-z ]*")
_BOUNDS = re.compile(r"([0-9]{1,4})\s*-\s*([0-9]{1,4})")


@dataclass(slots=True, eq=False)
class Draft:
    """A step on its way to become steps: `name` is its local id, `nature` the word that makes it what it is.

    `place` is its number in its level.
    """

    id: str
    name: Scalar
    shape: StepShape
    nature: str
    level: "Level"
    place: int
    answer: AnswerWords = field(default_factory=AnswerWords)
    bounds: tuple[int, int] = (1, 1)
    part: PartShape | None = None
    body: "Level | None" = None

    @property
    def depth(self) -> tuple[int, ...]:
        """Which of the item ids at this step make up its address: those of all loops around it."""
        return tuple(range(len(self.level.loops)))


@dataclass(slots=True, eq=False)
class Level:
    """Steps side by side. `loops` are the ids of the loops around them; `prefix` stands before their ids.

    `doubled` are the ids that several steps have, and `is_unsure` says that a step has none that can be used: both
    have been told, and whatever is meant by a name that is not here may be one of those.
    """

    prefix: str
    loops: tuple[str, ...]
    scope: Scope
    owner: Draft | None = None
    drafts: list[Draft] = field(default_factory=list)
    doubled: set[str] = field(default_factory=set)
    is_unsure: bool = False
    _by_name: dict[str, Draft] = field(default_factory=dict)

    def add(self, draft: Draft) -> None:
        """Puts a step at the end."""
        self.drafts.append(draft)
        self._by_name.setdefault(str(draft.name), draft)

    def find(self, name: str) -> Draft | None:
        """The step of this local id, or None."""
        return self._by_name.get(name)

    def has_owner(self, nature: str) -> bool:
        """Whether a part (`use`) or loop of this nature is around these steps."""
        level: Level | None = self
        while level is not None and level.owner is not None:
            if level.owner.nature == nature:
                return True
            level = level.owner.level
        return False

    def has_broken(self, name: str) -> bool:
        """Whether a step of this id stands here and could not be made, which has been told."""
        return name not in self._by_name and name in self.scope.names


class Outline:
    """Makes the drafts of one flow; `findings` are those of `parts`."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._findings = parts.findings
        self._count = 0

    def draft(self, name: Scalar, shape: StepShape, level: Level) -> Draft | None:
        """A step at the level's end, without its body; None when it cannot be one."""
        level.is_unsure = not check_id(name, self._findings) or level.is_unsure
        nature = nature_of(name, shape, self._findings)
        self._count += 1
        if self._count > MOST_STEPS:
            message = f"this flow has more than {MOST_STEPS} steps with its parts"
            self._findings.add("F001", name, message, "make it smaller")
            raise Enough
        if nature is None:
            return None
        draft = Draft(f"{level.prefix}{name}", name, shape, nature, level, len(level.drafts))
        if nature == "ask":
            draft.answer = answer_words(shape, self._parts)
        elif shape.repeat is not None:
            draft.bounds = self._bounds(shape.repeat)
        elif shape.use is not None:
            draft.part = self._part(draft, shape.use)
        level.add(draft)
        return draft

    def _bounds(self, text: Scalar) -> tuple[int, int]:
        match = _BOUNDS.fullmatch(text)
        if match:
            least, most = int(match[1]), int(match[2])
            if least <= most and 1 <= most <= MOST_ITEMS:
                return least, most
        number = _NUMBER.fullmatch(text)
        hint = f"write a range such as 1-5, at most {MOST_ITEMS}"
        if number and 1 < int(number[1]) <= MOST_ITEMS:
            hint = f"write 1-{number[1]} for up to {number[1]} times, or {number[1]}-{number[1]} for as many each time"
        self._findings.add("F013", text, f'"{text}" does not say how often', hint)
        return 1, MOST_ITEMS

    def _part(self, draft: Draft, name: Scalar) -> PartShape | None:
        owner = draft.level.owner
        while owner is not None:
            if owner.shape.use == name:
                self._findings.add("F105", name, f'"{name}" uses itself', "take this step out")
                return None
            owner = owner.level.owner
        return self._parts.part(name)


def steps_of(node: Map, shapes: Mapping[str, StepShape]) -> list[tuple[Scalar, StepShape]]:
    """The steps with their ids as they stand in the file, in order."""
    return [(node.key(name), shape) for name, shape in shapes.items()]
