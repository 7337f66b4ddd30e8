"""`cbt play`: every kind of answer is typed in its own way, and `--debug` shows what lies behind each page."""

import io
import re

import pytest
from rich.console import Console

from cbt.cli.player import Player
from cbt.cli.screen import Screen
from cbt.compiler.library import Library, compile_files
from tests.unit.cli.playing import LOOPING, play

# Every kind of answer

MORE_KINDS = """
flow: all_more
title: More kinds
language: en
anywhere: {support: help_now}
most_pages: 60
steps:
  earlier:
    ask: Which earlier record?
    recall: all_more
  intro:
    say: Sit still.
    timer: 90 seconds
  air:
    say: Breathe along.
    breathe: {in: 4, out: 6, for: 2 minutes}
  slept:
    ask: How long did you sleep?
    answer: number
    unit: hours
    least: 0
    most: 24
  free:
    ask: Any number?
    answer: number
    optional: true
  at_least:
    ask: At least one?
    answer: number
    least: 1
  at_most:
    ask: At most one?
    answer: number
    most: 1
  sure:
    ask: How sure are you?
    answer: percent
  day:
    ask: Which day was it?
    answer: date
  bed:
    ask: When did you go to bed?
    answer: time
  next_time:
    ask: When will you try it?
    answer: date and time
  awake:
    ask: How long were you awake?
    answer: minutes
  causes:
    ask: What played a part?
    answer: list 2-5
  ranked:
    ask: Which mattered most?
    answer: order of causes
  pie:
    ask: How much was each of them?
    answer: shares of 100 over causes
    rest: My own part
  cake:
    ask: How much is each?
    answer: shares of 10 over ranked
  later:
    ask: Which one again?
    recall: all_more
  pause:
    say: Wait a little.
    wait: {for: 2 hours}
  morning:
    say: Wait for the day.
    wait: {until: day}
  moment:
    say: Wait for the moment.
    wait: {until: next_time}
  fork:
    say: Your part was {pie.rest}.
    next:
      - {if: slept > 5 and answered(free), go: rested}
      - {else: done}
  rested:
    say: Rested, {ranked}.
  done:
    say: Done.
    end: completed
computed:
  biggest: max(pie)
summary:
  rows: [slept, ranked, pie]
"""
TYPED = [
    "", "", "7,5", "", "1", "1", "40%", "4 May 2026", "11.15 pm", "5.5.2026 8 pm", "1:30", "work", "noise", "tea", "",
    "3 1 2", "50", "", "20", "3", "3", "4", "", "", "", "",
]  # fmt: skip


@pytest.fixture(scope="module")
def more() -> Library:
    found = compile_files({"all_more.yaml": MORE_KINDS.encode()})
    assert not [finding for finding in found.findings if finding.severity == "error"], found.findings
    return found


def test_every_kind_is_typed_and_read_as_the_web_reads_it(more: Library) -> None:
    shown = play(more, "all_more", *TYPED)
    assert "Your part was 30." in shown
    assert "  work         50  ██████████··········\n" in shown
    assert "  1. tea\n  2. work\n  3. noise\n" in shown
    assert "7.5 hours" in shown
    assert shown.endswith("This was the end. In the terminal nothing is kept.\n")


SAID = [
    "This page takes 90 seconds. Press Enter to go on whenever you like.",
    "Breathe in for 4 seconds and out for 6, for 2 minutes. Press Enter to go on whenever you like.",
    "A number from 0 to 24, in hours",
    "A number. You can leave it empty.",
    "A number, 1 or more",
    "A number, 1 or less",
    "A number from 0 to 100, in percent",
    "A day, such as 4 May 2026 or 4.5.2026",
    "A time of day, such as 23:15",
    "A day and a time, such as 4 May 2026, 20:00",
    "A length of time, such as 90 or 1:30",
    "The numbers in your order, with blanks between them, such as 2 1 3",
    "A whole number for each, one after the other; what is left of 100 is for: My own part",
    "work (100 left) › 50 noise (50 left) › tea (50 left) › 20",
    "A whole number for each, one after the other; together they make 10.",
    "The exercise rests here for 2 hours. Press Enter to go on now.",
    "The exercise rests here until 09:00 on 4 May 2026. Press Enter to go on now.",
    "The exercise rests here until 5 May 2026, 20:00. Press Enter to go on now.",
]


def test_each_page_says_what_can_be_typed(more: Library) -> None:
    shown = " ".join(play(more, "all_more", *TYPED).split())
    assert [words for words in SAID if words not in shown] == []


def test_a_page_that_would_recall_a_record_is_passed_over_with_a_line_that_says_so(more: Library) -> None:
    shown = " ".join(play(more, "all_more", *TYPED[:-4], "back", "back", "quit").split())
    assert shown.count("In the terminal there is none, so this page") == 2
    assert "Which earlier record?" not in shown
    assert shown.count("How much is each?") == 2
    # Neither of the two that would recall a record is counted.
    assert [int(number) for number in re.findall("── ([0-9]+) of about", shown)][:17] == [*range(1, 17), 15]
    assert "This is the first page." in play(more, "all_more", "back", "quit")


