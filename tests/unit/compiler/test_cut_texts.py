"""A comma between braces that cuts a text is told once, at what it has cut off, and no more is made of it."""

import pytest

from tests.unit.compiler.making import compile_steps, passing

STEP = """
much:
  ask: How much?
  answer: 0-9
  {more}
after:
  ask: Which way?
  options: {options}
"""
CUT = 'a comma between braces cuts the text before "{}"'


def told(
    more: str = "optional: false", options: str = "{a: A, b: B}", tail: str = ""
) -> list[tuple[str, str]]:
    steps = STEP.replace("{more}", more).replace("{options}", options)
    return [(finding.code, finding.message) for finding in compile_steps(steps, tail).findings]


@pytest.mark.parametrize(
    ("braces", "rest"),
    [
        ("{x: max(much, 1), y: 2}", "1)"),
        ("{y: 2, x: max(much, 1)}", "1)"),
        ("{x: max(min(much, 1), 2), y: 2}", "2)"),
    ],
)
def test_a_sum_that_a_comma_cuts_is_told_at_the_rest_of_it(braces: str, rest: str) -> None:
    found = told(tail=f"computed: {braces}")
    assert found[-1] == ("F007", CUT.format(rest))
    assert {code for code, _ in found} == {"F007"}


def test_words_that_a_comma_cuts_are_told_once_in_a_rule_and_in_a_label() -> None:
    assert told("check: [{must: much > 0, else: 'Well', no more of it}]") != []
    assert told("check: [{must: much > 0, else: Well, no more of it}]") == [
        ("F007", CUT.format("no more of it"))
    ]
    assert told(options="{a: No, thank you, b: B}") == [("F007", CUT.format("thank you"))]


def test_a_way_that_a_comma_cuts_is_told_once() -> None:
    assert told("next: [{if: max(much, 1) > 4, go: done}, {else: after}]") == [("F007", CUT.format("1) > 4"))]


def test_a_text_in_quotes_is_not_cut() -> None:
    passing(STEP.replace("{more}", "optional: false").replace("{options}", '{a: "No, thank you", b: B}'))


def test_a_word_without_a_value_is_no_rest_of_a_text() -> None:
    assert told(options="{a: A, b}") == [("F013", '"options.b" of "after" is empty')]
    assert told(options="{a: {x: y}, no more}")[0][0] != "F007"
