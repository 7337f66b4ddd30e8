"""Random runs keep every promise; one that is broken comes back as a short walk that shows it again."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cbt.engine import promises
from cbt.engine.coverage import Coverage
from cbt.engine.filling import form_of
from cbt.engine.lines import NOWHERE, answer_line, told
from cbt.engine.player import Player
from cbt.engine.playing import play
from cbt.engine.roaming import Broken, Roaming
from cbt.engine.scripting import act
from cbt.model.flow import Flow, Pages, Role
from cbt.model.walk import Action, WalkCase
from tests.unit.engine.every_kind import FLOW as EVERY_KIND
from tests.unit.engine.exercise import SHIPPED, compile_text, flow_of, flow_text, shipped_library
from tests.unit.engine.random_runs import FEW, flow_texts
from tests.unit.engine.walked import FLOW

RUNS = range(1, 9)


def broken_in(flow: Flow, flows: Mapping[str, Flow] | None = None, seeds: range = RUNS) -> Broken | None:
    roaming = Roaming(flow, flows or {flow.id: flow})
    return next((broken for seed in seeds if (broken := roaming.find_break(seed))), None)


@pytest.mark.parametrize("flow_id", SHIPPED)
def test_a_shipped_flow_keeps_every_promise_at_random(flow_id: str) -> None:
    flows = shipped_library().flows
    assert broken_in(flows[flow_id], flows) is None


@pytest.mark.parametrize("flow", [FLOW, EVERY_KIND], ids=["something of everything", "every kind"])
def test_a_flow_with_everything_keeps_every_promise_at_random(flow: Flow) -> None:
    assert broken_in(flow, seeds=range(1, 25)) is None


def test_a_flow_that_needs_something_keeps_every_promise_at_random() -> None:
    needs = "needs: {claim: text, size: number, sure: yes/no, day: date, clock: time, facts: list}"
    flow = compile_text(flow_text('done:\n  say: "{claim} {day}"\n  end: completed', needs))
    assert broken_in(flow) is None


def test_the_same_seed_makes_the_same_run() -> None:
    broken = [broken_in(with_pages(FLOW, Pages(1, 9)), seeds=range(3, 4)) for _ in range(2)]
    assert broken[0] == broken[1]
    assert broken[0] is not None
    assert broken[0].seed == 3


def with_pages(flow: Flow, pages: Pages) -> Flow:
    return replace(flow, pages=pages)


def test_a_run_with_more_pages_than_promised_is_shortened_to_those_that_show_it() -> None:
    broken = broken_in(with_pages(FLOW, Pages(1, 4)))
    assert broken is not None
    assert broken.promise == "no more pages than promised"
    assert broken.reason == "there are 5 pages, and 4 were promised at most"
    assert [line.word for line in broken.case.script if line.word != "answer"] == []
    assert len(broken.case.script) == 4
    assert play(FLOW, broken.case, Coverage()) is None


def test_runs_that_wandered_about_are_shortened_to_a_few_lines() -> None:
    flow = with_pages(flow_of(WANDERING), Pages(1, 3))
    found = [broken_in(flow, seeds=range(seed, seed + 1)) for seed in range(1, 13)]
    scripts = [[line.word for line in broken.case.script] for broken in found if broken is not None]
    assert ["answer", "answer", "answer"] in scripts
    assert max(len(words) for words in scripts) <= 5
    assert {word for words in scripts for word in words} <= {"answer", "back", "change"}


WANDERING = """
one:
  ask: One?
  answer: 0-10
  check:
    - must: one > 5
      else: More, please.
two:
  ask: Two?
  answer: 0-10
  next:
    - {if: two > 8, go: three}
    - {else: done}
three:
  ask: Three?
  answer: 0-10
four:
  ask: Four?
  answer: 0-10
done:
  say: Done.
  end: completed
