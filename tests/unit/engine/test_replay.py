"""Answers are facts and the position is derived from them, whichever way it was come by."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cbt.engine.answering import answer, begin, remove_item
from cbt.engine.machine import Program
from cbt.engine.replay import advance, replay
from cbt.engine.text import filled, words_of
from cbt.errors import AnswerError
from cbt.model.answer import Line, Mark, OneOfKind, OrderKind, SharesKind
from cbt.model.codec import dump_session, load_session
from cbt.model.packed import Answers
from cbt.model.session import ExerciseSession, Facts, Place
from tests.unit.engine.exercise import (
    SHIPPED,
    change,
    first_fields,
    give,
    parked,
    path,
    program_of,
    prompt,
    shipped,
    walk_of,
)
from tests.unit.engine.random_runs import FEW, SOME, flows, forms

FEELINGS = """
first:
  ask: How many?
  answer: 0-10
feelings:
  repeat: 1-3
  steps:
    name:
      ask: Which feeling?
      answer: text
    before:
      ask: How strong was {name}?
      answer: 0-100
  again: Another one?
later:
  for_each: feelings
  steps:
    after:
      ask: How strong is {name} now? It was {before}.
      answer: 0-100
done:
  say: From {start} to {finish}.
  end: completed
"""
FEELINGS_REST = """
computed:
  start: mean(feelings.before)
  finish: mean(feelings.after)
"""

FORK = """
way:
  ask: Which way?
  options: {left: Left, right: Right}
  next: {left: left, right: right}
left:
  ask: What is on the left?
  answer: text
  next: strength
right:
  ask: What is on the right?
  answer: text
strength:
  ask: How strong?
  answer: 0-100
  next:
    - {if: strength >= 50, go: strong}
    - {else: done}
strong:
  ask: Why so strong?
  answer: text
done:
  say: Done.
  end: completed
"""


def step_by_step(program: Program, session: ExerciseSession) -> ExerciseSession:
    """The position that single steps forward give for a session's answers, taken from the first page."""
    position = begin(program, session.facts.inputs).position
    known: dict[str, object] = {}
    for place in session.position.pages:
        if place.key not in session.facts.answers:
            break
        known[place.key] = session.facts.answers[place.key]
        facts = Facts(Answers(dict(known)), session.facts.items, session.facts.made, session.facts.inputs)
        position = advance(program, facts, position)
    return ExerciseSession(session.flow_id, session.flow_version, session.facts, position)


def all_ids(session: ExerciseSession) -> list[int]:
    """The ids of everything that was made: items of loops and lines of lists."""
    facts = session.facts
    lines = [line for value in facts.answers.values() if isinstance(value, tuple) for line in value]
    ids = [line.id for line in lines if isinstance(line, Line)]
    return [int(item) for item in [*ids, *[item for items in facts.items.values() for item in items]]]


def all_texts(program: Program, session: ExerciseSession) -> list[str]:
    """Every text and value that could be shown on the pages of a session."""
    said = []
    for place in session.position.pages:
        walk, step = walk_of(program, session, place), program.flow.steps[place.step]
        said += [filled(program, text, walk) for text in (step.prompt, step.help) if text]
        said += [word for kept in step.keep_in_view for word in words_of(program, kept.ref, walk)]
    walk = walk_of(program, session)
    return [*said, *[str(program.evaluator.computed(name)(walk)) for name in program.flow.computed]]


def take_a_step(data: st.DataObject, program: Program, session: ExerciseSession) -> ExerciseSession:
    """Answers the present page or an earlier one, or takes an item out; a refused answer leaves all as it is."""
    pages = list(session.position.pages)
    if session.facts.items and data.draw(st.integers(0, 7)) == 0:
        at = data.draw(st.sampled_from(sorted(session.facts.items)))
        items = session.facts.items[at]
        loop, _, outer = at.partition("@")
        if items:
            gone = data.draw(st.sampled_from(items))
            return remove_item(program, session, loop, tuple(outer.split("/")) if outer else (), gone)
    place = pages[-1] if data.draw(st.integers(0, 3)) else data.draw(st.sampled_from(pages))
    if program.flow.steps[place.step].is_final:
        return session
    try:
        return answer(program, session, place, data.draw(forms(program, session, place)))
    except AnswerError:
        return session


