"""Counts pages: the fewest and the most of a run, and how many follow each step (F602).

It must not look at answers: loops count from their bounds.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from cbt.compiler.nodes import Map, Node, Scalar
from cbt.compiler.outline import Draft, Level
from cbt.compiler.wiring import again_id, more_id
from cbt.model.flow import Pages

Bounds = Callable[[Draft], tuple[int, int]]


@dataclass(slots=True)
class Counted:
    """The counts of one flow: pages of a whole run, of each loop's body, and still to go behind each step."""

    run: Pages = field(default_factory=lambda: Pages(0, 0))
    body: dict[str, int] = field(default_factory=dict)
    to_go: dict[str, int] = field(default_factory=dict)


def count_pages(top: Level, bounds: Bounds) -> Counted:
    """All counts; `bounds` says how many items a `for_each` has at the fewest and the most."""
    counted = Counted()
    counter = _Counter(bounds, counted)
    fewest, most = counter.level(top)
    counted.run = Pages(fewest, most)
    counter.fill_to_go(top, 0)
    return counted


class _Counter:
    def __init__(self, bounds: Bounds, counted: Counted) -> None:
        self._bounds = bounds
        self._counted = counted
        self._rest: dict[str, int] = {}

    def level(self, level: Level) -> tuple[int, int]:
        """The fewest and most pages from the first step of a level to its end."""
        count = len(level.drafts)
        ahead: list[tuple[int, int]] = [(0, 0)] * (count + 1)
        for number in range(count - 1, -1, -1):
            draft = level.drafts[number]
            own = self._own(draft)
            onward = [ahead[index] for index in successors(draft)]
            fewest = min((low for low, _ in onward), default=0)
            self._rest[draft.id] = fewest
            ahead[number] = (own[0] + fewest, own[1] + max((high for _, high in onward), default=0))
        return ahead[0]

    def _own(self, draft: Draft) -> tuple[int, int]:
        if draft.nature in ("ask", "say"):
            return (1, 1)
        if draft.body is None:
            return (0, 0)
        low, high = self.level(draft.body)
        self._counted.body[draft.id] = low
        if draft.nature == "use":
            return (low, high)
        least, most = self._bounds(draft)
        if draft.nature == "for_each" or least == most:
            return (low * least, high * most)
        return (low * least + 1, high * most + most - least)

    def fill_to_go(self, level: Level, behind: int) -> None:
        """Notes for each step how many pages follow at the fewest; `behind` come after the level."""
        for draft in level.drafts:
            rest = self._rest[draft.id] + (0 if is_final(draft) else behind)
            self._counted.to_go[draft.id] = rest
            if draft.body is None:
                continue
            own_again = 1 if draft.nature == "repeat" and draft.bounds[1] > draft.bounds[0] else 0
            if draft.nature != "use":
                self._counted.to_go[again_id(draft) if draft.nature == "repeat" else more_id(draft)] = rest
            self.fill_to_go(draft.body, rest + own_again)


def is_final(draft: Draft) -> bool:
    """Whether the flow ends with this step."""
    return draft.nature == "hand_off" or draft.shape.end is not None


def successors(draft: Draft) -> list[int]:
    """The places in its level that a step leads to; one past the last leaves the level."""
    level = draft.level
    if is_final(draft):
        return []
    if draft.shape.next is None:
        return [draft.place + 1]
    found = [level.find(name) for name in _targets(draft.shape.next)]
    return [target.place for target in found if target is not None and target.place > draft.place]


def _targets(node: Node) -> list[Scalar]:
    match node:
        case Scalar():
            return [node]
        case Map():
            return [target for target in node.values() if isinstance(target, Scalar)]
        case _:
            items = [item.get("go", item.get("else")) for item in node if isinstance(item, Map)]
            return [item for item in items if isinstance(item, Scalar)]
