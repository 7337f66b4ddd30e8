"""A walk that does not hold says where and why, and what to do about it."""

from pathlib import Path

import pytest

from cbt.engine.old_names import find_new_name
from cbt.engine.playing import Coverage, play
from tests.unit.engine.exercise import compile_text, flow_of, flow_text
from tests.unit.engine.walked import ANSWERS, FLOW, REST, START, failure_of, read, script

FAILING = [
    ("T101", "- change: name", 1, "change takes one step"),
    ("T101", "- press: panic", 1, 'no button "panic"'),
    ("T101", "- remove: things", 1, "remove takes a loop"),
    ("T101", "- remove: {rate: 1}", 1, '"rate" collects no items'),
    ("T101", "- remove: {thing: 1}", 1, '"thing" collects no items'),
    ("T102", "- remove: {things: 1}", 1, '"things" has no item 1'),
    ("T102", "- colour: red", 1, 'is at "name", not at "colour"'),
    ("T102", "- color: red", 1, 'there is no step "color"'),
    ("T102", "- continue", 1, '"name" is no page to read'),
    ("T102", "- back", 1, "no page before the first"),
    ("T102", "- change: {colour: red}", 1, '"colour" has not been answered'),
    ("T102", "- wait", 1, 'nothing waits at "name"'),
    ("T103", "- name: ''", 1, 'does not fit "name": it is empty'),
    ("T103", "- name: a cup\n- colour: red\n- ways: [up]", 3, 'does not fit "ways"'),
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


@pytest.mark.parametrize(
    ("told", "hint"),
    [
        (
            "[Late, tired, and cold, again]",
            "it takes a list of 1 to 3 lines; a comma in brackets parts two of them: put one with a comma in quotes",
        ),
        ("[]", "it takes a list of 1 to 3 lines"),
    ],
)
def test_lines_that_commas_have_cut_are_told_how_to_be_kept_whole(
    tmp_path: Path, told: str, hint: str
) -> None:
    flow = flow_of("what:\n  ask: What?\n  answer: list 1-3\ndone:\n  say: Done.\n  end: completed")
    failure = play(flow, read(tmp_path, f"answers: {{what: {told}}}"), Coverage())
    assert failure is not None
    assert (failure.code, failure.hint) == ("T103", hint)


def test_lines_that_are_too_few_without_the_empty_ones_are_told_nothing_of_commas(tmp_path: Path) -> None:
    flow = flow_of("what:\n  ask: What?\n  answer: list 2-3\ndone:\n  say: Done.\n  end: completed")
    failure = play(flow, read(tmp_path, "answers: {what: ['', '', Late]}"), Coverage())
    assert failure is not None
    assert (failure.code, failure.hint) == ("T103", "it takes a list of 2 to 3 lines")


def test_a_page_that_asks_nothing_cannot_be_answered(tmp_path: Path) -> None:
    failure = failure_of(script(tmp_path, START, REST.replace("- continue", "- total: yes")))
    assert (failure.code, failure.message) == ("T102", '"total" asks nothing')
    assert failure.hint == "write continue for a page to read"


def test_stored_answers_off_the_path_are_listed_when_others_were_expected(tmp_path: Path) -> None:
    more = "- things.again: yes\n- things.what: bowl\n- change: {things.again: no}\n- parked: []"
    failure = failure_of(
        script(tmp_path, START.replace("- things.again: no\n", more).partition("- lines")[0])
    )
    assert (failure.code, failure.message) == ("T106", "parked are: things.what")


def test_words_that_are_not_there_are_told_with_the_first_hundred_and_twenty_letters_of_the_page(
    tmp_path: Path,
) -> None:
    flow = flow_of(f"one:\n  say: {'x' * 300}\ndone:\n  say: Done.\n  end: completed")
    assert failure_of(script(tmp_path, "- see: y"), flow).hint == f"the page says: {'x' * 120}"


def test_only_questions_with_an_answer_are_parked(tmp_path: Path) -> None:
    more = "- things.again: yes\n- things.what: bowl\n- things.side.left: door\n- things.side.right: [wall]"
    lines = f"{more}\n- things.again: no\n- back\n- back\n- back\n- back\n- back\n- things.again: no"
    start = START.partition("- things.again")[0]
    parked = "- parked: [things.what, things.side.left, things.side.right]"
    assert play(FLOW, script(tmp_path, start, lines, parked), Coverage()) is None
    skipping = flow_of("""
        way:
          ask: Which way?
          options: {left: Left, right: Right}
          next: {left: left, right: done}
        left:
          ask: What is there?
          answer: text
          optional: true
        done:
          say: Done.
          end: completed
    """)
    lines = "- way: left\n- left: ''\n- change: {way: right}\n- parked: []"
    assert play(skipping, script(tmp_path, lines), Coverage()) is None


def test_a_position_that_a_replay_does_not_give_is_told_as_a_fault_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cbt.engine.scripting.replay", lambda *_args: None)
    failure = failure_of(script(tmp_path, "- resume"))
    assert (failure.code, failure.message) == ("T106", "replaying the answers leads to another page")


CHANGED = [
    ("T103", "ways: [north]", "ways: [up]", 6, 'does not fit "ways"'),
    ("T104", "name: a cup", "name: cup", 4, "was refused"),
    (
        "T107",
        "rate: [{now: 4}, {now: 7}]",
        "rate: [{now: 4}, {now: 7}, {now: 9}]",
        15,
        '"rate.now@3" is never asked',
    ),
    ("T107", "note: That is all.", "note: That is all.\n  lost: at sea", 17, '"lost" is never asked'),
    ("T107", "what: bowl", "which: bowl", 10, "no answer"),
    ("T108", "hot: It is old.", "", 2, 'no answer for "hot"'),
    ("T108", "rate: [{now: 4}, {now: 7}]", "rate: [{now: 4}]", 2, 'no answer for "rate.now@2"'),
    ("T108", "rate: [{now: 4}, {now: 7}]", "rate: 4", 2, 'no answer for "rate.now@1"'),
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
        code, line, says = "T108", 2, 'no answer for "things.what@2"'
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


RENAMED = flow_of(
    """
    thought:
      ask: Which thought?
      answer: text
    feelings:
      repeat: 1-2
      steps:
        name:
          ask: Which one?
          answer: text
      again: More?
    done:
      say: Saved.
      end: completed
    """,
    "renamed: {idea: thought, moods: feelings}\n",
)


@pytest.mark.parametrize(
    ("body", "hint"),
    [
        ("answers: {idea: a}", '"idea" is called "thought" now'),
        ("answers: {thought: a, feelings: [{name: b}], idea: a}", '"idea" is called "thought" now'),
        ("answers: {thought: a, moods: [{name: b}]}", '"moods.name" is called "feelings.name" now'),
        ("script: [idea: a]", '"idea" is called "thought" now'),
        ("script: [at: idea]", '"idea" is called "thought" now'),
        ("script: [thought: a, change: {idea: b}]", '"idea" is called "thought" now'),
        ("script: [thought: a, feelings.name: b, remove: {moods: 1}]", '"moods" is called "feelings" now'),
        ("script: [parked: [idea]]", '"idea" is called "thought" now'),
        (
            "answers: {thought: a, feelings: [{name: b}]}\nexpect: {visits: [moods.name]}",
            '"moods.name" is called "feelings.name" now',
        ),
    ],
)
def test_a_name_of_before_is_told_with_the_one_of_now(tmp_path: Path, body: str, hint: str) -> None:
    assert failure_of(read(tmp_path, body), RENAMED).hint == f"{hint} (renamed): write that"


def test_a_name_that_leads_to_nothing_of_now_is_no_old_name() -> None:
    assert find_new_name(RENAMED, "moods.name") == "feelings.name"
    assert find_new_name(RENAMED, "moods") == "feelings"
    assert find_new_name(RENAMED, "moods.nothing") is None


NEEDY = compile_text(
    flow_text(
        'done:\n  say: "[{claim}|{size}|{sure}|{facts}]"\n  end: completed',
        "needs: {claim: text, size: number, sure: yes/no, facts: list}",
    )
)
CARRY = "claim: I am late., size: 2.5, sure: no, facts: [one, two]"


@pytest.mark.parametrize(("size", "shown"), [("2.5", "2.5"), ("-3", "-3"), ("0:31", "31")])
def test_a_walk_carries_what_a_flow_needs(tmp_path: Path, size: str, shown: str) -> None:
    carry = CARRY.replace("2.5", size)
    case = read(tmp_path, f"carry: {{{carry}}}\nscript:\n  - see: '[I am late.|{shown}|no|one, two]'")
    assert play(NEEDY, case, Coverage()) is None


def test_a_walk_carries_yes_as_well_as_no(tmp_path: Path) -> None:
    carry = CARRY.replace("sure: no", "sure: yes")
    case = read(tmp_path, f"carry: {{{carry}}}\nscript:\n  - see: '[I am late.|2.5|yes|one, two]'")
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