def check_all(program: Program, before: ExerciseSession, session: ExerciseSession, ever: set[int]) -> None:
    facts = session.facts
    assert session.position == replay(program, facts)
    assert step_by_step(program, session).position == session.position
    assert load_session(dump_session(session)) == session
    ids = all_ids(session)
    assert len(ids) == len(set(ids)), "an id stands for two things"
    fresh = set(ids) - set(all_ids(before))
    assert not fresh & ever, "an id came back to life"
    ever |= set(ids)
    assert max(ids, default=0) <= facts.made
    here = session.position.here
    step = program.flow.steps[here.step]
    is_waiting = step.is_final or here.key not in facts.answers
    assert is_waiting or isinstance(step.kind, OneOfKind | OrderKind | SharesKind), (
        "only an answer whose items have changed may wait"
    )


def check_parked_is_unread(program: Program, session: ExerciseSession) -> None:
    facts = session.facts
    bare = Facts(facts.answers.without(parked(session)), facts.items, facts.made, facts.inputs)
    without = ExerciseSession(session.flow_id, session.flow_version, bare, replay(program, bare))
    assert without.position == session.position
    assert all_texts(program, without) == all_texts(program, session)


@settings(max_examples=SOME)
@given(flows(), st.data())
def test_one_step_forward_gives_what_a_replay_of_all_answers_gives(
    program: Program, data: st.DataObject
) -> None:
    session, ever = begin(program), set[int]()
    for _ in range(data.draw(st.integers(5, 25))):
        before, session = session, take_a_step(data, program, session)
        check_all(program, before, session, ever)
    check_parked_is_unread(program, session)


@pytest.mark.parametrize("flow_id", SHIPPED)
@settings(max_examples=FEW)
@given(data=st.data())
def test_a_shipped_flow_stands_at_the_same_page_after_a_step_and_after_a_replay(
    flow_id: str, data: st.DataObject
) -> None:
    program, ever = shipped(flow_id), set[int]()
    session = begin(program)
    for _ in range(data.draw(st.integers(10, 30))):
        before, session = session, take_a_step(data, program, session)
        check_all(program, before, session, ever)
    check_parked_is_unread(program, session)


@settings(max_examples=SOME)
@given(flows(), st.data())
def test_an_answer_changed_there_and_back_leaves_everything_as_it_was(
    program: Program, data: st.DataObject
) -> None:
    session = begin(program)
    typed: dict[str, object] = {}
    while not program.flow.steps[session.position.here.step].is_final and len(typed) < 40:
        place = session.position.here
        typed[place.key] = first_fields(program, session, yes=data.draw(st.booleans()))
        session = answer(program, session, place, typed[place.key])  # type: ignore[arg-type]
    place = data.draw(st.sampled_from(list(session.position.pages)))
    if isinstance(session.facts.answers.get(place.key), tuple) or place.key not in typed:
        return
    try:
        other = answer(program, session, place, data.draw(forms(program, session, place)))
    except AnswerError:
        return
    back = answer(program, other, place, typed[place.key])  # type: ignore[arg-type]
    assert back == session


def test_a_new_session_stands_on_the_first_page_and_holds_nothing() -> None:
    session = begin(program_of(FORK))
    assert path(session) == ["way"]
    assert len(session.facts.answers) == 0


def test_going_on_passes_pages_in_order_until_the_flow_ends() -> None:
    program = program_of(FEELINGS, FEELINGS_REST)
    session = give(program, begin(program), 3, "sad", 60, "yes", "cross", 40, "no", 30, 20)
    assert path(session) == [
        "first", "feelings.name@1", "feelings.before@1", "feelings.again@1", "feelings.name@2", "feelings.before@2",
        "feelings.again@2", "later.after@1", "later.after@2", "done",
    ]  # fmt: skip
    assert prompt(program, session) == "From 50 to 25."


def test_a_full_loop_does_not_ask_for_another_item() -> None:
    program = program_of(FEELINGS, FEELINGS_REST)
    session = give(program, begin(program), 3, "a", 1, "yes", "b", 2, "yes", "c", 3)
    assert session.position.here == Place("later.after", ("1",))


