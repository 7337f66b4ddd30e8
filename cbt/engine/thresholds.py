"""What the guards and checks of a flow hold answers against, and from which pages on an answer still matters.

It must not evaluate anything: it reads what an author wrote.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from cbt.engine.evaluate import nodes_of
from cbt.model.answer import OneOfKind, OrderKind, SharesKind
from cbt.model.expression import Name, Node, Number, String
from cbt.model.flow import Chose, Flow, Holds, WantsMore
from cbt.model.reference import (
    AnswerRef,
    ComputedRef,
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


@dataclass(slots=True)
class Against:
    """The numbers and texts that an answer, or what is worked out from it, is held against."""

    numbers: set[float] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)


class Thresholds:
    """Both for one flow. Steps, loops and inputs go by their id; what a record gives is `step.name`."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._against: defaultdict[str, Against] = defaultdict(Against)
        self._read_at: dict[str, frozenset[str]] = {}
        for step in flow.steps:
            self._read_at[step] = frozenset(self._note_reads(step))
        self.ahead = self._reads_ahead()

    def of(self, name: str) -> Against:
        """What is held against a step's answer, or against what it lists."""
        return self._against[name]

    def matters(self, step: str) -> bool:
        """Whether some answers to a page lead elsewhere, or are refused, where others are not."""
        return step in self.ahead[step]

    def _note_reads(self, step_id: str) -> Iterable[str]:
        step, read = self._flow.steps[step_id], set[str]()
        for check in step.checks:
            read |= self._note(check.must.root)
        for way in self._flow.ways.get(step_id, ()):
            for guard in way.guards:
                match guard:
                    case Holds():
                        read |= self._note(guard.expression.root)
                    case Chose():
                        read.add(guard.step)
                    case WantsMore():
                        read.add(f"{guard.loop}.again")
        if isinstance(step.kind, OneOfKind | OrderKind | SharesKind):
            read |= self._names(step.kind.of)
        return read | self._walked(step.loops)

    def _walked(self, loops: tuple[str, ...]) -> set[str]:
        """What the loops around a page walk."""
        over = [ref for loop in loops if (ref := self._flow.loops[loop].over) is not None]
        return {name for ref in over for name in self._names(ref)} | set(loops)

    def _note(self, root: Node) -> set[str]:
        """The names that an expression reads; each is held against all that the expression has in it."""
        nodes = list(self._whole(root, set()))
        numbers = {node.value for node in nodes if isinstance(node, Number)}
        said = {node.value for node in nodes if isinstance(node, String)}
        names = {
            name
            for node in nodes
            if isinstance(node, Name) and node.ref is not None
            for name in self._names(node.ref)
        }
        for name in names:
            self._against[name].numbers |= numbers
            self._against[name].texts |= said
        return names

    def _whole(self, root: Node, seen: set[str]) -> Iterable[Node]:
        """The nodes of an expression and of every computed value in it."""
        for node in nodes_of(root):
            yield node
            ref = node.ref if isinstance(node, Name) else None
            if isinstance(ref, ComputedRef) and ref.name not in seen:
                seen.add(ref.name)
                yield from self._whole(self._flow.computed[ref.name].root, seen)

    def _names(self, ref: Ref) -> set[str]:
        """What a reference reads, and the lists that it reads it from."""
        match ref:
            case AnswerRef() | RestRef():
                kind = self._flow.steps[ref.step].kind
                if isinstance(kind, OneOfKind | OrderKind | SharesKind):
                    return {ref.step, *self._names(kind.of)}
                return {ref.step}
            case FieldRef() | EachRef():
                return {ref.step, ref.items_of}
            case ItemsRef():
                return {ref.loop}
            case ItemRef():
                over = self._flow.loops[ref.loop].over
                return self._names(over) if over is not None else set()
            case InputRef():
                return {ref.name}
            case PickedRef():
                return self._names(AnswerRef(ref.step, ref.items)) | self._names(ref.field)
            case PreviousRef():
                return {ref.step}
            case RecalledRef():
                return {ref.step, f"{ref.step}.{ref.name}"}
        return set()

    def _reads_ahead(self) -> dict[str, frozenset[str]]:
        """For each page the names that it, or a page that can come after it, reads."""
        ahead = {}
        for start in self._flow.steps:
            seen, todo = {start}, [start]
            while todo:
                for way in self._flow.ways.get(todo.pop(), ()):
                    if way.dest not in seen:
                        seen.add(way.dest)
                        todo.append(way.dest)
            ahead[start] = frozenset().union(*[self._read_at[step] for step in seen])
        return ahead
