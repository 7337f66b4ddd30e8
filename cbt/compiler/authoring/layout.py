"""The steps and names of a file as far as it can be read: what can be named where, and where it is asked.

It must not report a fault: whatever is wrong is told when the flow is built.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

from cbt.compiler.declare import Declared, Declarer
from cbt.compiler.diagnostics import Enough, Findings
from cbt.compiler.nodes import Scalar
from cbt.compiler.outline import Draft, Level
from cbt.compiler.parts import Bundle, Parts
from cbt.compiler.resolve import Resolver
from cbt.compiler.schema import FlowShape, PartShape
from cbt.compiler.scope import Entry, Scope, Target
from cbt.model.source import SourcePos

PARTS = "parts/"


class Layout:
    """A flow or a part laid out. Paths are those of a cursor: `("steps", "emotions", "steps", "name", "ask")`."""

    def __init__(self, shape: FlowShape | PartShape, declared: Declared) -> None:
        self.shape = shape
        self._declared = declared
        self._drafts = {draft.name.pos: draft for draft in declared.drafts}

    @property
    def drafts(self) -> Sequence[Draft]:
        """All steps, those of the parts that are used too."""
        return self._declared.drafts

    def level_at(self, path: Sequence[str]) -> Level | None:
        """The level whose steps stand side by side at a path."""
        level, _ = self._descend(path)
        return level

    def draft_at(self, path: Sequence[str]) -> Draft | None:
        """The step that a path is inside of, or names."""
        _, draft = self._descend(path)
        return draft

    def scope_at(self, path: Sequence[str]) -> Scope:
        """The names that can be read at a path; a loop's own question for more reads those of its pages."""
        level, draft = self._descend(path)
        if draft is not None and draft.body is not None and path[-1] == "again":
            return draft.body.scope
        return level.scope if level is not None else self._declared.top.scope

    def draft_of(self, entry: Entry) -> Draft | None:
        """The step that a name is the answer of; None for a computed value or an input."""
        return self._drafts.get(entry.at.pos)

    def place_of(self, full: str) -> SourcePos | None:
        """Where the step of a full id is made; None where there is no such step."""
        return next((draft.name.pos for draft in self.drafts if draft.id == full), None)

    def expression_of(self, entry: Entry) -> Scalar | None:
        """The expression of a computed value; None for any other name."""
        places = (
            (self._place_of_computed(full), computed.text)
            for full, computed in self._declared.computed.items()
        )
        return next((text for pos, text in places if pos == entry.at.pos), None)

    def names(self, scope: Scope) -> Iterator[tuple[str, Entry, Target]]:
        """Every name that can be read in a scope and has a value, the nearest first."""
        seen: set[str] = set()
        for name in scope.known():
            entry = scope.find(name)
            target = self.target_of(entry) if entry is not None else None
            if name not in seen and entry is not None and target is not None:
                seen.add(name)
                yield name, entry, target

    def target_of(self, entry: Entry) -> Target | None:
        """What a name points at, with its type; None where there is nothing to read."""
        with suppress(Enough):
            found = entry.look()
            return found if isinstance(found, Target) else None
        return None

    def _place_of_computed(self, full: str) -> SourcePos | None:
        computed = self._declared.computed[full]
        entry = computed.scope.names.get(computed.name)
        return entry.at.pos if entry is not None else None

    def _descend(self, path: Sequence[str]) -> tuple[Level | None, Draft | None]:
        level: Level | None = self._declared.top
        draft = None
        index = 0
        while level is not None and path[index : index + 1] == ("steps",):
            found = level.find(path[index + 1]) if index + 1 < len(path) else None
            if found is None:
                is_inside = path[index + 2 : index + 3] == ("steps",)
                return None if is_inside else level, draft if index + 1 >= len(path) else None
            draft, index = found, index + 2
            if path[index : index + 1] != ("steps",):
                break
            level = draft.body
        return (level, draft) if index else (self._declared.top, None)


def lay_out(bundle: Bundle, path: str, findings: Findings) -> Layout | None:
    """The layout of a flow or part among a bundle's files, or None when it cannot be read."""
    shape: FlowShape | PartShape | None = (
        bundle.shape(path, PartShape, findings)
        if path.startswith(PARTS)
        else bundle.shape(path, FlowShape, findings)
    )
    if shape is None:
        return None
    resolver = Resolver(findings)
    declarer = Declarer(Parts(bundle, findings), resolver.type_of_computed, resolver.target)
    resolver.computed = declarer.declared.computed
    with suppress(Enough):
        declarer.flow(shape)
    return Layout(shape, declarer.declared)


def later(level: Level, draft: Draft | None) -> Iterable[Draft]:
    """The steps of a level that a step may lead to: those behind it."""
    return level.drafts[draft.place + 1 :] if draft is not None and draft.level is level else level.drafts
