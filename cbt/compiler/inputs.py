"""Checks that a part or another flow is given all that it needs, and of the right kind (F106).

It must not put anything in: it only compares what is needed with what is given.
"""

from collections.abc import Mapping

from cbt.compiler.diagnostics import Findings, find_nearest
from cbt.compiler.nodes import Map, Scalar
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
    meant = _meant(given or {}, needs)
    missing = [name for name in needs if name not in meant.values()]
    if missing and not _is_told(draft, word):
        shown, added = [f'"{name}"' for name in missing], [f"{name}: ..." for name in missing]
        message = f'"{what}" needs {" and ".join(shown)}'
        resolver.findings.add("F106", draft.name, message, f"add {word}: {{{', '.join(added)}}}")
    found: dict[str, Use] = {}
    for name, source in (given or {}).items():
        need = meant.get(name)
        is_turned = need not in (None, name) and source == need
        if need != name:
            hint = f'did you mean "{need}"?' if need is not None else "take it out"
            hint = f"the name of the input stands first: {need}: {name}" if is_turned else hint
            key = _key(draft, word, name)
            resolver.findings.add("F106", key, f'"{what}" has no input "{name}"', hint)
        target = resolver.target(source, draft.level.scope) if need is not None and not is_turned else None
        if target is not None and need is not None:
            found[need] = Use(str(source), target.ref, source.pos)
            _check_kind(need, needs[need], source, target.type, resolver.findings)
    return found


def _meant(given: Mapping[str, Scalar], needs: Mapping[str, str]) -> dict[str, str]:
    """The need that each name was meant for: its own, the nearest that is left, or the only one left of both."""
    found = {name: name for name in given if name in needs}
    for name in given:
        left = [need for need in needs if need not in found.values()]
        unknown = [other for other in given if other not in found]
        near = find_nearest(name, left) or (left[0] if len(left) == len(unknown) == 1 else None)
        if name in unknown and near is not None:
            found[name] = near
    return found


def _is_told(draft: Draft, word: str) -> bool:
    """Whether what is given is lost for a reason that has been told: another word stands there, or another shape."""
    node = draft.shape.node
    other = "carry" if word == "with" else "with"
    return (word not in node and other in node) or (word in node and node[word].stands_in)


def _key(draft: Draft, word: str, name: str) -> Scalar:
    node = draft.shape.node[word]
    assert isinstance(node, Map)
    return node.key(name)


def _check_kind(name: str, kind: str, source: Scalar, found: Type, findings: Findings) -> None:
    # An unknown kind is told where it is written.
    if kind in NEEDS and (found.name not in _TAKES[kind] or found.many):
        message = f'"{name}" needs {NEEDS[kind].shown}; "{source}" is {found.shown}'
        findings.add("F106", source, message, "give another answer")
