"""The schemas work in the language server for YAML that many editors use: what fits, what it means, and faults."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.unit.cli.editor import Editor, span, spot

ROOT = Path(__file__).resolve().parents[3]
SERVER = ROOT / ".tools/yaml-language-server/node_modules/yaml-language-server/bin/yaml-language-server"
REFRAME = (ROOT / "flows" / "reframe.yaml").read_text(encoding="utf-8")
MODELINE = "# yaml-language-server: $schema=../docs/flow.schema.json\n"
WALK_MODELINE = "# yaml-language-server: $schema=../../docs/walks.schema.json\n"
# Without the store of schemas the server asks no other host for anything.
SETTINGS = {
    "yaml": {"schemaStore": {"enable": False, "url": ""}, "validate": True, "completion": True, "hover": True}
}
ABILITIES: dict[str, Any] = {
    "workspace": {"configuration": True},
    "textDocument": {
        "completion": {"completionItem": {"documentationFormat": ["markdown"]}},
        "hover": {"contentFormat": ["markdown"]},
    },
}


@pytest.fixture(scope="module")
def editor() -> Iterator[Editor]:
    assert SERVER.is_file(), "sh tests/system.sh installs the language server for YAML, and make test runs it"
    node = shutil.which("node")
    assert node is not None
    with Editor([node, str(SERVER), "--stdio"], SETTINGS) as editor:
        editor.begin(ROOT, **ABILITIES)
        yield editor


@pytest.fixture
def flow(request: pytest.FixtureRequest) -> Path:
    """A file of its own for each test, as if it lay beside the shipped flows; it is never written."""
    return ROOT / "flows" / f"{request.node.name}.yaml"


def labels(editor: Editor, file: Path, text: str, at: tuple[int, int]) -> list[str]:
    """What is offered at a place of a file with this text."""
    editor.open(file, text)
    return [item["label"] for item in editor.about("completion", file, at)["items"]]


@pytest.mark.parametrize("folder", ["", "parts", "shared", "helplines"])
def test_no_shipped_file_has_a_fault_in_the_schema(editor: Editor, folder: str) -> None:
    for file in sorted((ROOT / "flows" / folder).glob("*.yaml")):
        text = file.read_text(encoding="utf-8")
        modeline = "" if text.startswith("# yaml-language-server") else MODELINE.replace("../", "../../")
        editor.open(file, modeline + text)
        assert editor.findings(file) == [], file.name


def test_no_shipped_walk_has_a_fault_in_the_schema(editor: Editor) -> None:
    for file in sorted((ROOT / "flows" / "walks").glob("*.yaml")):
        editor.open(file, WALK_MODELINE + file.read_text(encoding="utf-8"))
        assert editor.findings(file) == [], file.name


def test_an_unknown_word_is_underlined_where_it_stands(editor: Editor, flow: Path) -> None:
    text = REFRAME.replace("    answer: text\n", "    anwser: text\n", 1)
    editor.open(flow, text)
    (finding,) = editor.findings(flow)
    line, column = spot(text, "anwser")
    assert finding["message"] == "Property anwser is not allowed."
    assert span(finding) == ((line, column), (line, column + 6))


def test_a_value_that_is_none_of_the_known_ones_is_underlined_where_it_stands(
    editor: Editor, flow: Path
) -> None:
    text = REFRAME.replace("reword: allowed", "reword: alowed", 1)
    editor.open(flow, text)
    (finding,) = editor.findings(flow)
    line, column = spot(text, "alowed")
    assert finding["message"] == 'Value is not accepted. Valid values: "allowed", "never".'
    assert span(finding) == ((line, column), (line, column + 6))


def test_words_and_values_that_fit_are_offered(editor: Editor, flow: Path) -> None:
    text = REFRAME
    words = text.replace("  belief:\n", "  belief:\n    \n", 1)
    offered = labels(editor, flow, words, spot(words, "belief:\n    \n", 12))
    assert {"help", "example", "next", "check"} <= set(offered)
    assert "ask" not in offered
    kinds = text.replace("    answer: text\n", "    answer: \n", 1)
    assert {"text", "long text", "0-100", "yes/no", "list 1-5"} <= set(
        labels(editor, flow.with_stem("kinds"), kinds, spot(kinds, "answer: \n", 8))
    )


def test_a_word_is_explained(editor: Editor, flow: Path) -> None:
    text = REFRAME
    editor.open(flow, text)
    hover = editor.about("hover", flow, spot(text, "keep_in_view", 2))
    assert "Earlier answers that stay on the page" in hover["contents"]["value"]


def test_a_walk_has_its_own_words(editor: Editor) -> None:
    file = ROOT / "flows" / "walks" / "own_words.yaml"
    text = f"{WALK_MODELINE}walks:\n  - name: one\n    answers: {{thought: x}}\n    expcet: {{ends: completed}}\n"
    editor.open(file, text)
    (finding,) = editor.findings(file)
    line, column = spot(text, "expcet")
    assert span(finding) == ((line, column), (line, column + 6))
