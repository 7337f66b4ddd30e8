"""Reads the `safety` word of a question: the options or numbers after which help is offered at once.

It must not say what is offered then: that is the same for every flow.
"""

from cbt.compiler.diagnostics import Findings, find_nearest
from cbt.compiler.nodes import Map, Scalar
from cbt.compiler.outline import Draft
from cbt.model.answer import (
    ChoiceKind,
    Kind,
    MinutesKind,
    NumberKind,
    PicksKind,
    ScaleKind,
    YesNoKind,
)

_YES_NO = ("yes", "no")
_MOST_DIGITS = 9


def read_marks(draft: Draft, findings: Findings) -> tuple[str, ...]:
    """What is marked, as it is written: ids of options, yes or no, or whole numbers. Faults are F011 and F610."""
    node, kind = draft.shape.node["safety"], draft.answer.kind
    assert isinstance(node, Map)
    if draft.answer.broken:
        return ()
    if not isinstance(kind, ChoiceKind | PicksKind | YesNoKind | ScaleKind | NumberKind | MinutesKind):
        message = f'"{draft.name}" has no options or numbers to mark'
        hint = "take safety out: what people write is looked at anyway"
        findings.add("F011", draft.shape.key("safety"), message, hint)
        return ()
    for name in node:
        if not _is_possible(name, kind):
            _tell(node.key(name), draft, kind, findings)
    return tuple(node)


def _is_possible(name: str, kind: Kind) -> bool:
    match kind:
        case ChoiceKind() | PicksKind():
            return name in kind.options
        case YesNoKind():
            return name in _YES_NO
    digits = name.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS) or str(int(name)) != name:
        return False
    least, most = _limits(kind)
    return (least is None or least <= int(name)) and (most is None or int(name) <= most)


def _limits(kind: Kind) -> tuple[float | None, float | None]:
    return (kind.least, kind.most) if isinstance(kind, ScaleKind | NumberKind) else (0, None)


def _tell(name: Scalar, draft: Draft, kind: Kind, findings: Findings) -> None:
    """Says that nobody can give this answer, and which ones there are."""
    if isinstance(kind, ScaleKind | NumberKind | MinutesKind):
        findings.add(
            "F610",
            name,
            f'"{draft.name}" never has the answer {name}',
            "mark a whole number within its limits",
        )
        return
    options = _YES_NO if isinstance(kind, YesNoKind) else kind.options  # type: ignore[union-attr]  # as above
    nearest = find_nearest(name, options)
    hint = f'did you mean "{nearest}"?' if nearest else "the options are: " + ", ".join(options)
    findings.add("F610", name, f'there is no option "{name}" in "{draft.name}"', hint)
