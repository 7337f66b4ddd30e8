"""Functions that look at the items of a list one after the other: what they take, and what is proved of them."""

import pytest

from cbt.model.expression import Call
from cbt.model.reference import AnswerRef, EachRef
from cbt.paper.phrases import name_of, of_step
from tests.unit.compiler.making import codes, compile_steps, passing, said

AREAS = """
areas:
  ask: Which areas?
  options: {home: Home, work: Work, play: Play}
  pick: many
rooms:
  ask: Which rooms?
  answer: list 1-4
each:
  for_each: areas
  steps:
    weight:
      ask: How much does {areas} matter?
      answer: 0-10
    lived:
      ask: How much room has it?
      answer: 0-10
    note:
      ask: Why?
      answer: text
      optional: true
things:
  repeat: 0-3
  steps:
    name:
      ask: Name?
      answer: text
    much:
      ask: How much?
      answer: 0-10
    kind:
      ask: Which?
      options: {red: Red, blue: Blue}
  again: More?
  next:
    - {if: CONDITION, go: here}
    - {else: there}
here:
  say: Here.
there:
  say: There.
"""


def faults(condition: str, computed: str = "") -> list[str]:
    steps = AREAS.replace("{if: CONDITION", f"{{if: '{condition}'")
    found = compile_steps(steps, f"computed:\n  x: '{computed}'\n" if computed else "").findings
    return [f"{each.code} {each.message}" for each in found]


@pytest.mark.parametrize(
    "condition",
    [
        "count(largest_first(areas, areas.weight - areas.lived, 2)) > 1",
        "max(smallest_first(areas, areas.weight)) > 9",
        "mean(smallest_first(areas, if(answered(areas.note), areas.weight, 0))) > 4",
        "most_rise(smallest_first(areas, areas.weight)) > 2",
        "sum(largest_first(areas, areas.weight * areas.lived)) > 250",
        "count(largest_first(areas, areas.weight - mean(areas.weight))) > 1",
        'count(largest_first(things.name, if(things.kind == "red", 1, things.much))) > 2',
        "place_of_first(things, things.much >= 5) > 2",
        "place_of_first(areas, areas.weight > areas.lived, count(things)) > 2",
        "count(things) > 0 and min(smallest_first(things.name, things.much)) > 3",
        "answered(largest_first(things.name, things.much))",
    ],
)
def test_items_are_sorted_and_found_by_what_each_of_them_has(condition: str) -> None:
    wrapped = condition.replace("answered(largest_first(things.name, things.much))", "answered(x)")
    assert faults(wrapped, "largest_first(things.name, things.much)") == []


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("count(largest_first(areas, rooms)) > 1", "F203 largest_first finds the same for every item here"),
        ("count(largest_first(areas, things.much)) > 1", "F203 largest_first finds the same for every item"),
        ("count(largest_first(areas, 3)) > 1", "F203 largest_first finds the same for every item here"),
        (
            "count(largest_first(areas, mean(areas.weight))) > 1",
            "F203 largest_first finds the same for every",
        ),
        ("count(largest_first(things.name, mean(things.much))) > 1", "F203 largest_first finds the same for"),
        ("count(largest_first(areas, areas.note)) > 1", "F203 largest_first needs a number"),
        (
            "count(largest_first(areas, areas.weight, 0)) > 1",
            "F203 largest_first keeps a whole number of items",
        ),
        ("count(largest_first(areas, areas.weight, 1.5)) > 1", "F203 largest_first keeps a whole number"),
        ("count(largest_first(areas, areas.weight, 101)) > 1", "F203 largest_first keeps a whole number"),
        ("count(largest_first(areas, areas.weight, count(rooms))) > 1", "F203 largest_first keeps a whole"),
        ("count(largest_first(areas)) > 1", "F203 largest_first takes 2 in its brackets; here are 1"),
        ("count(largest_first(areas, areas.weight, 1, 2)) > 1", "F203 largest_first takes 2 in its brackets"),
        (
            "count(largest_first(things, things.much)) > 1",
            "F203 largest_first needs a list whose items have words",
        ),
        ("count(largest_first(things.much, things.much)) > 1", "F203 largest_first needs a list whose items"),
        ("count(largest_first(3, areas.weight)) > 1", "F203 largest_first takes the name of a list first"),
        ("count(largest_first(x, areas.weight)) > 1", "F203 largest_first takes the name of a list first"),
        ("count(largest_first(arias, 3)) > 1", 'F202 there is no answer "arias" here'),
        ("place_of_first(thinks, things.much > 3) > 1", 'F202 there is no answer "thinks" here'),
        ("count(largest_first(areas, areas.wait)) > 1", 'F202 there is no answer "areas.wait" here'),
        (
            "count(largest_first(areas, count(smallest_first(areas, areas.weight)))) > 1",
            "F203 largest_first looks at items inside another that does",
        ),
        ("largest_first(areas, areas.weight) > 1", '">" needs a number; this is a sorted list'),
        (
            'has(largest_first(areas, areas.weight), "home")',
            "has needs a pick of options; this is a sorted list",
        ),
        ("place_of_first(things, things.much) > 1", "F203 place_of_first needs a yes or no"),
        ("place_of_first(things.name, things.much > 1) > 1", "F203 place_of_first needs a loop or a list"),
        ("place_of_first(things, things.much > 1, things) > 1", "F203 place_of_first needs a number"),
        ("place_of_first(things) > 1", "F203 place_of_first takes 2 in its brackets; here are 1"),
        ("place_of_first(things, 1 > 0) > 1", "F203 place_of_first finds the same for every item here"),
        ("count(largest_first(areas, areas.weight, 2)) > 2", "F303"),
        ("most_rise(smallest_first(areas, areas.weight)) > 10", "F303"),
        ("max(largest_first(areas, areas.weight - areas.lived)) > 10", "F303"),
        ("place_of_first(things, things.much > 3) > 3", "F303"),
        (
            "max(largest_first(things.name, things.much)) > 3",
            'F304 "things" may be empty, and then max(...) has no value',
        ),
        ("max(y) > 3", 'F304 "things" may be empty, and then max(y) has no value'),
        (
            "count(largest_first(areas, words(areas.note))) > 1",
            'F304 "areas.note" may not have been answered',
        ),
        (
            "place_of_first(areas, answered(areas.note) and words(areas.note) > mean(areas.weight)) > 1",
            "",
        ),
    ],
)
def test_what_cannot_be_sorted_or_found_is_told(condition: str, told: str) -> None:
    tail = "computed:\n  x: count(things)\n  y: largest_first(things.name, things.much)\n"
    found = compile_steps(AREAS.replace("{if: CONDITION", f"{{if: '{condition}'"), tail).findings
    lines = [f"{each.code} {each.message}" for each in found]
    assert len(lines) == (1 if told else 0), said(found)
    assert all(told in line for line in lines), said(found)


