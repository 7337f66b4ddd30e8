"""`cbt reword`: rewordings judged, written, listed and reviewed, always under the guards."""

import json
from pathlib import Path

import pytest
from rich.console import Console

from cbt.cli.reword import check, review
from cbt.cli.reword.check import marked
from tests.unit.cli.conftest import Run

FLOW = """flow: {name}
title: A flow
language: {language}
reword: allowed
anywhere: {{support: help_now}}
steps:
  thought:
    ask: What went through your mind?
    help: You can leave this empty.
    example: She is cross.
    answer: text
    keep: [leave this]
  sides:
    use: parts/p
  done:
    say: Done.
    end: completed
"""
PART = "part: p\nsteps:\n  look:\n    ask: Which facts fit this thought?\n    answer: list 1-2\n    example: A fact.\n"
BANK = """# Kept as it is.
rewording: mind
language: en
style: simpler
texts:
  thought.ask:
    from: What went through your mind?
    to: What came to mind?
    by: a model
    model: tiny
    settings: {seed: 1}
    guards: 1

  # The help has a line of its own.
  thought.help:
    from: You can leave this empty.
    to: You could leave this blank.
    by: a person
"""
LINE = {
    "source": "What went through your mind?",
    "candidate": "What came to mind?",
    "tone": "simpler",
    "language": "en",
}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "flows"
    (folder / "parts").mkdir(parents=True)
    (folder / "mind.yaml").write_text(FLOW.format(name="mind", language="en"))
    (folder / "parts" / "p.yaml").write_text(PART)
    return folder


@pytest.fixture
def bank(home: Path) -> Path:
    path = home / "rewordings" / "mind.en.simpler.yaml"
    path.parent.mkdir()
    path.write_text(BANK, encoding="utf-8")
    return path


def written(home: Path, name: str = "mind.en.simpler") -> str:
    return (home / "rewordings" / f"{name}.yaml").read_text(encoding="utf-8")


# guard


def lines(*changed: dict[str, object]) -> str:
    return "\n".join([json.dumps({**LINE, **each}) for each in changed]) + "\n\n"


def test_each_line_gets_a_verdict_on_all_three_sets(run: Run, tmp_path: Path) -> None:
    asked = lines(
        {}, {"candidate": "What came?"}, {"candidate": "What silly idea came to mind?"}, {"keep": ["through"]}
    )
    result = run("reword", "guard", "--format", "json", typed=asked)
    verdicts = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 1
    assert [(each["hard"], each["structural"], each["closed"]) for each in verdicts] == [
        (True, True, True),
        (False, False, False),
        (False, False, False),
        (False, False, False),
    ]
    silly = next(each for each in verdicts[2]["reasons"] if each["guard"] == "forbidden: judgement")
    assert silly == {
        "guard": "forbidden: judgement",
        "set": "hard",
        "message": '"silly" may not come in (judgement)',
        "lost": [],
        "added": [[5, 10]],
    }
    (tmp_path / "some.jsonl").write_text(lines({}), encoding="utf-8")
    assert (
        run("reword", "guard", tmp_path / "some.jsonl").stdout
        == "hard, structural, closed: What came to mind?\n"
    )


def test_a_reply_that_was_cut_off_is_refused_whatever_it_says(run: Run) -> None:
    result = run("reword", "guard", typed=lines({"finish_reason": "length"}, {"finish_reason": "stop"}))
    assert result.stdout.splitlines() == [
        "refused: What came to mind?",
        "  cut: it was cut off before its end",
        "hard, structural, closed: What came to mind?",
    ]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("{", "Line 1 is no JSON."),
        ("[]", "Line 1 should be an object with source, candidate, tone, language, each a text."),
        (
            '\n{"source": 1}',
            "Line 2 should be an object with source, candidate, tone, language, each a text.",
        ),
        (lines({"tone": "sweet"}), "Line 1 asks for no tone: take one of warmer, simpler, shorter."),
        (lines({"language": "xx"}), "The guards know no words of the language xx."),
    ],
)
def test_a_line_that_cannot_be_judged_ends_the_command(run: Run, typed: str, told: str) -> None:
    result = run("reword", "guard", typed=typed)
    assert (result.exit_code, result.stderr.strip()) == (2, told)


# check


def test_each_entry_is_explained_with_the_offending_words_marked(run: Run, bank: Path) -> None:
    bank.write_text(
        BANK + "  done.say:\n    from: Done.\n    to: Over.\n    by: a person\n", encoding="utf-8"
    )
    result = run("reword", "check", bank)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "thought.ask: proposed, and passes all guards",
        "thought.help: proposed",
        '  structural - scope: "can" is lost and "could" is new: limits, times and how sure it is must stay',
        "    You [-can-] leave this empty.",
        "    You {+could+} leave this blank.",
        "done.say: never reworded",
    ]


