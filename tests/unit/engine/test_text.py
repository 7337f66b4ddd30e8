"""Texts are filled with answers as people read them; making markup of them is the renderer's job."""

import pytest

from cbt.engine.answering import answer, begin
from cbt.engine.machine import Program
from cbt.engine.text import (
    labelled_items,
    number_in_words,
    paragraphs,
    prose,
    shown,
    told,
    words_of,
)
from cbt.model.answer import Line, OneOfKind, PrivateText
from cbt.model.reference import AnswerRef, ComputedRef, FieldRef, ItemRef, ItemsRef
from cbt.model.session import ExerciseSession, Place
from tests.unit.engine.exercise import compile_text, flow_text, give, program_of, prompt, walk_of

EVERY_KIND = """
note:
  ask: What?
  answer: text
size:
  ask: How much?
  answer: 0-10
truth:
  ask: Is it so?
  answer: yes/no
colour:
  ask: Which colour?
  options: {red: "red like {note}", blue: blue}
  other: allowed
ways:
  ask: Which ways?
  options: {north: to the north, south: to the south}
  pick: many
  other: allowed
lines:
  ask: Which thoughts?
  answer: list 1-3
hot:
  ask: Which one?
  answer: one of lines
done:
  say: "[{note}|{size}|{truth}|{colour}|{ways}|{lines}|{hot}|{half}|{many}]"
  end: completed
"""
COMPUTED = "computed:\n  half: size / 4\n  many: size > 5\n"


def ended(colour: str = "red", own: str = "") -> tuple[Program, ExerciseSession]:
    program = program_of(EVERY_KIND, COMPUTED)
    session = give(program, begin(program), "a fire", 7, "no")
    session = answer(program, session, Place("colour"), {"answer": [colour], "own": [own]})
    session = answer(program, session, Place("ways"), {"answer": ["south", "other"], "own": ["up"]})
    return program, give(program, session, ["one", "two, or three"], "2")


def test_each_kind_of_answer_reads_as_a_person_would_say_it() -> None:
    program, session = ended()
    assert prompt(program, session) == (
        "[a fire|7|no|red like a fire|to the south, up|one, two, or three|two, or three|1.8|yes]"
    )


SCALES = """
size:
  ask: How much?
  answer: 0-10
mood:
  ask: How good?
  answer: 1-5
things:
  repeat: 1-2
  steps:
    weight:
      ask: How heavy?
      answer: 0-100
  again: Another?
done:
  say: "{size} and {mood}"
  end: completed
"""


def test_a_point_of_a_scale_that_stands_alone_says_its_scale_and_in_a_text_it_does_not() -> None:
    program = program_of(SCALES)
    session = give(program, begin(program), 8, 4, 70, "yes", 30, "no")
    walk = walk_of(program, session)
    assert told(program, AnswerRef("size", ()), walk) == ("8 out of 10",)
    assert told(program, AnswerRef("mood", ()), walk) == ("4 on a scale from 1 to 5",)
    assert told(program, FieldRef("things", "things.weight", ()), walk) == ("70 out of 100", "30 out of 100")
    assert told(program, ItemsRef("no", ()), walk) == ()
    assert prompt(program, session) == "8 and 4"


def test_a_point_of_a_scale_on_which_each_has_a_name_says_its_own() -> None:
    steps = """
    often:
      ask: How often?
      answer: 0-2
      ends: {0: Never, 1: Some days, 2: Every day}
    deep:
      ask: How deep?
      answer: 0-2
      ends: {0: Not at all, 2: Very}
    near:
      ask: How near?
      answer: 1-3
      ends: {1: Far, 2: Half way, 3: Near}
    done:
      say: "{often}"
      end: completed
    """
    program = program_of(steps)
    session = give(program, begin(program), 1, 2, 3)
    walk = walk_of(program, session)
    assert told(program, AnswerRef("near", ()), walk) == ("Near (3 on a scale from 1 to 3)",)
    assert told(program, AnswerRef("often", ()), walk) == ("Some days (1 out of 2)",)
    assert told(program, AnswerRef("deep", ()), walk) == ("2 out of 2",)
    assert prompt(program, session) == "1"


