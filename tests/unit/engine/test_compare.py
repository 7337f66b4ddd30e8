"""Edits are sorted into words, what is only shown, and structure; one edit is told once."""

import re
from typing import Any

import pytest
from hypothesis import given, settings

from cbt.engine.compare import Comparison, Edit, Rewrite, compare
from cbt.model.answer import ScaleKind
from cbt.model.flow import Flow
from tests.unit.engine.exercise import compile_text, flow_of, flow_text
from tests.unit.engine.random_runs import FEW, flow_texts

STEPS = """
thought:
  ask: Which thought?
  help: In a few words.
  answer: text
  check:
    - must: words(thought) >= 2
      else: Please add a word.
belief:
  ask: How much do you believe "{thought}"?
  answer: 0-100
  ends: {0: not at all, 100: wholly}
  next:
    - {if: belief >= 40, go: way}
    - {else: feelings}
way:
  ask: Which way?
  options: {facts: The facts, friend: A friend}
  next: {facts: feelings, friend: friend}
friend:
  ask: What would a friend say?
  answer: text
  keep_in_view: [thought]
feelings:
  repeat: 1-3
  steps:
    name:
      ask: Which feeling?
      answer: text
    before:
      ask: How strong was {name}?
      answer: 0-100
  again: Another one?
later:
  for_each: feelings
  steps:
    after:
      ask: How strong is {name} now?
      answer: 0-100
done:
  say: It eased by {drop}.
  end: completed
"""
REST = """
computed:
  drop: mean(feelings.before) - mean(feelings.after)
summary:
  title: "{thought}"
  rows: [thought, friend]
  change: {feelings: [before, after]}
"""


def changed(*edits: tuple[str, str], renamed: str = "") -> Flow:
    """The flow with words of its file replaced."""
    steps, rest = STEPS, REST + renamed
    for old, new in edits:
        assert old in steps + rest, old
        steps, rest = steps.replace(old, new), rest.replace(old, new)
    return flow_of(steps, rest)


FLOW = changed()


def compared(*edits: tuple[str, str], renamed: str = "") -> Comparison:
    return compare(FLOW, changed(*edits, renamed=renamed))


def told(found: Comparison) -> list[tuple[str, str]]:
    return [(edit.what, edit.where) for edit in found.edits]


def test_a_flow_is_the_same_as_itself() -> None:
    assert compared().is_empty


def test_comments_and_the_order_of_words_change_nothing() -> None:
    found = compared(
        ("  ask: Which way?\n", "  # a comment\n  ask: Which way?\n"),
        ("  help: In a few words.\n  answer: text\n", "  answer: text\n  help: In a few words.\n"),
    )
    assert found.is_empty


def test_words_that_changed_are_told_by_their_keys() -> None:
    found = compared(
        ("Which thought?", "What went through your mind?"),
        ("  help: In a few words.\n", ""),
        ("The facts", "What is known"),
        ("Another one?", "Another feeling?"),
        ("Please add a word.", "A word more, please."),
        ("ends: {0: not at all, 100: wholly}", "ends: {0: not at all, 50: half, 100: fully}"),
        ('title: "{thought}"', 'title: "On {thought}"'),
    )
    assert found.edits == ()
    assert set(found.rewrites) == {
        Rewrite("thought.ask", "Which thought?", "What went through your mind?"),
        Rewrite("thought.help", "In a few words.", ""),
        Rewrite("way.options.facts", "The facts", "What is known"),
        Rewrite("feelings.again", "Another one?", "Another feeling?"),
        Rewrite("thought.check.1", "Please add a word.", "A word more, please."),
        Rewrite("belief.ends.50", "", "half"),
        Rewrite("belief.ends.100", "wholly", "fully"),
        Rewrite("summary.title", "{thought}", "On {thought}"),
    }


def test_where_help_is_offered_changes_without_keeping_anybody_in_the_old_version() -> None:
    options = "  options: {facts: The facts, friend: A friend}\n"
    found = compared((options, f"{options}  safety: {{friend: help}}\n"))
    assert found.edits == ()
    assert [(edit.what, edit.where, edit.before, edit.after) for edit in found.shown] == [
        ("safety", "way", (), ("friend",))
    ]


