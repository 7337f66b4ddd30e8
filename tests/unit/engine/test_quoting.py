"""An answer that was given beside an earlier one is known by it, once that one reads differently."""

from collections.abc import Mapping

import pytest

from cbt.engine.answering import begin, remove_item
from cbt.engine.machine import Program
from cbt.model.session import ExerciseSession
from tests.unit.engine.exercise import change, give, parked, path, program_of

STEPS = """
thought:
  ask: Which thought?
  answer: text
belief:
  ask: How much do you believe it?
  answer: 0-100
  keep_in_view: [thought]
mood:
  ask: How are you?
  answer: text
extra:
  ask: What else of {mood}?
  answer: text
  optional: true
read:
  say: You wrote {thought}.
way:
  ask: Which way?
  options: {facts: Facts, friend: A friend}
  next: {facts: facts, friend: friend}
facts:
  ask: What fits?
  help: It was {thought}.
  answer: text
  next: fairer
friend:
  ask: What would a friend say?
  answer: text
fairer:
  ask: What is fairer than “{thought}”?
  answer: text
last:
  ask: Is it so?
  answer: yes/no
done:
  say: Done.
  end: completed
"""
GIVEN = ("one thought", 60, "low", "", None, "facts", "a fact", "a fairer one")


@pytest.fixture(scope="module")
def program() -> Program:
    return program_of(STEPS)


@pytest.fixture
def session(program: Program) -> ExerciseSession:
    return give(program, begin(program), *GIVEN)


def named(session: ExerciseSession) -> Mapping[str, str]:
    """The answers beside an earlier one, and which one that is."""
    return {at: changed for at, (changed, _) in session.beside.items()}


def test_a_changed_answer_names_the_later_answers_whose_pages_quote_or_keep_it(
    program: Program, session: ExerciseSession
) -> None:
    changed = change(program, session, "thought", "another")
    assert named(changed) == {"belief": "thought", "facts": "thought", "fairer": "thought"}
    assert "thought" not in repr(next(iter(changed.beside.values()))[1])


def test_going_on_names_nothing_and_neither_does_the_same_answer_again(
    program: Program, session: ExerciseSession
) -> None:
    assert not session.beside
    assert not change(program, session, "thought", "one thought").beside


def test_what_was_left_empty_or_quotes_something_else_is_not_named(
    program: Program, session: ExerciseSession
) -> None:
    assert not change(program, session, "mood", "better").beside


def test_an_answer_that_is_given_again_is_not_named_any_more(
    program: Program, session: ExerciseSession
) -> None:
    changed = change(program, session, "thought", "another")
    assert set(change(program, changed, "belief", 60).beside) == {"facts", "fairer"}


def test_the_first_words_given_back_leave_nothing_to_name(program: Program, session: ExerciseSession) -> None:
    changed = change(program, change(program, session, "thought", "another"), "thought", "a third")
    assert set(named(changed)) == {"belief", "facts", "fairer"}
    assert not change(program, changed, "thought", "one thought").beside


def test_an_answer_to_a_new_page_ends_it(program: Program, session: ExerciseSession) -> None:
    changed = change(program, session, "thought", "another")
    assert not give(program, changed, "yes").beside


def test_an_answer_that_is_off_the_path_is_named_when_the_path_is_back(
    program: Program, session: ExerciseSession
) -> None:
    away = change(program, session, "way", "friend")
    assert "facts" in parked(away)
    away = change(program, away, "thought", "another")
    assert set(away.beside) == {"belief"}
    there = change(program, session, "thought", "another")
    there = change(program, there, "way", "friend")
    assert path(there)[-1] == "friend"
    assert set(give(program, there, "kind words").beside) == {"facts", "fairer"}


def test_each_item_of_a_loop_is_named_by_its_own_words_and_goes_with_its_item() -> None:
    program = program_of("""
feelings:
  repeat: 1-3
  steps:
    name:
      ask: Which feeling?
      answer: text
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
""")
    session = give(program, begin(program), "sad", "yes", "cross", "no", 6, 4)
    changed = change(program, session, "feelings.name@2", "angry")
    assert named(changed) == {"later.after@2": "feelings.name@2"}
    assert set(remove_item(program, changed, "feelings", (), "1").beside) == {"later.after@2"}
    assert not remove_item(program, changed, "feelings", (), "2").beside


def test_a_list_that_loses_a_line_names_what_was_given_to_its_items() -> None:
    program = program_of("""
thoughts:
  ask: Which thoughts?
  answer: list 1-3
hot:
  ask: Which one?
  answer: one of thoughts
each:
  for_each: thoughts
  steps:
    how:
      ask: How is {thoughts}?
      answer: text
    sure:
      ask: Sure?
      answer: yes/no
      keep_in_view: [hot]
done:
  say: Done.
  end: completed
""")
    session = give(program, begin(program), ["one", "two"], "1", "bad", "yes", "worse", "no")
    changed = change(program, session, "thoughts", ["other"])
    assert set(changed.beside) >= {"each.how@1"}
