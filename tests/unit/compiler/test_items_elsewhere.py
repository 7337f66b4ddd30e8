"""Of an item that was picked all its answers can be read, and in a `repeat` those of the item before."""

import pytest

from cbt.engine.answering import answer, begin
from cbt.engine.machine import Program
from cbt.engine.text import filled, told
from cbt.model.reference import FieldRef, PickedRef, PreviousRef
from cbt.model.session import ExerciseSession
from cbt.paper.phrases import name_of, of_step
from tests.unit.compiler.making import compile_steps, passing, said
from tests.unit.engine.exercise import give, walk_of

IDEAS = """
ideas:
  ask: Which ideas?
  answer: list 2-4
rate:
  for_each: ideas
  steps:
    doable:
      ask: How doable is {ideas}?
      answer: 0-10
    size:
      ask: How big?
      options: {small: Small, big: Big}
    inner:
      use: parts/why
      with: {claim: ideas}
choice:
  ask: Which one?
  answer: one of ideas
spare:
  ask: And which as a spare?
  answer: one of ideas
  check:
    - must: spare != choice
      else: Another one.
  next:
    - {if: choice.doable > 5, go: easy}
    - {else: hard}
easy:
  say: "{choice} is {choice.doable}, {choice.size}, for {choice.inner.why}."
hard:
  say: "{choice} is {choice.doable}."
  keep_in_view: [choice.doable]
"""
WHY = """
part: why
needs: {claim: text}
gives: [why]
steps:
  why:
    ask: Why {claim}?
    answer: text
"""
THINGS = """
things:
  repeat: 1-3
  steps:
    name:
      ask: What?
      answer: text
    much:
      ask: How much?
      answer: 0-10
      keep_in_view: [previous.name, previous.much]
      check:
        - must: not answered(previous.much) or much >= previous.much
          else: Not less than before.
  again: More?
first:
  ask: Which first?
  answer: one of things.name
"""


def ideas() -> tuple[Program, ExerciseSession]:
    program = Program(passing(IDEAS, "summary: {rows: [choice.doable]}", parts__why=WHY))
    session = give(program, begin(program), ["rest", "run"], 3, "small", "sleep", 8, "big", "joy")
    return program, session


def test_the_answers_of_a_picked_item_are_read_of_that_item() -> None:
    program, session = ideas()
    session = give(program, session, "2", "1")
    assert session.position.here.step == "easy"
    walk = walk_of(program, session)
    prompt = program.flow.steps["easy"].prompt
    assert prompt is not None
    assert filled(program, prompt, walk) == "run is 8, Big, for joy."
    (row,) = program.flow.summary.rows
    assert told(program, row.ref, walk) == ("8 out of 10",)
    assert row.label is program.flow.steps["rate.doable"].prompt


def test_another_pick_has_other_answers_and_may_not_be_the_same_twice() -> None:
    program, session = ideas()
    session = give(program, session, "1")
    refused = answer(program, session, session.position.here, {"answer": ["2"]})
    assert refused.position.here.step == "hard"
    with pytest.raises(Exception, match="check"):
        answer(program, session, session.position.here, {"answer": ["1"]})


def test_where_nothing_was_picked_there_is_nothing_to_read() -> None:
    program, session = ideas()
    (row,) = program.flow.summary.rows
    assert told(program, row.ref, walk_of(program, session)) == ()
    assert walk_of(program, session).read(row.ref) is None


def test_the_item_before_is_in_view_and_is_compared_with() -> None:
    program = Program(passing(THINGS))
    session = give(program, begin(program), "one")
    before = program.flow.steps["things.much"].keep_in_view[0].ref
    assert told(program, before, walk_of(program, session)) == ()
    session = give(program, session, 5, "yes", "two")
    assert told(program, before, walk_of(program, session)) == ("one",)
    with pytest.raises(Exception, match="check"):
        answer(program, session, session.position.here, {"answer": ["4"]})
    session = give(program, session, 6)
    assert session.position.here.step == "things.again"


