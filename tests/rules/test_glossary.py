"""The words of GLOSSARY.md, as far as a program can hold them: persons, states, and what verbs promise.

It must not judge prose in flows, where "be patient" is plain English.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Word in a name -> what we say instead.
NOT_OUR_WORDS = {"user": "person", "patient": "person"}
NOT_OUR_WORDS_ON_A_PAGE = re.compile(r"\b(?:users?|patients|clients?|invalid)\b", re.IGNORECASE)
HOME_OF_STATES = "cbt/engine/machine.py"
# A database has states of its own (SQLSTATE), and no page.
NO_PAGES_HERE = "cbt/store/"
# What a browser and the operating system call their own things.
FOREIGN_NAMES = {"user_agent", "user_data_dir"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules(root: Path) -> Iterator[tuple[str, ast.Module]]:
    for package in ("cbt", "web"):
        for path in sorted((root / package).rglob("*.py")):
            yield path.relative_to(root).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def names_given(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every name that the module itself gives, with its line, from classes to variables."""
    for node in ast.walk(tree):
        if isinstance(node, Function | ast.ClassDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.attr


def split_words(name: str) -> set[str]:
    """`UserState` and `user_state` -> {"user", "state"}; a plural is its singular."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
    return {word.removesuffix("s") for word in spaced.split("_") if word}


def find_names_against_the_glossary(root: Path) -> list[str]:
    found = []
    for path, tree in modules(root):
        for line, name in names_given(tree):
            words = split_words(name)
            for word, ours in NOT_OUR_WORDS.items():
                if word in words and name.lower() not in FOREIGN_NAMES:
                    found.append(f"{path}:{line}: {name}: we say {ours}")
            if "state" in words and path != HOME_OF_STATES and not path.startswith(NO_PAGES_HERE):
                found.append(f"{path}:{line}: {name}: a page is a step; only {HOME_OF_STATES} knows states")
    return found


def may_be_none(annotation: ast.expr) -> bool:
    return any(
        (isinstance(node, ast.Constant) and node.value is None)
        or (isinstance(node, ast.Name) and node.id == "Optional")
        for node in ast.walk(annotation)
    )


def find_broken_promises(root: Path) -> list[str]:
    """Functions whose name promises another kind of value than their annotation gives."""
    found = []
    for path, tree in modules(root):
        for node in ast.walk(tree):
            if not isinstance(node, Function) or node.returns is None:
                continue
            name = node.name.lstrip("_")
            given = ast.unparse(node.returns)
            if name.startswith(("is_", "has_")) and not given.startswith(("bool", "TypeGuard", "TypeIs")):
                found.append(f"{path}:{node.lineno}: {node.name} promises a bool and gives {given}")
            if name.startswith("get_") and may_be_none(node.returns):
                found.append(
                    f"{path}:{node.lineno}: {node.name} promises a value and may give None: call it find_"
                )
    return found


def find_words_on_pages(root: Path) -> list[str]:
    found = []
    for path in sorted((root / "web" / "templates").rglob("*.html")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            seen = re.sub(r"\{[{%#].*?[}%#]\}|<[^>]*>", " ", line)
            for word in NOT_OUR_WORDS_ON_A_PAGE.findall(seen):
                found.append(f"{path.relative_to(root)}:{number}: no page says {word.lower()!r}")
    return found


@pytest.mark.parametrize(
    "rule",
    [find_names_against_the_glossary, find_broken_promises, find_words_on_pages],
    ids=lambda rule: rule.__name__,
)
def test_code_and_pages_keep_to_the_glossary(rule) -> None:  # type: ignore[no-untyped-def]
    found = rule(ROOT)
    assert not found, "\n".join(["", *found])


def test_each_word_of_the_glossary_is_explained_once() -> None:
    text = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| **")]
    words = [word for row in rows for word in re.findall(r"\*\*(.+?)\*\*", row)]
    assert words
    assert sorted(words) == sorted(set(words))


def write(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("class UserTable: pass", "UserTable: we say person"),
        ("def load(patients): pass", "patients: we say person"),
        ("next_state = 1", "next_state: a page is a step"),
    ],
)
def test_a_name_against_the_glossary_is_named_with_its_line(tmp_path: Path, text: str, says: str) -> None:
    write(tmp_path, "cbt/service.py", f"{text}\n")
    (found,) = find_names_against_the_glossary(tmp_path)
    assert found.startswith(f"cbt/service.py:1: {says}")


def test_the_machine_may_speak_of_states_and_a_header_of_its_user_agent(tmp_path: Path) -> None:
    write(tmp_path, "cbt/engine/machine.py", "states = []\n")
    write(tmp_path, "cbt/store/trouble.py", "sql_state = ''\n")
    write(tmp_path, "web/pages.py", "user_agent = ''\nstatement = ''\n")
    assert find_names_against_the_glossary(tmp_path) == []


def test_a_verb_that_breaks_its_promise_is_named(tmp_path: Path) -> None:
    write(
        tmp_path,
        "cbt/a.py",
        "def is_done() -> int: ...\ndef get_flow() -> str | None: ...\ndef find_x() -> None: ...\n",
    )
    assert find_broken_promises(tmp_path) == [
        "cbt/a.py:1: is_done promises a bool and gives int",
        "cbt/a.py:2: get_flow promises a value and may give None: call it find_",
    ]


def test_a_word_that_no_page_says_is_named_and_markup_is_not(tmp_path: Path) -> None:
    write(tmp_path, "web/templates/page.html", '<p aria-invalid="true">{{ client }}</p>\n<p>Dear user</p>\n')
    assert find_words_on_pages(tmp_path) == ["web/templates/page.html:2: no page says 'user'"]
