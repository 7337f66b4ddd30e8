"""A name in or around a loop that is not there is led to the one that was meant."""

import pytest

from tests.unit.compiler.making import compile_text, flow_text, said

LOOP = "loads:\n  repeat: 1-3\n  steps:\n    load:\n      ask: Which load?\n      answer: text\n  again: Another?\n"
EACH = (
    "weigh:\n  for_each: loads\n  steps:\n    weight:\n      ask: How heavy is {NAME}?\n      answer: 0-10\n"
)


@pytest.mark.parametrize(
    ("steps", "summary", "expected"),
    [
        (
            LOOP + EACH.replace("NAME", "loads.load"),
            "",
            'F202 there is no answer "loads.load" here; did you mean "load"?',
        ),
        (
            f"{LOOP}told:\n  say: It is {{load}}.\n",
            "",
            'F202 there is no answer "load" here; did you mean "loads.load"?',
        ),
        (
            LOOP,
            "summary:\n  rows: [load]\n",
            'F202 there is no answer "load" here; did you mean "loads.load"?',
        ),
        (
            LOOP,
            "summary:\n  rows: [loads]\n",
            'F203 "loads" is a loop, and has no words of its own; name an answer in it, such as loads.load',
        ),
    ],
)
def test_within_a_loop_a_name_is_short_and_outside_it_is_whole(
    steps: str, summary: str, expected: str
) -> None:
    found = compile_text(flow_text(steps, summary)).findings
    assert [line.partition(" ")[2] for line in said(found)] == [expected]
