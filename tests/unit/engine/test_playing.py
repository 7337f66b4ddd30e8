"""Walks say where they fail, and coverage says what no walk has gone through."""

from pathlib import Path
from textwrap import dedent

import pytest

from cbt.compiler.walks import read_walks
from cbt.engine.playing import Coverage, missing, play
from cbt.engine.scripting import ACTIONS
from cbt.model.flow import Flow
from cbt.model.walk import Failure, WalkCase
from tests.unit.engine.exercise import FLOWS, compile_text, flow_of, flow_text, shipped

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


def test_a_walk_of_answers_finds_each_of_them_in_loops_and_parts(tmp_path: Path) -> None:
    assert play(FLOW, read(tmp_path, ANSWERS), Coverage()) is None


def test_a_walk_may_be_a_script_from_the_first_page_to_the_last(tmp_path: Path) -> None:
    case = script(tmp_path, START, REST, "- sure: no", "- at: other_one", "- hands_off: second")
    assert play(FLOW, case, Coverage()) is None


EVERY_WORD = """
- see: What is it?
- name: cup
- refused: Two
    words, please.
- name: a cup
- press: support
- at: help_now
- resume
- see: The one that you see first. Red. red blue as a cup
- colour: blue
- ways: [south]
- back
- at: ways
- back
- at: colour
- colour: own words
- at: ways
- ways: [north]
- at: things.what
- change: {colour: red}
- at: things.what
- things.what: handle
- things.side.left: table
- things.side.right: [wall]
- things.again: yes
- things.what: bowl
- back
- back
- things.again: no
- at: lines
- parked: [things.what]
- lines: [It is cold.]
- see: Which one? It is cold.
- hot: It is cold.
- pair.left: spoon
- pair.right: [fork]
- see: not at all very It is cold.
- rate.now: 10
- at: total
- see: All together 10.
- continue
- at: high
- continue
"""


def test_every_word_of_a_script_does_what_it_says(tmp_path: Path) -> None:
    assert play(FLOW, script(tmp_path, EVERY_WORD), Coverage()) is None


def test_help_is_left_by_whatever_is_done_next(tmp_path: Path) -> None:
    assert (
        play(FLOW, script(tmp_path, "- press: support", "- name: a cup", "- at: colour"), Coverage()) is None
    )


FAILING = [
    ("T101", "- change: name", 1, "change takes one step"),
    ("T101", "- press: panic", 1, 'no button "panic"'),
    ("T102", "- colour: red", 1, 'is at "name", not at "colour"'),
    ("T102", "- color: red", 1, 'there is no step "color"'),
    ("T102", "- continue", 1, '"name" is no page to read'),
    ("T102", "- back", 1, "no page before the first"),
    ("T102", "- change: {colour: red}", 1, '"colour" has not been answered'),
    ("T103", "- name: ''", 1, 'does not fit "name": empty'),
    ("T103", "- name: a cup\n- colour: red\n- ways: [up]", 3, 'does not fit "ways": option'),
    ("T104", "- name: cup\n- at: name", 2, "was refused: Two words, please."),
    ("T104", "- name: cup", 1, "was refused"),
    ("T104", "- name: a cup\n- change: {name: cup}\n- back", 3, "was refused"),
    ("T105", "- name: a cup\n- refused: Two words, please.", 2, "it was taken"),
    ("T105", "- name: one two three four\n- refused: Two words, please.", 2, 'it said "Three words'),
    ("T106", "- at: colour", 1, 'is at "name", not at "colour"'),
    ("T106", "- see: Who is it?", 1, '"Who is it?" is not on the page'),
    ("T106", "- parked: [name]", 1, "parked are: none"),
    ("T106", "- hands_off: second", 1, "hands off to nothing"),
]


@pytest.mark.parametrize(("code", "lines", "number", "says"), FAILING)
def test_a_line_that_does_not_hold_is_named_with_its_place(
    tmp_path: Path, code: str, lines: str, number: int, says: str
) -> None:
    failure = failure_of(script(tmp_path, lines))
    assert (failure.code, failure.pos.line) == (code, 3 + number)
    assert says in failure.message
    assert failure.hint


