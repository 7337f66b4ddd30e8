"""Answers that are told again, in a row of their own: all of a loop, or one by one, and what was recalled."""

from dataclasses import replace

from cbt.engine.answering import answer, begin
from cbt.engine.text import by_item, words_of
from cbt.model.answer import Given, PrivateText, Recalled
from cbt.model.reference import AnswerRef
from cbt.model.session import Place
from tests.unit.engine.exercise import flow_text, give, program_of, prompt, walk_of

ROWS = """
topic:
  ask: What about?
  answer: text
things:
  repeat: 1-3
  steps:
    name:
      ask: What?
      answer: text
    much:
      ask: How much is {name}?
      answer: 0-10
    near:
      ask: How near to {topic}?
      answer: 0-10
  again: More?
done:
  say: Done.
  end: completed
"""


def test_answers_of_a_loop_come_one_by_one_only_where_what_they_are_called_is_about_the_item() -> None:
    program = program_of(
        ROWS,
        "computed: {most: max(things.much)}\nsummary: {rows: [topic, things.name, things.much, things.near, most]}",
    )
    session = give(program, begin(program), "home", "cup", 3, 4, "yes", "pen", 5, 6, "no")
    walk = walk_of(program, session)
    rows = [
        [words_of(program, each.ref, read) for each, read in by_item(program, kept, walk)]
        for kept in program.flow.summary.rows
    ]
    assert rows == [[("home",)], [("cup", "pen")], [("3",), ("5",)], [("4", "6")], [("5",)]]


def test_a_record_that_is_recalled_is_told_by_the_first_that_is_read_of_it() -> None:
    earlier = "thing:\n  ask: What?\n  answer: text\nsize:\n  ask: How much?\n  answer: 0-10\n"
    earlier = flow_text(f"{earlier}done:\n  say: Bye.\n  end: completed", flow_id="earlier")
    program = program_of(
        """
        last:
          ask: Which?
          recall: earlier
          next:
            - {if: answered(last), go: told}
            - {else: done}
        told:
          say: "{last}, {last.thing}, {last.size}"
        done:
          say: Done.
          end: completed
        """,
        files={"earlier.yaml": earlier},
    )
    given = (
        Given("thing", PrivateText("a cup"), (PrivateText("a cup"),)),
        Given("size", 7, (PrivateText("7"),)),
    )
    records = {"r1": Recalled("r1", given)}
    session = answer(program, begin(program), Place("last"), {"answer": ["r1"]}, records)
    assert prompt(program, session) == "a cup, a cup, 7"
    other = Recalled("r2", (Given("thing", PrivateText("a pen"), (PrivateText("a pen"),)), given[1]))
    both = replace(session.facts, answers=session.facts.answers.with_one("last", (records["r1"], other)))
    walk = walk_of(program, replace(session, facts=both))
    assert words_of(program, AnswerRef("last", ()), walk) == ("a cup", "a pen")
