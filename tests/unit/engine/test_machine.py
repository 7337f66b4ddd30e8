"""The machine of a flow: real truth values, no text of an author's, nothing half moved."""

import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
import transitions

from cbt.engine import machine
from cbt.engine.answering import answer, begin
from cbt.engine.machine import Program
from cbt.engine.replay import replay
from cbt.engine.walk import Walk
from cbt.errors import AnswerError
from cbt.model.answer import PrivateText
from cbt.model.packed import Answers
from cbt.model.session import ExerciseSession, Facts
from tests.unit.engine import every_kind
from tests.unit.engine.exercise import SHIPPED, first_fields, give, path, program_of, shipped

GROWING = """
things:
  repeat: 1-3
  steps:
    name:
      ask: What?
      answer: text
      check:
        - must: is_first or words(name) >= 2
          else: From the second on, two words.
  again: More?
done:
  say: Done.
  end: completed
"""


def test_what_is_computed_is_worked_out_anew_on_each_page_of_a_replay() -> None:
    program = program_of(GROWING, "computed:\n  is_first: count(things) < 2")
    facts = give(program, begin(program), "cup", "yes", "a pen", "no").facts
    assert replay(program, facts).here.step == "done"
    answers = facts.answers.with_one("things.name@2", PrivateText("pen"))
    assert replay(program, replace(facts, answers=answers)).here.key == "things.name@2"


NASTY = [
    "os",
    "abort",
    "save",
    "trigger",
    "to_os",
    "state",
    "model",
    "go_on",
    "exit",
    "on_enter_os",
    "states",
    "self",
]


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[transitions.Machine]:
    """The machines that programs build, as they are built."""
    machines: list[transitions.Machine] = []

    class Watched(transitions.Machine):
        def __init__(self, **options: object) -> None:
            self.options = options
            super().__init__(**options)  # type: ignore[arg-type]
            machines.append(self)

    monkeypatch.setattr(machine, "Machine", Watched)
    return machines


@pytest.mark.parametrize("flow_id", SHIPPED)
def test_every_condition_and_effect_is_a_function_and_never_a_name(
    flow_id: str, built: list[transitions.Machine]
) -> None:
    Program(shipped(flow_id).flow, lambda _way: None)
    ways = [way for event in built[0].events.values() for ways in event.transitions.values() for way in ways]
    assert ways
    for way in ways:
        assert all(callable(condition.func) for condition in way.conditions)
        assert all(callable(effect) for effect in [*way.before, *way.after, *way.prepare])
    for each in built[0].states.values():
        assert each.on_enter == each.on_exit == []


def test_a_machine_has_the_triggers_that_its_pages_need_and_no_model(
    built: list[transitions.Machine],
) -> None:
    Program(shipped("reframe").flow)
    assert list(built[0].events) == ["go_on", "support"]
    assert built[0].models == []
    assert built[0].options["auto_transitions"] is False


def test_a_page_that_rests_is_left_by_return_alone_and_every_other_by_go_on(
    built: list[transitions.Machine],
) -> None:
    Program(every_kind.FLOW)
    events = built[0].events
    assert list(events["return"].transitions) == ["pause"]
    assert "pause" not in events["go_on"].transitions
    assert set(events) == {"go_on", "return", "support"}


def test_help_is_one_press_away_on_every_page_but_an_end_and_the_page_stays(
    built: list[transitions.Machine],
) -> None:
    program = Program(every_kind.FLOW)
    pages = {step.id for step in program.flow.steps.values() if step.is_page}
    ends = {step.id for step in program.flow.steps.values() if step.is_final}
    assert set(built[0].events["support"].transitions) == pages - ends
    for page in pages:
        walk = Walk(program.flow, Facts())
        walk.step = page
        assert (program.seek_help(walk), walk.step) == (page not in ends, page)


def test_the_last_page_is_left_by_nothing() -> None:
    program = program_of("done:\n  say: Done.\n  end: completed")
    walk = Walk(program.flow, Facts())
    assert (program.go_on(walk), program.come_back(walk), walk.step) == (False, False, "done")


@pytest.mark.parametrize("flow_id", SHIPPED)
def test_guards_give_truth_values_and_nothing_else(flow_id: str, built: list[transitions.Machine]) -> None:
    program = Program(shipped(flow_id).flow)
    conditions = [
        condition.func
        for ways in built[0].events["go_on"].transitions.values()
        for way in ways
        for condition in way.conditions
    ]
    assert conditions
    walk = Walk(program.flow, Facts())
    assert {type(condition(walk)) for condition in conditions if callable(condition)} == {bool}


