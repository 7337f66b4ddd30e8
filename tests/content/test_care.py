"""The words of the app's own pages, sentences and printed sheets are held to what no flow may say."""

import ast
import re
from pathlib import Path

import pytest

from cbt.compiler.care import find_care
from tests.content.prose import FLOW_IDS, flow

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "web" / "templates").rglob("*.html"))
SCRIPTS = sorted((ROOT / "web" / "static").glob("*.js"))
MODULES = sorted([*(ROOT / "web").rglob("*.py"), *(ROOT / "cbt" / "paper").glob("*.py")])
_MARKUP = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def barred(text: str) -> list[str]:
    care = find_care("en")
    assert care is not None
    return [f"{found.group.name}: {text[found.start : found.end]}" for found in care.find(text)]


def sentences_in(path: Path) -> str:
    """The texts of a module that are more than a name, but for what explains the module itself."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    explained = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    texts = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in explained
    ]
    return "\n\n".join(text for text in texts if " " in text)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_page_says_what_no_flow_may_say(path: Path) -> None:
    text = _TAG.sub(" ", _MARKUP.sub(" ", path.read_text(encoding="utf-8")))
    assert barred(text) == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_sentence_of_the_app_says_what_no_flow_may_say(path: Path) -> None:
    assert barred(sentences_in(path)) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_says_what_no_flow_may_say(path: Path) -> None:
    texts = re.findall(
        r"\"[^\"\n]* [^\"\n]*\"|'[^'\n]* [^'\n]*'|`[^`]* [^`]*`", path.read_text(encoding="utf-8")
    )
    assert barred("\n\n".join(text[1:-1] for text in texts)) == []


def test_the_places_that_are_looked_at_hold_sentences() -> None:
    assert "Nobody" in "".join(path.read_text(encoding="utf-8") for path in TEMPLATES)
    assert "Nothing was brought in." in sentences_in(ROOT / "web" / "kept_page.py")
    assert barred("Well done, you pulled through.") == ["praise: Well done"]


@pytest.mark.parametrize("flow_id", FLOW_IDS)
def test_a_flow_that_compares_how_bad_it_is_marks_the_rating(flow_id: str) -> None:
    """Every shipped pair of before and after that is no belief, confidence or kindness is marked as distress."""
    of = flow(flow_id)
    asked = re.compile(
        r"how (?:bad|strong|strongly|tense|tight)\b|\bupset you\b|\bhurt to think\b|weigh on you|dread"
    )
    for step in of.steps.values():
        if step.ends and step.prompt and asked.search(step.prompt.source.lower()):
            assert step.holds == "distress", step.id


def test_every_exercise_that_works_on_a_thought_says_which_answer_it_is() -> None:
    marked = {id_ for id_ in FLOW_IDS if any(step.holds == "thought" for step in flow(id_).steps.values())}
    assert marked >= {
        "thought_record",
        "reframe",
        "evidence",
        "thinking_trap",
        "five_columns",
        "unhooking",
        "kind_friend",
    }
    assert marked >= {"downward_arrow", "worst_and_likely", "two_explanations", "try_it_out", "worry_tree"}
