"""The JSON Schemas of what authors write, by which editors complete words and underline faults.

It must not know a word itself: the shapes do.
"""

from typing import Any, Literal

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue, models_json_schema
from pydantic_core import core_schema

from cbt.compiler.examples import EXAMPLES
from cbt.compiler.helpline_shapes import CountryShape, NumberShape
from cbt.compiler.kinds import KNOWN_KINDS
from cbt.compiler.schema import FILE_SHAPES, Shape
from cbt.compiler.types import NEEDS

DIALECT = "https://json-schema.org/draft/2020-12/schema"

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
    for name, shape in schema["$defs"].items():
        _finish(shape, name.removesuffix("Shape").lower())
    return {
        "$schema": DIALECT,
        "title": "A flow, or a part, list, scale or text that flows share",
        "type": "object",
        "oneOf": [{"$ref": f"#/$defs/{shape.__name__}"} for shape in FILE_SHAPES],
        "$defs": schema["$defs"],
    }


def helplines_schema() -> dict[str, Any]:
    """The schema of a file of helplines."""
    shapes: list[tuple[type[Shape], Literal["validation"]]] = [(CountryShape, _MODE), (NumberShape, _MODE)]
    _, schema = models_json_schema(shapes, schema_generator=_Plain)
    for name, shape in schema["$defs"].items():
        shape["title"] = name.removesuffix("Shape").lower()
    return {
        "$schema": DIALECT,
        "title": "The helplines of a country",
        "$ref": f"#/$defs/{CountryShape.__name__}",
        "$defs": schema["$defs"],
    }


def _finish(shape: dict[str, Any], name: str) -> None:
    """Gives a shape the name that editors show above its words, examples, and the values to offer."""
    shape["title"] = name
    for word, about in shape["properties"].items():
        about["examples"] = EXAMPLES.get(name, {}).get(word, [])
    for word, known in (("answer", KNOWN_KINDS), ("needs", tuple(NEEDS))):
        if word in shape["properties"]:
            _offer(shape["properties"][word], known)


def _offer(word: dict[str, Any], known: tuple[str, ...]) -> None:
    """Lets editors offer the known values, and take others that are written in the same way."""
    word.pop("type", None)
    offered: dict[str, Any] = {"anyOf": [{"enum": list(known)}, {"type": "string"}]}
    if word.pop("additionalProperties", None) is None:
        word.update(offered)
    else:
        word.update({"type": "object", "additionalProperties": {"enum": list(known)}})