def test_a_page_that_asks_nothing_cannot_be_answered(tmp_path: Path) -> None:
    failure = failure_of(script(tmp_path, START, REST.replace("- continue", "- total: yes")))
    assert (failure.code, failure.message) == ("T102", '"total" asks nothing')


def test_stored_answers_off_the_path_are_listed_when_others_were_expected(tmp_path: Path) -> None:
    more = "- things.again: yes\n- things.what: bowl\n- change: {things.again: no}\n- parked: []"
    failure = failure_of(
        script(tmp_path, START.replace("- things.again: no\n", more).partition("- lines")[0])
    )
    assert (failure.code, failure.message) == ("T106", "parked are: things.what")


def test_a_position_that_a_replay_does_not_give_is_told_as_a_fault_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cbt.engine.scripting.replay", lambda *_args: None)
    failure = failure_of(script(tmp_path, "- resume"))
    assert (failure.code, failure.message) == ("T106", "replaying the answers leads to another page")


CHANGED = [
    ("T103", "ways: [north]", "ways: [up]", 6, 'does not fit "ways": option'),
    ("T104", "name: a cup", "name: cup", 4, "was refused"),
    (
        "T107",
        "rate: [{now: 4}, {now: 7}]",
        "rate: [{now: 4}, {now: 7}, {now: 9}]",
        15,
        '"rate[2].now" is never asked',
    ),
    ("T107", "note: That is all.", "note: That is all.\n  lost: at sea", 17, '"lost" is never asked'),
    ("T107", "what: bowl", "which: bowl", 10, "no answer"),
    ("T108", "hot: It is old.", "", 2, 'no answer for "hot"'),
    ("T108", "rate: [{now: 4}, {now: 7}]", "rate: [{now: 4}]", 2, 'no answer for "rate[1].now"'),
    ("T108", "rate: [{now: 4}, {now: 7}]", "rate: 4", 2, 'no answer for "rate[0].now"'),
    ("T106", "ends: completed", "ends: early", 19, 'does not end "early"'),
    ("T106", "sum_now: 11", "sum_now: 12", 20, '"sum_now" is 11, not 12'),
    ("T106", "is_high: yes", "is_high: no", 21, '"is_high" is yes, not no'),
    ("T106", "skips: [other_one]", "skips: [high]", 23, '"high" is visited'),
    ("T106", "visits: [high,", "visits: [other_one,", 22, '"other_one" is not visited'),
    ("T101", "visits: [high,", "visits: [hihg,", 22, 'no step "hihg"'),
    ("T106", "ends: completed", "hands_off: second", 19, "hands off to nothing"),
    ("T101", "sum_now: 11", "some_now: 11", 20, "no computed value"),
    ("T101", "ends: completed", "ends: []", 19, "nothing to expect"),
]


@pytest.mark.parametrize(("code", "old", "new", "line", "says"), CHANGED)
def test_an_answer_or_expectation_that_does_not_hold_is_named_with_its_place(
    tmp_path: Path, code: str, old: str, new: str, line: int, says: str
) -> None:
    assert old in ANSWERS
    body = ANSWERS.replace(f"  {old}\n" if not new else old, new, 1)
    failure = failure_of(read(tmp_path, body))
    if says == "no answer":
        code, line, says = "T108", 2, 'no answer for "things[1].what"'
    assert (failure.code, failure.pos.line) == (code, line)
    assert says in failure.message


def test_a_computed_value_without_a_value_is_said_to_have_none(tmp_path: Path) -> None:
    flow = flow_of(
        """
        size:
          ask: How much?
          answer: 0-10
          optional: true
        done:
          say: Done.
          end: completed
        """,
        "computed:\n  half: size / 2\n",
    )
    case = read(tmp_path, "answers:\n  size: ''\nexpect: {half: 2}")
    failure = failure_of(case, flow)
    assert (failure.code, failure.message) == ("T106", '"half" has no value, and 2 was expected')


NEEDY = compile_text(
    flow_text(
        'done:\n  say: "[{claim}|{size}|{sure}|{facts}]"\n  end: completed',
        "needs: {claim: text, size: number, sure: yes/no, facts: list}",
    )
)
CARRY = "claim: I am late., size: 2.5, sure: no, facts: [one, two]"


