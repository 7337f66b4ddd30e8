"""Walks are written as an author would, behind those that a file holds, and read back as they were."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cbt.compiler.formatting import format_file
from cbt.compiler.walk_writing import render_walk, with_walks
from cbt.compiler.walks import walks_of
from cbt.model.source import SourcePos
from cbt.model.walk import Action, Told, Tree, WalkCase

POS = SourcePos("", 1, 1)
WALK = """  - name: a walk
    carry:
      claim: I am late.
    answers:
      emotions:
        - name: sad
          before: 80
        - name: cross
      picks: [north, south]
      lines:
        - It is cold, and the wind blows through the whole house.
        - "- no dash"
      none: []
      inner: {}
      nested:
        - []
        - {}
        - ["a", "b"]
    expect:
      ends: completed
"""
SCRIPT = """- name: "a script: of lines"
  script:
    - name: "yes: no # maybe"
    - refused: Two words, please.
    - continue
    - change:
        name: a cup
    - remove:
        things: 1
    - picks:
        - one
        - "[two]"
"""


def tree(value: object) -> Tree:
    if isinstance(value, dict):
        return {name: tree(below) for name, below in value.items()}
    return tuple([tree(item) for item in value]) if isinstance(value, list) else Told(str(value), POS)


def answers(values: dict[str, object], name: str = "a walk") -> WalkCase:
    return WalkCase(name, POS, {key: tree(value) for key, value in values.items()})


def test_a_walk_is_written_on_few_lines_that_can_be_read() -> None:
    case = WalkCase(
        "a walk",
        POS,
        {
            "emotions": tree([{"name": "sad", "before": 80}, {"name": "cross"}]),
            "picks": tree(["north", "south"]),
            "lines": tree(["It is cold, and the wind blows through the whole house.", "- no dash"]),
            "none": (),
            "inner": {},
            "nested": ((), {}, tree(["a", "b"])),
        },
        carry={"claim": tree("I am late.")},
        expect={"ends": tree("completed")},
    )
    assert render_walk(case) == WALK


def test_a_script_is_written_line_by_line() -> None:
    actions = [
        ("answer", "name", "yes: no # maybe"),
        ("refused", "refused", "Two words, please."),
        ("continue", "", None),
        ("change", "change", {"name": "a cup"}),
        ("remove", "remove", {"things": 1}),
        ("answer", "picks", ["one", "[two]"]),
    ]
    script = tuple(
        [Action(word, about, None if value is None else tree(value), POS) for word, about, value in actions]
    )
    assert render_walk(WalkCase("a script: of lines", POS, script=script), "") == SCRIPT


@pytest.mark.parametrize(
    "before",
    [
        b"walks:\n  - name: old\n    answers: {}\n",
        b"walks:\n  - name: old\n    answers: {}",
        b"# mine\r\nwalks:\r\n- name: old\r\n  answers: {}\r\n# the end\r\n",
        b"\xef\xbb\xbfwalks:\n    - name: old\n      script:\n        - continue\n\n\n",
    ],
    ids=["as usual", "no line end", "Windows, no indent", "a mark, wide"],
)
def test_walks_are_put_behind_those_that_are_there_and_every_other_byte_stays(before: bytes) -> None:
    whole = with_walks(before, [answers({"name": "a cup"})], "walks.yaml")
    assert whole is not None
    assert whole.startswith(before)
    cases, faults = walks_of(whole, "walks.yaml")
    assert not faults
    assert [case.name for case in cases] == ["old", "a walk"]
    assert (b"\r\n" in before) == (b"\r\n" in whole)


def test_a_file_that_is_not_there_is_begun() -> None:
    whole = with_walks(None, [answers({}), answers({"name": "a cup"}, "another")], "walks.yaml")
    assert (
        whole
        == b"walks:\n  - name: a walk\n    answers: {}\n\n  - name: another\n    answers:\n      name: a cup\n"
    )
    assert format_file(whole) == whole


@pytest.mark.parametrize(
    "before", [b"walks: [{name: old, answers: {}}]\n", b"walks: []\n", b"flow: x\n", b"walks:\n  - name: [\n"]
)
def test_a_file_that_cannot_take_them_at_its_end_is_left_alone(before: bytes) -> None:
    assert with_walks(before, [answers({})], "walks.yaml") is None


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30) | st.sampled_from(
    [
        "",
        " ",
        "a: b",
        "# no",
        "yes",
        "1:30",
        "2026-05-04 20:00",
        "'",
        '"',
        "a\nb",
        "- x",
        "[x]",
        "{x}",
        "x #y",
        "&a",
        "|",
    ]
)
TREES = st.recursive(
    WORDS.map(lambda text: Told(text, POS)),
    lambda inner: (
        st.lists(inner, max_size=3).map(tuple) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["one", "two", "three"]), TREES, min_size=1))
def test_whatever_is_written_reads_back_as_it_was(values: Mapping[str, Tree]) -> None:
    whole = with_walks(None, [WalkCase("a walk", POS, values)], "walks.yaml")
    allowed = all(ord(char) not in FORBIDDEN for char in str(values))
    assert whole is not None or not allowed


# Marks that turn the direction of writing: no file may hold them.
FORBIDDEN = {*range(0x200E, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x61C, 0xFEFF}
