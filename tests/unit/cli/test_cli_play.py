"""`cbt play`: a whole flow by typed lines, with every word that is no answer, and never a traceback."""

import io
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from cbt.cli.player import Player
from cbt.cli.screen import HELP_NOW, Screen
from cbt.compiler.library import Library, compile_files, compile_folder, default_flows_folder
from tests.unit.cli.conftest import Run
from tests.unit.cli.playing import GIVER, TAKER, play

ALL_KINDS = """
flow: kinds
title: All kinds
about: One of each.
minutes: 3
language: en
before_you_start: shared/not_now
anywhere: {support: help_now}
steps:
  hello:
    say: |
      Hello.

      There are two paragraphs.
  thought:
    ask: Which thought?
    help: One line.
    example: She is cross.
    answer: text
    check:
      - must: words(thought) >= 2
        else: Please add a word.
  story:
    ask: What happened?
    answer: long text
    optional: true
  strong:
    ask: How strong is "{thought}"?
    answer: 0-10
    ends: {0: not at all, 10: fully}
    keep_in_view: [thought, story]
  sure:
    ask: Are you sure?
    answer: yes/no
  traps:
    ask: Which of these?
    options: {one: The first, two: The second}
    pick: many
    other: allowed
  way:
    ask: Which one?
    options: {left: Left, right: Right}
    other: allowed
  causes:
    ask: Which causes?
    answer: list 1-3
  worst:
    ask: Which is the worst?
    answer: one of causes
  feelings:
    repeat: 0-3
    steps:
      name:
        ask: Which feeling?
        answer: text
    again: A feeling?
  after:
    ask: How strong is it now?
    answer: 0-10
  done:
    say: You chose {traps} and {way}, and {worst}.
    end: completed
summary:
  rows: [thought, causes]
  change: {strength: [strong, after]}
"""
FILES = {
    "kinds.yaml": ALL_KINDS,
    "giver.yaml": GIVER,
    "taker.yaml": TAKER,
    "shared/not_now.yaml": "text: not_now\nsay: Not when you are tired.\n",
}

BESIDE = """
flow: beside
title: Beside
language: en
anywhere: {support: help_now}
steps:
  plan:
    ask: What is the plan?
    answer: text
  day:
    ask: Which day?
    answer: text
  first:
    ask: What comes first?
    answer: text
    keep_in_view: [plan]
  tools:
    ask: What do you need?
    answer: text
  done:
    say: Done.
    end: completed
"""


@pytest.fixture(scope="module")
def library() -> Library:
    found = compile_files({path: text.encode() for path, text in FILES.items()})
    assert not [finding for finding in found.findings if finding.severity == "error"], found.findings
    return found


WHOLE = [
    "", "She is cross.", "", "8", "y", "1, the second", "left", "rain", "rent", "", "2", "yes", "sad", "no", "6",
]  # fmt: skip


def test_a_whole_flow_can_be_played_and_ends_with_its_record(library: Library) -> None:
    shown = play(library, "kinds", *WHOLE)
    assert "All kinds, about 3 minutes" in shown
    assert "Not when you are tired." in shown
    assert "There are two paragraphs." in shown
    assert "  “She is cross.”" in shown
    assert "A number from 0 to 10: 0 not at all, 10 fully" in shown
    assert "You chose The first, The second and Left, and rent." in shown
    assert "── What you wrote ─" in shown
    assert "  rain\n  rent\n" in shown
    assert "  Before  8  ████████████████····\n  Now     6  ████████████········\n  2 lower\n" in shown
    assert shown.endswith("This was the end. In the terminal nothing is kept.\n")


def test_own_words_are_asked_for_and_shown(library: Library) -> None:
    own = [*WHOLE[:5], "1, other", "a third", "Something else, in your own words", "straight on", *WHOLE[7:]]
    shown = play(library, "kinds", *own)
    assert "In your own words › a third" in shown
    assert "You chose The first, a third and straight on, and rent." in shown


def test_a_text_of_several_lines_ends_with_an_empty_one(library: Library) -> None:
    shown = play(library, "kinds", "", "She is cross.", "First.", "Then.", "", "quit")
    assert "  “First.\n" in shown
    assert "4 of about" in shown


def test_what_has_been_collected_is_shown(library: Library) -> None:
    shown = play(library, "kinds", *WHOLE[:13], "yes", "angry", "quit")
    assert "So far:\n  • sad\n  • angry\n" in shown
    assert shown.count("So far:") == 2


def test_back_shows_the_page_before_with_its_answer_which_enter_keeps(library: Library) -> None:
    shown = play(library, "kinds", "", "She is cross.", "", "8", "back", "", "n", "quit")
    assert "Your answer so far: 8. Press Enter to leave it as it is." in shown
    assert shown.count("Are you sure?") == 2
    assert shown.count("Which of these?") == 1


