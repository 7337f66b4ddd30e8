"""Reads a flow's short names for what no page asks for: computed values, inputs, figures, what records gave.

It must not name an answer twice: a page has a `label` of its own.
"""

from dataclasses import dataclass, field

from cbt.compiler.nodes import Map
from cbt.compiler.resolve import Resolver
from cbt.compiler.schema import FlowShape
from cbt.compiler.scope import Scope
from cbt.model.flow import Text
from cbt.model.reference import ComputedRef, InputRef, RecalledRef, Ref


@dataclass(frozen=True, slots=True)
class Labels:
    """The short names: of what can be read, by its reference, and of figures by their names."""

    of: dict[Ref, Text] = field(default_factory=dict)
    figures: dict[str, Text] = field(default_factory=dict)


def read_labels(shape: FlowShape, scope: Scope, resolver: Resolver) -> Labels:
    """The labels of a flow, with findings for names that are not there (F202) or have a label already (F013)."""
    found = Labels()
    figures = shape.over_time.figures if shape.over_time is not None else None
    for name, words in (shape.labels or {}).items():
        text = Text(f"labels.{name}", str(words), (str(words),) if words else (), words.pos)
        if not words.strip():
            resolver.findings.add("F013", words, f'the label of "{name}" is empty', "write its words")
        elif name in (figures or {}):
            found.figures[name] = text
        else:
            _name(found, name, text, shape, scope, resolver)
    return found


def _name(found: Labels, name: str, text: Text, shape: FlowShape, scope: Scope, resolver: Resolver) -> None:
    node = shape.node["labels"]
    assert isinstance(node, Map)
    target = resolver.target(node.key(name), scope)
    if target is None:
        return
    if not isinstance(target.ref, ComputedRef | InputRef | RecalledRef):
        hint = "write label: on its page"
        resolver.findings.add("F013", node.key(name), f'"{name}" is answered on a page of its own', hint)
        return
    found.of[target.ref] = text
