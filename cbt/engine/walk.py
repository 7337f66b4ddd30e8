"""A walk through a flow: the mutable thing that the machine moves, and what can be read on the way.

It must not outlive one call: whatever lasts is frozen into a `Position`.
"""

from copy import copy
from typing import Any

from cbt.model.answer import ItemId, Line, Mark, OneOfKind, Value
from cbt.model.flow import Flow, Loop
from cbt.model.reference import AnswerRef, FieldRef, InputRef, ItemRef, ItemsRef, Ref
from cbt.model.session import Facts, Pages, Position, key

BEFORE_FIRST = "0"

Readable = Value | tuple[Any, ...] | None


class Walk:
    """Where we are (`step` and `items`, outermost first), the pages passed, and the answers given on them.

    Of the pages of the position that the walk began at, the first `passed` count; `taken` are those passed since.
    `own` is the key of the present page once its answer counts too. `worked_out` holds computed values until the
    walk moves.
    """

    __slots__ = ("before", "facts", "flow", "items", "own", "passed", "step", "taken", "walked", "worked_out")

    def __init__(self, flow: Flow, facts: Facts, position: Position | None = None) -> None:
        self.flow = flow
        self.facts = facts
        self.step = flow.start
        self.items: tuple[str, ...] = ()
        self.before: dict[str, int] = {}
        self.passed = 0
        self.walked: dict[str, tuple[str, ...]] = {}
        if position is not None:
            here = position.here
            self.step, self.items = here.step, here.items
            self.before = position.pages.numbers
            self.passed = len(self.before) - 1
            self.walked.update(position.walked)
        self.own: str | None = None
        self.taken: dict[str, int] = {}
        self.worked_out: dict[str, Any] = {}

    def pass_page(self, address: str) -> None:
        """Notes that a page lies behind us."""
        self.taken[address] = self.passed + len(self.taken)

    def position(self) -> Position:
        """The walk as a value; for one that goes on from where its position stood, or from the start."""
        numbers = {**self.before, **self.taken}
        numbers.setdefault(key(self.step, self.items), len(numbers))
        return Position(Pages(numbers), dict(self.walked))

    def at(self, which: tuple[int, ...]) -> "Walk":
        """The same walk as it reads at the place that a reference's `items` pick out."""
        return self.among(self._pick(which))

    def among(self, items: tuple[str, ...]) -> "Walk":
        """The same walk as it reads at these items."""
        if items == self.items:
            return self
        view = copy(self)
        view.items = items
        view.worked_out = {}
        return view

    def _pick(self, which: tuple[int, ...]) -> tuple[str, ...]:
        """The items that make up an address; fewer outside the loops that it needs, and then nothing is there."""
        items = self.items
        return tuple([items[index] for index in which if index < len(items)]) if which else ()

    def address(self, loop: Loop) -> str:
        """The loop's address at these items: its id with the items of the loops around it."""
        return key(loop.id, self.items[: len(loop.inside)])

    def items_of(self, loop: Loop) -> tuple[str, ...]:
        """All items that a loop has to walk; those of a `repeat` as they were made."""
        if loop.over is None:
            return self.facts.items.get(self.address(loop), ())
        return self.ids_in(loop.over)

    def next_item(self, loop: Loop) -> str | None:
        """The item after the one we are at, or the first; None when there is none yet."""
        known = self.items_of(loop)
        depth = len(loop.inside)
        current = self.items[depth] if len(self.items) > depth else BEFORE_FIRST
        if current == BEFORE_FIRST:
            return known[0] if known else None
        following = known.index(current) + 1 if current in known else len(known)
        return known[following] if following < len(known) else None

    def ids_in(self, ref: Ref) -> tuple[str, ...]:
        """The ids of the items in a list that a reference points at."""
        if isinstance(ref, ItemsRef):
            return self._walked(ref)
        value = self.read(ref)
        return tuple([_id_of(item) for item in value]) if isinstance(value, tuple) else ()

    def read(self, ref: Ref) -> Readable:
        """The value a reference points at, or None where it has not been given on this path.

        Computed values are the evaluator's; here they are never given.
        """
        match ref:
            case AnswerRef():
                return self.answer(key(ref.step, self._pick(ref.items)))
            case FieldRef():
                return tuple([value for _, value in self.fields(ref)])
            case InputRef():
                return self.facts.inputs.get(ref.name)
            case ItemRef():
                return self._item(ref)
            case ItemsRef():
                return self._walked(ref)
        return None

    def answer(self, address: str) -> Value | None:
        """The answer at an address, if it lies on this path."""
        is_given = (
            address == self.own
            or address in self.taken
            or self.before.get(address, self.passed) < self.passed
        )
        return self.facts.answers.get(address) if is_given else None

    def fields(self, ref: FieldRef) -> list[tuple[tuple[str, ...], Value | None]]:
        """Where each item of a loop stands, and its answer."""
        outer = self._pick(ref.items)
        owner = ItemsRef if ref.items_of in self.flow.loops else AnswerRef
        places = [(*outer, item) for item in self.ids_in(owner(ref.items_of, ref.items))]
        return [(items, self.answer(key(ref.step, items))) for items in places]

    def to_pick(self, kind: OneOfKind) -> list[tuple[str, Value]]:
        """What a `one of` question offers: the id of each item, and its line or answer."""
        if isinstance(kind.of, FieldRef):
            given = [(items[-1], value) for items, value in self.fields(kind.of) if value is not None]
            return [(item, value) for item, value in given if not isinstance(value, Mark)]
        lines = self.read(kind.of)
        listed = lines if isinstance(lines, tuple) else ()
        return [(line.id, line.text) for line in listed if isinstance(line, Line)]

    def picked(self, step: str, item: ItemId) -> Value | None:
        """The line or answer that a `one of` answer points at, for a walk among the items of that answer."""
        kind = self.flow.steps[step].kind
        return dict(self.to_pick(kind)).get(item.id) if isinstance(kind, OneOfKind) else None

    def _walked(self, ref: ItemsRef) -> tuple[str, ...]:
        return self.walked.get(key(ref.loop, self._pick(ref.items)), ())

    def _item(self, ref: ItemRef) -> Value | None:
        loop = self.flow.loops[ref.loop]
        listed = self.read(loop.over) if loop.over else None
        items = self._pick(ref.items)
        for item in listed if isinstance(listed, tuple) else ():
            if len(items) == len(ref.items) and _id_of(item) == items[-1]:
                return item.text if isinstance(item, Line) else item
        return None


def _id_of(item: Any) -> str:
    """The id of a line or a pick."""
    return item.id if isinstance(item, Line) else item.option
