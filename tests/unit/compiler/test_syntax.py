"""What cannot be read as YAML is told in an author's words, at the line where it went wrong.

`syntax.txt` holds the cases: `=== what it is`, the text with `<tab>` for a tab, and `--- line:column CODE sentence`.
"""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cbt.compiler import reader
from tests.unit.compiler.making import read_text, said

_, *CASES = ("\n" + (Path(__file__).parent / "syntax.txt").read_text(encoding="utf-8")).split("\n=== ")
LOADERS = ("CSafeLoader", "SafeLoader")
# Words that a parser has for what it finds, and no author.
JARGON = ("scalar", "mapping", "sequence", "token", "stream", "block", "flow style", "context", "expected")
LINES = [
    "steps:",
    "  a:",
    "    ask: What?",
    "    ask What?",
    "    ask:What?",
    "   help: 'x",
    '     say: "y',
    "    options: {x: X",
    "    next: [a",
    "      - {if: a, go: b}",
    "      -b",
    "\tb:",
    "    say: a: b",
    "    : x",
    "    ? y",
    "  }",
    "# note",
    "",
    "    say: @",
    "    say: | x",
    '    say: "\\q"',
]


@pytest.fixture(params=LOADERS)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(reader, "_Loader", getattr(yaml, request.param))
    return str(request.param)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.partition("\n")[0])
def test_what_cannot_be_read_is_told_once_at_its_line_and_with_the_way_out(case: str, loader: str) -> None:
    text, _, told = case.partition("\n")[2].rpartition("--- ")
    _, findings = read_text(text.replace("<tab>", "\t"))
    assert said(findings) == [told.rstrip("\n")]
    assert not [word for word in JARGON if word in told]


@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=12))
def test_lines_in_any_order_are_told_in_our_own_words_and_inside_the_file(lines: list[str]) -> None:
    for name in LOADERS:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(reader, "_Loader", getattr(yaml, name))
            _, findings = read_text("\n".join(lines))
        for finding in findings:
            assert 1 <= finding.pos.line <= len(lines)
            assert 1 <= finding.pos.column <= len(lines[finding.pos.line - 1]) + 1
            assert not [word for word in JARGON if word in finding.message]


def test_a_file_of_which_nothing_can_be_said_is_still_told() -> None:
    assert said(read_text('a: "\\UFFFFFFFF"')[1])[0].startswith("1:")