"""


def test_a_run_ends_with_the_line_that_breaks_it_also_on_its_way_to_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    straight_on(monkeypatch)
    broken = broken_in(with_pages(FLOW, Pages(1, 4)))
    assert broken is not None
    words = [line.word for line in broken.case.script]
    assert words.count("answer") - words.count("refused") == 4


def straight_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs go to the end at once, and what breaks is left as it was found."""
    for name in ("FEWEST_ACTIONS", "MOST_ACTIONS", "MOST_SHORTENINGS"):
        monkeypatch.setattr(f"cbt.engine.roaming.{name}", 0)


def test_an_end_that_comes_sooner_than_promised_is_found() -> None:
    flow = flow_of("one:\n  say: One.\ndone:\n  say: Done.\n  end: completed")
    broken = broken_in(with_pages(flow, Pages(3, 3)))
    assert broken is not None
    assert broken.promise == "no fewer pages than promised"
    assert broken.reason == "2 pages, and 3 were promised at the fewest"


def test_an_end_that_is_never_come_to_is_found() -> None:
    must = "check:\n    - must: one * one == 2\n      else: More, please."
    flow = flow_of(f"one:\n  ask: One?\n  answer: 0-10\n  {must}\ndone:\n  say: Done.\n  end: completed")
    broken = broken_in(flow)
    assert broken is not None
    assert broken.promise == "an end is reached"
    assert broken.reason == 'every answer that was tried is refused at "one"'


HELD_TOGETHER = """
one:
  ask: One?
  answer: 0-10
two:
  ask: Two?
  answer: 0-10
items:
  repeat: 1-2
  steps:
    three:
      ask: Three?
      answer: 1-9
  again: More?
last:
  ask: Last?
  answer: 0-10
  check:
    - must: one + two + max(items.three) + last <= 12
      else: That is too much.
done:
  say: Done.
  end: completed
"""


def test_an_end_that_takes_other_answers_to_earlier_pages_is_come_to() -> None:
    """The last page takes nothing once what came before it makes too much, and then a person goes back."""
    flow = flow_of(HELD_TOGETHER)
    script = [answer_line(step, told(9)) for step in ("one", "two", "items.three")]
    lines = [*script, answer_line("items.again", told("no")), answer_line("last", told(0))]
    player = Player(flow, WalkCase("", NOWHERE), Coverage())
    for line in lines:
        act(player, line)
    assert player.refused == "That is too much."
    assert broken_in(flow, seeds=range(1, 40)) is None


# Without a loop a change alone never leads to another page.
HELD_BY_TWO = """
one:
  ask: One?
  answer: 0-10
last:
  ask: Last?
  answer: 0-10
  check:
    - must: one + last <= 3
      else: That is too much.
done:
  say: Done.
  end: completed
"""


@pytest.mark.parametrize(
    ("flow", "words"), [(HELD_TOGETHER, ("change",)), (HELD_BY_TWO, ("change", "resume", "answer"))]
)
def test_a_promise_that_breaks_while_earlier_answers_are_changed_ends_the_run_there(
    monkeypatch: pytest.MonkeyPatch, flow: str, words: tuple[str, ...]
) -> None:
    done: list[str] = []

    def noting(player: Player, line: Action) -> None:
        done.append(line.word)
        act(player, line)

    def broken_after(_player: Player) -> tuple[str, str] | None:
        return ("all is well", "it is not") if tuple(done[-len(words) :]) == words else None

    monkeypatch.setattr("cbt.engine.roaming.act", noting)
    monkeypatch.setattr("cbt.engine.roaming.find_broken", broken_after)
    straight_on(monkeypatch)
    broken = broken_in(flow_of(flow))
    assert broken is not None
    assert (broken.promise, broken.reason) == ("all is well", "it is not")
    told_of = [line.word for line in broken.case.script if line.word != "refused"]
    assert tuple(told_of[-len(words) :]) == words
    assert told_of.count("change") == 1


def test_pages_that_go_on_behind_the_last_one_promised_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cbt.engine.roaming.find_broken", lambda _player: None)
    straight_on(monkeypatch)
    steps = "\n".join([f"p{number}:\n  say: P." for number in range(90)])
    flow = flow_of(f"{steps}\ndone:\n  say: Done.\n  end: completed")
    broken = broken_in(with_pages(flow, Pages(1, 5)))
    assert broken is not None
    assert broken.promise == "an end is reached"
    assert broken.reason.startswith('after all its pages it stands at "p')


