"""Reads the weights that stand beside a pack, strictly.

It must not learn them: tests/content/safety/learning.py does.
"""

from pydantic import BaseModel, ConfigDict, ValidationError

from cbt.compiler.diagnostics import Findings
from cbt.model.source import SourcePos
from cbt.safety.sign import TIER_OF
from cbt.safety.weights import HUNDREDTHS, MOST, NEITHER, SOFTLY, Weights, side_by_side

ENDING = ".weights.json"
_WAY_OUT = "say: make weights"


class _Shape(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    weights: str
    learnt_from: str
    kinds: list[str]
    start: list[int]
    leans: dict[str, dict[str, int]]


def parse_weights(data: bytes, file: str, findings: Findings) -> Weights | None:
    """The weights in a file's bytes, in hundredths there; None when they cannot be used, and why in `findings`."""
    place = SourcePos(file, 1, 1)
    try:
        shape = _Shape.model_validate_json(data)
    except ValidationError:
        findings.add("F013", place, "these are no weights", _WAY_OUT)
        return None
    known = {NEITHER, SOFTLY, *TIER_OF}
    at = {kind: index for index, kind in enumerate(shape.kinds)}
    if not (NEITHER in at and known.issuperset(at) and len(at) == len(shape.kinds) == len(shape.start)):
        findings.add(
            "F013", place, "the kinds are not none, soft and families, each with its start", _WAY_OUT
        )
        return None
    if any(kind not in at for leans in shape.leans.values() for kind in leans):
        findings.add("F013", place, "a sign leans to what is no kind here", _WAY_OUT)
        return None
    if any(abs(each) > MOST for leans in shape.leans.values() for each in leans.values()):
        findings.add("F013", place, f"a sign leans further than {MOST} hundredths", _WAY_OUT)
        return None
    return Weights(
        tuple(shape.kinds),
        tuple(each / HUNDREDTHS for each in shape.start),
        {
            sign: side_by_side(leans.get(kind, 0) for kind in shape.kinds)
            for sign, leans in shape.leans.items()
        },
    )