REFUSALS = {
    "no number": (2, "lots", "This needs a number, in digits."),
    "too large a number": (2, "25", "This needs a number from 0 to 24."),
    "too many decimals": (2, "7.123", "This keeps 2 digits behind the point."),
    "too small a number": (4, "0", "This needs 1 or more."),
    "a number above the most": (5, "2", "This needs 1 or less."),
    "no day": (7, "someday", "This needs a day between 1900 and 2100, like 4 May 2026."),
    "no time": (8, "late", "This needs a time of day, like 23:15."),
    "no moment": (9, "4 May 2026", "This needs a day and a time, like 4 May 2026, 20:00."),
    "no length of time": (10, "long", "This needs a length of time, like 90 or 1:30"),
    "no order": (15, "9", "Choose one of the answers above."),
}


@pytest.mark.parametrize(("page", "typed", "said"), REFUSALS.values(), ids=REFUSALS)
def test_what_does_not_fit_is_refused_in_words_of_its_kind(
    more: Library, page: int, typed: str, said: str
) -> None:
    assert said in " ".join(play(more, "all_more", *TYPED[:page], typed, "quit").split())


def test_shares_that_do_not_add_up_are_asked_for_again(more: Library) -> None:
    shown = play(more, "all_more", *TYPED[:16], "50", "60", "", "x", "", "", "", "quit")
    assert "tea (10 too many) › " in shown
    assert "That is 10 more than 100. Please take some away." in shown
    assert "Each of these needs a whole number from 0 to 100." in shown
    assert "7 of 10 are left. Please share them out too." in play(
        more, "all_more", *TYPED[:19], "3", "", "", "quit"
    )


def test_words_in_the_way_of_shares_do_not_break_the_line(more: Library) -> None:
    shown = play(more, "all_more", *TYPED[:11], "a\x1b[31m", "b", "", "1 2", "quit")
    assert "\x1b" not in shown.partition("How much was each")[2]


# --debug


def test_behind_each_page_stand_path_parked_answers_values_and_what_decided(more: Library) -> None:
    lines, shown = iter(TYPED), io.StringIO()
    screen = Screen(Console(file=shown, width=80))
    Player(more.flows, screen, lambda _prompt: next(lines), debug=True).play("all_more")
    said = _WRAPPED.sub(" ", shown.getvalue())
    assert (
        "  decided   slept -> free\n  page      free\n  path      earlier › intro › air › slept › free\n"
        in said
    )
    assert "  parked    none\n  computed  biggest = no value yet\n" in said
    assert "  computed  biggest = 50\n" in said
    assert "  decided   fork -> done (slept > 5 and answered(free): no; else: yes)\n" in said


# A finding that goes on below itself.
_WRAPPED = re.compile(r"\n {11,12}(?=\S)")


def debugged(*typed: str) -> str:
    """What is shown of the flow with loops when these lines are typed, each finding on one line."""
    library, shown = compile_files({"looping.yaml": LOOPING.encode()}), io.StringIO()
    lines = iter(typed)
    screen = Screen(Console(file=shown, width=80))
    Player(library.flows, screen, lambda _prompt: next(lines, "quit"), debug=True).play("looping")
    return _WRAPPED.sub(" ", shown.getvalue())


def test_what_decides_in_loops_and_at_choices_is_told_too() -> None:
    said = debugged("yes", "a", "yes", "b", "y", "n", "1", "x")
    said += debugged("yes", "a", "no", "y", "2")
    for decision in (
        "things.again -> things.what (things.again is yes: yes)",
        "things.again -> each.more (things.again is yes: no; else: yes)",
        "things.what -> each.more (things has fewer than 2 items: no; else: yes)",
        "each.more -> each.how (each has a further item: yes)",
        "each.more -> way (each has a further item: no; else: yes)",
        "way -> left (way is left: yes)",
        "way -> done (way is left: no; way is right: yes)",
    ):
        assert f"  decided  {decision}\n" in said, said


def test_a_change_tells_what_it_decides_and_what_is_parked_by_it() -> None:
    said = debugged("yes", "a", "no", "y", "1", "x y", "quit")
    assert "  parked   none\n" in said
    said = debugged("yes", "a", "no", "y", "1", "back", "back", "n").rpartition("decided  each.how")[2]
    assert said.startswith(" -> each.more\n")
    assert "things.again ->" not in said
    assert "  path     things.again@0 › things.what@1 › things.again@1 › each.how@1 › way › left\n" in said
    parked = debugged("yes", "a", "no", "y", "back", "back", "back", "back", "no")
    assert "  parked   things.what@1, things.again@1, each.how@1\n" in parked
