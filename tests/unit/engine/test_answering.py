"""What answering a page and taking an item out do to a session."""

from dataclasses import replace

import pytest

from cbt.engine.answering import answer, begin, remove_item
from cbt.engine.machine import Program
from cbt.engine.text import words_of
from cbt.errors import AnswerError
from cbt.model.answer import Line, Mark, PrivateText
from cbt.model.reference import FieldRef
from cbt.model.session import ExerciseSession, Place
from tests.unit.engine.exercise import change, give, path, program_of, walk_of

FEELINGS = """
feelings:
  repeat: 1-3
  steps:
    name:
      ask: Which feeling?
      answer: text
    before:
      ask: How strong?
      answer: 0-100
  again: Another one?
later:
  for_each: feelings
  steps:
    after:
      ask: How strong is {name} now?
      answer: 0-100
done:
  say: Done.
  end: completed
"""


def three_feelings() -> tuple[Program, ExerciseSession]:
    program = program_of(FEELINGS)
    values = ("sad", 60, "yes", "cross", 40, "yes", "tired", 20, 6, 4, 2)
    return program, give(program, begin(program), *values)


def told(program: Program, session: ExerciseSession) -> str:
    """All that is said of the feelings: `sad 60 6, cross 40 4`."""
    walk = walk_of(program, session)
    fields = [
        words_of(program, FieldRef("feelings", step, ()), walk)
        for step in ("feelings.name", "feelings.before", "later.after")
    ]
    return ", ".join([" ".join(item) for item in zip(*fields, strict=True)])


def without(item: str, program: Program, session: ExerciseSession) -> ExerciseSession:
    return remove_item(program, session, "feelings", (), item)


def test_removing_the_first_item_leaves_the_answers_of_the_others() -> None:
    program, session = three_feelings()
    fewer = without("1", program, session)
    assert told(program, give(program, fewer, "no")) == "cross 40 4, tired 20 2"
    assert not [address for address in fewer.facts.answers if address.endswith("@1")]


@pytest.mark.parametrize(("item", "left"), [("1", "cross 40 4"), ("2", "sad 60 6")])
def test_an_item_can_go_without_a_new_one_being_asked_for(item: str, left: str) -> None:
    program = program_of(FEELINGS)
    session = give(program, begin(program), "sad", 60, "yes", "cross", 40, "no", 6, 4)
    fewer = without(item, program, session)
    assert fewer.position.here == Place("done")
    assert told(program, fewer) == left


def test_when_the_last_of_a_full_list_goes_the_person_is_asked_whether_there_is_another() -> None:
    program, session = three_feelings()
    assert without("3", program, session).position.here == Place("feelings.again", ("2",))


def test_when_the_only_item_goes_a_new_one_with_a_new_id_is_asked_for() -> None:
    program = program_of(FEELINGS)
    session = without("1", program, give(program, begin(program), "sad", 60))
    assert path(session) == ["feelings.name@2"]
    assert dict(session.facts.answers) == {}
    done = give(program, begin(program), "sad", 60, "no", 6)
    assert dict(without("1", program, done).facts.answers) == {}


def test_what_was_shown_on_the_pages_of_an_item_goes_with_it_and_nothing_else_does() -> None:
    program, session = three_feelings()
    shown = {"feelings.name@1": "1", "feelings.name@2": "2", "done": "3"}
    fewer = without("1", program, replace(session, shown=shown))
    assert fewer.shown == {"feelings.name@2": "2", "done": "3"}


def test_removing_what_is_not_there_changes_nothing() -> None:
    program, session = three_feelings()
    assert without("9", program, session) == session


def test_an_item_that_was_left_out_again_does_not_come_back_to_life() -> None:
    program, session = three_feelings()
    fewer = without("3", program, session)
    more = give(program, fewer, "yes")
    assert more.position.here == Place("feelings.name", ("4",))


