"""Walks that are proposed hold, go through what was missing, are few, and have plain names."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings

from cbt.engine.coverage import Coverage, missing
from cbt.engine.lines import NOWHERE, told
from cbt.engine.playing import play
from cbt.engine.proposing import Proposal, propose
from cbt.model.flow import Flow
from cbt.model.walk import Failure, WalkCase
from tests.unit.engine.every_kind import FLOW as EVERY_KIND
from tests.unit.engine.exercise import SHIPPED, compile_text, flow_of, flow_text, shipped, shipped_library
from tests.unit.engine.random_runs import FEW, flow_texts
from tests.unit.engine.walked import FLOW

END = "\ndone:\n  say: Done.\n  end: completed\npast:\n  say: Past.\n  end: past"


def proposed(flow: Flow, coverage: Coverage | None = None, names: Sequence[str] = ()) -> Proposal:
    return propose(flow, coverage or Coverage(), {flow.id: flow}, names)


def covered_by(flow: Flow, cases: Sequence[WalkCase]) -> Coverage:
    coverage = Coverage()
    for case in cases:
        assert play(flow, case, coverage) is None, case.name
    return coverage


def check(flow: Flow, proposal: Proposal) -> None:
    assert proposal.unreached == missing(flow, covered_by(flow, proposal.cases))
    names = [case.name for case in proposal.cases]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("flow", [FLOW, EVERY_KIND], ids=["something of everything", "every kind"])
def test_the_walks_of_a_flow_that_has_none_go_through_all_of_it(flow: Flow) -> None:
    proposal = proposed(flow)
    check(flow, proposal)
    assert proposal.unreached == []


@pytest.mark.parametrize("flow_id", SHIPPED)
def test_few_walks_go_through_all_of_a_shipped_flow(flow_id: str) -> None:
    flow = shipped(flow_id).flow
    proposal = propose(flow, Coverage(), shipped_library().flows, [])
    check(flow, proposal)
    assert proposal.unreached == []
    assert len(proposal.cases) <= len(missing(flow, Coverage())) / 3


def test_nothing_is_proposed_where_nothing_is_missing() -> None:
    cases = proposed(FLOW).cases
    assert proposed(FLOW, covered_by(FLOW, cases)).cases == []


BELIEF = (
    "belief:\n  ask: How much?\n  answer: 0-100\n  next:\n    - {if: GUARD, go: done}\n    - {else: past}"
)
NAMES = [
    ("belief >= 40", "belief at least 40 to done", "belief below 40 to past"),
    ("belief < 40", "belief below 40 to done", "belief at least 40 to past"),
    ("belief == 40", "belief equal to 40 to done", "belief other than 40 to past"),
    ("belief + 1 > 40", "belief + 1 > 40 to done", "not belief + 1 > 40 to past"),
    ("is_high", "is_high to done", "no is_high to past"),
    (
        "belief > 1 and belief < 9",
        "belief > 1 and belief < 9 to done",
        "belief, as nothing else holds, to past",
    ),
]


@pytest.mark.parametrize(("guard", "then", "otherwise"), NAMES)
def test_a_walk_is_named_after_what_is_decided_on_it(guard: str, then: str, otherwise: str) -> None:
    flow = flow_of(f"{BELIEF.replace('GUARD', guard)}{END}", "computed:\n  is_high: belief > 50")
    names = {case.name for case in proposed(flow).cases}
    assert names == {f"through {then}", f"through {otherwise}"}


def test_a_walk_on_which_no_guard_of_several_holds_says_so() -> None:
    ways = "{if: belief > 60, go: done}\n    - {if: belief > 40, go: past}\n    - {else: last}"
    steps = f"{BELIEF.partition('{if')[0]}{ways}{END}\nlast:\n  say: Last.\n  end: last"
    names = {case.name for case in proposed(flow_of(steps)).cases}
    assert "through belief, as nothing else holds, to last" in names


def test_a_walk_says_which_end_it_comes_to_and_what_it_came_by() -> None:
    flow = flow_of(
        f"{BELIEF.replace('GUARD', 'belief > 3').replace('done', 'told')}\ntold:\n  say: Told.{END}"
    )
    through, past = sorted(proposed(flow).cases, key=lambda case: case.name)
    assert through.name == "through belief above 3 to told"
    assert through.expect.keys() == {"ends", "visits"}
    assert past.expect.keys() == {"ends"}
    further = f"{BELIEF.replace('GUARD', 'belief > 3').replace('done', 'told')}\ntold:\n  say: Told."
    flow = flow_of(f"{further}\nlater:\n  say: Later.{END}")
    through = min(proposed(flow).cases, key=lambda case: case.name)
    assert through.name == "through belief above 3 to told"
    assert through.expect["visits"] == (told("told"),)


@pytest.mark.parametrize(
    ("way", "name"),
    [
        (("things.sides.again", 0), "through things.sides with one more to things.sides.side"),
        (("later.more", 0), "through later with another item to later.now"),
        (("things.sides.side", 0), "through things.sides with room for more to things.sides.again"),
        (("later.why", 0), "through now above 5 to later.why"),
    ],
)
def test_a_walk_through_one_thing_is_named_after_it(way: tuple[str, int], name: str) -> None:
    flow = flow_of(LOOPS)
    ways = {(source, number) for source, ways in flow.ways.items() for number in range(len(ways))}
    assert [case.name for case in proposed(flow, Coverage(ways - {way})).cases] == [f"{name}"]


def test_a_walk_that_does_not_hold_is_not_proposed(monkeypatch: pytest.MonkeyPatch) -> None:
    failure = Failure("T106", NOWHERE, "it does not hold")
    monkeypatch.setattr("cbt.engine.proposing.play", lambda _flow, _case, _coverage: failure)
    proposal = proposed(FLOW)
    assert proposal.cases == []
    assert proposal.unreached == missing(FLOW, Coverage())


def test_where_answers_do_not_tell_a_run_it_is_told_line_by_line(monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere = WalkCase("nowhere", NOWHERE, expect={"ends": told("nowhere")})
    monkeypatch.setattr("cbt.engine.proposing.as_answers", lambda *_args: nowhere)
    proposal = proposed(FLOW)
    check(FLOW, proposal)
    assert proposal.unreached == []
    assert all(case.script for case in proposal.cases)


def test_a_name_that_is_taken_gets_a_number() -> None:
    flow = flow_of("one:\n  say: One.\ndone:\n  say: Done.\n  end: completed")
    assert [case.name for case in proposed(flow).cases] == ["straight on to done"]
    assert [case.name for case in proposed(flow, names=["straight on to done"]).cases] == [
        "straight on to done (2)"
    ]


def test_a_long_guard_is_cut_short_in_a_name() -> None:
    guard = " and ".join([f"belief > {number}" for number in range(12)])
    names = [case.name for case in proposed(flow_of(f"{BELIEF.replace('GUARD', guard)}{END}")).cases]
    assert all(len(name) <= 80 for name in names)
    assert any(name.endswith("…") for name in names)


@pytest.mark.parametrize(("letters", "end"), [(50, "x" * 50), (51, "x" * 49 + "…")])
def test_a_name_has_eighty_letters_and_only_a_longer_one_is_cut(letters: int, end: str) -> None:
    steps = f"{BELIEF.replace('GUARD', 'belief >= 40')}{END}".replace("done", "x" * letters)
    names = [case.name for case in proposed(flow_of(steps)).cases]
    assert f"through belief at least 40 to {end}" in names


def test_what_no_answer_leads_along_is_named() -> None:
    flow = flow_of(f"{BELIEF.replace('GUARD', 'belief * belief == 2')}{END}")
    proposal = proposed(flow)
    check(flow, proposal)
    assert [gap.what for gap in proposal.unreached] == ["belief -> done"]


def test_a_refusal_that_no_answer_comes_to_is_named() -> None:
    check_ = "  check:\n    - must: one * one != 2\n      else: Not the root of two."
    flow = flow_of(f"one:\n  ask: One?\n  answer: 0-10\n{check_}\ndone:\n  say: Done.\n  end: completed")
    proposal = proposed(flow)
    check(flow, proposal)
    assert [case.name for case in proposal.cases] == ["straight on to done"]
    assert [gap.what for gap in proposal.unreached] == ["one refuses"]


def test_a_flow_whose_first_page_takes_nothing_gets_a_walk_for_its_refusal_alone() -> None:
    must = "check:\n    - must: one * one == 2\n      else: More, please."
    flow = flow_of(f"one:\n  ask: One?\n  answer: 0-10\n  {must}\ndone:\n  say: Done.\n  end: completed")
    proposal = proposed(flow)
    check(flow, proposal)
    assert [case.name for case in proposal.cases] == ["refused at one"]
    assert [gap.what for gap in proposal.unreached] == ["one -> done"]


def test_refusals_on_one_way_share_a_walk_and_two_of_one_page_have_two() -> None:
    must = "\n  check:\n    - must: ID > 1\n      else: More.\n    - must: ID < 9\n      else: Less."
    steps = "\n".join([f"{name}:\n  ask: How?\n  answer: 0-10{must.replace('ID', name)}" for name in "abcde"])
    flow = flow_of(f"{steps}\ndone:\n  say: Done.\n  end: completed")
    proposal = proposed(flow)
    check(flow, proposal)
    assert proposal.unreached == []
    assert [case.name for case in proposal.cases] == [
        "straight on to done",
        "refused at a, b, c and 2 more",
        "refused at a, b, c and 2 more (2)",
    ]


def words_of(case: WalkCase) -> list[str]:
    """What each line of a script does."""
    return [line.word for line in case.script]


def test_a_refusal_is_told_with_the_page_behind_it_where_there_is_one() -> None:
    must = "  check:\n    - must: one > 5\n      else: More, please."
    steps = f"one:\n  ask: One?\n  answer: 0-10\n{must}\ndone:\n  say: Done.\n  end: completed"
    [_, refused] = proposed(flow_of(steps)).cases
    assert words_of(refused) == ["answer", "refused", "answer", "at"]
    assert refused.script[-1].value == told("done")
    [never] = proposed(flow_of(steps.replace("one > 5", "one * one == 2"))).cases
    assert words_of(never) == ["answer", "refused"]


def test_what_a_page_of_a_loop_refuses_is_told_for_one_of_its_items() -> None:
    must = "check:\n        - must: words(name) > 2\n          else: Three words, please."
    flow = flow_of(f"""
