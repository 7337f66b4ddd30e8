"""A walk through a flow: the mutable thing that the machine moves, and what can be read on the way.

It must not outlive one call: whatever lasts is frozen into a `Position`.
"""

from copy import copy
from dataclasses import dataclass
from typing import Any

from cbt.model.answer import (
    Chosen,
    Given,
    ItemId,
    Line,
    Mark,
    OneOfKind,
    OrderKind,
    Recalled,
    RecallKind,
    Share,
    SharesKind,
    Value,
)
from cbt.model.flow import Flow, Loop
from cbt.model.reference import (
    AnswerRef,
    EachRef,
    FieldRef,
    InputRef,
    ItemRef,
    ItemsRef,
    PickedRef,
    PreviousRef,
    RecalledRef,
    Ref,
    RestRef,
)
from cbt.model.session import Facts, Pages, Position, key

BEFORE_FIRST = "0"

Readable = Value | tuple[Any, ...] | None


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list: its id and its value, the page that asked for it, and the items that page stood at.

    `step` is empty for what another flow handed over.
    """

    id: str
    value: Value
    step: str
    at: tuple[str, ...]


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

    def looking_at(self, item: str) -> "Walk":
        """The same walk while a function looks at an item of a list, which stands behind those that we are at.

        Nothing else reads it there, so that what is worked out holds here too.
        """
        view = copy(self)
        view.items = (*self.items, item)
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
        return tuple([_id_of(item) for item in self._listed(ref)])

    def _listed(self, ref: Ref) -> tuple[Any, ...]:
        """The lines, picks or items of an order that a reference reads; none where there is no list."""
        value = self.read(ref)
        return value if isinstance(value, tuple) else ()

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
                item = self.item(ref)
                return item.value if item else None
            case ItemsRef():
                return self._walked(ref)
            case RestRef():
                return self._rest(ref)
            case RecalledRef():
                given = [each.value for each in self.recalled(ref)]
                return tuple(given) if self._recalls_many(ref) else next(iter(given), None)
            case PickedRef() | PreviousRef() | EachRef():
                found = self.elsewhere(ref)
                return found[0].read(found[1]) if found else None
        return None

    def elsewhere(self, ref: PickedRef | PreviousRef | EachRef) -> "tuple[Walk, AnswerRef] | None":
        """The answer of another item: the walk as it reads at that item, and the reference there."""
        here = self._pick(ref.items)
        if isinstance(ref, EachRef):
            item, field, around = next(reversed(self.items), None), ref.step, here
        elif isinstance(ref, PickedRef):
            picked = self.answer(key(ref.step, here))
            item = picked.id if isinstance(picked, ItemId) else None
            field, around = ref.field.step, self._pick(ref.field.items)
        else:
            item, field, around = self._item_before(ref.step, here), ref.step, here[:-1]
        if item is None:
            return None
        place = (*around, item)
        return self.among(place), AnswerRef(field, tuple(range(len(place))))

    def _item_before(self, step: str, here: tuple[str, ...]) -> str | None:
        """The item of the innermost loop around a page that was made before the one we are at."""
        if not here:
            return None
        made = self.facts.items.get(key(self.flow.steps[step].loops[len(here) - 1], here[:-1]), ())
        at = made.index(here[-1]) if here[-1] in made else 0
        return made[at - 1] if at else None

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
        places = [(*outer, item) for item in self.ids_in(self._owner(ref))]
        return [(items, self.answer(key(ref.step, items))) for items in places]

    def _owner(self, ref: FieldRef) -> Ref:
        """The list whose items have a field: a loop's, that of an answer, or one that was handed in."""
        if ref.items_of in self.flow.loops:
            return ItemsRef(ref.items_of, ref.items)
        is_answer = ref.items_of in self.flow.steps
        return AnswerRef(ref.items_of, ref.items) if is_answer else InputRef(ref.items_of)

    def items_in(self, ref: Ref) -> list[Item]:
        """The items of a list that a reference points at, in its order; of a loop's field those that have an answer."""
        match ref:
            case FieldRef():
                given = [(items, value) for items, value in self.fields(ref) if value is not None]
                return [
                    Item(items[-1], value, ref.step, items)
                    for items, value in given
                    if not isinstance(value, Mark)
                ]
            case AnswerRef():
                kind = self.flow.steps[ref.step].kind
                if isinstance(kind, OrderKind):
                    known = {item.id: item for item in self.at(ref.items).items_in(kind.of)}
                    return [known[item] for item in self.ids_in(ref) if item in known]
            case RecalledRef():
                return _given_items(self.recalled(ref))
        step, at = (ref.step, self._pick(ref.items)) if isinstance(ref, AnswerRef) else ("", ())
        return [
            Item(_id_of(value), value.text if isinstance(value, Line) else value, step, at)
            for value in self._listed(ref)
        ]

    def picked(self, step: str, picked: ItemId) -> Item | None:
        """The item that a `one of` answer points at, for a walk among the items of that answer."""
        kind = self.flow.steps[step].kind if step else None
        listed = self.items_in(kind.of) if isinstance(kind, OneOfKind) else ()
        return next((item for item in listed if item.id == picked.id), None)

    def item(self, ref: ItemRef) -> Item | None:
        """The item of a plain list that a loop stands at."""
        over, items = self.flow.loops[ref.loop].over, self._pick(ref.items)
        if over is None or len(items) != len(ref.items):
            return None
        return next((item for item in self.items_in(over) if item.id == items[-1]), None)

    def recalled(self, ref: RecalledRef) -> list[Given]:
        """What the earlier records that were picked gave under a name."""
        answer = self.answer(key(ref.step, self._pick(ref.items)))
        records = answer if isinstance(answer, tuple) else (answer,)
        given = [each for record in records if isinstance(record, Recalled) for each in record.given]
        return [each for each in given if each.name == ref.name]

    def _recalls_many(self, ref: RecalledRef) -> bool:
        step = self.flow.steps.get(ref.step)
        return step is not None and isinstance(step.kind, RecallKind) and step.kind.many

    def _rest(self, ref: RestRef) -> int | None:
        kind = self.flow.steps[ref.step].kind
        shares = self.answer(key(ref.step, self._pick(ref.items)))
        if not isinstance(kind, SharesKind) or not isinstance(shares, tuple):
            return None
        return kind.total - sum([share.amount for share in shares if isinstance(share, Share)])

    def _walked(self, ref: ItemsRef) -> tuple[str, ...]:
        return self.walked.get(key(ref.loop, self._pick(ref.items)), ())


def _given_items(given: list[Given]) -> list[Item]:
    """The items of a list that an earlier record gave, each in the words in which it was shown there."""
    items = []
    for each in given:
        listed: tuple[Line | Chosen, ...] = each.value if isinstance(each.value, tuple) else ()
        items += [
            Item(_id_of(value), words, "", ()) for value, words in zip(listed, each.words, strict=False)
        ]
    return items


def _id_of(item: Line | Chosen | ItemId) -> str:
    """The id of a line, a pick or an item of an order."""
    return item.option if isinstance(item, Chosen) else item.id
