"""Walks answer every kind of question, rest, are paced and recall, and say what a page takes when they do not fit."""

from dataclasses import replace
from pathlib import Path

import pytest

from cbt.engine.playing import Coverage, missing, play
from cbt.model.walk import Told
from tests.unit.engine.every_kind import FLOW
from tests.unit.engine.exercise import compile_text, flow_of, flow_text
from tests.unit.engine.walked import failure_of, read, script

ANSWERS = """
answers:
  hours: 7.5
  part: 40
  awake: 90
  night: 2026-05-04
  bed: 23:15
  up: 06:45
  first: 2026-05-04 20:00
  later: 2026-05-03 21:30
  causes: [work, noise, coffee]
  ranked: [coffee, work, noise]
  cake: [40, 0, 30]
  worst: noise
  sure: [{much: 3}, {much: 2}, {much: 1}]
  last: {day: 2026-05-04, size: 7, thing: a cup}
expect:
  ends: completed
  slept: 450
  apart: -1350
  most: 40
  visits: [pause, last, slow, minute, big]
"""

START = """
- hours: "7,5"
- part: 40%
- awake: 1:30
- night: 4.5.2026
- bed: 11.15 pm
- up: 6:45
- first: 4 May 2026, 20:00
- later: 2026-05-03T21:30
- causes: [work, noise, coffee]
- ranked: [coffee, work, noise]
"""
UP_TO_THE_REST = """
- see: coffee work noise me
- cake: [40, 0, 30]
- worst: noise
- sure.much: 3
- sure.much: 2
- sure.much: 1
- at: pause
"""


def test_a_walk_answers_every_kind_and_passes_rests_and_paced_pages_by_itself(tmp_path: Path) -> None:
    assert play(FLOW, read(tmp_path, ANSWERS), Coverage()) is None


def test_where_a_walk_tells_of_no_earlier_record_there_is_none(tmp_path: Path) -> None:
    answers = ANSWERS.replace("  last: {day: 2026-05-04, size: 7, thing: a cup}\n", "")
    skips = answers.replace("visits: [pause, last, slow, minute, big]", "skips: [last, big]")
    assert play(FLOW, read(tmp_path, skips), Coverage()) is None
    lines = script(tmp_path, START, UP_TO_THE_REST, "- wait\n- at: slow\n- continue\n- continue\n- at: done")
    assert play(FLOW, lines, Coverage()) is None


def test_a_script_rests_goes_on_from_paced_pages_and_recalls(tmp_path: Path) -> None:
    rest = """
    - wait
    - at: last
    - last: {day: 2026-05-04, size: 7, thing: a cup}
    - continue
    - continue
    - see: "It was 4 May 2026: a cup, 7, 4 May 2026."
    - back
    - back
    - back
    - last: ""
    - resume
    - at: done
    - see: 7.5 hours|40%|1 hour 30 minutes|4 May 2026|23:15|4 May 2026, 20:00
    """
    assert play(FLOW, script(tmp_path, START, UP_TO_THE_REST, rest), Coverage()) is None


FAILING = [
    ("hours", "many", "", "a number from 0 to 24"),
    ("hours", "25", "", "a number from 0 to 24"),
    ("part", "101", "", "a number from 0 to 100"),
    ("awake", "soon", "", "whole minutes, 10080 at most, such as 90 or 1:30"),
    ("night", "30.2.2026", "", "a day, such as 2026-05-04"),
    ("bed", "25:00", "", "a time, such as 23:15"),
    ("first", "2026-05-04", "", "a day and a time, such as 2026-05-04 20:00"),
    ("causes", "[work]", "", "a list of 2 to 5 lines"),
    ("ranked", "[tea]", "", "a list of these in an order: work, noise, coffee"),
    (
        "cake",
        "[60, 0, 50]",
        ": the shares make 110, not 100",
        "a list of whole numbers, together 100 at most, for: coffee, work, noise",
    ),
    ("cake", "[1, 2, 3, 4]", "", "a list of whole numbers, together 100 at most, for: coffee, work, noise"),
    ("worst", "tea", "", "one of: coffee, work, noise"),
    ("last", "a cup", "", "what an earlier record gave: {day: ..., size: ..., thing: ...}"),
]


