"""`cbt play` with `--answers`, `--at` and `--language`: it begins further on, or in other words."""

from pathlib import Path

import pytest

from tests.unit.cli.conftest import Run
from tests.unit.cli.playing import GIVER, LOOPING, TAKER

# --answers and --at


def test_a_walk_is_played_page_by_page_and_then_it_goes_on_by_hand(run: Run, flows: Path) -> None:
    result = run("play", flows / "small.yaml", "--answers", "straight on")
    assert result.exit_code == 0
    assert "Which thought?" in result.stdout
    assert "› She is cross.\n" in result.stdout
    assert "This was the end." in result.stdout


SCRIPT = """walks:
  - name: a script with everything
    script:
      - thought: cross
      - refused: Please add a word.
      - thought: She is cross.
      - story: ""
      - strong: 8
      - press: support
      - resume
      - back
      - see: Strong?
      - change: {thought: He is cross.}
      - traps: [one, two]
  - name: a script that fails
    script:
      - thought: She is cross.
      - at: strong
"""
SCRIPTED = """flow: scripted
title: Scripted
language: en
anywhere: {support: help_now}
steps:
  thought:
    ask: Which thought?
    answer: text
    check:
      - must: words(thought) >= 2
        else: Please add a word.
  story:
    ask: What happened?
    answer: long text
    optional: true
  strong:
    ask: Strong?
    answer: 0-10
  traps:
    ask: Which of these?
    options: {one: The first, two: The second}
    pick: many
  rest_now:
    say: Rest.
    wait: {for: 2 hours}
  done:
    say: You chose {traps}.
    end: completed
"""


@pytest.fixture
def scripted(tmp_path: Path) -> Path:
    """A flow with walks that are scripts."""
    (tmp_path / "walks").mkdir()
    (tmp_path / "scripted.yaml").write_text(SCRIPTED, encoding="utf-8")
    (tmp_path / "walks" / "scripted.yaml").write_text(SCRIPT, encoding="utf-8")
    return tmp_path / "scripted.yaml"


def test_a_script_is_played_line_by_line_with_what_it_changes(run: Run, scripted: Path) -> None:
    result = run("play", scripted, "--answers", "a script with", typed="\n")
    said = result.stdout
    assert "› cross\nPlease add a word.\n" in said
    assert "› press support\n› resume\n› back\n› change thought: He is cross.\n" in said
    assert "› one, two\n" in said
    assert "The exercise rests here for 2 hours." in said
    assert "You chose The first, The second." in said


def test_a_walk_that_stops_fitting_says_so_and_it_goes_on_by_hand(run: Run, scripted: Path) -> None:
    result = run("play", scripted, "--answers", "a script that fails", typed="\n8\nquit\n")
    said = " ".join(result.stdout.split())
    assert 'The walk does not fit here: the walk is at "story", not at "strong". Go on by hand.' in said
    assert "Which of these?" in said


def test_the_first_walk_of_a_file_is_played_by_the_name_of_the_file(run: Run, scripted: Path) -> None:
    result = run("play", scripted, "--answers", scripted.parent / "walks" / "scripted.yaml", typed="quit\n")
    assert "› change thought: He is cross." in result.stdout


def test_a_walk_that_is_not_there_is_met_with_those_that_are(run: Run, scripted: Path) -> None:
    result = run("play", scripted, "--answers", "another")
    assert result.exit_code == 2
    assert 'There is no walk "another" in ' in result.stderr
    assert "The walks are:\n  a script with everything\n  a script that fails\n" in result.stderr
    result = run("play", scripted, "--answers", "none.yaml")
    assert (result.exit_code, result.stderr) == (2, "There are no walks in none.yaml.\n")


def test_a_beginning_that_several_walks_share_is_met_with_just_those(run: Run, scripted: Path) -> None:
    walks = scripted.parent / "walks" / "scripted.yaml"
    walks.write_text(f"{SCRIPT}  - {{name: another, answers: {{}}}}\n", encoding="utf-8")
    result = run("play", scripted, "--answers", "a script")
    assert result.exit_code == 2
    told, *names = result.stderr.splitlines()
    assert told == f'Several walks in {walks} begin with "a script":'
    assert names == ["  a script with everything", "  a script that fails"]