NESTED = """
outer:
  repeat: 1-2
  steps:
    name:
      ask: Name?
      answer: text
    inner:
      repeat: 0-2
      steps:
        part:
          ask: Part?
          answer: text
      again: More parts?
  again: More?
done:
  say: Done.
  end: completed
"""


def test_an_item_takes_its_inner_items_with_it() -> None:
    program = program_of(NESTED)
    session = give(program, begin(program), "first", "yes", "a", "no", "yes", "second", "yes", "b", "no")
    assert session.facts.items == {"outer": ("1", "3"), "outer.inner@1": ("2",), "outer.inner@3": ("4",)}
    fewer = remove_item(program, session, "outer", (), "1")
    assert fewer.facts.items == {"outer": ("3",), "outer.inner@3": ("4",)}
    assert all("@3" in address for address in fewer.facts.answers)
    smaller = remove_item(program, session, "outer.inner", ("1",), "2")
    assert "outer.inner.part@1/2" not in smaller.facts.answers
    assert smaller.facts.answers["outer.inner.again@1/0"] is False
    assert smaller.position.here == session.position.here


def test_items_and_lines_never_share_an_id() -> None:
    program = program_of("""
        groups:
          repeat: 1-3
          steps:
            lines:
              ask: Which?
              answer: list 1-3
          again: More?
        done:
          say: Done.
          end: completed
    """)
    session = give(program, begin(program), ["a", "b"], "yes", ["c"])
    assert session.facts.items["groups"] == ("1", "4")
    assert session.facts.answers["groups.lines@4"] == (Line("5", PrivateText("c")),)
    assert session.facts.made == 5


def test_a_changed_rule_inside_a_loop_is_kept_as_it_was_when_the_item_was_made() -> None:
    program = program_of("""
        things:
          repeat: 1-3
          steps:
            name:
              ask: What?
              answer: text
              check:
                - must: count(things) < 2 or words(name) >= 2
                  else: From the second on, two words.
          again: More?
        done:
          say: Done.
          end: completed
    """)
    session = give(program, begin(program), "cup", "yes", "a pen", "no")
    changed = change(program, session, "things.name@1", "bag")
    assert changed.position == session.position
    with pytest.raises(AnswerError):
        change(program, session, "things.name@2", "pen")


def test_a_change_that_a_rule_refuses_leaves_the_session_as_it_is() -> None:
    program = program_of("""
        a:
          ask: A?
          answer: 0-10
          check:
            - must: a > 3
              else: "{a} is not more than 3."
        b:
          ask: B?
          answer: 0-10
        done:
          say: Done.
          end: completed
    """)
    session = give(program, begin(program), 5, 5)
    with pytest.raises(AnswerError) as refused:
        change(program, session, "a", 2)
    assert refused.value.sentence == "2 is not more than 3."
    assert session.facts.answers["a"] == 5


def test_a_page_that_asks_nothing_takes_no_value() -> None:
    program = program_of("hello:\n  say: Hello.\ndone:\n  say: Bye.\n  end: completed")
    session = answer(program, begin(program), Place("hello"), {"answer": ["smuggled in"]})
    assert dict(session.facts.answers) == {"hello": Mark.SEEN}
    assert answer(program, session, Place("done"), {}).position == session.position


def test_the_words_that_asked_are_kept_until_the_answer_is_given_to_others() -> None:
    program = program_of(
        "a:\n  ask: A?\n  answer: text\nb:\n  ask: B?\n  answer: text\ndone:\n  say: Bye.\n  end: completed"
    )
    session = answer(program, begin(program), Place("a"), {"answer": ["one"]}, words="Softer A?")
    assert session.shown == {"a": "Softer A?"}
    session = answer(program, session, Place("b"), {"answer": ["two"]}, words="Softer B?")
    assert session.shown == {"a": "Softer A?", "b": "Softer B?"}
    assert answer(program, session, Place("a"), {"answer": ["three"]}).shown == {"b": "Softer B?"}