@pytest.mark.parametrize(("step", "told", "why", "takes"), FAILING)
def test_an_answer_that_does_not_fit_is_told_what_its_page_takes(
    tmp_path: Path, step: str, told: str, why: str, takes: str
) -> None:
    lines = [f"  {step}: {told}" if line.startswith(f"  {step}:") else line for line in ANSWERS.split("\n")]
    failure = failure_of(read(tmp_path, "\n".join(lines)), FLOW)
    assert (failure.code, failure.message) == ("T103", f'the answer does not fit "{step}"{why}')
    assert failure.hint == f"it takes {takes}"


OTHERS = [
    ("answer: text", "''", "a text"),
    ("answer: 0-10", "11", "a whole number from 0 to 10"),
    ("answer: number", "x", "a number, such as 7 or 7.5"),
    ("answer: number\n  least: 1", "0", "a number, 1 or more"),
    ("answer: number\n  most: 2.5", "3", "a number, 2.5 or less"),
    ("answer: yes/no", "perhaps", "yes or no"),
    ("options: {red: red, blue: blue}", "green", "one of: red, blue"),
    ("options: {red: red, blue: blue}\n  other: allowed", "''", "one of: red, blue, own words"),
    ("options: {red: red, blue: blue}\n  pick: many", "[green]", "a list of some of: red, blue"),
]


@pytest.mark.parametrize(("kind", "told", "takes"), OTHERS)
def test_every_other_kind_says_what_it_takes(tmp_path: Path, kind: str, told: str, takes: str) -> None:
    flow = flow_of(f"one:\n  ask: One?\n  {kind}\ndone:\n  say: Done.\n  end: completed")
    failure = failure_of(read(tmp_path, f"answers: {{one: {told}}}"), flow)
    assert (failure.code, failure.hint) == ("T103", f"it takes {takes}")


def test_an_answer_that_is_too_long_is_told_so(tmp_path: Path) -> None:
    flow = flow_of("one:\n  ask: One?\n  answer: list 1-3\ndone:\n  say: Done.\n  end: completed")
    case = read(tmp_path, "answers: {one: [long]}")
    long = Told("x" * 1_600_000, case.pos)
    failure = failure_of(replace(case, answers={"one": (long,)}), flow)
    assert failure.message == 'the answer does not fit "one": it is too long'


def test_shares_without_a_rest_say_the_whole_sum_and_equal_words_are_told_apart_by_their_order(
    tmp_path: Path,
) -> None:
    flow = flow_of("""
        causes:
          ask: What?
          answer: list 1-3
        ranked:
          ask: Which first?
          answer: order of causes
        cake:
          ask: How much?
          answer: shares of 10 over causes
        done:
          say: "{ranked}|{cake}"
          end: completed
    """)
    start = "- causes: [tea, work, tea]\n- ranked: [tea, tea, work]"
    case = script(tmp_path, start, "- cake: [1, 2, 7]\n- see: 'tea, tea, work|tea: 1, work: 2, tea: 7'")
    assert play(flow, case, Coverage()) is None
    failure = failure_of(script(tmp_path, start, "- cake: [1, 2]"), flow)
    assert failure.message == 'the answer does not fit "cake": the shares make 3, not 10'
    assert failure.hint == "it takes a list of whole numbers, together 10, for: tea, work, tea"


def test_a_page_that_rests_is_left_by_wait_and_by_nothing_else(tmp_path: Path) -> None:
    flow = flow_of("pause:\n  say: Rest.\n  wait: {for: 2 hours}\ndone:\n  say: Done.\n  end: completed")
    assert play(flow, script(tmp_path, "- wait\n- at: done"), Coverage()) is None
    for line, message in (
        ("- continue", '"pause" is no page to read'),
        ("- pause: yes", '"pause" asks nothing'),
        ("- wait\n- wait", 'nothing waits at "done"'),
    ):
        failure = failure_of(script(tmp_path, line), flow)
        assert (failure.code, failure.message) == ("T102", message)
    assert failure_of(script(tmp_path, "- continue"), flow).hint == "write wait"
    assert failure_of(script(tmp_path, "- pause: yes"), flow).hint == "write wait for a page that rests"