@pytest.mark.parametrize(("size", "shown"), [("2.5", "2.5"), ("-3", "-3")])
def test_a_walk_carries_what_a_flow_needs(tmp_path: Path, size: str, shown: str) -> None:
    carry = CARRY.replace("2.5", size)
    case = read(tmp_path, f"carry: {{{carry}}}\nscript:\n  - see: '[I am late.|{shown}|no|one, two]'")
    assert play(NEEDY, case, Coverage()) is None


@pytest.mark.parametrize(
    ("old", "new", "code", "says"),
    [
        ("size: 2.5", "size: many", "T103", '"many" does not fit "size", a number'),
        ("sure: no", "sure: perhaps", "T103", '"perhaps" does not fit "sure", a yes/no'),
        ("sure: no", "", "T108", 'the walk has no "sure"'),
        ("sure: no", "sure: no, more: x", "T101", 'needs no "more"'),
    ],
)
def test_a_walk_that_carries_something_else_fails(
    tmp_path: Path, old: str, new: str, code: str, says: str
) -> None:
    carry = CARRY.replace(f"{old}, " if not new else old, new)
    failure = failure_of(read(tmp_path, f"carry: {{{carry}}}\nscript:\n  - at: done"), NEEDY)
    assert failure.code == code
    assert says in failure.message


def test_an_optional_page_is_passed_when_a_walk_has_no_answer_for_it(tmp_path: Path) -> None:
    body = ANSWERS.replace("  note: That is all.\n", "")
    assert play(FLOW, read(tmp_path, body), Coverage()) is None


def test_items_of_a_loop_that_may_be_empty_are_counted_from_the_first(tmp_path: Path) -> None:
    flow = flow_of("""
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
    coverage = Coverage()
    for answers in ("answers: {}", "answers:\n  things: [{name: a cup}, {name: a pen}]"):
        assert play(flow, read(tmp_path, f"{answers}\nexpect: {{ends: completed}}"), coverage) is None
    assert [what for _, what in missing(flow, coverage)] == []


def test_coverage_names_what_no_walk_has_gone_through_in_the_order_of_the_file(tmp_path: Path) -> None:
    coverage = Coverage()
    assert play(FLOW, read(tmp_path, ANSWERS), coverage) is None
    found = missing(FLOW, coverage)
    ways = ["total -> note", "sure -> other_one"]
    assert [what for _, what in found] == [
        "things.side.right -> lines",
        "name refuses",
        "name refuses",
        *ways,
    ]
    assert [pos for pos, _ in found] == sorted(
        [pos for pos, _ in found], key=lambda pos: (pos.file, pos.line)
    )
    for refused in ("cup", "one two three four"):
        play(FLOW, script(tmp_path, f"- name: {refused}"), coverage)
    assert [what for _, what in missing(FLOW, coverage)] == ["things.side.right -> lines", *ways]


def test_a_refusal_counts_for_the_check_that_spoke_and_for_no_other(tmp_path: Path) -> None:
    coverage = Coverage()
    play(FLOW, script(tmp_path, "- name: one two three four"), coverage)
    assert coverage.refusals == {("name", 1)}


@pytest.mark.parametrize("flow_id", ["reframe", "thought_record"])
def test_without_one_of_its_walks_a_flow_misses_what_that_walk_alone_goes_through(flow_id: str) -> None:
    flow = shipped(flow_id).flow
    cases, _ = read_walks(FLOWS / "walks" / f"{flow_id}.yaml", "walks.yaml")
    alone = []
    for case in cases:
        coverage = Coverage()
        play(flow, case, coverage)
        alone.append(coverage)
    for left_out, own in enumerate(alone):
        others = [coverage for number, coverage in enumerate(alone) if number != left_out]
        rest = Coverage(set().union(*[c.ways for c in others]), set().union(*[c.refusals for c in others]))
        lost = {(flow.ways[source][number].pos) for source, number in own.ways - rest.ways}
        lost |= {
            flow.steps[step].checks[number].sentence.pos for step, number in own.refusals - rest.refusals
        }
        assert {pos for pos, _ in missing(flow, rest)} == lost


def test_a_script_word_that_the_reader_lets_through_has_something_that_does_it() -> None:
    plain, with_value = "continue back resume", "at see refused change parked press hands_off"
    assert set(ACTIONS) == {"answer", *plain.split(), *with_value.split()}
