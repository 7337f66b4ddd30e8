"""PRIVACY.md, SECURITY.md and the lists in docs: each promise names a test, and each test that is named is there.

It must not say whether a promise is a good one.
"""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("PRIVACY.md", "SECURITY.md", "docs/threats.md", "docs/security-checklist.md")
NAMED = re.compile(r"`(?:(tests/[\w/]+\.py)::)?(test_\w+)`")
CHECKLIST = ROOT / "docs" / "security-checklist.md"
# Requirement numbers of ASVS 5.0.0, levels 1 and 2, one section a line: `1.2: 1-9`.
REQUIREMENTS = Path(__file__).with_name("asvs_5_levels_1_and_2.txt")


@cache
def find_tests() -> dict[str, set[str]]:
    """Every test: its name -> the files that have one so called."""
    found: dict[str, set[str]] = {}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                found.setdefault(node.name, set()).add(path.relative_to(ROOT).as_posix())
    return found


def find_missing(text: str) -> list[str]:
    """The tests that a page names and that are not there."""
    found = find_tests()
    return [
        f"{path}::{name}" if path else name
        for path, name in NAMED.findall(text)
        if name not in found or (path and path not in found[name])
    ]


@pytest.mark.parametrize("page", PAGES)
def test_every_test_that_a_page_of_promises_names_is_there(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert NAMED.search(text)
    assert find_missing(text) == []


def test_a_test_that_is_not_there_is_found() -> None:
    here = "tests/rules/test_promises.py"
    assert find_missing(f"`{here}::test_a_test_that_is_not_there_is_found`") == []
    assert find_missing("`test_nobody_wrote_this`") == ["test_nobody_wrote_this"]
    assert find_missing("`tests/rules/test_sizes.py::test_a_test_that_is_not_there_is_found`") != []


def promises(page: str, letter: str) -> dict[str, str]:
    """The promises of a page: number -> its row."""
    rows = re.findall(
        rf"^\| ({letter}\d+) \|(.*)\|$", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE
    )
    assert len(rows) == len(dict(rows))
    return dict(rows)


@pytest.mark.parametrize(("page", "letter", "count"), [("PRIVACY.md", "P", 12), ("SECURITY.md", "S", 10)])
def test_every_promise_is_made_once_and_names_a_test(page: str, letter: str, count: int) -> None:
    made = promises(page, letter)
    assert list(made) == [f"{letter}{number}" for number in range(1, count + 1)]
    assert [number for number, row in made.items() if not NAMED.search(row)] == []


def numbers_in(cell: str) -> list[str]:
    """`1.2.1-3, 1.2.9` -> 1.2.1, 1.2.2, 1.2.3, 1.2.9."""
    found = []
    for part in cell.split(", "):
        section, _, span = part.strip().rpartition(".")
        first, _, last = span.partition("-")
        found += [f"{section}.{number}" for number in range(int(first), int(last or first) + 1)]
    return found


def required() -> set[str]:
    lines = REQUIREMENTS.read_text(encoding="utf-8").splitlines()
    parted = [line.split(": ") for line in lines if line and not line.startswith("#")]
    return {
        number
        for section, spans in parted
        for span in spans.split(",")
        for number in numbers_in(f"{section}.{span}")
    }


def rows_of_the_checklist() -> list[tuple[str, str, str]]:
    """Numbers, verdict and the rest of each row."""
    text = CHECKLIST.read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| (\d[\d., -]*) \| [^|]+ \| (met|not applicable|open) \| ([^|]+) \|$", text, re.MULTILINE
    )
    return [(numbers, verdict, rest) for numbers, verdict, rest in rows]


def test_every_requirement_of_levels_one_and_two_has_one_row_and_no_other_has() -> None:
    listed = [number for numbers, _, _ in rows_of_the_checklist() for number in numbers_in(numbers)]
    assert len(listed) == len(set(listed)), sorted({number for number in listed if listed.count(number) > 1})
    assert set(listed) == required()
    assert len(required()) == 253


def test_a_requirement_that_is_met_names_its_test_or_its_place_and_any_other_its_reason() -> None:
    for numbers, verdict, rest in rows_of_the_checklist():
        if verdict == "met":
            assert NAMED.search(rest) or re.search(r"`[\w/.-]+`", rest), numbers
        else:
            assert len(rest.split()) > 2, numbers
        for path in re.findall(
            r"`((?:cbt|web|docs|tests)/[\w/.-]+|[A-Z]+\.md|Makefile|pyproject\.toml)`", rest
        ):
            assert (ROOT / path).exists(), (numbers, path)