def test_a_name_that_is_shown_empty_is_found_in_a_page_and_in_the_title(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    flow = flow_of(
        "one:\n  ask: One?\n  answer: 0-10\ndone:\n  say: It was {one}.\n  end: completed",
        'summary:\n  title: "{half}"\ncomputed:\n  half: one / 2',
    )
    assert broken_in(flow) is None
    monkeypatch.setattr(promises, "_value", lambda _player, _ref, _walk: None)
    broken = broken_in(flow)
    assert broken is not None
    assert broken.promise == "every name shown is answered"
    assert broken.reason == '"{one}" is shown empty at "done"'
    monkeypatch.setattr(promises, "_texts", lambda _step: [])
    broken = broken_in(flow)
    assert broken is not None
    assert broken.reason == '"{half}" is shown empty at "done"'


REFUSING = """
one:
  ask: One?
  answer: 0-10
  check:
    - must: one > 5
      else: More, please.
two:
  ask: Two?
  answer: 0-10
done:
  say: Done.
  end: completed
"""


def test_a_replay_that_leads_elsewhere_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cbt.engine.promises.replay", lambda _program, _facts: None)
    broken = broken_in(FLOW)
    assert broken is not None
    assert broken.promise == "a replay leads to the same page"
    assert len(broken.case.script) <= 1


def failing_at(words: str) -> Any:
    """A way to make forms that falls over an answer with these words."""

    def fail(program: Any, walk: Any, answer: Any, pos: Any) -> Any:
        if words in str(answer):
            raise ZeroDivisionError(words)
        return form_of(program, walk, answer, pos)

    return fail


def test_whatever_is_raised_is_found_and_the_walk_ends_with_the_line_that_raises_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("cbt.engine.player.form_of", failing_at("nonsense"))
    broken = broken_in(FLOW, seeds=range(1, 60))
    assert broken is not None
    assert broken.promise == "nothing is raised"
    assert broken.reason == "ZeroDivisionError: nonsense"
    assert "nonsense" in str(broken.case.script[-1].value)


def test_a_refused_answer_stands_in_the_walk_with_its_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cbt.engine.roaming.MOST_SHORTENINGS", 0)
    flow = with_pages(flow_of(REFUSING), Pages(1, 2))
    runs = [broken_in(flow, seeds=range(seed, seed + 1)) for seed in range(1, 20)]
    cases = [broken.case for broken in runs if broken is not None]
    refusals = [line for case in cases for line in case.script if line.word == "refused"]
    assert {line.value for line in refusals} == {told("More, please.")}
    assert [case.name for case in cases if play(flow, case, Coverage()) is not None] == []


def test_a_run_does_everything_that_a_person_can_do(monkeypatch: pytest.MonkeyPatch) -> None:
    words = set[str]()
    removed_at, changed = set[Role](), set[bool]()

    def noting(player: Player, line: Action) -> None:
        role, here = player.step.role, player.session.position.here.step
        act(player, line)
        words.add(line.word)
        if line.word == "remove":
            removed_at.add(role)
        if isinstance(line.value, Mapping) and line.word == "change":
            changed.add(here in line.value)

    monkeypatch.setattr("cbt.engine.roaming.act", noting)
    assert broken_in(EVERY_KIND, seeds=range(1, 5)) is None
    assert broken_in(FLOW, seeds=range(1, 25)) is None
    assert words == {"answer", "back", "change", "continue", "press", "remove", "resume", "wait"}
    assert Role.QUESTION in removed_at
    assert Role.END not in removed_at
    assert False in changed


@settings(max_examples=FEW)
@given(flow_texts(), st.integers(0, 1000))
def test_a_made_up_flow_keeps_every_promise_at_random(text: str, seed: int) -> None:
    assert broken_in(compile_text(text), seeds=range(seed, seed + 1)) is None