def test_an_approved_entry_that_does_not_show_fails_the_check(run: Run, bank: Path) -> None:
    bank.write_text(BANK + "    approved: R. Author, 2026-11-22\n", encoding="utf-8")
    assert run("reword", "check", bank).exit_code == 1


def test_in_a_terminal_the_words_are_coloured(run: Run, bank: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "out", Console(force_terminal=True))
    shown = run("reword", "check", bank).stdout
    assert "\x1b[4;31mcan\x1b[0m" in shown
    assert "\x1b[4;33mcould\x1b[0m" in shown


def test_marks_do_not_shift_each_other() -> None:
    assert marked("one two  three", ((0, 3), (9, 14)), "+") == "{+one+} two {+three+}"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("mind.yaml", "is no file of rewordings: they lie in a folder rewordings beside their flows."),
        (
            "rewordings/none.yaml",
            "is no file of rewordings: they lie in a folder rewordings beside their flows.",
        ),
        ("rewordings/bad.yaml", "cannot be read: mend it first."),
    ],
)
def test_what_is_no_file_of_rewordings_is_told(
    run: Run, home: Path, bank: Path, name: str, told: str
) -> None:
    (home / "rewordings" / "bad.yaml").write_text(
        "rewording: nothing\nlanguage: en\nstyle: simpler\ntexts: {}\n"
    )
    result = run("reword", "check", home / name)
    assert result.exit_code == 2
    assert " ".join(result.stderr.split()) == f"{home / name} {told}"
    assert ("F105" in result.stdout) is ("bad" in name)


# status


def test_the_status_names_what_shows_and_what_does_not(run: Run, home: Path, bank: Path) -> None:
    bank.write_text(
        BANK.replace("    guards: 1\n", "    guards: 1\n    approved: R. Author, 2026-11-22\n"),
        encoding="utf-8",
    )
    assert run("reword", "status", home).stdout.splitlines() == [
        "mind: of 2 prompts 0 warmer, 1 simpler, 0 shorter",
        "  thought.ask: warmer -; simpler approved; shorter -",
        "  thought.help: warmer -; simpler proposed; shorter -",
        "parts/p: of 1 prompts 0 warmer, 0 simpler, 0 shorter",
    ]
    assert "  look.ask: warmer -; simpler -; shorter -" in run("reword", "status", home, "--all").stdout
    assert "thought_record: of" in run("reword", "status").stdout


def test_a_folder_without_flows_is_told(run: Run, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none"):
        result = run("reword", "status", path)
        assert result.exit_code == 2
        assert "There are no flows in" in result.stderr


# write


def write(
    run: Run, home: Path, to: str, *more: object, name: str = "mind", key: str = "thought.ask"
) -> tuple[int, str]:
    result = run("reword", "write", name, key, "--to", to, "--tone", "simpler", "--flows", home, *more)
    return result.exit_code, " ".join((result.stdout + result.stderr).split())


def test_a_rewording_by_hand_is_written_proposed_or_approved(run: Run, home: Path) -> None:
    assert write(run, home, "What came to mind?")[0] == 0
    assert written(home) == (
        "rewording: mind\nlanguage: en\nstyle: simpler\ntexts:\n"
        "  thought.ask:\n    from: What went through your mind?\n    to: What came to mind?\n"
        "    by: a person\n    guards: 5\n"
    )
    assert write(run, home, "What ran through your mind?", "--approve", "R. Author")[0] == 0
    assert "What came" not in written(home)
    assert "    approved: R. Author, 20" in written(home)
    assert write(run, home, "What facts match this thought?", name="parts/p", key="look.ask")[0] == 0
    assert written(home, "p.en.simpler").startswith("rewording: parts/p\n")
    assert run("check", home).exit_code == 0


def test_what_a_guard_refuses_is_not_written(run: Run, home: Path) -> None:
    code, told = write(run, home, "Who went through your mind?")
    assert code == 1
    assert told.endswith(
        "Nothing was written. Word it otherwise; or set it aside with --waive and --approve."
    )
    code, told = write(
        run, home, "What silly idea came to mind?", "--approve", "Me", "--waive", "forbidden: judgement=so"
    )
    assert code == 1
    assert "a hard guard is never set aside" in told
    assert not (home / "rewordings").exists()


def test_a_structural_reason_is_set_aside_by_name_and_with_a_reason(run: Run, home: Path) -> None:
    more = (
        "--approve",
        "R. Author",
        "--waive",
        "question words=It was a person.",
        "--waive",
        "tense=Not needed.",
    )
    assert write(run, home, "Who went through your mind?", *more)[0] == 0
    assert "      - guard: question words\n        by: R. Author, 20" in written(home)
    assert "        because: It was a person.\n" in written(home)
    assert "tense" not in written(home)
    assert run("check", home).exit_code == 0


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("--waive", "tense=so"), "A reason is set aside by somebody: add --approve with your name."),
        (("--waive", "tense", "--approve", "Me"), "Say why: --waive 'tense=...'."),
        (("--tone", "sweet"), "sweet is no tone: take one of warmer, simpler, shorter."),
    ],
)
def test_a_wish_that_cannot_be_met_is_told(run: Run, home: Path, args: tuple[str, ...], told: str) -> None:
    assert write(run, home, "What came to mind?", *args) == (2, told)


