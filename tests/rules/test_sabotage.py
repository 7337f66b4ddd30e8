"""The list of what `make sabotage` breaks fits the code as it stands, and names tests that there are."""

import ast
from pathlib import Path

import pytest

from tests.sabotage.page import render_page
from tests.sabotage.patches import Patch, read_patches

ROOT = Path(__file__).resolve().parents[2]
PATCHES = read_patches()


def test_there_are_at_least_forty_and_no_two_are_the_same() -> None:
    assert len(PATCHES) >= 40
    assert (
        len({patch.name for patch in PATCHES})
        == len({(patch.file, patch.new) for patch in PATCHES})
        == len(PATCHES)
    )


@pytest.mark.parametrize("patch", PATCHES, ids=lambda patch: patch.name)
def test_each_patch_fits_one_line_and_its_test_exists(patch: Patch) -> None:
    sound = (ROOT / patch.file).read_text(encoding="utf-8")
    broken = patch.broken(sound)
    if patch.file.endswith(".py"):
        ast.parse(broken)
    assert len(broken.splitlines()) == len(sound.splitlines())
    file, _, name = patch.test.partition("::")
    names = {node.name for node in ast.walk(ast.parse((ROOT / file).read_text(encoding="utf-8")))
             if isinstance(node, ast.FunctionDef)}  # fmt: skip
    assert name.partition("[")[0] in names


def test_a_patch_that_does_not_fit_any_more_is_told() -> None:
    with pytest.raises(ValueError, match="2 times"):
        Patch("", "a.py", "x", "y", "").broken("x x")


def test_the_page_in_docs_is_the_list_as_it_stands() -> None:
    assert (ROOT / "docs" / "sabotage.md").read_text(encoding="utf-8") == render_page()
