"""What a walk calls by the name that it had before its author renamed it.

It must not play on under the new name: a walk says what its flow says.
"""

from collections.abc import Iterable

from cbt.model.flow import Flow
from cbt.model.renaming import renamed_id


def find_new_name(flow: Flow, name: str) -> str | None:
    """What a step, loop or part is called now that is gone under this id; None where it is no old name."""
    new = renamed_id(flow.renamed, name)
    is_known = (
        new in flow.steps or new in flow.loops or any(step.startswith(f"{new}.") for step in flow.steps)
    )
    return new if new != name and is_known else None


def renamed_hint(flow: Flow, name: str, otherwise: str) -> str:
    """The way out for a name that a flow does not know."""
    new = find_new_name(flow, name)
    return f'"{name}" is called "{new}" now (renamed): write that' if new else otherwise


def find_old_name(flow: Flow, step: str, told: Iterable[str]) -> str | None:
    """The name among those told under which a step was known before."""
    return next((name for name in told if find_new_name(flow, name) == step), None)