def test_a_change_leads_to_the_first_page_that_is_now_unanswered() -> None:
    program = program_of(FORK)
    session = give(program, begin(program), "left", "a tree", 20)
    changed = change(program, session, "way", "right")
    assert path(changed) == ["way", "right"]
    assert set(parked(changed)) == {"left", "strength"}


def test_a_change_that_opens_no_page_leads_back_to_where_the_person_was() -> None:
    program = program_of(FORK)
    session = give(program, begin(program), "left", "a tree", 80)
    assert path(change(program, session, "left", "a house"))[-1] == "strong"
    finished = give(program, session, "it fell")
    assert path(change(program, finished, "left", "a house"))[-1] == "done"


def test_a_parked_answer_comes_back_when_the_path_returns() -> None:
    program = program_of(FORK)
    session = give(program, begin(program), "left", "a tree", 80, "it fell")
    away = change(program, session, "way", "right")
    assert parked(away) == {name: session.facts.answers[name] for name in ("left", "strength", "strong")}
    assert change(program, away, "way", "left").position == session.position


def test_an_item_that_is_asked_for_no_more_is_parked_and_comes_back() -> None:
    program = program_of(FEELINGS, FEELINGS_REST)
    session = give(program, begin(program), 3, "sad", 60, "yes", "cross", 40, "no", 30, 20)
    fewer = change(program, session, "feelings.again@1", "no")
    assert prompt(program, fewer) == "From 60 to 30."
    assert set(parked(fewer)) == {"feelings.name@2", "feelings.before@2", "feelings.again@2", "later.after@2"}
    assert change(program, fewer, "feelings.again@1", "yes").position == session.position


def test_an_answer_that_points_at_a_line_is_asked_again_when_the_line_is_gone() -> None:
    program = program_of("""
        lines:
          ask: Which thoughts?
          answer: list 1-3
        hot:
          ask: Which one?
          answer: one of lines
        done:
          say: It was {hot}.
          end: completed
    """)
    session = give(program, begin(program), ["one", "two"], "2")
    assert prompt(program, session) == "It was two."
    kept = answer(program, session, Place("lines"), {"line": ["zwei"], "line_id": ["2"]})
    assert prompt(program, kept) == "It was zwei."
    gone = answer(program, session, Place("lines"), {"line": ["one"], "line_id": ["1"]})
    assert gone.position.here == Place("hot")


def test_a_page_to_read_is_passed_once_and_stays_passed() -> None:
    program = program_of("hello:\n  say: Hello.\ndone:\n  say: Bye.\n  end: completed")
    session = give(program, begin(program), None)
    assert session.facts.answers["hello"] is Mark.SEEN
    assert path(session) == ["hello", "done"]


def test_a_walk_to_an_earlier_page_sees_that_page_and_those_before_it_only() -> None:
    program = program_of(FEELINGS, FEELINGS_REST)
    session = give(program, begin(program), 3, "sad", 60, "yes", "cross", 40, "no", 30, 20)
    walk = walk_of(program, session, Place("feelings.before", ("1",)))
    assert walk.answer("feelings.before@1") == 60
    assert walk.answer("feelings.again@1") is None
    assert walk.answer("later.after@1") is None
    assert walk.walked["feelings"] == ("1",)


def test_a_walk_to_a_page_of_a_later_item_sees_the_items_up_to_it() -> None:
    program = program_of(FEELINGS, FEELINGS_REST)
    session = give(program, begin(program), 3, "a", 1, "yes", "b", 2, "yes", "c", 3)
    assert walk_of(program, session, Place("feelings.before", ("2",))).walked["feelings"] == ("1", "2")


def test_a_walk_to_the_question_before_the_first_item_sees_no_item() -> None:
    program = program_of("""
        things:
          repeat: 0-2
          steps:
            name:
              ask: What?
              answer: text
          again: A thing?
        done:
          say: Done.
          end: completed
    """)
    session = give(program, begin(program), "yes", "a cup", "no")
    assert path(session) == ["things.again@0", "things.name@1", "things.again@1", "done"]
    assert walk_of(program, session, Place("things.again", ("0",))).walked["things"] == ()