@pytest.mark.parametrize(
    ("steps", "code", "message"),
    [
        (THINGS.replace("not answered(previous.much) or ", ""), "F304", '"previous.much" may not have been'),
        (
            THINGS.replace("previous.name, ", "previous.nam, "),
            "F202",
            'there is no answer "previous.nam" here',
        ),
        (THINGS.replace("previous.name, ", "previous, "), "F202", '"previous" is the item before'),
        (
            THINGS + "look:\n  say: It was {previous.name}.\n",
            "F202",
            'there is no answer "previous.name" here',
        ),
        (THINGS + "look:\n  say: It was {first.mch}.\n", "F202", 'there is no answer "first.mch" here'),
        (
            IDEAS.replace("answer: 0-10\n", "answer: 0-10\n      optional: true\n"),
            "F304",
            '"choice.doable" may not have been',
        ),
        (
            IDEAS.replace("ask: Which one?\n", "ask: Which one?\n  optional: true\n").replace(
                "spare != choice", "words(spare) > 0"
            ),
            "F304",
            '"choice.doable" may not have been',
        ),
        (
            IDEAS.replace("spare != choice", 'spare != "x" and words(choice) != spare'),
            "F203",
            "a number cannot be compared with a text",
        ),
    ],
)
def test_what_may_not_be_there_is_told(steps: str, code: str, message: str) -> None:
    found = compile_steps(steps, parts__why=WHY).findings
    assert [(each.code, each.message.startswith(message)) for each in found][:1] == [(code, True)], said(
        found
    )


def test_behind_answered_a_field_that_not_all_items_have_can_be_read() -> None:
    steps = IDEAS.replace("answer: 0-10\n", "answer: 0-10\n      optional: true\n")
    steps = steps.replace("if: choice.doable", "if: answered(choice.doable) and choice.doable")
    steps = steps.replace("is {choice.doable}.", "is hard.")
    passing(steps, parts__why=WHY)


def test_items_of_two_lists_are_not_compared() -> None:
    steps = (
        IDEAS
        + "others:\n  ask: Others?\n  answer: list 1-2\nthird:\n  ask: Third?\n  answer: one of others\n"
    )
    steps += "  check:\n    - must: third != choice\n      else: No.\n"
    (found,) = compile_steps(steps, parts__why=WHY).findings
    assert (found.code, found.message) == ("F203", "a text cannot be compared with a text")


def test_both_ways_of_being_the_same_are_weighed_together() -> None:
    steps = IDEAS.replace(
        "    - {if: choice.doable > 5, go: easy}",
        "    - {if: choice == spare, go: easy}\n"
        "    - {if: spare != choice, go: hard}\n"
        "    - {if: spare == spare, go: easy}",
    )
    found = [each for each in compile_steps(steps, parts__why=WHY).findings if each.code == "F303"]
    assert found


def test_what_is_read_of_another_item_has_a_name_for_people_who_draw() -> None:
    program, _ = ideas()
    picked = PickedRef("choice", (), FieldRef("ideas", "rate.doable", ()))
    assert (name_of(picked, program.flow), of_step(picked, program.flow)) == ("choice.doable", "rate.doable")
    flow = passing(THINGS)
    before = PreviousRef("things.much", (0,))
    assert (name_of(before, flow), of_step(before, flow)) == ("previous.much", "things.much")


KINDS = """
things:
  repeat: 1-3
  steps:
    kind:
      ask: Which?
      options: {red: Red, blue: Blue}
    much:
      ask: How much?
      answer: 0-10
  again: More?
  next:
    - {if: CONDITION, go: here}
    - {else: there}
here:
  say: Here.
there:
  say: There.
"""


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ('count(things.kind, "red") >= 1', []),
        ("most_rise(things.much) > 9", []),
        ('count(things.kind, "red") > 3', ['F303 "count(things.kind, "red") > 3" is never true']),
        ("most_rise(things.much) > 10", ['F303 "most_rise(things.much) > 10" is never true']),
        ('count(things.kind, "pink") > 1', ['F203 there is no option "pink"']),
        ("count(things.kind, red) > 1", ['F202 there is no answer "red" here', "F203 count takes an option"]),
        ("count(things.kind, 3) > 1", ["F203 count takes an option's id in quotes"]),
        ('count(things.much, "red") > 1', ["F203 count needs a list with a choice for each item"]),
        ('count(things, "red", 1) > 1', ["F203 count takes 2 in its brackets"]),
        ("most_rise(things.kind) > 1", ["F203 most_rise needs a list with a number for each item"]),
        ("most_rise(things.much, 1) > 1", ["F203 most_rise takes 1 in its brackets"]),
    ],
)
def test_choices_are_counted_and_steps_up_found_in_loops(condition: str, told: list[str]) -> None:
    found = compile_steps(KINDS.replace("{if: CONDITION", f"{{if: '{condition}'")).findings
    lines = [f"{each.code} {each.message}" for each in found]
    assert len(lines) == len(told), said(found)
    assert all(line.startswith(start) for line, start in zip(lines, told, strict=True)), said(found)
