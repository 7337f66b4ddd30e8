"""A flow that asks for every kind of answer, rests, paces and recalls; and forms that fill it."""

from cbt.engine.answering import answer, begin
from cbt.engine.answers import Fields, Records
from cbt.engine.machine import Program
from cbt.model.answer import Given, PrivateText, Recalled
from cbt.model.session import ExerciseSession
from tests.unit.engine.exercise import compile_text, flow_text

STEPS = """
hours:
  ask: How long did you sleep?
  answer: number
  unit: hours
  least: 0
  most: 24
part:
  ask: How much of it was good?
  answer: percent
awake:
  ask: How long were you awake?
  answer: minutes
night:
  ask: Which night was it?
  answer: date
bed:
  ask: When did you go to bed?
  answer: time
up:
  ask: When did you get up?
  answer: time
first:
  ask: When was the first time?
  answer: date and time
later:
  ask: When is the next time?
  answer: date and time
causes:
  ask: What led to it?
  answer: list 2-5
ranked:
  ask: What weighs most?
  answer: order of causes
cake:
  ask: How much of it is each?
  answer: shares of 100 over ranked
  rest: me
worst:
  ask: Which one hurts?
  answer: one of ranked
sure:
  for_each: ranked
  steps:
    much:
      ask: How sure are you of {ranked}?
      answer: 0-10
pause:
  say: Rest now.
  wait: {until: later}
last:
  ask: Which earlier record fits?
  recall: earlier
slow:
  say: Breathe slowly.
  breathe: {in: 4, out: 6, for: 2 minutes}
minute:
  say: Sit for a minute.
  timer: 60 seconds
  next:
    - {if: answered(last) and last.size > 3, go: big}
    - {else: done}
big:
  say: "It was {last}: {last.thing}, {last.size}, {last.day}."
done:
  say: "{hours}|{part}|{awake}|{night}|{bed}|{first}|{ranked}|{cake}|{cake.rest}|{worst}|{slept}|{apart}|{most}"
  end: completed
"""
COMPUTED = """
computed:
  slept: minutes_between(bed, up)
  apart: minutes_between(first, later)
  most: max(cake)
"""
EARLIER = """
thing:
  ask: What?
  answer: text
size:
  ask: How much?
  answer: 0-10
day:
  ask: When?
  answer: date
done:
  say: Bye.
  end: completed
"""
FLOW = compile_text(
    flow_text(STEPS, COMPUTED),
    {"earlier.yaml": flow_text(EARLIER, flow_id="earlier")},
)
PROGRAM = Program(FLOW)

UP_TO_THE_LIST: list[Fields] = [
    {"answer": ["7,5"]},
    {"answer": ["40 %"]},
    {"answer": ["1:30"]},
    {"answer": ["4.5.2026"]},
    {"answer": ["11.15 pm"]},
    {"answer": ["6:45"]},
    {"answer": ["2026-05-04"], "clock": ["20:00"]},
    {"answer": ["2026-05-03T21:30"]},
    {"line": ["work", "noise", "coffee"]},
]
UP_TO_THE_REST: list[Fields] = [
    {"item": ["3", "1"]},
    {"item": ["3", "1", "2"], "share": ["40", "", "30%"]},
    {"answer": ["2"]},
    {"answer": ["3"]},
    {"answer": ["2"]},
    {"answer": ["1"]},
]
RECORD: Records = {
    "r1": Recalled(
        "r1",
        (
            Given("thing", PrivateText("a cup"), (PrivateText("a cup"),)),
            Given("size", 7, (PrivateText("7"),)),
            Given("day", PrivateText("then"), (PrivateText("4 May 2026"),)),
        ),
    )
}


def fill(session: ExerciseSession, *forms: Fields) -> ExerciseSession:
    """Sends forms, one for each page that the session comes to."""
    for fields in forms:
        session = answer(PROGRAM, session, session.position.here, fields, RECORD)
    return session


def at_the_list() -> ExerciseSession:
    """A session on the first page about the items of the list."""
    return fill(begin(PROGRAM), *UP_TO_THE_LIST)


def at_the_rest() -> ExerciseSession:
    """A session that rests."""
    return fill(at_the_list(), *UP_TO_THE_REST)
