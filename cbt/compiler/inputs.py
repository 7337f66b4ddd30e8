"""Checks that a part or another flow is given all that it needs, and of the right kind (F106).

It must not put anything in: it only compares what is needed with what is given.
"""

from collections.abc import Mapping

from cbt.compiler.diagnostics import Findings, did_you_mean
from cbt.compiler.nodes import Scalar
from cbt.compiler.outline import Draft
from cbt.compiler.resolve import Resolver
from cbt.compiler.scope import Type
from cbt.compiler.types import ITEMISED, NEEDS
from cbt.compiler.uses import Use

_TAKES = {
    "text": ("text", "choice"),
    "number": ("number",),
    "yes/no": ("truth",),
    "date": ("date", "moment"),
    "time": ("time",),
    "list": ITEMISED,
}


def inputs_of(draft: Draft, needs: Mapping[str, str], resolver: Resolver) -> dict[str, Use]:
    """What a `use` or `hand_off` gives for each need; what is missing, unknown or of another kind is a finding."""
    given, word, what = draft.shape.given, "with", draft.shape.use
    if draft.nature == "hand_off":
        given, word, what = draft.shape.carry, "carry", draft.shape.hand_off
    found: dict[str, Use] = {}
    missing = [name for name in needs if name not in (given or {})]
    if missing:
        shown, added = [f'"{name}"' for name in missing], [f"{name}: ..." for name in missing]
        message = f'"{what}" needs {" and ".join(shown)}'
        resolver.findings.add("F106", draft.name, message, f"add {word}: {{{', '.join(added)}}}")
    for name, source in (given or {}).items():
        if name not in needs:
            hint = did_you_mean(name, needs) or "take it out"
            resolver.findings.add("F106", source, f'"{what}" has no input "{name}"', hint)
            continue
        target = resolver.target(source, draft.level.scope)
        if target is not None:
            found[name] = Use(str(source), target.ref, source.pos)
            _check_kind(name, needs[name], source, target.type, resolver.findings)
    return found


def _check_kind(name: str, kind: str, source: Scalar, found: Type, findings: Findings) -> None:
    # An unknown kind is told where it is written.
    if kind in NEEDS and (found.name not in _TAKES[kind] or found.many):
        message = f'"{name}" needs {NEEDS[kind].shown}; "{source}" is {found.shown}'
        findings.add("F106", source, message, "give another answer")
