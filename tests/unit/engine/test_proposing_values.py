"""Walks are proposed with the records, times, numbers and visits that a way takes."""

import pytest

from cbt.compiler.library import compile_files
from cbt.engine.coverage import Coverage
from cbt.engine.proposing import propose
from tests.unit.engine.exercise import compile_text, flow_of, flow_text
from tests.unit.engine.test_proposing import END, check, proposed

EARLIER = """
size:
  ask: How much?
  answer: 0-10
sure:
  ask: Sure?
  answer: yes/no
kind:
  ask: Which kind?
  options: {fact: A fact, guess: A guess}
clock:
  ask: At what time?
  answer: time
lines:
  ask: What?
  answer: list 2-3
chosen:
  ask: Which of them?
  answer: one of lines
done:
  say: Bye.
  end: completed
"""
COMPUTED = """
computed:
  small: size < 3
  surely: sure and small
  same: small
  big: size * 10
  as_sure: sure
  is_fact: not (kind == "guess")
  has_lines: if(answered(lines), 1, 0)
  listed: answered(lines)
"""
NEXT = "  next:\n    - if: GUARD\n      go: done\n    - else: past"
RECALL = f"last:\n  ask: Which?\n  recall: earlier\n{NEXT}"


@pytest.mark.parametrize(
    ("steps", "guard"),
    [
        (RECALL, "answered(last) and last.size > 6 and last.sure"),
        (RECALL, 'answered(last) and last.size > 6 and last.kind == "guess"'),
        (RECALL, "answered(last) and last.small"),
        (RECALL, "answered(last) and last.surely"),
        (RECALL, "answered(last) and last.same and last.as_sure and last.is_fact"),
        (RECALL, "answered(last) and last.listed and last.has_lines > 0"),
        (RECALL, "answered(last) and words(last.chosen) > 7"),
        (RECALL, "answered(last) and last.big > 70"),
        (RECALL.replace("earlier", "earlier\n  pick: many"), "answered(last) and count(last) > 1"),
        (RECALL.replace("earlier", "earlier\n  pick: many"), "answered(last) and count(last) == 4"),
        (RECALL.replace("earlier", "earlier\n  pick: many"), "answered(last) and mean(last.size) > 6"),
    ],
)
def test_records_are_made_up_for_what_is_asked_of_them(steps: str, guard: str) -> None:
    files = {"earlier.yaml": flow_text(EARLIER, COMPUTED, flow_id="earlier")}
    library = compile_files(
        {
            path: text.encode()
            for path, text in {**files, "sample.yaml": flow_text(steps.replace("GUARD", guard) + END)}.items()
        }
    )
    assert [finding.sentence for finding in library.findings if finding.severity == "error"] == []
    flow = library.flows["sample"]
    proposal = propose(flow, Coverage(), library.flows, [])
    check(flow, proposal)
    assert proposal.unreached == []


def test_a_refusal_behind_several_records_tells_of_them() -> None:
    steps = """
last:
  ask: Which?
  recall: earlier
  pick: many
two:
  ask: Two?
  answer: text
  check:
    - must: not answered(last) or count(last) < 2 or words(two) > 2
      else: Three words, please.
done:
  say: Done.
  end: completed
"""
    flow = compile_text(flow_text(steps), {"earlier.yaml": flow_text(EARLIER, COMPUTED, flow_id="earlier")})
    proposal = proposed(flow)
    check(flow, proposal)
    assert proposal.unreached == []


@pytest.mark.parametrize(
    ("kind", "guard"),
    [
        ("date and time", "minutes_between(a, b) > 1440 and minutes_between(b, c) > 1440"),
        ("time", "minutes_between(a, b) == 400 and minutes_between(b, c) == 300"),
        ("number", "a / 7 > 1000"),
        ("number", "round(c / 7) == 13"),
    ],
)
def test_times_are_told_as_far_behind_each_other_and_numbers_as_large_as_a_way_needs(
    kind: str, guard: str
) -> None:
    pages = [f"{name}:\n  ask: When?\n  answer: {kind}\n" for name in "abc"]
    flow = flow_of(f"{''.join(pages)}{NEXT.replace('GUARD', guard)}{END}")
    proposal = proposed(flow)
    check(flow, proposal)
    assert proposal.unreached == []


VISITS = """
day:
  ask: When?
  answer: date
rest:
  say: Until then.
  wait: {until: day}
how:
  ask: How was it?
  answer: 0-10
  next:
    - {if: how > 6, go: done}
    - {else: once_more}
once_more:
  say: Once more.
  wait: {for: 2 hours}
then:
  ask: And then?
  answer: 0-10
  check:
    - must: then > how
      else: More, please.
"""


def test_several_visits_are_told_in_one_walk() -> None:
    flow = flow_of(VISITS.replace("rest:", "pause:") + END.partition("\npast")[0])
    proposal = proposed(flow)
    check(flow, proposal)
    assert proposal.unreached == []
    waits = [[line.word for line in case.script].count("wait") for case in proposal.cases]
    assert max(waits) == 2
