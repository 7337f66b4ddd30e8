"""`cbt diff`: sorts edits, and says in plain words what they mean for people inside."""

import json
import shutil
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from cbt.cli import changes, console, diff
from cbt.cli.changes import verdict_of
from cbt.cli.word_diff import coloured_words, plain_words, word_diff
from cbt.engine.compare import compare
from cbt.model import answer
from cbt.model.flow import HandOff
from cbt.model.reference import (
    AnswerRef,
    ComputedRef,
    EachRef,
    FieldRef,
    InputRef,
    ItemRef,
    ItemsRef,
    PickedRef,
    PreviousRef,
    RecalledRef,
    Ref,
    RestRef,
    SeriesRef,
)
from cbt.model.source import SourcePos
from tests.unit.cli.conftest import SOUND, Run
from tests.unit.engine.exercise import flow_of
from tests.unit.engine.test_compare import FLOW, REST, STEPS, changed, renamed

HEAD = "flow: sample\ntitle: A sample\nlanguage: en\nanywhere: {support: help_now}\n"


@pytest.fixture
def before(flows: Path, tmp_path: Path) -> Path:
    """The folder as it was: a copy of the other."""
    return Path(shutil.copytree(flows, tmp_path / "before"))


def write(folder: Path, name: str, *edits: tuple[str, str]) -> None:
    text = SOUND.format(name=name)
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def test_folders_that_are_alike_say_so(run: Run, flows: Path, before: Path) -> None:
    result = run("diff", before, flows)
    assert (result.exit_code, result.stdout) == (0, "small: nothing that people see has changed.\n")


def test_words_are_shown_word_by_word(run: Run, flows: Path, before: Path) -> None:
    write(flows, "small", ("Which thought?", "Which thought came?"), ("say: Done.", "say: All done."))
    result = run("diff", before / "small.yaml", flows / "small.yaml")
    assert result.exit_code == 0
    assert result.stdout == (
        "small: wording only: everyone moves to the new version.\n"
        "  Words\n"
        "    thought.ask: Which [-thought?-]{+thought came?+}\n"
        "    done.ask: [-Done.-]{+All done.+}\n".replace("done.ask", "done.say")
    )


def test_two_copies_of_one_flow_are_compared_by_the_id_inside(run: Run, flows: Path) -> None:
    text = SOUND.format(name="small")
    (flows / "old.yaml").write_text(text, encoding="utf-8")
    (flows / "new.yaml").write_text(text.replace("say: Done.", "say: All done."), encoding="utf-8")
    result = run("diff", flows / "old.yaml", flows / "new.yaml")
    assert (result.exit_code, result.stdout.splitlines()[0]) == (
        0,
        "small: wording only: everyone moves to the new version.",
    )
    (flows / "new.yaml").write_text(text.replace("say: Done.", "say: {gone}"), encoding="utf-8")
    result = run("diff", flows / "old.yaml", flows / "new.yaml")
    assert (result.exit_code, result.stdout.partition(":")[0]) == (1, str(flows / "new.yaml"))
    (flows / "new.yaml").write_text("title: No flow\n", encoding="utf-8")
    assert run("diff", flows / "old.yaml", flows / "new.yaml").exit_code == 1


def test_new_flows_and_those_that_are_gone_are_named(run: Run, flows: Path, before: Path) -> None:
    write(flows, "newer")
    write(before, "older")
    result = run("diff", before, flows)
    assert "newer: new.\n" in result.stdout
    assert "older: gone: people inside finish it, and nobody can start it.\n" in result.stdout
    found = json.loads(run("diff", before, flows, "--format", "json").stdout)
    assert [(flow["flow"], flow["people"]) for flow in found["flows"]] == [
        ("older", "stay"),
        ("small", "move"),
        ("newer", "stay"),
    ]


