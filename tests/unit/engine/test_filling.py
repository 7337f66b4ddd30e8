"""What a walk says becomes the form that a person would have sent."""

import pytest

from cbt.engine.answering import begin
from cbt.engine.filling import form_of
from cbt.engine.lines import NOWHERE, told
from cbt.engine.old_names import find_new_name
from cbt.model.walk import Tree
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


def test_only_a_name_that_is_gone_has_a_new_one() -> None:
    flow = flow_of("two:\n  say: Two.\ndone:\n  say: Done.\n  end: completed", "renamed: {one: two}")
    assert [find_new_name(flow, name) for name in ("one", "two", "three")] == ["two", None, None]
