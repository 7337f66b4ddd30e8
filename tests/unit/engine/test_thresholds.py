"""From which pages on an answer matters: it is what a guard, a check, a list or a loop behind it reads."""

import pytest

from cbt.engine.thresholds import Thresholds
from tests.unit.engine.exercise import flow_of

LINES = "lines:\n  ask: Which?\n  answer: list 1-3\nextra:\n  ask: What else?\n  answer: list 1-3\n"
DONE = "done:\n  say: Done.\n  end: completed"


@pytest.mark.parametrize(
    "reads",
    [
        "hot:\n  ask: Which one?\n  answer: one of lines\n",
        "hot:\n  ask: Which first?\n  answer: order of lines\n",
        "hot:\n  ask: How much?\n  answer: shares of 10 over lines\n",
        "each:\n  for_each: lines\n  steps:\n    look:\n      say: Look.\n",
        "hot:\n  say: Now.\n  next:\n    - {if: count(lines) > 1, go: done}\n    - {else: done}\n",
    ],
)
def test_a_list_matters_to_whatever_is_about_it(reads: str) -> None:
    thresholds = Thresholds(flow_of(f"{LINES}{reads}{DONE}"))
    assert (thresholds.matters("lines"), thresholds.matters("extra")) == (True, False)


def test_whether_there_is_another_item_matters_to_the_question_itself() -> None:
    loop = (
        "things:\n  repeat: 1-2\n  steps:\n    name:\n      ask: What?\n      answer: text\n  again: More?\n"
    )
    thresholds = Thresholds(flow_of(f"{loop}{DONE}"))
    assert (thresholds.matters("things.again"), thresholds.matters("things.name")) == (True, False)