def test_changed_structure_is_told_by_place(run: Run, flows: Path, before: Path) -> None:
    write(
        flows,
        "small",
        ("answer: text", "answer: long text"),
        ("words(thought) >= 2", "words(thought) >= 3"),
        ("  done:\n", "  breath:\n    say: Breathe.\n  done:\n"),
    )
    result = run("diff", before, flows)
    assert result.stdout == (
        "small: structure changed: people inside finish the version that they began.\n"
        "  Steps\n"
        "    added breath\n"
        "  Structure\n"
        "    thought: answer: text → long text\n"
        "    thought: checks: words(thought) >= 2 → words(thought) >= 3\n"
    )


def test_renamed_steps_are_told_with_what_becomes_of_their_answers(
    run: Run, flows: Path, before: Path
) -> None:
    write(
        flows,
        "small",
        ("  thought:", "  idea:"),
        ("words(thought)", "words(idea)"),
        ("end: completed\n", "end: completed\nrenamed: {thought: idea, longer_ago: idea}\n"),
    )
    result = run("diff", before, flows)
    assert result.stdout == (
        "small: wording and ids only: everyone moves to the new version.\n"
        "  Renamed\n"
        "    renamed thought to idea: their answers move along\n"
    )
    found = json.loads(run("diff", before, flows, "--format", "json").stdout)["flows"][0]
    assert (found["people"], found["renamed"]) == ("move", {"thought": "idea"})


def test_programs_get_all_of_it(run: Run, flows: Path, before: Path) -> None:
    write(flows, "small", ("answer: text", "answer: long text"), ("Which thought?", "What?"))
    result = run("diff", before, flows, "--format", "json")
    assert json.loads(result.stdout) == {
        "flows": [
            {
                "flow": "small",
                "people": "stay",
                "verdict": "structure changed: people inside finish the version that they began",
                "wording": [{"key": "thought.ask", "before": "Which thought?", "after": "What?"}],
                "shown": [],
                "structure": [{"what": "kind", "where": "thought", "before": "text", "after": "long text"}],
                "renamed": {},
            }
        ]
    }


def test_a_flow_with_a_fault_is_told_and_the_others_compared(run: Run, flows: Path, before: Path) -> None:
    write(before, "worse")
    write(flows, "worse", ("answer: text", "anser: text"))
    write(flows, "small", ("Which thought?", "What?"))
    result = run("diff", before, flows)
    assert result.exit_code == 1
    assert "small: wording only" in result.stdout
    assert f"{flows}/worse.yaml:8:5 F010 " in result.stdout
    assert "worse: " not in result.stdout
    alone = run("diff", before / "worse.yaml", flows / "worse.yaml")
    assert alone.exit_code == 1
    assert "gone" not in alone.stdout


