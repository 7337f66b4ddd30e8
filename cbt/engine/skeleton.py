"""What of a flow decides where answers lead: everything but its words and what only shows it.

It must not judge: two flows are compared by `compare.py`.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from cbt.model.expression import Expression, Name
from cbt.model.flow import Text
from cbt.model.renaming import Renamed, renamed_id

# Shown on a page or in a record; what is not named here counts as structure, so that a new word is safe at first.
SHOWN_OF_A_STEP = ("help", "example", "ends", "unit", "label", "keep_in_view", "reword", "safety", "holds")
SHOWN_OF_A_FLOW = (
    "title",
    "about",
    "minutes",
    "sources",
    "before_you_start",
    "summary",
    "over_time",
    "reviewed_by",
    "is_published",
    "days_apart",
    "units",
)

# What follows from the rest: a loop's bounds make its guards' `count`.
_WORKED_OUT = frozenset({"id", "pos", "at", "pages", "count", *SHOWN_OF_A_STEP})
_IDS = frozenset({"loop", "loops", "inside", "items_of", "source", "dest", "step", "steps", "start"})
_COMPUTED = "ComputedRef"


def skeleton(value: Any, renamed: Renamed) -> Any:
    """A part of a flow without its words and places, to be compared; ids are those that `renamed` makes of them."""
    match value:
        case Text():
            return Text
        case Expression():
            return skeleton(value.root, renamed)
        case Name():
            return skeleton(value.ref, renamed)
        case Mapping():
            return {key: skeleton(item, renamed) for key, item in value.items()}
        case tuple():
            return tuple([skeleton(item, renamed) for item in value])
    return _bones(value, renamed) if is_dataclass(value) else value


def _bones(value: Any, renamed: Renamed) -> tuple[Any, ...]:
    """A dataclass as its name and its fields."""
    kind = type(value).__name__
    found: list[Any] = [kind]
    for field in fields(value):
        held = getattr(value, field.name)
        if field.name in _IDS or (kind, field.name) == (_COMPUTED, "name"):
            found.append(_ids(held, renamed))
        elif field.name not in _WORKED_OUT:
            found.append(skeleton(held, renamed))
    return tuple(found)


def _ids(held: Any, renamed: Renamed) -> Any:
    return (
        renamed_id(renamed, held)
        if isinstance(held, str)
        else tuple([renamed_id(renamed, at) for at in held])
    )
