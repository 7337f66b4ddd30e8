"""What stands in guards: nodes with the file that they stand in, and what the names in them stand for.

It must not weigh anything. An input counts as any value of its kind, so that a part is judged alike in every flow.
"""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from cbt.compiler.checks.facts import fact_of
from cbt.compiler.expression import children, names
from cbt.model.expression import Binary, Call, Name, Node, Number, String, Unary
from cbt.model.flow import Flow
from cbt.model.reference import AnswerRef, ComputedRef, FieldRef, InputRef, ItemsRef, PickedRef, PreviousRef


@dataclass(frozen=True, slots=True)
class Term:
    """A node with the file that it stands in; names mean different things in a part and around it."""

    node: Node
    file: str


def is_handed_in(flow: Flow, name: Name, file: str) -> bool:
    """Whether a name is an input: of the flow, or of the part that the file holds."""
    match name.ref:
        case InputRef():
            return True
        case AnswerRef(step=full) | PreviousRef(step=full) | PickedRef(field=FieldRef(step=full)):
            home = flow.steps[full].pos.file
        case ItemsRef(loop=full):
            home = flow.loops[full].pos.file
        case ComputedRef(name=full):
            home = flow.computed[full].pos.file
        case _:
            return False
    own_name = full.rpartition(".")[2]
    return "." not in name.name and (home != file or own_name != name.name)


def origin(flow: Flow, term: Term) -> Term:
    """What a computed value that only gives another a name stands for; else the node itself."""
    node, file = term.node, term.file
    while isinstance(node, Name) and isinstance(node.ref, ComputedRef) and not is_handed_in(flow, node, file):
        value = flow.computed[node.ref.name]
        if not isinstance(value.root, Name | Call):
            break
        node, file = value.root, value.pos.file
    return Term(node, file)


def leaves_of(flow: Flow, term: Term) -> Iterator[Term]:
    """The parts of a guard that are no `and`, `or`, `not` or computed yes or no."""
    node, file = term.node, term.file
    match node:
        case Binary(op="and" | "or"):
            yield from leaves_of(flow, Term(node.left, file))
            yield from leaves_of(flow, Term(node.right, file))
        case Unary(op="not"):
            yield from leaves_of(flow, Term(node.arg, file))
        case _:
            inner = computed_truth(flow, term)
            if inner is None:
                yield term
            else:
                yield from leaves_of(flow, inner)


def computed_truth(flow: Flow, term: Term) -> Term | None:
    """The condition that a computed yes or no stands for; None for anything else."""
    node = term.node
    if not isinstance(node, Name) or not isinstance(node.ref, ComputedRef):
        return None
    value = flow.computed[node.ref.name]
    return None if is_handed_in(flow, node, term.file) else Term(value.root, value.pos.file)


def facts_needed(flow: Flow, node: Node) -> frozenset[str]:
    """Those of the facts below a value without which it is missing for sure; an `if` may do without."""
    found: frozenset[str] = frozenset()
    todo = [node]
    while todo:
        here = todo.pop()
        if isinstance(here, Name) and isinstance(here.ref, ComputedRef):
            found |= {f"computed:{here.ref.name}"}
            todo.append(flow.computed[here.ref.name].root)
        elif isinstance(here, Name):
            found |= facts_below(flow, here)
        elif not (isinstance(here, Call) and here.function == "if"):
            todo += children(here)
    return found


def facts_below(flow: Flow, node: Node) -> frozenset[str]:
    """The facts without which a value is missing; a computed value is one too, under its own name."""
    found: set[str | None] = set()
    todo, seen = [node], set()
    while todo:
        for name in names(todo.pop()):
            if isinstance(name.ref, ComputedRef):
                full = name.ref.name
                found.add(f"computed:{full}")
                todo += [flow.computed[full].root] if full not in seen else []
                seen.add(full)
            else:
                found.add(fact_of(name.ref) if name.ref else None)
    return frozenset(fact for fact in found if fact)


def fact_asked(flow: Flow, term: Term) -> str:
    """The fact that `answered` of a name asks for; a computed value's own."""
    name = origin(flow, term).node
    name = name if isinstance(name, Name) else term.node
    assert isinstance(name, Name)
    if isinstance(name.ref, ComputedRef):
        return f"computed:{name.ref.name}"
    return (fact_of(name.ref) if name.ref else None) or f"given:{name.name}"


def identity(node: Node) -> Hashable:
    """What two nodes have in common that ask for the same value, wherever they stand."""
    match node:
        case Number() | String():
            return node.value
        case Name():
            return node.ref or node.name
        case Call():
            return (node.function, *[identity(arg) for arg in node.args])
        case Unary():
            return (node.op, identity(node.arg))
    return (node.op, identity(node.left), identity(node.right))