def test_words_that_mean_something_to_python_are_plain_ids() -> None:
    steps = "".join([f"{step}:\n  ask: What?\n  answer: text\n" for step in NASTY])
    program = program_of(f"{steps}done:\n  say: Done, {{os}}.\n  end: completed")
    session = give(program, begin(program), *NASTY)
    assert path(session) == [*NASTY, "done"]
    assert session.facts.answers["os"] == PrivateText("os")


def test_a_flow_of_one_page_stands_where_it_begins() -> None:
    program = program_of("done:\n  say: Done.\n  end: completed")
    assert path(begin(program)) == ["done"]
    assert program.go_on(Walk(program.flow, Facts())) is False


def test_eight_threads_do_one_flow_at_once_and_each_comes_to_its_own_end() -> None:
    program = shipped("thought_record")

    def run(number: int) -> tuple[list[str], ExerciseSession]:
        session = begin(program)
        while not program.flow.steps[session.position.here.step].is_final:
            count = len(session.position.walked.get("emotions", ()))
            fields = first_fields(program, session, yes=count < 1 + number % 5)
            session = answer(program, session, session.position.here, fields)
        return path(session), session

    expected = [run(number) for number in range(5)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(run, range(80)))
    assert found == [expected[number % 5] for number in range(80)]


REFUSING = """
name:
  ask: What?
  answer: text
  check:
    - must: words(name) >= 2
      else: Two words, please.
    - must: words(name) <= 3
      else: Not more than three words, please.
done:
  say: Done.
  end: completed
"""


def test_a_refused_answer_moves_nothing() -> None:
    program = program_of(REFUSING)
    session = begin(program)
    with pytest.raises(AnswerError) as refused:
        give(program, session, "one")
    assert (refused.value.code, refused.value.facts) == ("check", {"check": 0})
    assert refused.value.sentence == "Two words, please."
    assert session == begin(program)
    facts = Facts(Answers({"name": PrivateText("one")}))
    walk = Walk(program.flow, facts)
    walk.own = "name"
    assert program.go_on(walk) is False
    assert (walk.step, walk.items, walk.taken, walk.walked) == ("name", (), {}, {})


def test_the_first_rule_that_is_not_kept_is_the_one_that_speaks() -> None:
    program = program_of(REFUSING)
    with pytest.raises(AnswerError) as refused:
        give(program, begin(program), "far too many words")
    assert refused.value.facts == {"check": 1}


def test_a_page_that_may_be_skipped_has_no_rule_to_keep_when_it_is() -> None:
    program = program_of(REFUSING.replace("answer: text", "answer: text\n  optional: true"))
    assert path(give(program, begin(program), "")) == ["name", "done"]


LOOP = """
things:
  repeat: 1-2
  steps:
    name:
      ask: What?
      answer: text
  again: More?
done:
  say: Done.
  end: completed
"""


def test_an_exception_in_a_guard_leaves_the_walk_where_it_stood(monkeypatch: pytest.MonkeyPatch) -> None:
    """All conditions of a way are asked before its first effect, so that there is nothing to take back."""

    def fail(*_args: object) -> bool:
        raise RuntimeError

    program = program_of(LOOP)
    session = give(program, begin(program), "a cup")
    walk = Walk(program.flow, session.facts, session.position)
    walk.own = "things.again@1"
    monkeypatch.setattr(Walk, "answer", fail)
    with pytest.raises(RuntimeError):
        program.go_on(walk)
    monkeypatch.undo()
    assert walk.position() == session.position
    assert replay(program, session.facts) == session.position


def test_a_note_is_told_of_each_way_that_is_taken_and_of_no_other() -> None:
    taken: list[str] = []
    program = Program(program_of(LOOP).flow, lambda way: taken.append(f"{way.source} -> {way.dest}"))
    give(program, begin(program), "a cup", "no")
    assert set(taken) == {"things.name -> things.again", "things.again -> done"}


def test_the_machine_says_nothing_of_the_pages_that_it_passes(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    give(shipped("reframe"), begin(shipped("reframe")), "They all think badly of me.")
    assert caplog.records == []


def test_what_was_computed_on_the_way_to_a_rest_is_worked_out_anew_when_the_person_comes_back() -> None:
    program = program_of(
        """
        a:
          ask: A?
          answer: 0-10
        pause:
          say: Rest.
          wait: {for: 2 hours}
          next:
            - {if: x > 5, go: high}
            - {else: done}
        high:
          say: High.
        done:
          say: Done.
          end: completed
        """,
        "computed:\n  x: a + 1",
    )
    session = give(program, begin(program), 3)
    walk = Walk(program.flow, session.facts, session.position)
    walk.worked_out["x"] = 9
    assert program.come_back(walk)
    assert walk.step == "done"