def test_back_and_another_answer_changes_it(library: Library) -> None:
    shown = play(library, "kinds", "", "She is cross.", "back", "He is cross.", "", "quit")
    assert 'How strong is "He is cross."?' in shown


def test_back_on_the_first_page_and_inside_a_list(library: Library) -> None:
    shown = play(library, "kinds", "back", *WHOLE[:7], "rain", "back", "quit")
    assert "This is the first page." in shown
    assert shown.count("Which one?") == 2


def test_help_says_what_can_be_typed_and_whom_to_call(library: Library) -> None:
    shown = " ".join(play(library, "kinds", "help", "HELP ", "quit").split())
    assert shown.count(HELP_NOW) == 2
    assert "back (the page before), help (these words, and whom to call), example (a sample answer)" in shown


def test_example_shows_a_sample_where_there_is_one(library: Library) -> None:
    shown = play(library, "kinds", "example", "", "example", "quit")
    assert "There is no example here." in shown
    assert "\n  She is cross.\n" in shown
    assert "help · example · quit" in shown


@pytest.mark.parametrize("leaving", [["quit"], [" Quit "], []])
def test_quit_and_the_end_of_input_stop_calmly(library: Library, leaving: list[str]) -> None:
    assert play(library, "kinds", "", *leaving).endswith("Stopped. Nothing was kept.\n")


def test_an_interrupt_stops_calmly(library: Library) -> None:
    shown = io.StringIO()

    def interrupted(_prompt: str) -> str:
        raise KeyboardInterrupt

    Player(library.flows, Screen(Console(file=shown)), interrupted).play("kinds")
    assert shown.getvalue().endswith("Stopped. Nothing was kept.\n")


REFUSED = {
    "the author's own words": (["", "cross"], "Please add a word."),
    "nothing": (["", ""], "There is no answer here yet."),
    "a word for a number": (["", "a b", "", "lots"], "This needs a whole number from 0 to 10, in digits."),
    "a number too large": (["", "a b", "", "11"], "This needs a number from 0 to 10."),
    "neither yes nor no": (["", "a b", "", "8", "maybe"], "Type yes or no."),
    "no such option": (["", "a b", "", "8", "n", "1", "9"], "Choose one of the answers above."),
    "no such pick": (["", "a b", "", "8", "n", "1,7"], "Choose one of the answers above."),
    "a power of ten": (["", "a b", "", "8", "n", "1", "9" * 5000], "Choose one of the answers above."),
    "another digit": (["", "a b", "", "8", "n", "1", "\u0661"], "Choose one of the answers above."),
    "no own words": (["", "a b", "", "8", "n", "other", ""], "Write your own words."),
    "too many lines": (
        ["", "a b", "", "8", "n", "1", "1", "a", "b", "c", "d", ""],
        "This needs 1 to 3 lines.",
    ),
    "too long": (["", "a " * 900_000], "This text is longer than can be kept."),
}


@pytest.mark.parametrize(("typed", "said"), REFUSED.values(), ids=REFUSED)
def test_an_answer_that_does_not_fit_is_refused_and_asked_for_again(
    library: Library, typed: list[str], said: str
) -> None:
    assert said in play(library, "kinds", *typed, "quit")


@pytest.mark.parametrize(
    "words", ["{{7*7}} x", "{thought.__class__} x", "[bold]x[/] :smile: y", "\u202eab cd", "<b>a</b> b"]
)
def test_words_are_shown_as_typed_and_nothing_in_them_is_obeyed(library: Library, words: str) -> None:
    shown = play(library, "kinds", "", words, "", "quit")
    assert f"“{words}”".replace("\u202e", "\ufffd") in shown


@pytest.mark.parametrize("width", [80, 40, 200])
def test_nothing_is_wider_than_the_terminal_or_than_eighty_columns(library: Library, width: int) -> None:
    shown = play(library, "kinds", "", "word " * 60, "", "help", "quit", width=width)
    lines = [line for line in shown.splitlines() if not line.startswith("›")]
    assert max(len(line) for line in lines) <= min(width, 80)


def test_a_hand_over_goes_on_with_what_is_carried(library: Library) -> None:
    shown = play(library, "giver", "She is cross.", "")
    assert "The exercise offered next is: A taker." in shown
    assert "You wrote She is cross.." in shown
    assert play(library, "giver", "She is cross.", "quit").endswith("Stopped. Nothing was kept.\n")


def test_a_hand_over_to_a_flow_that_is_not_sound_is_the_end(library: Library) -> None:
    alone = Library({"giver": library.flows["giver"]}, {}, ())
    assert play(alone, "giver", "She is cross.").endswith("In the terminal nothing is kept.\n")


def test_the_shipped_flows_can_be_left_at_once() -> None:
    library = compile_folder(default_flows_folder())
    for flow_id in library.flows:
        assert "Stopped." in play(library, flow_id)


# The command


