"""What a computed value counts: minutes are told as hours and minutes, percent with its sign, both in whole ones."""

import pytest

from cbt.engine.compare import compare
from cbt.engine.english import unit_in_words
from cbt.engine.machine import Program
from cbt.engine.text import shown
from cbt.engine.walk import Walk
from cbt.model.flow import Unit
from cbt.model.packed import Answers
from cbt.model.reference import ComputedRef
from cbt.model.session import Facts
from tests.unit.compiler.making import compile_steps, passing

STEPS = """
long:
  ask: How long?
  answer: minutes
calm:
  ask: Calm?
  answer: yes/no
"""
COMPUTED = "computed: {half: long / 2, slack: 20 - long, is_calm: calm}\n"


def test_a_computed_value_is_told_in_what_it_counts() -> None:
    flow = passing(STEPS, f"{COMPUTED}units: {{half: minutes, slack: minutes}}")
    walk = Walk(flow, Facts(Answers({"long": 181})))
    walk.pass_page("long")
    program = Program(flow)
    assert shown(program, ComputedRef("half"), walk) == "1 hour 31 minutes"
    assert shown(program, ComputedRef("slack"), walk) == "-2 hours 41 minutes"


def test_without_an_answer_a_computed_value_with_a_unit_says_nothing() -> None:
    flow = passing(STEPS, f"{COMPUTED}units: {{half: minutes}}")
    assert shown(Program(flow), ComputedRef("half"), Walk(flow, Facts())) == ""


@pytest.mark.parametrize(
    ("unit", "number", "words"),
    [
        (None, 84.44, "84.4"),
        (Unit.PERCENT, 84.5, "85%"),
        (Unit.MINUTES, 450, "7 hours 30 minutes"),
        (Unit.MINUTES, 59.6, "1 hour"),
        (Unit.MINUTES, 0, "0 minutes"),
        (Unit.MINUTES, -61.2, "-1 hour 1 minute"),
    ],
)
def test_numbers_are_told_whole_where_they_have_a_unit(unit: Unit | None, number: float, words: str) -> None:
    assert unit_in_words(unit, number) == words


def test_figures_over_several_records_have_units_too() -> None:
    over_time = "over_time: {figures: {half: mean(long), most: max(long)}}\n"
    tail = f"computed: {{twice: long * 2}}\n{over_time}units: {{half: minutes, twice: minutes}}"
    flow = passing(STEPS, tail)
    assert flow.over_time is not None
    assert [figure.unit for figure in flow.over_time.figures] == [Unit.MINUTES, None]
    assert flow.units == {"twice": Unit.MINUTES}


@pytest.mark.parametrize(
    ("units", "finding"),
    [
        ("{haf: minutes}", 'F202 there is no answer "haf" here'),
        ("{long: minutes}", 'F013 "long" is answered on a page of its own'),
        ("{is_calm: percent}", 'F203 "is_calm" is a yes or no, not a number'),
        ("{half: minuts}", 'F013 "minuts" is no unit of a computed value'),
        ("{half: miles}", 'F013 "miles" is no unit of a computed value'),
    ],
)
def test_a_unit_belongs_to_a_number_that_no_page_asks_for(units: str, finding: str) -> None:
    findings = compile_steps(STEPS, f"{COMPUTED}units: {units}").findings
    assert [f"{each.code} {each.message}" for each in findings] == [finding]


def test_another_unit_is_shown_otherwise_and_changes_no_structure() -> None:
    tail = f"{COMPUTED}units: {{half: minutes}}"
    found = compare(passing(STEPS, COMPUTED), passing(STEPS, tail))
    assert found.edits == ()
    assert [(edit.what, edit.before, edit.after) for edit in found.shown] == [
        ("units", {}, {"half": "minutes"})
    ]
