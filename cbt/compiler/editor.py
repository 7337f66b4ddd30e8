"""The JSON Schema of the flow language, by which editors complete words and underline faults.

It must not know a word itself: the shapes do.
"""

from typing import Any, Literal

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue, models_json_schema
from pydantic_core import core_schema

from cbt.compiler.schema import FILE_SHAPES

_MODE: Literal["validation"] = "validation"


class _Plain(GenerateJsonSchema):
    """Leaves out what tells an author nothing: titles, defaults and null."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002  # pydantic asks with it
        return False


def flow_schema() -> dict[str, Any]:
    """The schema of every file that an author writes, told apart by the word that names the file."""
    shapes = [(shape, _MODE) for shape in FILE_SHAPES]
    _, schema = models_json_schema(shapes, schema_generator=_Plain)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A flow, or a part, list, scale or text that flows share",
        "type": "object",
        "oneOf": [{"$ref": f"#/$defs/{shape.__name__}"} for shape in FILE_SHAPES],
        "$defs": schema["$defs"],
    }
