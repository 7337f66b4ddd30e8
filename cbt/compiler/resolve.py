"""Finds what the names in expressions and texts point at (F201-F203, F301).

It must not lay out steps or decide where a flow goes.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from cbt.compiler.declare import Computed
from cbt.compiler.diagnostics import Enough, Findings, did_you_mean
from cbt.compiler.expression import MOST_DEPTH, depth, names, nodes, parse_expression
from cbt.compiler.infer import Inference
from cbt.compiler.looking import with_each
from cbt.compiler.nodes import Scalar
from cbt.compiler.scope import Scope, Target, Type
from cbt.compiler.words import FUNCTIONS, IDENTIFIER
from cbt.model.expression import Binary, Call, Expression, Name, Node, Unary
from cbt.model.flow import Slot, Text
from cbt.model.reference import ComputedRef, RecalledRef, Ref

MOST_EXPRESSIONS = 500
MOST_SLOTS = 2000
MOST_CHAIN = 20
MOST_NODES = 2000

_SLOT = re.compile(rf"\{{({IDENTIFIER}(?:\.{IDENTIFIER})*)\}}")
# A name between braces that are not as they should be: with spaces, capitals or hyphens, or doubled.
_NEARLY_SLOT = re.compile(r"\{[ \t]*([A-Za-z][A-Za-z0-9_. \t-]*)\}|\{\{[ \t]*([a-z][a-z0-9_.]*)[ \t]*\}\}")
# A name behind a brace that is not closed on its line, and before any other brace.
_OPEN_SLOT = re.compile(rf"\{{((?>{IDENTIFIER}(?:\.{IDENTIFIER})*))(?=[^{{}}\n]*+(?:[{{\n]|\Z))")


_BETWEEN = re.compile("[; ]+")


@dataclass(frozen=True, slots=True)
class _Size:
    """How much work an expression is with all computed values in it written out."""

    nodes: int
    depth: int


class Resolver:
    """Resolves the names of one flow.

    `computed` (full id -> where it stands) fills as the flow is laid out, `expressions` as they are asked for;
    `recalled` are the names that are read of earlier records, by the step that recalls one.
    """

    def __init__(self, findings: Findings, computed: dict[str, Computed] | None = None) -> None:
        self.findings = findings
        self.computed: dict[str, Computed] = {} if computed is None else computed
        self.expressions: dict[str, Expression] = {}
        self.recalled: dict[str, set[str]] = defaultdict(set)
        self._types: dict[str, Type | None] = {}
        self._sizes: dict[str, _Size] = {}
        self._busy: list[str] = []
        self._count = 0
        self._slots = 0

    def target(self, name: Scalar, scope: Scope) -> Target | None:
        """What a name points at, or None with a finding."""
        entry = scope.find(name)
        if entry is None and scope.is_lost(name):
            return None
        if entry is None:
            message = f'there is no answer "{name}" here' if name else "the name of an answer is missing here"
            self.findings.add("F202", name, message, _hint(name, scope))
            return None
        found = entry.look()
        if isinstance(found, str):
            hint = did_you_mean(name, (f"{name}.{member}" for member in entry.members)) or "name an answer"
            self.findings.add("F202", name, f'"{name}" {found}', hint)
            return None
        if found is not None and isinstance(found.ref, RecalledRef):
            self.recalled[found.ref.step].add(found.ref.name)
        return found

    def type_of_computed(self, full: str) -> Type | None:
        """The type of a computed value; resolves it once, and tells a circle (F301)."""
        if full in self._types:
            return self._types[full]
        value = self.computed[full]
        if full in self._busy:
            circle = [*self._busy[self._busy.index(full) :], full]
            shown = " -> ".join(self.computed[other].name for other in circle)
            message = f'"{value.name}" is computed from itself: {shown}'
            self.findings.add("F301", value.text, message, "take one of them out")
            return None
        self._busy.append(full)
        found = None
        if len(self._busy) > MOST_CHAIN:
            self._too_much(value.text)
        else:
            found = self.expression(value.text, value.scope)
        self._busy.pop()
        self._types[full] = found[1] if found else None
        if found:
            self.expressions[full] = found[0]
            self._sizes[full] = self._size(found[0].root)
        return self._types[full]

    def expression(
        self, text: Scalar, scope: Scope, seen: Callable[[Target], Target | None] | None = None
    ) -> tuple[Expression, Type] | None:
        """The expression with every name's reference, and the type of its value; None with findings.

        `seen` makes of each target what the expression sees of it, or None for one that it cannot use.
        """
        self._count += 1
        if self._count > MOST_EXPRESSIONS:
            message = f"this flow has more than {MOST_EXPRESSIONS} expressions with its parts"
            self.findings.add("F001", text, message, "make it smaller")
            raise Enough
        parsed = parse_expression(text, self.findings)
        if parsed is None:
            return None
        targets: dict[int, Target | None] = {}
        for name in sorted(names(parsed.root), key=lambda name: name.at):
            written = text.part(name.at, name.at + len(name.name))
            found = self.target(written, scope)
            targets[name.at] = self._seen(written, found, seen) if seen and found else found
        looked = with_each(parsed.root, text, targets, self.findings)
        if looked is None:
            return None
        kind = Inference(text, lambda name: _type(looked[name.at]), self.findings).infer(parsed.root)
        if kind is None:
            return None
        if kind.name == "sorted" and isinstance(parsed.root, Call):
            kind = replace(kind, item_of=_ref(looked[parsed.root.args[0].at]))
        root = with_refs(parsed.root, lambda name: _ref(looked[name.at]))
        size = self._size(root)
        if size.nodes > MOST_NODES or size.depth > MOST_DEPTH:
            self._too_much(text)
            return None
        return replace(parsed, root=root), kind

    def _seen(self, name: Scalar, target: Target, seen: Callable[[Target], Target | None]) -> Target | None:
        found = seen(target)
        if found is None:
            message = f'"{name}" is {target.type.shown}, and cannot be read over several records'
            self.findings.add("F203", name, message, "name a number that every record has once")
        return found

    def _size(self, root: Node) -> _Size:
        inner = [self._sizes[name.ref.name] for name in names(root) if isinstance(name.ref, ComputedRef)]
        own = sum(1 for _ in nodes(root))
        deepest = max((size.depth for size in inner), default=0)
        return _Size(own + sum(size.nodes for size in inner), depth(root) + deepest)

    def _too_much(self, text: Scalar) -> None:
        message = "too much is computed here, with the computed values that it reads"
        self.findings.add("F201", text, message, "make the sum shorter, or its steps fewer")

    def truth(self, text: Scalar, scope: Scope) -> Expression | None:
        """The expression, which must be a yes or no."""
        found = self.expression(text, scope)
        if found is None:
            return None
        if found[1].name != "truth" or found[1].many:
            hint = "compare it, such as belief >= 40"
            self.findings.add("F203", text, f"this is {found[1].shown}, not a yes or no", hint)
            return None
        return found[0]

    def text(self, prose: Scalar, key: str, scope: Scope) -> Text:
        """The prose with its `{names}` resolved; a name that cannot be shown is a finding and stays as typed."""
        parts: list[str | Slot] = []
        end = 0
        for match in _SLOT.finditer(prose):
            slot = self._slot(prose.part(match.start(1), match.end(1)), scope)
            if slot is not None:
                parts += [prose[end : match.start()], slot]
                end = match.end()
        parts.append(prose[end:])
        self._check_near_misses(prose, scope)
        return Text(key, str(prose), tuple([part for part in parts if part != ""]), prose.pos)

    def _slot(self, name: Scalar, scope: Scope) -> Slot | None:
        self._slots += 1
        if self._slots > MOST_SLOTS:
            message = f"this flow has more than {MOST_SLOTS} names in its texts with its parts"
            self.findings.add("F001", name, message, "make it smaller")
            raise Enough
        found = self.target(name, scope)
        if found is None:
            return None
        if found.type.name == "items" or found.type.many:
            message = f'"{name}" is {found.type.shown} and cannot be shown in a text'
            self.findings.add("F203", name, message, "show one answer")
            return None
        if "." in name and scope.is_walked(name):
            item = name.rpartition(".")[2]
            message = f'"{name}" is the whole list here, and not the item that this loop is at'
            self.findings.add("F203", name, message, f"write {{{item}}} for the item")
            return None
        return Slot(str(name), found.ref, name.pos)

    def _check_near_misses(self, prose: Scalar, scope: Scope) -> None:
        for match in _near_slots(prose):
            name = (match[1] or match[match.lastindex or 0]).strip().lower()
            name = name.replace(" ", "_").replace("-", "_")
            if scope.find(name) is not None:
                shown = prose.part(match.start(), match.end())
                hint = f'did you mean "{{{name}}}"?'
                self.findings.add("F202", shown, f'"{shown}" is shown as it is', hint)


def _hint(name: str, scope: Scope) -> str:
    """What a name that is not there may be meant to be: within a loop its own short name, outside its whole one."""
    known, (outer, _, short) = [each for each in scope.known() if each != name], name.rpartition(".")
    if name in ("true", "false"):
        return 'write a yes or no by itself, or "not" before it'
    if outer in known and short in FUNCTIONS:
        return f"write {short}({outer})"
    parts = [part for part in _BETWEEN.split(name) if part]
    if len(parts) > 1 and all(part in known for part in parts):
        return f"put a comma between the names: {', '.join(parts)}"
    full = [each for each in known if each.endswith(f".{short}")]
    meant = [short] if short in known else full if len(full) == 1 else []
    return did_you_mean(meant[0] if meant else name, known) or "name a step, or a computed value"


def _near_slots(prose: str) -> Iterator[re.Match[str]]:
    yield from (match for match in _NEARLY_SLOT.finditer(prose) if not _SLOT.fullmatch(match[0]))
    yield from _OPEN_SLOT.finditer(prose)


def _ref(target: Target | None) -> Ref | None:
    return target.ref if target else None


def _type(target: Target | None) -> Type | None:
    return target.type if target else None


def with_refs(node: Node, ref_of: Callable[[Name], Ref | None]) -> Node:
    """The tree with each name's reference filled in."""
    match node:
        case Name():
            return replace(node, ref=ref_of(node))
        case Unary():
            return replace(node, arg=with_refs(node.arg, ref_of))
        case Binary():
            return replace(node, left=with_refs(node.left, ref_of), right=with_refs(node.right, ref_of))
        case Call():
            return replace(node, args=tuple([with_refs(arg, ref_of) for arg in node.args]))
        case _:
            return node
