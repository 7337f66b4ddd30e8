"""The JSON Schema for editors is the one that the shapes give."""

import json
from pathlib import Path
from typing import Any

import pytest

from cbt.compiler.editor import flow_schema
from cbt.compiler.library import default_flows_folder

ROOT = Path(__file__).resolve().parents[3]
PATH = ROOT / "docs" / "flow.schema.json"


def properties(schema: Any) -> list[tuple[str, Any]]:
    found = []
    for shape in schema["$defs"].values():
        found += list(shape["properties"].items())
    return found


def test_the_committed_schema_is_the_one_that_the_shapes_give() -> None:
    written = json.dumps(flow_schema(), indent=2, ensure_ascii=False) + "\n"
    assert PATH.read_text(encoding="utf-8") == written, (
        "write it anew: .venv/bin/python -c 'import json; from cbt.compiler.editor import flow_schema; "
        "print(json.dumps(flow_schema(), indent=2, ensure_ascii=False))' > docs/flow.schema.json"
    )


def test_every_word_is_described_and_none_may_be_null() -> None:
    for word, shape in properties(flow_schema()):
        assert shape["description"], word
        assert "default" not in shape
        assert '"null"' not in json.dumps(shape)


def test_every_file_is_told_apart_by_the_word_that_names_it() -> None:
    schema = flow_schema()
    shapes = [schema["$defs"][ref["$ref"].rpartition("/")[2]] for ref in schema["oneOf"]]
    for shape, word in zip(shapes, ["flow", "part", "list", "scale", "text"], strict=True):
        assert word in shape["required"]
        assert shape["additionalProperties"] is False


@pytest.mark.parametrize("path", sorted(default_flows_folder().glob("*.yaml")), ids=lambda path: path.name)
def test_a_shipped_flow_points_editors_to_the_schema(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../docs/flow.schema.json"
    assert (path.parent / "../docs/flow.schema.json").resolve() == PATH