def test_what_a_record_draws_is_only_shown() -> None:
    label = ("ask: How strong was {name}?", "ask: How strong was {name}?\n      label: Before")
    rows = "rows: [thought, feelings.before]"
    drawn = changed(label, ("rows: [thought, friend]", f"{rows}\n  draw: [feelings.before]"))
    found = compare(changed(label, ("rows: [thought, friend]", rows)), drawn)
    assert [(edit.what, edit.before, edit.after) for edit in found.shown] == [
        ("draw", (), ("feelings.before",))
    ]
    assert not found.edits


def test_a_text_may_show_another_answer() -> None:
    found = compared(("What would a friend say?", "What would a friend say to {belief}?"))
    assert [rewrite.key for rewrite in found.rewrites] == ["friend.ask"]
    assert not found.edits


@pytest.mark.parametrize(
    ("old", "new", "edit"),
    [
        ("keep_in_view: [thought]", "keep_in_view: [thought, belief]", ("keep_in_view", "friend")),
        ("rows: [thought, friend]", "rows: [thought]", ("rows", "summary")),
        ("  change: {feelings: [before, after]}\n", "", ("change", "summary")),
    ],
)
def test_what_is_only_shown_is_no_structure(old: str, new: str, edit: tuple[str, str]) -> None:
    found = compared((old, new))
    assert [(shown.what, shown.where) for shown in found.shown] == [edit]
    assert not found.edits
    assert not found.is_empty


@pytest.mark.parametrize(
    ("old", "new", "edits"),
    [
        ("answer: 0-100\n  again", "answer: 0-90\n  again", [("kind", "feelings.before")]),
        ("words(thought) >= 2", "words(thought) >= 3", [("checks", "thought")]),
        ("belief >= 40", "belief >= 50", [("ways", "belief")]),
        ("facts: feelings, friend: friend", "facts: friend, friend: friend", [("ways", "way")]),
        ("mean(feelings.before) - mean", "mean(feelings.before) + mean", [("computed", "drop")]),
        ("before) - mean(feelings.after)", "after) - mean(feelings.before)", [("computed", "drop")]),
        ("repeat: 1-3", "repeat: 1-4", [("loop", "feelings")]),
        ("end: completed", "end: finished", [("end", "done")]),
        (
            "  answer: text\n  keep_in_view",
            "  answer: text\n  optional: true\n  keep_in_view",
            [("optional", "friend")],
        ),
    ],
)
def test_what_decides_where_answers_lead_is_structure(
    old: str, new: str, edits: list[tuple[str, str]]
) -> None:
    found = compared((old, new))
    assert told(found) == edits
    assert found.rewrites == ()


def test_an_edit_holds_both_sides() -> None:
    [edit] = compared(("answer: 0-100\n  ends", "answer: 0-90\n  ends"), ("100: wholly", "90: wholly")).edits
    assert edit == Edit("kind", "belief", ScaleKind(0, 100), ScaleKind(0, 90))


def test_another_language_is_structure() -> None:
    text = flow_text("a:\n  say: A.\n  end: b")
    found = compare(compile_text(text), compile_text(text.replace("language: en", "language: de")))
    assert told(found) == [("language", "")]


def test_a_step_that_is_put_in_or_taken_out_is_told_without_its_neighbours() -> None:
    extra = ("friend:\n", "extra:\n  ask: What else?\n  answer: text\nfriend:\n")
    assert told(compared(extra, ("facts: feelings", "facts: extra"))) == [("added", "extra")]
    assert told(compare(changed(extra, ("facts: feelings", "facts: extra")), FLOW)) == [("removed", "extra")]
    first = ("thought:\n", "hello:\n  say: Hello.\nthought:\n")
    assert told(compared(("\nthought:\n", f"\n{first[1]}"))) == [("added", "hello")]


def test_a_step_that_moves_is_told_without_its_neighbours() -> None:
    friend = "friend:\n  ask: What would a friend say?\n  answer: text\n  keep_in_view: [thought]\n"
    later = "later:\n  for_each"
    edits = ((friend, ""), (later, f"{friend}{later}"), ("friend: friend}", "friend: feelings}"))
    found = compared(*edits)
    assert told(found) == [("moved", "friend")]


def test_a_new_first_way_in_is_told() -> None:
    rest = "done:\n  say: Bye.\n  end: bye"
    loop = (
        "things:\n  repeat: {}\n  steps:\n    name:\n      ask: What?\n      answer: text\n  again: More?\n"
    )
    found = compare(flow_of(loop.format("1-3") + rest), flow_of(loop.format("0-3") + rest))
    assert ("start", "") in told(found)


