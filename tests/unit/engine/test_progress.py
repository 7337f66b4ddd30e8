"""How far a person is: never a promise that is broken downwards."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cbt.engine.answering import answer, begin
from cbt.engine.machine import Program
from cbt.engine.progress import page_count
from cbt.errors import AnswerError
from cbt.model.session import ExerciseSession
from tests.unit.engine.exercise import SHIPPED, first_fields, give, program_of, shipped, walk_of
from tests.unit.engine.random_runs import FEW, SOME, flows, forms

SHORTEST = {
    "reframe": {"drop": ["90", "10"], "way": "trap"},
    "thought_record": {},
}


def total(program: Program, session: ExerciseSession) -> int:
    return page_count(program, session.position, walk_of(program, session))


@settings(max_examples=SOME)
@given(flows(), st.data())
def test_the_count_is_never_below_the_page_that_a_person_is_on(program: Program, data: st.DataObject) -> None:
    check_counts(program, data, 30)


@pytest.mark.parametrize("flow_id", SHIPPED)
@settings(max_examples=FEW)
@given(data=st.data())
def test_in_the_shipped_flows_the_count_is_never_below_the_page(flow_id: str, data: st.DataObject) -> None:
    check_counts(shipped(flow_id), data, 45)


def check_counts(program: Program, data: st.DataObject, pages: int) -> None:
    session = begin(program)
    for _ in range(pages):
        number, count = len(session.position.pages), total(program, session)
        assert count >= number
        if program.flow.steps[session.position.here.step].is_final:
            assert count == number
            return
        try:
            session = answer(
                program,
                session,
                session.position.here,
                data.draw(forms(program, session, session.position.here)),
            )
        except AnswerError:
            continue


def shortest_run(program: Program) -> list[ExerciseSession]:
    """Sessions on the way to the end on which every page has the fewest pages behind it."""
    runs, to_go = [begin(program)], program.flow.to_go
    while not program.flow.steps[runs[-1].position.here.step].is_final:
        here = runs[-1].position.here
        following = [
            session
            for fields in candidates(program, runs[-1])
            if (session := try_answer(program, runs[-1], fields)) is not None
        ]
        assert following, f"no answer is taken at {here.step}"
        runs.append(min(following, key=lambda session: to_go[session.position.here.step]))
    return runs


def candidates(program: Program, session: ExerciseSession) -> list[dict[str, list[str]]]:
    kind = program.flow.steps[session.position.here.step].kind
    numbers = [{"answer": [str(number)]} for number in (50, 90, 10)] if hasattr(kind, "least") else []
    options = [{"answer": [option], "own": ["mine"]} for option in getattr(kind, "options", ())]
    first: dict[str, list[str]] = dict(first_fields(program, session))  # type: ignore[arg-type]
    return [first, *numbers, *options]


def try_answer(
    program: Program, session: ExerciseSession, fields: dict[str, list[str]]
) -> ExerciseSession | None:
    try:
        return answer(program, session, session.position.here, fields)
    except AnswerError:
        return None


@pytest.mark.parametrize("flow_id", SHIPPED)
def test_on_the_shortest_way_the_count_never_falls(flow_id: str) -> None:
    program = shipped(flow_id)
    runs = shortest_run(program)
    counts = [total(program, session) for session in runs]
    assert counts == sorted(counts)
    assert counts[-1] == len(runs)
    assert counts[0] == program.flow.pages.fewest


RATED = """
things:
  repeat: 1-5
  steps:
    name:
      ask: What?
      answer: text
  again: More?
rate:
  for_each: things
  steps:
    now:
      ask: How much is {name}?
      answer: 0-10
    then:
      ask: And then?
      answer: 0-10
done:
  say: Done.
  end: completed
"""


def test_known_items_that_are_still_to_be_walked_count() -> None:
    program = program_of(RATED)
    one = give(program, begin(program), "a")
    assert total(program, one) == 5
    three = give(program, one, "yes", "b", "yes", "c", "no")
    assert total(program, three) == 6 + 3 * 2 + 1
    walking = give(program, three, 1, 2, 3)
    assert total(program, walking) == 6 + 3 * 2 + 1
    assert total(program, give(program, walking, 4, 5, 6)) == 6 + 3 * 2 + 1


def test_a_loop_on_another_way_does_not_count() -> None:
    program = program_of("""
        lines:
          ask: Which?
          answer: list 1-5
        way:
          ask: Which way?
          options: {left: Left, right: Right}
          next: {left: rate, right: apart}
        rate:
          for_each: lines
          steps:
            now:
              ask: How much is {lines}?
              answer: 0-10
          next: done
        apart:
          say: Another way.
        done:
          say: Done.
          end: completed
    """)
    session = give(program, begin(program), ["a", "b", "c"])
    assert total(program, give(program, session, "right")) == 4
    assert total(program, give(program, session, "left")) == 2 + 3 + 1