def test_a_text_is_parted_at_blank_lines_whether_it_has_names_or_not() -> None:
    steps = """
    a:
      ask: A?
      answer: text
    plain:
      say: |
        One and
        the same.

        Two.
    named:
      say: |
        It was {a}.

        It is.
    alone:
      say: "{a}"
    done:
      say: Done.
      end: completed
    """
    program = program_of(steps)
    session = give(program, begin(program), "a cup", None, None)
    said = {}
    for step in ("plain", "named", "alone"):
        text = program.flow.steps[step].prompt
        assert text is not None
        said[step] = prose(program, text, walk_of(program, session))
    assert said == {
        "plain": ("One and the same.", "Two."), "named": ("It was a cup.", "It is."), "alone": ("a cup",),
    }  # fmt: skip


def test_own_words_stand_for_themselves() -> None:
    program, session = ended("other", "grey")
    assert "|grey|" in prompt(program, session)


@pytest.mark.parametrize("typed", ["<b>&amp;</b>", "{size}", "{{7*7}}", "{note.__class__}", "a\tb"])
def test_what_a_person_typed_is_never_filled_in_or_escaped(typed: str) -> None:
    program = program_of("a:\n  ask: A?\n  answer: text\ndone:\n  say: It is {a}.\n  end: completed")
    assert prompt(program, give(program, begin(program), typed)) == f"It is {typed}."


def test_a_name_that_has_no_answer_on_this_path_is_empty() -> None:
    program, session = ended()
    for ref in (
        AnswerRef("note", ()),
        FieldRef("lines", "note", ()),
        AnswerRef("note", (0,)),
        ItemsRef("no", ()),
    ):
        assert shown(program, ref, walk_of(program, begin(program))) == ""
    assert words_of(program, AnswerRef("lines", ()), walk_of(program, session)) == ("one", "two, or three")


def test_a_skipped_page_reads_as_nothing() -> None:
    program = program_of(
        "a:\n  ask: A?\n  answer: text\n  optional: true\ndone:\n  say: Done.\n  end: completed"
    )
    session = give(program, begin(program), "")
    assert words_of(program, AnswerRef("a", ()), walk_of(program, session)) == ()


NUMBERS = [
    (7, "7"),
    (7.0, "7"),
    (-3, "-3"),
    (1.25, "1.2"),
    (-0.04, "0"),
    (-0.0, "0"),
    (0.96, "1"),
    (9.96, "10"),
]


@pytest.mark.parametrize(("number", "words"), NUMBERS)
def test_a_number_is_whole_when_it_can_be_and_has_one_decimal_else(number: float, words: str) -> None:
    assert number_in_words(number) == words


def test_prose_is_parted_where_a_line_is_blank_even_if_it_holds_spaces() -> None:
    assert paragraphs("One\n  line.\n\nTwo.\n \t\n\n\nThree.\n") == ("One line.", "Two.", "Three.")
    assert paragraphs(" \n ") == ()


LOOP = """
groups:
  repeat: 1-3
  steps:
    name:
      ask: Name?
      options: {cup: a cup, pen: a pen}
      other: allowed
    lines:
      ask: Which thoughts of {name}?
      answer: list 1-3
    best:
      ask: The best?
      answer: one of lines
    kind:
      ask: Which kind?
      options: {same: "the same as {name}", new: new}
  again: More?
pick:
  ask: Which one?
  answer: one of groups.name
each:
  for_each: groups
  steps:
    after:
      ask: And {name}, {kind}, {best}?
      answer: 0-10
done:
  say: It was {pick}.
  end: completed
"""


