"""Reads the weights that stand beside a pack, strictly.

It must not learn them: tests/content/safety/learning.py does.
"""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from cbt.compiler.diagnostics import Findings
from cbt.model.source import SourcePos
from cbt.safety.sign import TIER_OF
from cbt.safety.weights import HUNDREDTHS, MOST, NEITHER, SOFTLY, Weights, side_by_side

ENDING = ".weights.json"
_WAY_OUT = "say: make weights"
_NO_WEIGHTS = "these are no weights"
_OURS = "cbt"


def _fault(reason: str) -> PydanticCustomError:
    return PydanticCustomError(_OURS, "{reason}", {"reason": reason})


def _leans(found: object, info: ValidationInfo) -> int:
    """What one sign leans to, side by side at once: as dictionaries, all of them take more room than all else here."""
    if not isinstance(found, dict) or any(type(each) is not int for each in found.values()):
        raise ValueError(_NO_WEIGHTS)
    kinds = info.data.get("kinds", ()) if "start" in info.data else found.keys()
    if not found.keys() <= set(kinds):
        raise _fault("a sign leans to what is no kind here")
    if any(abs(each) > MOST for each in found.values()):
        raise _fault(f"a sign leans further than {MOST} hundredths")
    return side_by_side([found.get(kind, 0) for kind in kinds])


class _Shape(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    weights: str
    learnt_from: str
    kinds: list[str]
    start: list[int]
    leans: dict[str, Annotated[int, BeforeValidator(_leans)]]

    @field_validator("start")
    @classmethod
    def _check_start(cls, start: list[int], info: ValidationInfo) -> list[int]:
        kinds, known = info.data.get("kinds", ()), {NEITHER, SOFTLY, *TIER_OF}
        if not (NEITHER in kinds and known.issuperset(kinds) and len(set(kinds)) == len(kinds) == len(start)):
            raise _fault("the kinds are not none, soft and families, each with its start")
        return start


def parse_weights(data: bytes, file: str, findings: Findings) -> Weights | None:
    """The weights in a file's bytes, in hundredths there; None when they cannot be used, and why in `findings`."""
    try:
        shape = _Shape.model_validate_json(data)
    except ValidationError as error:
        faults = error.errors()
        ours = all(each["type"] == _OURS for each in faults)
        findings.add("F013", SourcePos(file, 1, 1), faults[0]["msg"] if ours else _NO_WEIGHTS, _WAY_OUT)
        return None
    start = tuple(each / HUNDREDTHS for each in shape.start)
    return Weights(tuple(shape.kinds), start, shape.leans)
