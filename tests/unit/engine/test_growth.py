"""A long session costs a turn hardly more than a short one: what a turn does not need stays packed."""

import pytest

from cbt.engine.answering import answer, begin
from cbt.engine.machine import Program
from cbt.engine.progress import page_count
from cbt.engine.walk import Walk
from cbt.model.codec import dump_session, load_session
from cbt.model.session import ExerciseSession
from tests.unit.engine.exercise import first_fields, program_of, walk_of

LONG = """
things:
  repeat: 1-98
  steps:
    name:
      ask: What?
      answer: text
    kind:
      ask: Which kind?
      options: {cup: cup, pen: pen}
    parts:
      ask: Which parts?
      answer: list 1-3
    size:
      ask: How big?
      answer: 0-10
      check:
        - must: words(name) >= 1
          else: The name is missing.
  again: More?
done:
  say: Done.
  end: completed
"""


def session_of(program: Program, pages: int) -> ExerciseSession:
    session = begin(program)
    while len(session.position.pages) < pages or session.position.here.step != "things.size":
        session = answer(program, session, session.position.here, first_fields(program, session, yes=True))
    return session


@pytest.mark.parametrize("pages", [10, 400])
def test_a_turn_opens_the_answers_that_it_reads_and_no_others(pages: int) -> None:
    program = program_of(LONG)
    session = load_session(dump_session(session_of(program, pages)))
    following = answer(program, session, session.position.here, {"answer": ["5"]})
    page_count(program, following.position, walk_of(program, following))
    dump_session(following)
    opened = [value for value in following.facts.answers.packed.values() if type(value) not in (str, int)]
    assert len(following.facts.answers) >= pages
    assert len(opened) == 1


def test_a_step_forward_reads_no_page_that_was_passed(monkeypatch: pytest.MonkeyPatch) -> None:
    program = program_of(LONG)
    session = session_of(program, 100)
    passed: list[str] = []
    go_on = Program.go_on

    def watched(self: Program, walk: Walk) -> bool:
        passed.append(walk.step)
        return go_on(self, walk)

    monkeypatch.setattr(Program, "go_on", watched)
    answer(program, session, session.position.here, {"answer": ["5"]})
    assert passed == ["things.size"]
