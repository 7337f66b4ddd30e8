"""Proves that every answer that is used has been given on all paths to its use (F304).

It must not run the flow: it compares what is used with what is certain.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cbt.compiler.checks.facts import Facts, guard_facts, lacking, owner_of, possible, when
from cbt.compiler.checks.terms import Term, origin
from cbt.compiler.checks.trail import path_without
from cbt.compiler.diagnostics import Findings
from cbt.compiler.expression import children
from cbt.compiler.uses import Use, on_arrival, with_answer
from cbt.model.answer import ListedKind, ListKind
from cbt.model.expression import SORTING, Binary, Call, Expression, Name, Node
from cbt.model.flow import Flow, Holds, Kept, Step
from cbt.model.reference import ComputedRef, FieldRef, PreviousRef, Ref
from cbt.model.source import SourcePos

_NEED_ITEMS = ("mean", "min", "max")


def is_given(flow: Flow, name: str, ref: Ref, facts: Facts) -> bool:
    """Whether what a name reads is there on all paths that have these facts, also through computed values."""
    findings = Findings()
    _Proof(flow, findings).check(Use(name, ref, flow.pos), facts, flow.start)
    return not findings.sorted()


def check_definedness(
    flow: Flow,
    arrived: Mapping[str, Facts],
    findings: Findings,
    uses: Mapping[str, Sequence[Use]],
    missed: Collection[str] = (),
) -> None:
    """Notes each use of an answer that some path does not give, with that path.

    `arrived` are the facts that are certain at each step, `uses` as in `check_graph`; `missed` are the steps that
    are not reached, which has been told.
    """
    proof = _Proof(flow, findings)
    compared = _compared_at_an_end(flow, arrived, missed)
    for step_id, facts in arrived.items():
        step = flow.steps[step_id]
        for use in (*uses.get(step_id, ()), *on_arrival(flow, step)):
            if not use.may_lack and not (use.record == "change" and use.ref in compared):
                proof.check(use, facts, step_id)
        if isinstance(step.kind, ListedKind) and not any(use.may_lack for use in uses.get(step_id, ())):
            proof.check_pick(step.kind.of, uses[step_id], facts, step_id)
        if step.checks:
            own = facts | {f"a:{step_id}"}
            for needed in with_answer(step):
                proof.check(needed, own, step_id)
        _check_guards(flow, step, facts, proof)
    _check_views(flow, findings, uses, missed)


def _check_guards(flow: Flow, step: Step, facts: Facts, proof: "_Proof") -> None:
    """Notes what the guards of the ways on may lack."""
    ways = flow.ways.get(step.id, ())
    if not any(way.guards for way in ways):
        return
    for way, before in zip(ways, guard_facts(flow, step, facts), strict=True):
        for guard in way.guards:
            if isinstance(guard, Holds):
                proof.check(guard.expression, before, step.id)


def _compared_at_an_end(flow: Flow, arrived: Mapping[str, Facts], missed: Collection[str]) -> frozenset[Ref]:
    """What is compared in pairs of answers that are whole at one end at least; at the others the record has no pair.

    An end that is not reached, which has been told, might have had every pair.
    """
    is_unsure = any(flow.steps[step_id].end is not None for step_id in missed)
    ends = [facts for step_id, facts in arrived.items() if flow.steps[step_id].end is not None]
    pairs = [{change.before, change.after} for change in flow.summary.changes]
    return frozenset(
        [
            ref
            for pair in pairs
            if not any(isinstance(ref, ComputedRef) for ref in pair)
            and (is_unsure or any(all(lacking(ref, facts) is None for ref in pair) for facts in ends))
            for ref in pair
        ]
    )


def _check_views(
    flow: Flow, findings: Findings, uses: Mapping[str, Sequence[Use]], missed: Collection[str]
) -> None:
    """Notes each answer that is to stay in view, or may be picked from, on a page that no path reaches with it."""
    shown = {step_id: list(_shown(step, uses.get(step_id, ()))) for step_id, step in flow.steps.items()}
    if not any(shown.values()):
        return
    for step_id, facts in possible(flow).items():
        for use, what in shown[step_id]:
            # In a loop, what a list holds of the items before this one may be shown.
            is_list = isinstance(use.ref, FieldRef | PreviousRef) and flow.steps[step_id].loops
            fact = None if is_list else lacking(use.ref, facts)
            if fact is not None and fact.partition(":")[2] not in missed:
                message = f'"{use.name}" is never answered before this page, so it cannot {what}'
                hint = "name an answer that is given before, or take it out"
                findings.add("F304", use.pos, message, hint, length=len(use.name))


def _shown(step: Step, uses: Sequence[Use]) -> Iterator[tuple[Use | Kept, str]]:
    """What a page shows where it is there, and what it does with it."""
    for kept in step.keep_in_view:
        yield kept, "stay in view"
    for use in uses:
        if use.may_lack:
            yield use, "be picked from"


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is being proved, and where: `through` is the computed value that reads it, at its place in the file.

    `inside` is the prefix of the part that it is handed to; `record` the word of the summary that shows it.
    """

    step: str
    expression: Expression
    through: tuple[str, SourcePos] | None = None
    inside: str = ""
    record: str = ""

    def place(self, node: Name | Call) -> SourcePos:
        return self.through[1] if self.through else self.expression.place(node)


