"""A cursor knows the words above it, in any text. A place is marked with ¦."""

import pytest

from cbt.compiler.authoring.cursor import Cursor, cursor_at


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a: 1\nb¦", Cursor((), True, "b", frozenset({"a"}))),
        (
            "steps:\n  a:\n    say: |\n      Some words\n\n      and mo¦re",
            Cursor(("steps", "a", "say"), False, "and mo"),
        ),
        (
            "steps:\n  a:\n    say: Some words\n      and mo¦re",
            Cursor(("steps", "a", "say"), False, "and mo"),
        ),
        ("check:\n- must: x¦", Cursor(("check", "-", "must"), False, "x")),
        ("check:\n- must: x\n- mu¦", Cursor(("check", "-"), True, "mu")),
        ("rows:\n  - - a¦", Cursor(("rows", "-", "-"), True, "a")),
        ('a: {b: "x, {y", c: ¦', Cursor(("a", "c"), False, "")),
        ("a: [{b: Anna's box, c: ¦", Cursor(("a", "-", "c"), False, "")),
        ("a: {b: 'x, {y', c: ¦", Cursor(("a", "c"), False, "")),
        ("a: {b: [1, {c: 2}], d¦", Cursor(("a",), True, "d", frozenset({"b"}))),
        ("a: [{b: 1}, ¦", Cursor(("a", "-"), False, "")),
        ("a: {b: 1} ¦", Cursor(("a",), False, "{b: 1} ")),
        ("a: }x¦", Cursor(("a",), False, "}x")),
        ("a: {}}¦", Cursor(("a",), False, "{}}")),
        ('"a b": x¦', Cursor(("a b",), False, "x")),
        ("words\nmore¦", Cursor((), True, "more")),
        ("words\n  more¦", Cursor((), True, "more")),
        ("a: {\n  b¦", Cursor(("a",), True, "b")),
        ("a:\n  - x\n  b¦", Cursor(("a",), True, "b")),
        ("a:\n  - x: 1\n    b¦", Cursor(("a", "-"), True, "b", frozenset({"x"}))),
        ("a:\n  - x\n    b¦", Cursor(("a", "-"), True, "b")),
    ],
)
def test_a_cursor_knows_the_words_above_it(text: str, wanted: Cursor) -> None:
    at = text.index("¦")
    line, column = text.count("\n", 0, at), at - text.rfind("\n", 0, at) - 1
    assert cursor_at(text.replace("¦", "").split("\n"), line, column) == wanted
