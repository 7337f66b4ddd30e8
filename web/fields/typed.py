"""What a form holds: as it was typed, or as it would be sent for a stored value.

It must not know a step.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from cbt.engine.answers import clean_text
from cbt.model.answer import Chosen, ItemId, Line, Mark, Recalled, Share, Value

Typed = Mapping[str, Sequence[str]]


def fields_of(value: Value | None) -> Typed:
    """A stored value as the form would send it."""
    match value:
        case None | Mark():
            return {}
        case bool():
            return {"answer": ["yes" if value else "no"]}
        case Chosen():
            return {"answer": [value.option], "own": [value.words or ""]}
        case ItemId():
            return {"answer": [value.id]}
        case Recalled():
            return {"answer": [value.record]}
        case datetime():
            return {"answer": [value.date().isoformat()], "clock": [f"{value:%H:%M}"]}
        case date():
            return {"answer": [value.isoformat()]}
        case time():
            return {"answer": [f"{value:%H:%M}"]}
        case tuple():
            return _of_many(value)
    return {"answer": [str(value)]}


def _of_many(values: tuple[object, ...]) -> Typed:
    picks = [value for value in values if isinstance(value, Chosen)]
    lines = [value for value in values if isinstance(value, Line)]
    shares = [value for value in values if isinstance(value, Share)]
    records = [value.record for value in values if isinstance(value, Recalled)]
    placed = [value.id for value in values if isinstance(value, ItemId)]
    return {
        "answer": [*[pick.option for pick in picks], *records],
        "own": [pick.words for pick in picks if pick.words],
        "line": [line.text for line in lines],
        "line_id": [line.id for line in lines],
        "item": placed or [share.item for share in shares],
        "share": [str(share.amount) for share in shares],
    }


def first(fields: Typed, name: str) -> str:
    """What one field holds; empty when it was not sent."""
    values = fields.get(name) or ("",)
    return clean_text(values[0])
