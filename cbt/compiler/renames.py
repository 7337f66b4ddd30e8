"""Reads `renamed`: which steps were called otherwise before, so that answers find their way.

It must not compare with an earlier version: `cbt diff` does.
"""

import re
from collections.abc import Collection, Mapping

from cbt.compiler.diagnostics import Findings, did_you_mean
from cbt.compiler.nodes import Map, Scalar
from cbt.compiler.schema import FlowShape
from cbt.compiler.words import IDENTIFIER

_DOTTED = rf"{IDENTIFIER}(\.{IDENTIFIER})*"


def read_renamed(shape: FlowShape, steps: Collection[str], findings: Findings) -> Mapping[str, str]:
    """Old id -> new id, with a finding (F108) for an old one that is still there and a new one that is not.

    `steps` are the full ids of all steps, loops and parts, dotted inside of loops and parts. Where a word is wrong
    some of them may be lost, and nothing is told.
    """
    if shape.renamed is None or findings.has("F0"):
        return {}
    node = shape.node["renamed"]
    assert isinstance(node, Map)
    found = {}
    for old, new in shape.renamed.items():
        _check_old(node.key(old), steps, findings)
        if new not in steps:
            hint = did_you_mean(new, steps) or "name a step of this flow"
            findings.add("F108", new, f'renamed names "{new}", and there is no such step', hint)
        found[old] = str(new)
    return found


def _check_old(old: Scalar, steps: Collection[str], findings: Findings) -> None:
    if old in steps:
        hint = "write it as old: new, or take the line out"
        findings.add("F108", old, f'renamed says that "{old}" is gone, and this flow still has it', hint)
    elif not re.fullmatch(_DOTTED, old):
        findings.add("F108", old, f'renamed names "{old}", which was never an id', "write it as old: new")