def test_the_command_plays_a_shipped_flow_by_its_id(run: Run) -> None:
    result = run("play", "reframe", typed="I will fail.\nquit\n")
    assert result.exit_code == 0
    assert "2 of about" in result.stdout
    assert result.stdout.endswith("Stopped. Nothing was kept.\n")


def test_the_command_plays_a_flow_by_its_file_or_from_a_folder(run: Run, flows: Path) -> None:
    for args in ((flows / "small.yaml",), ("small", "--flows", flows)):
        result = run("play", *args, typed="She is cross.\n")
        assert result.exit_code == 0
        assert "This was the end." in result.stdout


def test_a_flow_with_faults_is_not_played_and_its_faults_are_told(run: Run, broken: Path) -> None:
    result = run("play", broken / "worse.yaml")
    assert result.exit_code == 1
    assert "worse.yaml:12:11 F101" in result.stdout
    assert "two_sides.yaml:5:5" in result.stdout
    assert result.stderr == (
        "worse is not sound yet. Mend what is told above, then run this again. "
        "cbt explain F010 says more about F010.\n"
    )


def test_a_flow_with_one_fault_is_led_to_the_line_to_mend(run: Run, flows: Path) -> None:
    small = flows / "small.yaml"
    small.write_text(small.read_text(encoding="utf-8").replace("end: completed", "end:"), encoding="utf-8")
    result = run("play", small)
    assert result.exit_code == 1
    assert result.stderr == (
        "small is not sound yet. Mend the line that is told above, then run this again. "
        "cbt explain F013 says more about F013.\n"
    )


def test_a_flow_that_is_not_there_is_met_with_the_nearest_name_or_with_all(
    run: Run, flows: Path, tmp_path: Path
) -> None:
    assert 'Did you mean "small"?' in run("play", "smal", "--flows", flows).stderr
    assert "The flows are: small." in run("play", "xyz", "--flows", flows).stderr
    assert "There are no flows in" in run("play", "x", "--flows", tmp_path / "none").stderr
    assert run("play", "xyz", "--flows", flows).exit_code == 2


def test_a_flow_that_needs_inputs_is_played_from_the_one_that_hands_over(run: Run, tmp_path: Path) -> None:
    for name in ("giver.yaml", "taker.yaml"):
        (tmp_path / name).write_text(FILES[name], encoding="utf-8")
    result = run("play", "taker", "--flows", tmp_path)
    assert result.exit_code == 2
    assert "Play that one, or give --answers or --at." in result.stderr


def test_bytes_that_are_no_text_do_not_stop_the_command(flows: Path) -> None:
    command = [sys.executable, "-m", "cbt", "play", str(flows / "small.yaml")]
    done = subprocess.run(command, input=b"\xff\xfe\0 two\n\x1b[A\n", capture_output=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"This was the end." in done.stdout


def test_the_command_works_in_a_real_terminal(flows: Path) -> None:
    mine, theirs = pty.openpty()
    command = [sys.executable, "-m", "cbt", "play", str(flows / "small.yaml")]
    playing = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    shown = b""
    try:
        for answer in (b"cross\n", b"She is cross.\n"):
            while not shown.endswith((b"\xe2\x80\xba ", b"\xe2\x80\xba \x1b[?2004h")):
                shown += os.read(mine, 4096)
            shown += b"|"
            os.write(mine, answer)
        assert playing.wait(30) == 0
        while True:
            shown += os.read(mine, 4096)
    except OSError:
        pass  # the terminal is closed when the command has ended
    finally:
        playing.kill()
        playing.wait()
        os.close(mine)
    assert b"Please add a word." in shown
    assert b"This was the end." in shown


def test_a_file_of_another_ending_is_told_how_flows_end(run: Run) -> None:
    for name in ("x.yml", "flows/x.yml"):
        result = run("play", name)
        assert result.exit_code == 2
        assert f"{name} is no flow: flows are files that end in .yaml." in result.stderr


def test_a_flow_can_be_named_by_its_path_without_the_ending(run: Run, flows: Path) -> None:
    assert run("play", flows / "small", typed="quit\n").exit_code == 0


def test_a_change_says_which_answers_were_given_beside_the_earlier_words() -> None:
    shown = play(compile_folder(default_flows_folder()), "reframe", "One thought of mine", "80", "70", "back", "back",
                 "back", "Another thought", "", "60", "friend", "quit")  # fmt: skip
    assert "You changed “The thought”. What you wrote here was about the earlier words." in shown
    assert shown.count("You changed") == 2


def test_a_page_between_names_the_answers_further_on_that_were_about_the_earlier_words() -> None:
    library = compile_files({"beside.yaml": BESIDE.encode()})
    shown = play(library, "beside", "Paint the shed", "Monday", "Buy paint", "back", "back", "back",
                 "Paint the fence", "quit")  # fmt: skip
    assert "What you wrote after it was about the earlier words." in " ".join(shown.split())
    assert "• What comes first?" in shown
