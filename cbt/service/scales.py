"""The scale that numbers are shown on.

It must not read an answer.
"""

from cbt.model.answer import MinutesKind, NumberKind, ScaleKind
from cbt.model.flow import Step

_PERCENT = (0, 100)


def scale_of(step: Step | None, before: float, after: float) -> tuple[float, float]:
    """The scale that two numbers are on: their question's, as far as it has one; 0-100 for computed ones."""
    match step.kind if step is not None else None:
        case ScaleKind(least, most):
            return least, most
        case NumberKind(least, most):
            low = min(0, before, after) if least is None else least
            return low, max(low + 1, before, after) if most is None else most
        case MinutesKind():
            return 0, max(1, before, after)
    return _PERCENT
