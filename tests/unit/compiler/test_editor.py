"""The JSON Schema for editors is the one that the shapes give."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cbt.compiler.editor import flow_schema, helplines_schema
from cbt.compiler.kinds import KNOWN_KINDS
from cbt.compiler.library import default_flows_folder
from cbt.compiler.schema import FILE_SHAPES
from cbt.compiler.walk_schema import walk_schema

ROOT = Path(__file__).resolve().parents[3]
PATH = ROOT / "docs" / "flow.schema.json"
HELPLINES = ROOT / "docs" / "helplines.schema.json"
WALKS = ROOT / "docs" / "walks.schema.json"


def properties(schema: Any) -> list[tuple[str, Any]]:
    found = []
    for shape in schema["$defs"].values():
        found += list(shape["properties"].items())
    return found


@pytest.mark.parametrize(
    ("path", "schema"), [(PATH, flow_schema), (WALKS, walk_schema), (HELPLINES, helplines_schema)]
)
def test_a_committed_schema_is_the_one_that_the_words_give(path: Path, schema: Callable[[], Any]) -> None:
    written = json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
    assert path.read_text(encoding="utf-8") == written, (
        f"write {path.name} anew: .venv/bin/python -c 'import json; from {schema.__module__} import {schema.__name__}; "
        f"print(json.dumps({schema.__name__}(), indent=2, ensure_ascii=False))' > docs/{path.name}"
    )


def test_editors_offer_the_known_kinds_of_answer_and_take_others() -> None:
    known, others = flow_schema()["$defs"]["StepShape"]["properties"]["answer"]["anyOf"]
    assert known["enum"] == list(KNOWN_KINDS)
    assert others == {"type": "string"}


def test_every_word_is_described_with_an_example_and_none_may_be_null() -> None:
    for word, shape in properties(flow_schema()):
        assert shape["description"], word
        assert shape["examples"], f"{word} wants an example in cbt/compiler/examples.py"
        assert "default" not in shape
        assert '"null"' not in json.dumps(shape)


def test_every_file_is_told_apart_by_the_word_that_names_it() -> None:
    schema = flow_schema()
    shapes = [schema["$defs"][ref["$ref"].rpartition("/")[2]] for ref in schema["oneOf"]]
    for shape, word in zip(shapes, [shape.file_word for shape in FILE_SHAPES], strict=True):
        assert word in shape["required"]
        assert shape["additionalProperties"] is False


@pytest.mark.parametrize("path", sorted(default_flows_folder().glob("*.yaml")), ids=lambda path: path.name)
def test_a_shipped_flow_points_editors_to_the_schema(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../docs/flow.schema.json"
    assert (path.parent / "../docs/flow.schema.json").resolve() == PATH