def test_a_copy_with_a_fault_is_named_as_it_lies_there(
    run: Run, flows: Path, before: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(flows, "small", ("answer: text", "answer: txt"))
    (flows / "small.yaml").rename(flows / "new.yaml")
    monkeypatch.chdir(flows)
    assert "new.yaml:" in run("diff", before / "small.yaml", "new.yaml").stdout


def test_a_path_without_a_flow_ends_the_command(run: Run, flows: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for path in (tmp_path / "empty", flows / "nothing.yaml", tmp_path / "nowhere" / "x.yaml"):
        result = run("diff", path, flows)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "There " in result.stderr


def test_on_a_terminal_what_went_is_struck_out(
    run: Run, flows: Path, before: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(flows, "small", ("Which thought?", "Which thought came?"))
    screen = StringIO()
    terminal = Console(file=screen, force_terminal=True, color_system="standard", highlight=False)
    monkeypatch.setattr(console, "out", terminal)
    monkeypatch.setattr(diff, "out", terminal)
    assert run("diff", before, flows).exit_code == 0
    assert "\x1b[9;31mthought?" in screen.getvalue()
    assert "\x1b[1;32mthought came?" in screen.getvalue()


def test_two_texts_are_one_word_by_word() -> None:
    assert word_diff("a b c", "a c") == [("", "a "), ("-", "b "), ("", "c")]
    assert word_diff("", "new") == [("+", "new")]
    assert plain_words("one\n\ntwo", "one\n\nthree") == "one [-two-]{+three+}"
    assert coloured_words("a b", "a c").plain == "a bc"


# What stands before and after an edit


@pytest.mark.parametrize(
    ("old", "new", "what", "before", "after"),
    [
        ("repeat: 1-3", "repeat: 1-4", "feelings: how often", "1-3", "1-4"),
        (
            "belief >= 40",
            "belief >= 50",
            "belief: ways on",
            "if belief >= 40 go way, feelings.name",
            "if belief >= 50 go way, feelings.name",
        ),
        (
            "facts: feelings",
            "facts: friend",
            "way: ways on",
            "facts: feelings.name, friend: friend",
            "facts: friend, friend: friend",
        ),
        (
            "mean(feelings.before) -",
            "mean(feelings.before) +",
            "drop: computed",
            "mean(feelings.before) - mean(feelings.after)",
            "mean(feelings.before) + mean(feelings.after)",
        ),
        ("end: completed", "end: ended", "done: the end's name", "completed", "ended"),
        ("text\n  keep", "text\n  optional: true\n  keep", "friend: may be left empty", "no", "yes"),
        ("rows: [thought, friend]", "rows: [thought]", "summary: rows", "thought, friend", "thought"),
        ("  keep_in_view: [thought]\n", "", "friend: what is kept in view", "thought", "nothing"),
    ],
)
def test_an_edit_is_told_in_the_words_of_its_author(
    old: str, new: str, what: str, before: str, after: str
) -> None:
    found = compare(FLOW, changed((old, new)))
    lines = [*changes.edit_lines(found.edits), *changes.edit_lines(found.shown)]
    assert lines == [f"{what}: {before} → {after}"]


def test_a_hand_over_and_its_inputs_are_told() -> None:
    def giver(carry: str) -> Any:
        taker = (
            f"{HEAD.replace('sample', 'taker')}needs: {{a: text}}\nsteps:\n  x:\n    say: X.\n    end: y\n"
        )
        asked = "one:\n  ask: What?\n  answer: text\ntwo:\n  ask: And?\n  answer: text\n"
        steps = f"{asked}go:\n  hand_off: taker\n  carry: {carry}"
        return flow_of(steps, files={"taker.yaml": taker})

    found = compare(giver("{a: one}"), giver("{a: two}"))
    assert changes.edit_lines(found.edits) == ["go: what is carried to taker: a: one → a: two"]
    assert changes.shown(giver("{a: one}").steps["go"].hand_off) == "taker, carrying a: one"


@pytest.mark.parametrize(
    ("ref", "name"),
    [
        (AnswerRef("a", ()), "a"),
        (FieldRef("l", "l.a", ()), "l.a"),
        (EachRef("l", "l.a", ()), "l.a"),
        (PreviousRef("l.a", (0,)), "l.a"),
        (ItemsRef("l", ()), "l"),
        (ItemRef("l", (0,)), "l"),
        (InputRef("need"), "need"),
        (ComputedRef("sum"), "sum"),
        (RestRef("a", ()), "a.rest"),
        (RecalledRef("a", (), "b"), "a.b"),
        (PickedRef("a", (), FieldRef("l", "l.b", ())), "a.b"),
        (SeriesRef(AnswerRef("a", ())), "a"),
    ],
)
def test_what_is_carried_is_called_as_its_author_calls_it(ref: Ref, name: str) -> None:
    offer = HandOff("taker", {"x": ref}, SourcePos("x.yaml", 1, 1))
    assert changes.shown(offer) == f"taker, carrying x: {name}"


def test_a_step_that_only_seems_to_be_renamed_is_told_with_the_line_to_write() -> None:
    loop = "feelings:\n  repeat: 1-2\n  steps:\n    a:\n      ask: {}?\n      answer: text\n  again: More?\n"
    steps = f"{loop}look:\n  say: X.\n  end: e"
    old, new = flow_of(steps.format("A")), flow_of(steps.format("A").replace("feelings", "moods"))
    assert changes.hints_to_rename(old, new, compare(old, new).edits) == [
        "if feelings is only called moods now, write renamed: {feelings: moods}, and everyone moves along"
    ]
    other = flow_of(steps.format("B").replace("feelings", "moods").replace("More?", "Go on?"))
    assert changes.hints_to_rename(old, other, compare(old, other).edits) == []
    read, called = (
        flow_of("a:\n  say: X.\nb:\n  say: Y.\n  end: e"),
        flow_of("a:\n  say: X.\nc:\n  say: Y.\n  end: e"),
    )
    assert len(changes.hints_to_rename(read, called, compare(read, called).edits)) == 1


def test_a_hand_over_under_another_name_is_no_page_that_asks_the_same() -> None:
    taker = HEAD.replace("sample", "taker") + "steps:\n  x:\n    say: X.\n    end: y\n"
    old, new = (
        flow_of(f"a:\n  say: A.\n{name}:\n  hand_off: taker", files={"taker.yaml": taker})
        for name in ("go", "went")
    )
    assert changes.hints_to_rename(old, new, compare(old, new).edits) == []


def test_what_has_no_words_of_its_own_is_said_to_have_changed() -> None:
    timer = "a:\n  say: A.\n  timer: {} seconds\nb:\n  say: B.\n  end: c"
    found = compare(flow_of(timer.format(30)), flow_of(timer.format(60)))
    assert changes.edit_lines(found.edits) == ["a: timer: 30 → 60"]
    breath = "a:\n  say: A.\n  breathe: {{in: {}, out: 6, for: 2 minutes}}\nb:\n  say: B.\n  end: c"
    found = compare(flow_of(breath.format(4)), flow_of(breath.format(5)))
    assert changes.edit_lines(found.edits) == ["a: breathe changed"]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (answer.TextKind(), "text"),
        (answer.TextKind(long=True), "long text"),
        (answer.ScaleKind(0, 10), "0-10"),
        (answer.NumberKind(), "number"),
        (answer.NumberKind(0, 100, percent=True), "percent"),
        (answer.MinutesKind(), "minutes"),
        (answer.DateKind(), "date"),
        (answer.TimeKind(), "time"),
        (answer.MomentKind(), "date and time"),
        (answer.YesNoKind(), "yes/no"),
        (answer.ChoiceKind(("a", "b"), other=True), "one of a, b, other"),
        (answer.PicksKind(("a", "b")), "some of a, b"),
        (answer.ListKind(1, 5), "list 1-5"),
        (answer.OneOfKind(ItemsRef("x", ())), "one of"),
        (answer.OneOfKind(ItemsRef("x", ()), other=True), "one of, or other"),
        (answer.OrderKind(AnswerRef("x", ())), "order of"),
        (answer.SharesKind(100, AnswerRef("x", ())), "shares over"),
        (answer.RecallKind("x"), "recall"),
    ],
)
def test_every_kind_of_answer_has_words(kind: answer.Kind, words: str) -> None:
    assert changes.shown(kind) == words


def test_other_values_are_shown_as_they_are_written() -> None:
    assert changes.shown({"a": "text"}) == "a: text"
    assert changes.shown({}) == "nothing"
    assert changes.shown(("x", "y")) == "x, y"
    assert changes.shown(FLOW.loops["later"]) == "over feelings"
    assert changes.shown(object()) is None


def test_a_rename_in_a_changed_structure_promises_nothing() -> None:
    found = compare(FLOW, flow_of(STEPS.replace("belief >= 40", "belief >= 50"), REST))
    assert verdict_of(found).startswith("structure changed")
    new = renamed("{feelings: emotions}")
    assert changes.rename_lines(compare(FLOW, new), new.renamed) == ["renamed feelings to emotions"]


def test_a_mark_of_care_moves_everyone_along(run: Run, flows: Path, before: Path) -> None:
    write(flows, "small", ("answer: text", "answer: text\n    holds: thought"))
    result = run("diff", before, flows)
    assert result.stdout == (
        "small: wording only: everyone moves to the new version.\n"
        "  Shown\n"
        "    thought: what it is to the rules of care: nothing → thought\n"
    )
