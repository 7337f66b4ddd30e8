"""What the records of a flow give to another that recalls them.

It must not read a record: it says which names every finished one holds.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from cbt.compiler.checks.definedness import is_given
from cbt.compiler.checks.facts import certain
from cbt.compiler.scope import Entry, Scope, Target, Type
from cbt.model.answer import RecallKind
from cbt.model.flow import Flow, Step
from cbt.model.reference import AnswerRef, ComputedRef, FieldRef

_READABLE = ("text", "number", "truth", "choice", "picks", "lines", "date", "time", "moment")


def gives_of(flow: Flow, scope: Scope) -> dict[str, Type]:
    """The names that are answered at every end of a flow, with the types of what they hold.

    What is put in order, and the texts of a loop that collects items, are given as lists.
    """
    arrived = certain(flow)
    ends = [facts for step, facts in arrived.items() if flow.steps[step].is_final]
    found = {}
    for name, entry in _named(scope.names):
        target = entry.look()
        if not isinstance(target, Target):
            continue
        given = _given(flow, name, target)
        if given is not None and all(is_given(flow, name, target.ref, facts) for facts in ends):
            found[name] = given
    return found


def _given(flow: Flow, name: str, target: Target) -> Type | None:
    """The type that a name has in a record that gives it; None for what no record gives."""
    kind, ref = target.type, target.ref
    if isinstance(ref, FieldRef):
        loop = flow.loops.get(ref.items_of)
        is_collected = loop is not None and loop.over is None and name == ref.step and kind.name == "text"
        return Type("lines", least=loop.least, most=loop.most) if loop and is_collected else None
    if kind.many or not isinstance(ref, AnswerRef | ComputedRef):
        return None
    if kind.name == "order":
        return Type("lines", least=kind.least, most=kind.most)
    return kind if kind.name in _READABLE else None


def _named(names: Mapping[str, Entry], prefix: str = "") -> Iterator[tuple[str, Entry]]:
    for name, entry in names.items():
        yield f"{prefix}{name}", entry
        yield from _named(entry.members, f"{prefix}{name}.")


def with_recalled_names(steps: Mapping[str, Step], read: Mapping[str, set[str]]) -> dict[str, Step]:
    """The steps, each recall with the names that are read of its record: by step id."""
    return {
        name: replace(step, kind=replace(step.kind, names=tuple(sorted(read.get(name, ())))))
        if isinstance(step.kind, RecallKind)
        else step
        for name, step in steps.items()
    }
