"""A flow with something of everything, and walks through it."""

from pathlib import Path
from textwrap import dedent

from cbt.compiler.walks import read_walks
from cbt.engine.playing import Coverage, play
from cbt.model.flow import Flow
from cbt.model.walk import Failure, WalkCase
from tests.unit.engine.exercise import flow_of, flow_text

FLOW = flow_of(
    """
    name:
      ask: What is it?
      answer: text
      check:
        - must: words(name) >= 2
          else: Two words, please.
        - must: words(name) <= 3
          else: Three words at most, not "{name}".
    colour:
      ask: Which colour?
      help: The one that you see first.
      example: Red.
      options: {red: red, blue: "blue as {name}"}
      other: allowed
    ways:
      ask: Which ways?
      options: {north: north, south: south}
      pick: many
    things:
      repeat: 1-3
      steps:
        what:
          ask: What?
          answer: text
        side:
          use: parts/pair
          with: {thing: what}
      again: More?
    lines:
      ask: Which thoughts?
      answer: list 1-3
    hot:
      ask: Which one?
      answer: one of lines
    pair:
      use: parts/pair
      with: {thing: hot}
    rate:
      for_each: things
      steps:
        now:
          ask: How much is {what} now?
          answer: 0-10
          ends: {0: not at all, 10: very}
          keep_in_view: [hot]
    total:
      say: All together {sum_now}.
      next:
        - {if: is_high, go: high}
        - {else: note}
    high:
      say: That is high.
    note:
      ask: Anything else?
      answer: text
      optional: true
    sure:
      ask: Are you done?
      answer: yes/no
      next: {yes: done, no: other_one}
    done:
      say: Done.
      end: completed
    other_one:
      hand_off: second
    """,
    "computed:\n  sum_now: sum(rate.now)\n  is_high: sum_now >= 10\n".replace("rate.now", "things.now"),
    {
        "parts/pair.yaml": dedent("""
            part: pair
            needs: {thing: text}
            gives: [left]
            steps:
              left:
                ask: What is left of {thing}?
                answer: text
              right:
                ask: What is right of it?
                answer: list 1-2
        """),
        "second.yaml": flow_text("done:\n  say: Done.\n  end: completed", flow_id="second"),
    },
)

ANSWERS = """
answers:
  name: a cup
  colour: green as grass
  ways: [north]
  things:
    - what: handle
      side: {left: table, right: [wall]}
    - what: bowl
      side: {left: door, right: [wall, chair]}
  lines: [It is cold., It is old.]
  hot: It is old.
  pair: {left: spoon, right: [fork]}
  rate: [{now: 4}, {now: 7}]
  note: That is all.
  sure: yes
expect:
  ends: completed
  sum_now: 11
  is_high: yes
  visits: [high, things.side.left, pair.right]
  skips: [other_one]
"""

START = """
- name: a cup
- colour: red
- ways: [north, south]
- things.what: handle
- things.side.left: table
- things.side.right: [wall]
- things.again: no
- lines: [It is cold., It is old.]
"""
REST = """
- hot: It is old.
- pair.left: spoon
- pair.right: [fork]
- rate.now: 4
- continue
- note: ""
"""


def read(folder: Path, body: str) -> WalkCase:
    """The one walk of a file; the first line below its name is line 3."""
    path = folder / "walk.yaml"
    path.write_text(
        "walks:\n  - name: a walk\n" + "".join([f"    {line}\n" for line in dedent(body).strip().split("\n")])
    )
    [case], faults = read_walks(path, "walk.yaml")
    assert not faults
    return case


def script(folder: Path, *lines: str) -> WalkCase:
    indented = [f"  {line}" for part in lines for line in dedent(part).strip().split("\n")]
    return read(folder, "\n".join(["script:", *indented]))


def failure_of(case: WalkCase, flow: Flow = FLOW) -> Failure:
    failure = play(flow, case, Coverage())
    assert failure is not None
    return failure
