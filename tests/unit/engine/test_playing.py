"""Walks say where they fail, and coverage says what no walk has gone through."""

from pathlib import Path

import pytest

from cbt.compiler.walks import read_walks
from cbt.engine.lines import action, told
from cbt.engine.playing import Coverage, missing, play
from cbt.engine.scripting import ACTIONS
from tests.unit.engine.exercise import FLOWS, flow_of, shipped
from tests.unit.engine.walked import ANSWERS, FLOW, REST, START, failure_of, read, script


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


LISTED = flow_of(
    """
    lines:
      ask: Which?
      answer: list 1-3
    each:
      for_each: lines
      steps:
        rate:
          ask: How much is {lines}?
          answer: 0-10
    total:
      say: Together {sum_of}.
    long:
      ask: How long did it take?
      answer: minutes
    done:
      say: "{long}, {twice}"
      end: completed
    """,
    "computed:\n  sum_of: sum(each.rate)\n  twice: long * 2\n".replace("each.rate", "lines.rate"),
)


def test_a_list_that_is_changed_keeps_what_was_answered_about_its_lines(tmp_path: Path) -> None:
    lines = """
    - lines: [one, two]
    - each.rate: 3
    - each.rate: 4
    - see: Together 7.
    - change: {lines: [two, one]}
    - at: total
    - see: Together 7.
    - change: {lines: [two, uno]}
    - at: total
    - change: {lines: [two]}
    - see: Together 4.
    - change: {lines: [two, two]}
    - at: each.rate
    - see: How much is two?
    - each.rate: 9
    - see: Together 13.
    """
    assert play(LISTED, script(tmp_path, lines), Coverage()) is None


@pytest.mark.parametrize(
    ("answer", "expected"), [("31", "62"), ("0:31", "1:02"), ("0:31", "62"), ("31", "1:02")]
)
def test_a_length_of_time_is_the_same_in_minutes_and_as_on_a_clock(
    tmp_path: Path, answer: str, expected: str
) -> None:
    body = (
        f"answers: {{lines: [one], each: [{{rate: 3}}], long: '{answer}'}}\nexpect: {{twice: '{expected}'}}"
    )
    assert play(LISTED, read(tmp_path, body), Coverage()) is None


def test_an_item_is_taken_out_by_its_number_and_the_others_stay(tmp_path: Path) -> None:
    lines = """
    - things.again: yes
    - things.what: bowl
    - things.side.left: door
    - things.side.right: [wall]
    - remove: {things: 1}
    - at: things.again
    - things.again: no
    - lines: [It is cold.]
    - hot: It is cold.
    - pair.left: spoon
    - pair.right: [fork]
    - see: How much is bowl now?
    """
    start = START.partition("- things.again")[0]
    assert play(FLOW, script(tmp_path, start, lines), Coverage()) is None


def test_help_is_left_by_whatever_is_done_next(tmp_path: Path) -> None:
    assert (
        play(FLOW, script(tmp_path, "- press: support", "- name: a cup", "- at: colour"), Coverage()) is None
    )


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
    assert [what for _, what, *_ in missing(flow, coverage)] == []


def test_coverage_names_what_no_walk_has_gone_through_in_the_order_of_the_file(tmp_path: Path) -> None:
    coverage = Coverage()
    assert play(FLOW, read(tmp_path, ANSWERS), coverage) is None
    found = missing(FLOW, coverage)
    ways = ["total -> note", "sure -> other_one"]
    assert [what for _, what, *_ in found] == [
        "things.side.right -> lines",
        "name refuses",
        "name refuses",
        *ways,
    ]
    assert [pos for pos, *_ in found] == sorted(
        [pos for pos, *_ in found], key=lambda pos: (pos.file, pos.line)
    )
    for refused in ("cup", "one two three four"):
        play(FLOW, script(tmp_path, f"- name: {refused}"), coverage)
    assert [what for _, what, *_ in missing(FLOW, coverage)] == ["things.side.right -> lines", *ways]


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
        assert {pos for pos, *_ in missing(flow, rest)} == lost


def test_a_script_word_that_the_reader_lets_through_has_something_that_does_it() -> None:
    plain, with_value = "continue wait back resume", "at see refused change remove parked press hands_off"
    assert set(ACTIONS) == {"answer", *plain.split(), *with_value.split()}


EMPTY = flow_of(
    """
    things:
      repeat: 0-2
      steps:
        what:
          ask: What?
          answer: text
      again: Is there anything?
    done:
      say: Done.
      end: completed
    """
)


def test_a_walk_says_with_an_empty_list_that_a_loop_gets_no_item(tmp_path: Path) -> None:
    assert play(EMPTY, read(tmp_path, "answers: {things: []}"), Coverage()) is None
    assert failure_of(read(tmp_path, "answers: {thing: []}"), EMPTY).code == "T107"


def test_a_page_whose_new_answer_is_refused_stays_open_until_one_is_taken(tmp_path: Path) -> None:
    lines = """
    - name: a cup
    - change: {name: cup}
    - refused: Two words, please.
    - at: name
    - name: a pot
    - at: colour
    """
    assert play(FLOW, script(tmp_path, lines), Coverage()) is None


def test_a_line_of_a_script_is_about_its_own_word_where_it_says_more_than_that() -> None:
    assert action("at", told("name")).about == "at"
    assert action("wait").about == ""