RECALLING = compile_text(
    flow_text(
        """
        last:
          ask: Which one?
          recall: earlier
          next:
            - {if: answered(last), go: told}
            - {else: done}
        told:
          say: |
            [{last.way}|{last.many}|{last.sure}|{last.size}|{last.part}]
            [{last.day}|{last.bed}|{last.when}|{last.note}]
          next:
            - if: last.way == "left" and has(last.many, "red") and last.sure and last.size > 2
              go: fits
            - {else: done}
        fits:
          say: "{span}"
        done:
          say: Done.
          end: completed
        """,
        "computed:\n  span: minutes_between(last.bed, last.up)\n",
    ),
    {
        "earlier.yaml": flow_text(
            """
            way:
              ask: Which way?
              options: {left: left, right: right}
            many:
              ask: Which ones?
              options: {red: red, blue: blue}
              pick: many
            sure:
              ask: Sure?
              answer: yes/no
            size:
              ask: How much?
              answer: 0-10
            part:
              ask: How much?
              answer: number
            day:
              ask: Which day?
              answer: date
            bed:
              ask: To bed?
              answer: time
            up:
              ask: Up?
              answer: time
            when:
              ask: When?
              answer: date and time
            note:
              ask: What?
              answer: text
            done:
              say: Done.
              end: completed
            """,
            flow_id="earlier",
        )
    },
)
RECORD = (
    "last: {way: left, many: [red, blue], sure: yes, size: 3, part: 2.5, day: 2026-05-04, bed: 23:15, up: 06:45, "
    "when: 2026-05-04 20:00, note: 2026-02-30}"
)


def test_what_a_walk_says_that_a_record_gave_is_read_by_what_it_looks_like(tmp_path: Path) -> None:
    case = script(
        tmp_path,
        f"- {RECORD}",
        "- see: '[left|red, blue|yes|3|2.5] [4 May 2026|23:15|4 May 2026, 20:00|2026-02-30]'",
        "- continue\n- at: fits\n- see: 450\n- continue\n- at: done",
    )
    assert play(RECALLING, case, Coverage()) is None


def test_a_record_that_is_recalled_gives_all_that_is_read_of_it_and_no_more(tmp_path: Path) -> None:
    failure = failure_of(script(tmp_path, f"- {RECORD.replace('way: left, ', '')}"), RECALLING)
    assert (failure.code, failure.message) == ("T108", 'the record that "last" recalls has no "way"')
    failure = failure_of(script(tmp_path, f"- {RECORD.replace('way:', 'road:')}"), RECALLING)
    assert (failure.code, failure.message) == ("T103", 'nothing reads "road" of "last"')
    assert failure.hint == "give what is read of it: bed, day, many, note, part, size, sure, up, way, when"


def test_a_flow_of_which_nothing_is_read_can_be_recalled(tmp_path: Path) -> None:
    flow = compile_text(
        flow_text("last:\n  ask: Which one?\n  recall: sample\ndone:\n  say: Done.\n  end: completed")
    )
    assert play(flow, script(tmp_path, "- last: {}\n- at: done"), Coverage()) is None
    failure = failure_of(script(tmp_path, "- last: {way: left}"), flow)
    assert failure.hint == "give what is read of it: nothing"


NEEDY = compile_text(
    flow_text(
        'done:\n  say: "[{claim}|{size}|{sure}|{day}|{clock}|{facts}]"\n  end: completed',
        "needs: {claim: text, size: number, sure: yes/no, day: date, clock: time, facts: list}",
    )
)
CARRY = "claim: I am late., size: 2.5, sure: no, day: 2026-05-04, clock: 23:15, facts: [one, two]"


def test_a_walk_carries_inputs_of_every_kind(tmp_path: Path) -> None:
    lines = "script:\n  - see: '[I am late.|2.5|no|4 May 2026|23:15|one, two]'"
    assert play(NEEDY, read(tmp_path, f"carry: {{{CARRY}}}\n{lines}"), Coverage()) is None


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("day: 2026-05-04", "day: someday", '"someday" does not fit "day", a date'),
        ("clock: 23:15", "clock: late", '"late" does not fit "clock", a time'),
    ],
)
def test_a_day_or_time_that_is_none_is_not_carried(tmp_path: Path, old: str, new: str, says: str) -> None:
    failure = failure_of(
        read(tmp_path, f"carry: {{{CARRY.replace(old, new)}}}\nscript:\n  - at: done"), NEEDY
    )
    assert (failure.code, failure.message) == ("T103", says)


def test_coverage_names_the_way_on_from_a_rest_that_no_walk_has_taken(tmp_path: Path) -> None:
    coverage = Coverage()
    play(FLOW, script(tmp_path, START, UP_TO_THE_REST), coverage)
    assert "pause -> last" in [what for _, what, *_ in missing(FLOW, coverage)]
    play(FLOW, script(tmp_path, START, UP_TO_THE_REST, "- wait"), coverage)
    assert "pause -> last" not in [what for _, what, *_ in missing(FLOW, coverage)]
