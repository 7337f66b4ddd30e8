"""Reads the weights that stand beside a pack, strictly.

It must not learn them: tests/content/safety/learning.py does.
"""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from cbt.compiler.diagnostics import Findings
from cbt.model.source import SourcePos
from cbt.safety.sign import TIER_OF
from cbt.safety.weights import BITS, HUNDREDTHS, MOST, NEITHER, SOFTLY, Weights

ENDING = ".weights.json"
_WAY_OUT = "say: make weights"
_NO_WEIGHTS = "these are no weights"
_OURS = "cbt"


def _fault(reason: str) -> PydanticCustomError:
    return PydanticCustomError(_OURS, "{reason}", {"reason": reason})


def _places(found: object) -> object:
    """Each kind with the place of its bits."""
    if isinstance(found, list) and all(isinstance(kind, str) for kind in found):
        return {kind: BITS * at for at, kind in enumerate(found)}
    raise ValueError(_NO_WEIGHTS)


def _leans(found: object, info: ValidationInfo) -> int:
    """What one sign leans to, side by side at once: as dictionaries, all of them take more room than all else here."""
    if not isinstance(found, dict):
        raise ValueError(_NO_WEIGHTS)
    places, total = info.data.get("kinds", {}), 0
    for kind, each in found.items():
        if type(each) is not int:
            raise ValueError(_NO_WEIGHTS)
        if kind not in places:
            raise _fault("a sign leans to what is no kind here")
        if not -MOST <= each <= MOST:
            raise _fault(f"a sign leans further than {MOST} hundredths")
        total += each << places[kind]
    return total


class _Shape(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    weights: str
    learnt_from: str
    kinds: Annotated[dict[str, int], BeforeValidator(_places)]
    start: list[int]
    leans: dict[str, Annotated[int, BeforeValidator(_leans)]]

    @field_validator("start")
    @classmethod
    def _check_start(cls, start: list[int], info: ValidationInfo) -> list[int]:
        kinds, known = info.data.get("kinds", ()), {NEITHER, SOFTLY, *TIER_OF}
        if not (NEITHER in kinds and known.issuperset(kinds) and len(kinds) == len(start)):
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