class _Proof:
    def __init__(self, flow: Flow, findings: Findings) -> None:
        self._flow = flow
        self._findings = findings
        self._told: list[tuple[str, str]] = []

    def check(self, use: Use | Expression, facts: Facts, step: str) -> None:
        """Notes what a use may lack at a step with these facts."""
        if isinstance(use, Use):
            expression = Expression(use.name, Name(use.name, 0, use.ref), use.pos)
            self._node(expression.root, facts, _Asked(step, expression, inside=use.inside, record=use.record))
        else:
            self._node(use.root, facts, _Asked(step, use))

    def check_pick(self, of: Ref, uses: Sequence[Use], facts: Facts, step: str) -> None:
        """Notes a list to pick from, to put in order or to share over that may be empty: nothing could be answered."""
        owner = owner_of(of)
        if owner is None or self._has_items(owner, facts):
            return
        use = next(use for use in uses if use.ref == of)
        message = f'"{use.name}" may be empty, and then there is nothing to answer'
        trail = path_without(self._flow, f"some:{owner}", step)
        hint = f"guard it with if: count({owner}) > 0"
        self._findings.add("F304", use.pos, message, hint, length=len(use.name), trail=trail)

    def _node(self, node: Node, facts: Facts, asked: _Asked) -> None:
        match node:
            case Name(ref=ComputedRef()):
                self._computed(node, facts, asked)
            case Name():
                self._name(node, facts, asked)
            case Call(function="answered"):
                return
            case Call(function="if", args=(test, yes, no)):
                self._node(test, facts, asked)
                self._node(yes, facts | when(test, True), asked)
                self._node(no, facts | when(test, False), asked)
            case Binary(op="and" | "or"):
                self._node(node.left, facts, asked)
                self._node(node.right, facts | when(node.left, node.op == "and"), asked)
            case _:
                for child in children(node):
                    self._node(child, facts, asked)
                if isinstance(node, Call) and node.function in _NEED_ITEMS:
                    self._items(node, facts, asked)

    def _computed(self, name: Name, facts: Facts, asked: _Asked) -> None:
        assert isinstance(name.ref, ComputedRef)
        value = self._flow.computed[name.ref.name]
        through = asked.through or (name.name, asked.place(name))
        self._node(value.root, facts, replace(asked, expression=value, through=through))

    def _name(self, name: Name, facts: Facts, asked: _Asked) -> None:
        fact = lacking(name.ref, facts) if name.ref else None
        if fact is None:
            return
        hint = f"give it on every path, guard it with if: answered({name.name}), or take it out"
        self._note(f'"{name.name}" may not have been answered yet', hint, fact, asked, name)

    def _items(self, call: Call, facts: Facts, asked: _Asked) -> None:
        # What several numbers in brackets are the least of is always there.
        listed = origin(self._flow, Term(call.args[0], asked.expression.pos.file)).node
        sorted_ = listed.args[0] if isinstance(listed, Call) and listed.function in SORTING else None
        found = sorted_ if sorted_ is not None else call.args[0]
        ref = found.ref if isinstance(found, Name) else None
        owner = owner_of(ref) if sorted_ is not None or isinstance(ref, FieldRef) else None
        if owner is None or self._has_items(owner, facts):
            return
        shown = call.args[0].name if isinstance(call.args[0], Name) else "..."
        message = f'"{owner}" may be empty, and then {call.function}({shown}) has no value'
        self._note(message, f"guard it with if: count({owner}) > 0", f"some:{owner}", asked, call)

    def _note(self, message: str, hint: str, fact: str, asked: _Asked, node: Name | Call) -> None:
        if any(fact == told and asked.step.startswith(part) for part, told in self._told):
            return
        if asked.record:
            hint = f"ask for it on every path, or leave it out of the {asked.record}"
        if asked.inside:
            # What a part is handed is told where it is handed over, and not again at each use inside.
            self._told.append((asked.inside, fact))
        length = len(node.name if isinstance(node, Name) else node.function)
        if asked.through:
            message, length = (
                f'"{asked.through[0]}" reads what is not there: {message}',
                len(asked.through[0]),
            )
        trail = path_without(self._flow, fact, asked.step)
        self._findings.add("F304", asked.place(node), message, hint, length=length, trail=trail)

    def _has_items(self, owner: str, facts: Facts) -> bool:
        loop, page = self._flow.loops.get(owner), self._flow.steps.get(owner)
        never_empty = loop is not None and loop.least > 0
        if page is not None:
            # An order is asked for only where its list has items.
            never_empty = not isinstance(page.kind, ListKind) or page.kind.least > 0
        return never_empty or f"some:{owner}" in facts
