"""Every recipe of the cookbook is a whole file that passes the checker without a word of advice."""

import re
from pathlib import Path

from cbt.compiler.diagnostics import Diagnostic
from cbt.compiler.library import compile_files

COOKBOOK = Path(__file__).resolve().parents[2] / "docs" / "cookbook.md"
_BLOCK = re.compile(r"```yaml\n# flows/(\S+)\n(.*?)```", re.DOTALL)


def recipes() -> dict[str, bytes]:
    return {path: text.encode() for path, text in _BLOCK.findall(COOKBOOK.read_text(encoding="utf-8"))}


def shown(finding: Diagnostic) -> str:
    return f"{finding.pos.file}:{finding.pos.line} {finding.code} {finding.sentence}"


def test_every_recipe_passes_without_advice() -> None:
    library = compile_files(recipes())
    assert [shown(finding) for finding in library.findings] == []
    assert len(library.flows) == len([path for path in recipes() if "/" not in path])


def test_every_block_of_the_cookbook_is_a_recipe() -> None:
    assert COOKBOOK.read_text(encoding="utf-8").count("```yaml") == len(recipes())
