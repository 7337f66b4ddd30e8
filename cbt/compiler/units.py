"""Reads what the computed values and figures of a flow count: minutes or percent.

It must not measure an answer: a page has a kind and a unit of its own.
"""

from dataclasses import dataclass, field

from cbt.compiler.diagnostics import did_you_mean
from cbt.compiler.nodes import Map, Scalar
from cbt.compiler.resolve import Resolver
from cbt.compiler.schema import FlowShape
from cbt.compiler.scope import Scope
from cbt.model.flow import Unit
from cbt.model.reference import ComputedRef


@dataclass(frozen=True, slots=True)
class Units:
    """The units: of computed values by their full ids, and of figures by their names."""

    computed: dict[str, Unit] = field(default_factory=dict)
    figures: dict[str, Unit] = field(default_factory=dict)


def read_units(shape: FlowShape, scope: Scope, resolver: Resolver) -> Units:
    """The units of a flow, with findings for what is no unit (F013), no name (F202) or no number (F203)."""
    found = Units()
    figures = shape.over_time.figures if shape.over_time is not None else None
    for name, word in (shape.units or {}).items():
        unit = _unit(word, resolver)
        if unit is None:
            continue
        if name in (figures or {}):
            found.figures[name] = unit
        else:
            _measure(found, name, unit, shape, scope, resolver)
    return found


def _unit(word: Scalar, resolver: Resolver) -> Unit | None:
    known = {unit.value: unit for unit in Unit}
    if word not in known:
        hint = did_you_mean(word, known) or "use one of: " + ", ".join(known)
        resolver.findings.add("F013", word, f'"{word}" is no unit of a computed value', hint)
    return known.get(word)


def _measure(found: Units, name: str, unit: Unit, shape: FlowShape, scope: Scope, resolver: Resolver) -> None:
    node = shape.node["units"]
    assert isinstance(node, Map)
    key = node.key(name)
    target = resolver.target(key, scope)
    if target is None:
        return
    if not isinstance(target.ref, ComputedRef):
        hint = "give its page a unit:, or answer: minutes or percent"
        resolver.findings.add("F013", key, f'"{name}" is answered on a page of its own', hint)
    elif target.type.name not in ("number", "sorted"):
        message = f'"{name}" is {target.type.shown}, not a number'
        resolver.findings.add("F203", key, message, "only numbers have a unit")
    else:
        found.computed[target.ref.name] = unit