def two_groups() -> tuple[Program, ExerciseSession]:
    program = program_of(LOOP)
    session = give(program, begin(program), "pen", ["a", "b"], "3", "same", "yes")
    session = answer(program, session, session.position.here, {"answer": ["other"], "own": ["a bag"]})
    return program, give(program, session, ["c", "d"], "5", "same", "no", "4")


FIELDS = {
    "name": ("a pen", "a bag"),
    "lines": ("a, b", "c, d"),
    "best": ("b", "c"),
    "kind": ("the same as a pen", "the same as a bag"),
}


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_of_a_loop_reads_for_each_item_as_it_does_inside_the_loop(field: str) -> None:
    program, session = two_groups()
    ref = FieldRef("groups", f"groups.{field}", ())
    assert words_of(program, ref, walk_of(program, session)) == FIELDS[field]


def test_a_picked_item_reads_as_it_did_where_it_was_made() -> None:
    program, session = two_groups()
    assert prompt(program, give(program, session, 1, 2)) == "It was a bag."


def test_a_walked_item_reads_as_it_did_where_it_was_made() -> None:
    program, session = two_groups()
    assert prompt(program, session) == "And a pen, the same as a pen, b?"
    assert prompt(program, give(program, session, 1)) == "And a bag, the same as a bag, c?"


def test_the_items_that_can_be_picked_have_their_words() -> None:
    program, session = two_groups()
    kind = program.flow.steps["pick"].kind
    assert isinstance(kind, OneOfKind)
    items = labelled_items(program, kind, walk_of(program, session, Place("pick")))
    assert items == [("1", "a pen"), ("4", "a bag")]


def test_the_items_of_a_plain_list_are_read_by_the_lists_own_name() -> None:
    program = program_of("""
        what:
          ask: What?
          answer: text
        ways:
          ask: Which ways?
          options: {north: "to the north with {what}", south: to the south}
          pick: many
        lines:
          ask: Which thoughts?
          answer: list 1-3
        by_way:
          for_each: ways
          steps:
            sure:
              ask: How sure of {ways}?
              answer: 0-10
        by_line:
          for_each: lines
          steps:
            strong:
              ask: How strong is {lines}?
              answer: 0-10
        done:
          say: Done.
          end: completed
    """)
    session = give(program, begin(program), "a cup", "north", ["one"])
    assert prompt(program, session) == "How sure of to the north with a cup?"
    assert prompt(program, give(program, session, 3)) == "How strong is one?"
    outside = ItemRef("by_line", (0,))
    assert words_of(program, outside, walk_of(program, session, Place("lines"))) == ()


def test_what_another_flow_hands_over_is_read_like_an_answer() -> None:
    needs = "needs: {claim: text, size: number, sure: yes/no, facts: list}"
    steps = 'done:\n  say: "[{claim}|{size}|{sure}|{facts}]"\n  end: completed'
    program = Program(compile_text(flow_text(steps, needs)))
    facts = (Line("1", PrivateText("one")), Line("2", PrivateText("two")))
    session = begin(program, {"claim": PrivateText("I am late."), "size": 2.5, "sure": True, "facts": facts})
    assert prompt(program, session) == "[I am late.|2.5|yes|one, two]"


def test_a_computed_value_is_told_in_what_it_counts_once_it_can_be_worked_out() -> None:
    steps = (
        "long:\n  ask: How long?\n  answer: minutes\n  optional: true\ndone:\n  say: Done.\n  end: completed"
    )
    program = program_of(steps, "computed: {half: long / 2, plain: long / 2}\nunits: {half: minutes}")
    walk = walk_of(program, give(program, begin(program), 181))
    assert shown(program, ComputedRef("half"), walk) == "1 hour 31 minutes"
    assert shown(program, ComputedRef("plain"), walk) == "90.5"
    assert shown(program, ComputedRef("half"), walk_of(program, give(program, begin(program), ""))) == ""
