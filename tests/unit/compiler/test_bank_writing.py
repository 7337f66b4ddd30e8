"""What is written into a bank is read as it was meant, and touches no other line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cbt.compiler.bank_writing import Written, new_bank, quoted, with_entry
from cbt.compiler.diagnostics import Findings
from cbt.compiler.nodes import Map
from cbt.compiler.reader import read

prose = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Cn", "Zl", "Zp"]), max_size=30
)


def value_of(text: str) -> str:
    root = read(text.encode(), "", Findings())
    assert isinstance(root, Map)
    return str(root["a"])


@given(prose)
def test_every_text_is_read_as_it_was_written(text: str) -> None:
    assert value_of(f"a: {quoted(text)}\n") == text


@pytest.mark.parametrize(
    "text", ["yes", "a: b", "a #b", "{name} now", "two\n\nparagraphs", "", "- a", "end:", "“so”"]
)
def test_what_yaml_would_take_for_something_else_stands_in_quotes(text: str) -> None:
    assert value_of(f"a: {quoted(text)}\n") == text


def test_an_entry_takes_the_place_of_its_like_and_the_others_stay() -> None:
    entry = Written("What?", "Which?", "a person", 1)
    text = with_entry(with_entry(new_bank("x", "en", "simpler"), "a.ask", entry), "b.ask", entry)
    other = with_entry(text, "a.ask", Written("What?", "Who?", "a person", 1))
    assert other == text.replace("to: Which?", "to: Who?", 1)
    assert with_entry(text, "b.ask", None) == with_entry(new_bank("x", "en", "simpler"), "a.ask", entry)
    assert with_entry(text.rstrip("\n"), "c.ask", entry) == with_entry(text, "c.ask", entry)