def test_that_one_item_has_an_answer_does_not_say_that_all_have() -> None:
    condition = "place_of_first(areas, answered(areas.note) and mean(words) > 1) > 0"
    own = AREAS.replace("ask: Why?\n      answer: text", "ask: Why?\n      answer: 0-10").replace(
        "{if: CONDITION", f"{{if: '{condition.replace('mean(words)', 'mean(areas.note)')}'"
    )
    assert codes(compile_steps(own)) == ["F304"]


def test_what_a_sorted_list_reads_has_a_name_for_people_who_draw() -> None:
    flow = passing(
        AREAS.replace("{if: CONDITION", "{if: count(x) > 1"),
        "computed:\n  x: largest_first(areas, areas.weight)\n",
    )
    root = flow.computed["x"].root
    assert isinstance(root, Call)
    each = EachRef("areas", "each.weight", ())
    assert [getattr(arg, "ref", None) for arg in root.args] == [AnswerRef("areas", ()), each]
    assert (name_of(each, flow), of_step(each, flow)) == ("each.weight", "each.weight")


def test_a_sorted_list_may_be_shown_and_measured_but_not_handed_on_or_drawn_over_time() -> None:
    steps = AREAS.replace("{if: CONDITION", "{if: count(x) > 1").replace("say: Here.", "say: Here are {x}.")
    computed = "computed:\n  x: largest_first(areas, areas.weight)\n"
    assert codes(compile_steps(steps, f"{computed}units: {{x: minutes}}\n")) == []
    drawn = compile_steps(steps, f"{computed}over_time: {{draw: [x]}}\n").findings
    assert [each.message for each in drawn] == ['"x" is a sorted list']


LINES = """
lines:
  ask: Which?
  answer: list 1-3
rate:
  for_each: lines
  steps:
    much:
      ask: How much?
      answer: 0-10
first:
  ask: Which first?
  answer: KIND
second:
  ask: Which second?
  answer: one of lines
  check:
    - must: second != first
      else: Another one.
"""


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("one of x", []),
        ("order of x", ['F203 "x" is a sorted list, not a list with items']),
        ("shares of 100 over x", ['F203 "x" is a sorted list, not a list with items']),
        ("one of y", ['F203 "y" is a number, not a list with items']),
    ],
)
def test_one_of_a_sorted_list_can_be_chosen(kind: str, told: list[str]) -> None:
    tail = "computed:\n  x: largest_first(lines, lines.much)\n  y: count(lines)\n"
    steps = LINES.replace("KIND", kind)
    steps = steps if not told else steps.partition("  check:")[0]
    found = compile_steps(steps, tail).findings
    assert [f"{each.code} {each.message}" for each in found] == told


def test_a_list_that_is_sorted_before_it_has_its_numbers_cannot_be_chosen_from() -> None:
    rate = LINES[LINES.index("rate:") : LINES.index("first:")]
    late = LINES.replace(rate, "").replace("KIND", "one of x") + rate
    assert "F304" in codes(compile_steps(late, "computed:\n  x: largest_first(lines, lines.much)\n"))


@pytest.mark.parametrize("computed", ["largest_first(lines, lines.much)", "count(lines)", "count(rate)"])
def test_what_is_computed_cannot_be_walked(computed: str) -> None:
    steps = LINES.replace("for_each: lines", "for_each: x").replace("KIND", "one of lines")
    found = compile_steps(steps, f"computed:\n  x: {computed}\n").findings
    assert ["F203", '"x" is computed, and cannot be walked'] in [[each.code, each.message] for each in found]
    assert len([each for each in found if each.pos == found[0].pos]) == 1