def test_a_walk_carries_what_a_flow_needs(run: Run, tmp_path: Path) -> None:
    (tmp_path / "walks").mkdir()
    for name, text in (("giver.yaml", GIVER), ("taker.yaml", TAKER)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    walks = "walks:\n  - {name: one, carry: {claim: I am late.}, answers: {}}\n  - {name: two, answers: {}}\n"
    (tmp_path / "walks" / "taker.yaml").write_text(walks, encoding="utf-8")
    assert "You wrote I am late.." in run("play", tmp_path / "taker.yaml", "--answers", "one").stdout
    result = run("play", tmp_path / "taker.yaml", "--answers", "two")
    assert result.exit_code == 2
    assert result.stderr == 'The walk cannot be played: The walk has no "claim", which this flow needs.\n'


def test_a_page_is_gone_to_at_once_and_the_answers_before_it_are_told(run: Run, scripted: Path) -> None:
    result = run("play", scripted, "--at", "traps", typed="1\n\n")
    told = result.stdout.partition("These answers were given to come here:\n")[2]
    assert told.startswith("  thought  This is what came.\n  story    This is what came.\n  strong   5\n")
    assert "This was the end." in told
    assert "How" not in told
    assert "These answers" not in run("play", scripted, "--at", "thought", typed="quit\n").stdout


def test_a_loop_is_gone_to_by_its_name(tmp_path: Path, run: Run) -> None:
    (tmp_path / "looping.yaml").write_text(LOOPING, encoding="utf-8")
    result = run("play", tmp_path / "looping.yaml", "--at", "each", typed="quit\n")
    assert "How is This is what came.?" in result.stdout
    assert "  things.what@1   This is what came.\n" in result.stdout


@pytest.mark.parametrize(
    ("wanted", "meant"),
    [
        ("name", "feelings.name"),
        ("naem", "feelings.name"),
        ("feelings.nmae", "feelings.name"),
        ("feeligns", "feelings"),
    ],
)
def test_a_step_inside_of_another_is_offered_by_its_whole_name(
    run: Run, tmp_path: Path, wanted: str, meant: str
) -> None:
    loop = """  feelings:
    repeat: 1-2
    steps:
      name:
        ask: Which one?
        answer: text
    again: More?
  done:
"""
    path = tmp_path / "scripted.yaml"
    path.write_text(SCRIPTED.replace("  done:\n", loop), encoding="utf-8")
    assert run("play", path, "--at", wanted).stderr.endswith(f'in scripted. Did you mean "{meant}"?\n')


def test_a_step_that_is_not_there_or_not_come_to_is_told(run: Run, scripted: Path, tmp_path: Path) -> None:
    result = run("play", scripted, "--at", "storry")
    assert result.exit_code == 2
    assert result.stderr == 'There is no step "storry" in scripted. Did you mean "story"?\n'
    assert "The first is: thought." in run("play", scripted, "--at", "xyz").stderr
    text = SCRIPTED.replace(
        "    answer: 0-10\n",
        "    answer: 0-10\n    next:\n      - {if: X, go: traps}\n      - {else: done}\n",
    )
    (tmp_path / "scripted.yaml").write_text(
        text.replace("X", "strong * strong == 2").replace(" {traps}", " it"), encoding="utf-8"
    )
    result = run("play", scripted, "--at", "traps")
    assert (result.exit_code, result.stderr) == (
        2,
        'No answers were found that lead to "traps" in scripted.\n',
    )


def test_a_flow_that_needs_something_is_begun_with_samples_of_it(run: Run, tmp_path: Path) -> None:
    for name, text in (("giver.yaml", GIVER), ("taker.yaml", TAKER)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert (
        "You wrote This is what was handed over.."
        in run("play", tmp_path / "taker.yaml", "--at", "done").stdout
    )


def test_two_places_to_begin_at_are_one_too_many(run: Run, scripted: Path) -> None:
    result = run("play", scripted, "--at", "traps", "--answers", "a script")
    assert (result.exit_code, result.stderr) == (
        2,
        "--answers and --at both say where to begin: give one of them.\n",
    )


# --language

GERMAN = """translation: small
language: de
texts:
  title: {from: The small, to: Das Kleine}
  thought.ask: {from: Which thought?, to: Welcher Gedanke?}
  thought.example: {from: She is cross., to: Sie ist sauer.}
  thought.check.1: {from: Please add a word., to: Bitte noch ein Wort.}
  done.say: {from: Done., to: Fertig.}
"""


def test_a_flow_is_played_as_it_is_translated(run: Run, flows: Path) -> None:
    (flows / "translations").mkdir()
    (flows / "translations" / "small.de.yaml").write_text(GERMAN, encoding="utf-8")
    result = run("play", flows / "small.yaml", "--language", "de", typed="sauer\nSie ist sauer.\n")
    assert "Das Kleine" in result.stdout
    assert "Bitte noch ein Wort." in result.stdout
    assert "Fertig." in result.stdout
    assert "Which thought?" in run("play", flows / "small.yaml", "--language", "en", typed="quit\n").stdout
    result = run("play", flows / "small.yaml", "--language", "fr")
    assert (result.exit_code, result.stderr) == (2, "small is not there in fr. It is there in: de, en.\n")