def renamed(renames: str) -> Flow:
    """The flow with other ids, and what it says about them."""
    steps, rest = STEPS, REST
    for old, new in (
        ("feelings:", "emotions:"),
        ("feelings.", "emotions."),
        ("for_each: feelings", "for_each: emotions"),
        ("next: {facts: feelings", "next: {facts: emotions"),
        ("else: feelings", "else: emotions"),
        ("{name}", "{word}"),
        ("    name:", "    word:"),
    ):
        steps, rest = steps.replace(old, new), rest.replace(old, new)
    return flow_of(steps, f"{rest}renamed: {renames}\n")


def test_renamed_steps_are_no_change_of_structure() -> None:
    found = compare(FLOW, renamed("{feelings: emotions, feelings.name: emotions.word}"))
    assert found.edits == ()
    assert [rewrite.key for rewrite in found.rewrites] == ["emotions.before.ask", "later.after.ask"]
    assert found.renamed == {
        "feelings.name": "emotions.word",
        "feelings.before": "emotions.before",
        "feelings.again": "emotions.again",
    }


def test_a_step_that_has_another_id_is_gone_when_nobody_says_that_it_was_renamed() -> None:
    found = told(compare(FLOW, renamed("{feelings: emotions}")))
    assert found[:2] == [("removed", "feelings.name"), ("added", "emotions.word")]


def test_of_two_steps_that_were_given_one_name_one_is_gone() -> None:
    two = "a:\n  say: A.\nb:\n  say: B.\ndone:\n  say: Bye.\n  end: bye"
    one = "c:\n  say: B.\ndone:\n  say: Bye.\n  end: bye"
    found = compare(flow_of(two), flow_of(one, "renamed: {a: c, b: c}"))
    assert told(found) == [("removed", "a")]
    assert found.renamed == {"b": "c"}


def test_a_loop_that_comes_with_its_pages_is_told_by_them_alone() -> None:
    loop = "x:\n  repeat: 1-2\n  steps:\n    name:\n      ask: What?\n      answer: text\n  again: More?\n"
    done = "done:\n  say: Bye.\n  end: bye"
    found = told(compare(flow_of(f"one:\n  say: One.\n{done}"), flow_of(f"one:\n  say: One.\n{loop}{done}")))
    assert sorted(found) == [("added", "x.again"), ("added", "x.name")]


def test_a_loop_that_becomes_a_part_is_structure() -> None:
    part = "part: p\ngives: [name]\nsteps:\n  name:\n    ask: What?\n    answer: text\n"
    loop = "x:\n  repeat: 1-1\n  steps:\n    name:\n      ask: What?\n      answer: text\n  again: More?\n"
    done = "done:\n  say: Bye.\n  end: bye"
    used = flow_of(f"x:\n  use: parts/p\n{done}", files={"parts/p.yaml": part})
    found = compare(flow_of(loop + done), used)
    assert ("loop", "x") in told(found)
    assert ("loops", "x.name") in told(found)


def other_words(text: str) -> str:
    """The same flow in other words."""
    return re.sub(r"(?m)^( +)(ask|say|again|else): ", r"\1\2: Well, ", text).replace(
        "red: red", "red: reddish"
    )


@settings(max_examples=FEW)
@given(flow_texts())
def test_a_random_flow_in_other_words_differs_in_its_words_alone(text: str) -> None:
    old, new = compile_text(text), compile_text(other_words(text))
    found = compare(old, new)
    assert found.edits == ()
    assert found.shown == ()
    assert found.rewrites
    assert compare(old, old).is_empty


@settings(max_examples=FEW)
@given(flow_texts(), flow_texts())
def test_flows_without_an_edit_between_them_have_the_same_machine(one: str, other: str) -> None:
    old, new = compile_text(one), compile_text(other)
    if compare(old, new).edits:
        return
    assert list(old.steps) == list(new.steps)
    assert [step.kind for step in old.steps.values()] == [step.kind for step in new.steps.values()]
    assert ways_of(old) == ways_of(new)


def ways_of(flow: Flow) -> list[Any]:
    return [(way.source, way.dest, way.moves, len(way.guards)) for ways in flow.ways.values() for way in ways]
