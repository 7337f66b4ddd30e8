"""Grows the outline level by level and gives each level its names.

It must not look a name up: whatever a name needs is found when it is read.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

from cbt.compiler.fields import Found, as_field, as_item, as_picked, as_previous, owner_of_items
from cbt.compiler.nodes import Map, Scalar
from cbt.compiler.outline import Draft, Level, Outline, steps_of
from cbt.compiler.parts import Parts
from cbt.compiler.schema import FlowShape, PartShape, StepShape
from cbt.compiler.scope import Entry, Look, Scope, Target, Type, nothing
from cbt.compiler.types import ITEMISED, NEEDS, listed_type, type_of_kind
from cbt.compiler.words import check_id
from cbt.model.answer import OneOfKind, SharesKind
from cbt.model.reference import AnswerRef, ComputedRef, InputRef, ItemRef, ItemsRef, RecalledRef, Ref, RestRef

PREVIOUS = "previous"
_A_PART = "is a part; read what it gives"


@dataclass(slots=True)
class Computed:
    """A computed value on its way: its local name, its expression and the names it may read."""

    name: str
    text: Scalar
    scope: Scope


@dataclass(slots=True)
class Declared:
    """A flow laid out: its top level, its drafts in order, its computed values by full id."""

    top: Level
    drafts: list[Draft] = field(default_factory=list)
    computed: dict[str, Computed] = field(default_factory=dict)


class Declarer:
    """Lays out one flow. `type_of` gives a computed value's type, `target_of` a name's target, both when asked."""

    def __init__(
        self,
        parts: Parts,
        type_of: Callable[[str], Type | None],
        target_of: Callable[[Scalar, Scope], Target | None],
    ) -> None:
        self._parts = parts
        self._outline = Outline(parts)
        self._findings = parts.findings
        self._type_of = type_of
        self._target_of = target_of
        self.declared = Declared(Level("", (), Scope()))
        self._looked_at: set[str] = set()

    def flow(self, shape: FlowShape | PartShape) -> Declared:
        """The whole flow, parts put in; a part by itself in the same way."""
        top = self.declared.top
        for name, kind in (shape.needs or {}).items():
            self._need(top.scope, _keys(shape, "needs").key(name), kind, partial(_input, name, kind))
        self._steps(top, shape)
        self._computed(top, shape)
        return self.declared

    def _steps(self, level: Level, shape: FlowShape | PartShape | StepShape) -> None:
        level.doubled = _keys(shape, "steps").doubled
        level.scope.computed = frozenset(map(str, getattr(shape, "computed", None) or {}))
        for name, step in steps_of(_keys(shape, "steps"), shape.steps or {}):
            draft = self._outline.draft(name, step, level)
            if draft is None:
                self._declare(level.scope, name, Entry(name, broken=True))
                continue
            self.declared.drafts.append(draft)
            match draft.nature:
                case "ask":
                    self._ask(draft)
                case "say":
                    self._blank(draft, "is a page to read, without an answer")
                case "repeat":
                    self._repeat(draft)
                case "for_each":
                    self._for_each(draft)
                case "use":
                    self._use(draft)
                case _:
                    self._blank(draft, "ends the flow, without an answer")
        if level.is_unsure:
            level.scope.fallback = Entry(shape.key("steps"), broken=True)
        for doubled in level.doubled & level.scope.names.keys():
            # Which of the steps was meant cannot be said.
            level.scope.names[doubled] = Entry(level.scope.names[doubled].at, broken=True)

    def _declare(self, scope: Scope, name: Scalar, entry: Entry) -> None:
        if name in scope.names:
            hint = f"see line {scope.names[name].at.pos.line}; choose another id"
            self._findings.add("F017", name, f'"{name}" is already the name of something else', hint)
        else:
            scope.names[str(name)] = entry

    def _blank(self, draft: Draft, why: str) -> Entry:
        entry = Entry(draft.name, lambda: why)
        self._declare(draft.level.scope, draft.name, entry)
        return entry

    def _need(self, scope: Scope, name: Scalar, kind: Scalar, look: Look) -> None:
        check_id(name, self._findings)
        if kind not in NEEDS:
            self._findings.add(
                "F013", kind, f'"{kind}" is not a kind of input', "use one of: " + ", ".join(NEEDS)
            )
        self._declare(scope, name, Entry(name, look))

    def _ask(self, draft: Draft) -> None:
        entry = Entry(draft.name, partial(self._answer, draft), broken=draft.answer.broken)
        if draft.shape.rest is not None:
            entry.members["rest"] = Entry(draft.name, partial(self._rest, draft))
        if draft.shape.recall is not None:
            self._recall(draft, draft.shape.recall, entry)
        if draft.answer.makes is OneOfKind:
            entry.lent = partial(self._lent, draft)
        self._declare(draft.level.scope, draft.name, entry)

    def _lent(self, draft: Draft) -> dict[str, Entry]:
        """The fields of the list that an item is picked from, readable of that item; as many as it has by then."""
        name = draft.answer.of
        if name is None:
            return {}
        outer, _, last = name.rpartition(".")
        owner = draft.level.scope.find(name)
        found = owner.look() if owner is not None else None
        if isinstance(found, Target) and found.type.many:
            owner = draft.level.scope.find(outer)
        fields = owner.members.items() if owner is not None else ()
        return {field: as_picked(member, draft.id, draft.depth) for field, member in fields if field != last}

    def _recall(self, draft: Draft, flow: Scalar, entry: Entry) -> None:
        """What the earlier record gives, readable behind the step's id and a dot."""
        gives = self._parts.gives_of_flow(flow)
        if gives is None:
            entry.look, entry.broken = nothing, True
            return
        for name, kind in gives.items():
            if draft.shape.pick is not None and kind.name in ITEMISED:
                # Of several records a list would be a list of lists.
                continue
            many = draft.shape.pick is not None
            target = Target(RecalledRef(draft.id, draft.depth, name), replace(kind, many=many))
            *outer, last = name.split(".")
            owner = entry
            for word in outer:
                owner = owner.members.setdefault(word, Entry(flow, lambda: _A_PART))
            owner.members[last] = Entry(flow, partial(_known, target))

    def _answer(self, draft: Draft) -> Found:
        ref, answer = AnswerRef(draft.id, draft.depth), draft.answer
        if answer.of is None:
            return Target(ref, type_of_kind(answer.kind)) if answer.kind else None
        if draft.id in self._looked_at:
            # Lists that are about each other, or about themselves: the proof of what is given before tells it.
            return None
        self._looked_at.add(draft.id)
        listed, of = self._listed(answer.of, draft.level.scope), self._list_of(answer.of, draft.level.scope)
        self._looked_at.discard(draft.id)
        kind = listed_type(answer.makes(ref), listed)
        # Own words are no item.
        return Target(ref, replace(kind, item_of=of) if answer.makes is OneOfKind else kind)

    @staticmethod
    def _list_of(name: Scalar, scope: Scope) -> Ref | None:
        """The list that a page is about."""
        entry = scope.find(name)
        found = entry.look() if entry is not None else None
        if not isinstance(found, Target):
            return None
        return found.type.item_of if found.type.name == "sorted" else found.ref

    def _listed(self, name: Scalar, scope: Scope) -> Type | None:
        """The type of the list whose items an answer is about; None where there is none, which is told elsewhere."""
        entry = scope.find(name)
        found = entry.look() if entry is not None else None
        if not isinstance(found, Target):
            return None
        outer = name.rpartition(".")[0]
        return self._listed(Scalar(outer, name.pos), scope) if found.type.many and outer else found.type

    def _rest(self, draft: Draft) -> Found:
        if draft.answer.of is None:
            return None
        kind = draft.answer.makes(AnswerRef(draft.id, draft.depth))
        total = kind.total if isinstance(kind, SharesKind) else None
        return Target(RestRef(draft.id, draft.depth), Type("number", least=0, most=total))

    def _repeat(self, draft: Draft) -> None:
        least, most = draft.bounds
        items = Target(ItemsRef(draft.id, draft.depth), Type("items", least=least, most=most))
        entry = Entry(draft.name, lambda: items)
        self._declare(draft.level.scope, draft.name, entry)
        # Among its own items a loop has not come to its fewest yet.
        begun = Target(items.ref, replace(items.type, least=min(least, 1)))
        around = Scope(draft.level.scope)
        around.names[str(draft.name)] = Entry(draft.name, lambda: begun, entry.members)
        before = Entry(draft.name, lambda: "is the item before; read one of its answers")
        around.names[PREVIOUS] = before
        body = self._body(draft, Scope(around))
        here = (*draft.depth, len(draft.depth))
        for name, member in body.scope.names.items():
            entry.members[name] = as_field(member, lambda: draft.id, draft.depth)
            before.members[name] = as_previous(member, here)

    def _body(self, draft: Draft, scope: Scope) -> Level:
        level = draft.level
        draft.body = Level(f"{draft.id}.", (*level.loops, draft.id), scope, draft)
        if draft.shape.steps is not None:
            self._steps(draft.body, draft.shape)
        return draft.body

    def _for_each(self, draft: Draft) -> None:
        name, scope, here = draft.shape.for_each, draft.level.scope, len(draft.level.loops)
        assert name is not None
        self._blank(draft, "walks a list; read the list's own answers")
        listed = _walked(scope, name)
        if listed is None and scope.is_computed(name):
            hint = "walk a repeat, a list, a pick of many, or an order"
            self._findings.add("F203", name, f'"{name}" is computed, and cannot be walked', hint)
        around = Scope(scope)
        around.walked = str(name)
        if listed is None or listed.broken:
            around.fallback = Entry(name, broken=True)
        else:
            for field_name, member in listed.members.items():
                around.names[field_name] = as_item(member, here)
            around.names.setdefault(name.rpartition(".")[2], Entry(name, partial(self._item, name, draft)))
        body = self._body(draft, Scope(around))
        if around.fallback is not None:
            scope.lost.update(body.scope.names)
        else:
            assert listed is not None
            for field_name, entry in body.scope.names.items():
                self._add_field(listed, entry, draft, field_name)

    def _item(self, name: Scalar, draft: Draft) -> Found:
        found = self._target_of(name, draft.level.scope)
        if found is None or found.type.name == "items":
            return found
        return Target(ItemRef(draft.id, (*draft.depth, len(draft.depth))), Type("text"))

    def _add_field(self, listed: Entry, entry: Entry, draft: Draft, name: str) -> None:
        if name in listed.members:
            hint = f"see line {listed.members[name].at.pos.line}; choose another id"
            self._findings.add("F017", entry.at, f'the items already have "{name}"', hint)
            return
        listed.members[name] = as_field(entry, partial(self._owner, draft), draft.depth)

    def _owner(self, draft: Draft) -> str | None:
        """Who owns the items that a `for_each` walks; None where their fields cannot be read outside of it."""
        assert draft.shape.for_each is not None
        found = self._target_of(draft.shape.for_each, draft.level.scope)
        if found is None or not isinstance(found.ref, AnswerRef | ItemsRef | InputRef):
            return None
        # An input is given once for the whole flow, like an answer outside of all loops.
        if (() if isinstance(found.ref, InputRef) else found.ref.items) != draft.depth:
            return None
        return owner_of_items(found.ref)

    def _use(self, draft: Draft) -> None:
        part = draft.part
        entry = self._blank(draft, _A_PART)
        draft.body = Level(f"{draft.id}.", draft.level.loops, Scope(), draft)
        if part is None:
            entry.look, entry.broken = lambda: None, True
            return
        scope = draft.body.scope
        for name, kind in (part.needs or {}).items():
            self._need(scope, _keys(part, "needs").key(name), kind, partial(self._given, draft, name))
        self._steps(draft.body, part)
        self._computed(draft.body, part)
        for given in part.gives or []:
            if given in scope.names:
                entry.members[str(given)] = scope.names[given]
            else:
                hint = "give one of its steps or computed values"
                self._findings.add("F202", given, f'this part has no "{given}" to give', hint)
                entry.members[str(given)] = Entry(given, broken=True)

    def _given(self, draft: Draft, name: str) -> Found:
        given = (draft.shape.given or {}).get(name)
        return self._target_of(given, draft.level.scope) if given is not None else None

    def _computed(self, level: Level, shape: FlowShape | PartShape) -> None:
        for name, text in (shape.computed or {}).items():
            at = _keys(shape, "computed").key(name)
            full = f"{level.prefix}{name}"
            check_id(at, self._findings)
            self.declared.computed.setdefault(full, Computed(name, text, level.scope))
            self._declare(level.scope, at, Entry(at, partial(self._computed_target, full)))

    def _computed_target(self, full: str) -> Found:
        found = self._type_of(full)
        return Target(ComputedRef(full), found) if found else None


def _walked(scope: Scope, name: str) -> Entry | None:
    """The list that a loop walks; where an answer of its items is named in its place, which is told, the list."""
    entry, outer = scope.find(name), scope.find(name.rpartition(".")[0]) if "." in name else None
    found, whole = (each.look() if each is not None else None for each in (entry, outer))
    is_field = isinstance(found, Target) and found.type.many and isinstance(whole, Target)
    return outer if is_field else entry


def _keys(shape: FlowShape | PartShape | StepShape, word: str) -> Map:
    node = shape.node[word]
    assert isinstance(node, Map)
    return node


def _input(name: str, kind: Scalar) -> Found:
    return Target(InputRef(name), NEEDS[kind]) if kind in NEEDS else None


def _known(target: Target) -> Target:
    return target
