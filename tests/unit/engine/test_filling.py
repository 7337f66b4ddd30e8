"""What a walk says becomes the form that a person would have sent."""

from datetime import date, datetime, time

import pytest

from cbt.engine.answering import begin
from cbt.engine.carrying import inputs_of
from cbt.engine.filling import form_of
from cbt.engine.lines import NOWHERE, told
from cbt.engine.old_names import find_new_name
from cbt.engine.recalling import recalled_of
from cbt.model.answer import Line, PrivateText, RecallKind
from cbt.model.walk import Tree, WalkCase
from tests.unit.engine.exercise import flow_of, program_of, walk_of

WAYS = """
ways:
  ask: Which ways?
  options: {north: North, south: South}
  pick: many
  other: allowed
done:
  say: Done.
  end: completed
"""


@pytest.mark.parametrize(
    ("answer", "fields"),
    [
        ((told("north"),), {"answer": ["north"]}),
        ((told("north"), told("")), {"answer": ["north", ""]}),
        ((told("north"), told("up")), {"answer": ["north", "other"], "own": ["up"]}),
        ((told("other"),), {"answer": ["other"], "own": ["other"]}),
    ],
    ids=str,
)
def test_words_that_are_no_option_are_a_persons_own(answer: Tree, fields: dict[str, list[str]]) -> None:
    program = program_of(WAYS)
    assert form_of(program, walk_of(program, begin(program)), answer, NOWHERE)[0] == fields


SAID: dict[str, object] = {
    "yes": True, "no": False, "7": 7, "-7.5": -7.5, "2026-05-04": date(2026, 5, 4), "09:30": time(9, 30),
    "2026-05-04 09:30": datetime.fromisoformat("2026-05-04T09:30"), "a cup": PrivateText("a cup"),
    "45 minutes": 45, "1 minute": 1, "2 hours": 120, "1 hour 30 minutes": 90, "90 minutes": PrivateText("90 minutes"),
}  # fmt: skip


@pytest.mark.parametrize(("words", "value"), SAID.items())
def test_what_is_recalled_has_the_kind_that_its_words_have(words: str, value: object) -> None:
    [given] = recalled_of("last", RecallKind("earlier", ("thing",)), {"thing": told(words)}, NOWHERE).given
    assert (given.name, given.value) == ("thing", value)
    assert type(given.value) is type(value)


def test_what_is_carried_in_has_the_kind_that_the_flow_needs() -> None:
    needs = "needs: {sure: yes/no, size: number, long: number, things: list}"
    flow = flow_of("done:\n  say: Done.\n  end: completed", needs)
    for word, truth in (("yes", True), ("no", False)):
        carry: dict[str, Tree] = {
            "sure": told(word),
            "size": told("2.5"),
            "long": told("1:30"),
            "things": (told("a"), told("b")),
        }
        inputs = inputs_of(flow, WalkCase("", NOWHERE, carry=carry))
        assert (inputs["sure"], inputs["size"], inputs["long"]) == (truth, 2.5, 90)
        assert inputs["things"] == (Line("1", PrivateText("a")), Line("2", PrivateText("b")))


def test_only_a_name_that_is_gone_has_a_new_one() -> None:
    flow = flow_of("two:\n  say: Two.\ndone:\n  say: Done.\n  end: completed", "renamed: {one: two}")
    assert [find_new_name(flow, name) for name in ("one", "two", "three")] == ["two", None, None]
