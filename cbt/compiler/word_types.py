"""What may stand behind a word of a file: an id, prose, names, ways on.

It must not say which words there are.
"""

from typing import Annotated, Any, Literal

from pydantic import GetPydanticSchema, WithJsonSchema
from pydantic_core import core_schema

from cbt.compiler.nodes import Scalar

_ID = "^[a-z][a-z0-9_]{0,59}$"
_id: dict[str, Any] = {"type": "string", "pattern": _ID}
_label: dict[str, Any] = {"type": ["string", "number", "boolean"]}
_labels: dict[str, Any] = {"type": "object", "additionalProperties": _label}
_guarded: dict[str, Any] = {
    "oneOf": [
        {
            "type": "object",
            "properties": {"if": {"type": "string"}, "go": _id},
            "required": ["if", "go"],
            "additionalProperties": False,
        },
        {"type": "object", "properties": {"else": _id}, "required": ["else"], "additionalProperties": False},
    ]
}
_ways: dict[str, Any] = {
    "oneOf": [_id, {"type": "array", "items": _guarded}, {"type": "object", "additionalProperties": _id}]
}
_shared: dict[str, Any] = {"oneOf": [{"type": "string", "pattern": "^shared/[a-z][a-z0-9_]*$"}, _labels]}

# The reader hands over scalars as they stand, so that pydantic only sees to their shape.
_is_scalar = GetPydanticSchema(lambda _type, _handler: core_schema.is_instance_schema(Scalar))
_is_any = GetPydanticSchema(lambda _type, _handler: core_schema.any_schema())

Word = Annotated[Scalar, _is_scalar, WithJsonSchema(_label)]
Id = Annotated[Scalar, _is_scalar, WithJsonSchema(_id)]
Prose = Annotated[Scalar, _is_scalar, WithJsonSchema({"type": "string"})]
Names = dict[str, Word]
Next = Annotated[Any, _is_any, WithJsonSchema(_ways)]
LabelsOrShared = Annotated[Any, _is_any, WithJsonSchema(_shared)]
Flag = Annotated[Literal["true", "false"], WithJsonSchema({"type": "boolean"})]
