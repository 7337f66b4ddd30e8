"""What is told of later answers after a change: in words, and only of what is on the path."""

import pytest

from cbt.engine.answering import begin
from cbt.service import find_beside
from tests.unit.engine.exercise import change, give, program_of

STEPS = """
thought:
  ask: Which thought?
  answer: text
way:
  ask: Which way?
  options: {facts: Facts, friend: A friend}
  next: {facts: facts, friend: friend}
facts:
  ask: What fits?
  answer: text
  keep_in_view: [thought]
  next: last
friend:
  ask: What would a friend say?
  answer: text
last:
  ask: Is it so?
  answer: yes/no
done:
  say: Done.
  end: completed
"""


@pytest.mark.parametrize("is_away", [False, True])
def test_what_is_off_the_path_is_not_told(is_away: bool) -> None:
    program = program_of(STEPS)
    session = give(program, begin(program), "one", "facts", "a fact")
    session = change(program, session, "thought", "another")
    if is_away:
        session = change(program, session, "way", "friend")
    found = find_beside(program, session)
    assert (found is None) is is_away
    if found is not None:
        assert found.answers == (("What fits?", 3),)
        assert found.sentences[0] == "You changed “Which thought?”"