things:
  repeat: 2-2
  steps:
    name:
      ask: What?
      answer: text
      {must}
  again: More?
last:
  ask: And now?
  answer: text
  check:
    - must: words(last) > 1
      else: Two words, please.
done:
  say: Done.
  end: completed
""")
    proposal = proposed(flow)
    check(flow, proposal)
    assert proposal.unreached == []
    [refused] = [case for case in proposal.cases if case.script]
    assert words_of(refused).count("refused") == 2


LOOPS = """
things:
  repeat: 0-2
  steps:
    look:
      say: Look at it.
    sides:
      repeat: 1-2
      steps:
        side:
          ask: Which side?
          answer: text
          optional: true
      again: Another side?
  again: A thing?
later:
  for_each: things
  steps:
    now:
      ask: How is it?
      answer: 0-10
      next:
        - {if: now > 5, go: why}
        - {else: fine}
    why:
      ask: Why?
      answer: text
    fine:
      say: Fine.
done:
  say: Done.
  end: completed
"""


def test_loops_in_loops_are_told_item_by_item() -> None:
    flow = flow_of(LOOPS)
    proposal = proposed(flow)
    check(flow, proposal)
    assert proposal.unreached == []
    names = {case.name for case in proposal.cases}
    assert "through later with no item left to done" in names
    assert "through things with 2 items to later" in names
    assert not any(case.script for case in proposal.cases)


def test_items_of_which_nothing_is_told_still_count() -> None:
    loop = "things:\n  repeat: 1-2\n  steps:\n    look:\n      say: Look at it.\n  again: More?\n"
    proposal = proposed(flow_of(f"{loop}done:\n  say: Done.\n  end: completed"))
    assert proposal.unreached == []
    told_of = [case.answers.get("things") for case in proposal.cases]
    assert len(told_of) == 2
    assert ({},) in told_of
    assert ({}, {}) in told_of


def test_a_flow_that_needs_something_and_hands_off_is_told_with_both() -> None:
    text = flow_text("one:\n  say: '{claim}'\nnext:\n  hand_off: second", "needs: {claim: text, facts: list}")
    second = flow_text("done:\n  say: Done.\n  end: completed", flow_id="second")
    flow = compile_text(text, {"second.yaml": second})
    [case] = proposed(flow).cases
    check(flow, proposed(flow))
    assert case.carry.keys() == {"claim", "facts"}
    assert case.expect.keys() == {"hands_off"}


def test_a_record_is_recalled_on_one_walk_and_not_on_another() -> None:
    cases = proposed(EVERY_KIND).cases
    assert {"last" in case.answers for case in cases} == {True, False}


def test_a_refusal_behind_a_page_that_recalls_is_told_with_and_without_a_record() -> None:
    steps = """
last:
  ask: Which?
  recall: earlier
  next:
    - {if: answered(last) and last.size > 3, go: one}
    - {else: two}
one:
  ask: One?
  answer: text
  check:
    - must: words(one) > 1
      else: More words, please.
two:
  ask: Two?
  answer: text
  check:
    - must: words(two) > 2
      else: Three words, please.
done:
  say: Done.
  end: completed
"""
    earlier = flow_text(
        "size:\n  ask: How?\n  answer: 0-10\ndone:\n  say: Bye.\n  end: completed", flow_id="earlier"
    )
    flow = compile_text(flow_text(steps), {"earlier.yaml": earlier})
    proposal = proposed(flow)
    check(flow, proposal)
    assert proposal.unreached == []
    scripts = [case for case in proposal.cases if case.script]
    assert {any(line.about == "last" for line in case.script) for case in scripts} == {True, False}


@settings(max_examples=FEW)
@given(flow_texts())
def test_every_way_through_a_made_up_flow_has_a_walk_that_holds(text: str) -> None:
    flow = compile_text(text)
    proposal = proposed(flow)
    check(flow, proposal)
    assert proposal.unreached == []