def test_a_text_that_is_not_there_is_answered_with_the_nearest(run: Run, home: Path) -> None:
    assert write(run, home, "x", name="mnd")[1].endswith('Did you mean "mind"?')
    assert write(run, home, "x", key="thought.as")[1].endswith('may be reworded. Did you mean "thought.ask"?')


def test_a_language_without_words_is_told(run: Run, home: Path) -> None:
    (home / "mind.yaml").write_text(FLOW.format(name="mind", language="cy"))
    assert write(run, home, "What came to mind?") == (2, "The guards know no words of the language cy.")


# review


def test_a_review_decides_on_each_entry_and_keeps_the_rest_of_the_file(
    run: Run, home: Path, bank: Path
) -> None:
    result = run("reword", "review", bank, "--name", "R. Author", typed="a\ne\nYou can leave this blank.\n")
    assert result.exit_code == 0
    assert "2 accepted, 0 rejected, of 2." in result.stderr
    text = written(home)
    assert text.startswith("# Kept as it is.\n")
    assert (
        '    by: a model\n    model: tiny\n    settings:\n      seed: "1"\n    guards: 5\n    approved: R. Author, 20'
        in text
    )
    assert (
        "    to: You can leave this blank.\n    by: a person\n    guards: 5\n    approved: R. Author, 20"
        in text
    )
    assert run("check", home).exit_code == 0
    assert run("reword", "review", bank, "--name", "R. Author").stderr.strip() == "Nothing is proposed here."


def test_a_decision_can_be_undone_and_an_entry_left_as_it_is(run: Run, home: Path, bank: Path) -> None:
    result = run("reword", "review", bank, "--name", "R. Author", typed="u\nr\nu\ns\ns\n")
    assert "There is nothing to undo." in result.stderr
    assert "0 accepted, 0 rejected, of 2." in result.stderr
    assert written(home) == BANK


def test_a_review_can_be_broken_off(run: Run, home: Path, bank: Path) -> None:
    assert "1 rejected" in run("reword", "review", bank, "--name", "R. Author", typed="r\nq\n").stderr
    assert "What came to mind?" not in written(home)
    assert "You could leave this blank." in written(home)


def test_a_file_whose_last_entry_is_rejected_goes_and_comes_back(run: Run, home: Path, bank: Path) -> None:
    run("reword", "review", bank, "--name", "R. Author", typed="r\nr\n")
    assert not bank.exists()


def test_a_structural_reason_is_set_aside_only_with_a_reason(run: Run, home: Path, bank: Path) -> None:
    typed = "s\na\n\na\nIt means the same here.\n"
    assert "1 accepted" in run("reword", "review", bank, "--name", "R. Author", typed=typed).stderr
    assert "        because: It means the same here.\n" in written(home)
    assert run("check", home).exit_code == 0


def test_what_a_hard_guard_refuses_cannot_be_accepted(run: Run, home: Path, bank: Path) -> None:
    result = run(
        "reword", "review", bank, "--name", "R. Author", typed="e\nWhat silly idea came to mind?\nq\n"
    )
    assert "A hard guard refuses this" in result.stderr
    assert "forbidden: judgement" in result.stdout
    assert written(home) == BANK


def test_a_review_is_in_somebodys_name(run: Run, bank: Path) -> None:
    result = run("reword", "review", bank, "--name", " ")
    assert (result.exit_code, result.stderr.strip()) == (2, "Say who approves: --name 'R. Author'.")


def test_a_review_in_a_terminal_shows_both_texts_as_one(
    run: Run, bank: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review, "out", Console(force_terminal=True))
    shown = run("reword", "review", bank, "--name", "R. Author", typed="q\n").stdout
    assert "\x1b[9;31m" in shown
