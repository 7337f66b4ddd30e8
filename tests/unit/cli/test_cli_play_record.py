"""What `cbt play` shows at its end: the record with its numbers drawn, and what records of it show together."""

from cbt.compiler.library import compile_files
from tests.unit.cli.playing import play

DIARY = """
flow: diary
title: A diary
language: en
anywhere: {support: help_now}
steps:
  mood:
    ask: How is your mood?
    answer: 0-10
  parts:
    repeat: 1-3
    steps:
      what:
        ask: What did you do?
        answer: text
      joy:
        ask: How much joy was in {what}?
        label: Joy
        answer: 0-10
    again: Another?
  tools:
    ask: Which would help?
    answer: list 1-3
  ranked:
    ask: Put them in order.
    answer: order of tools
  causes:
    ask: What share has each?
    answer: shares of 100 over tools
  after:
    ask: How is your mood now?
    answer: 0-10
  done:
    say: Saved.
    end: completed
computed:
  most: max(parts.joy)
summary:
  rows: [mood, parts.joy, ranked, causes]
  draw: [parts.joy]
  change: {lift: [mood, after]}
over_time:
  days: 7
  fewest: 1
  draw: [mood]
  count: [parts.what]
  list: [parts.what, parts.joy]
  mean_by: {parts.what: [parts.joy]}
  figures: {best: max(most)}
"""
TYPED = ("4", "read", "8", "y", "walk", "3", "n", "a nap", "tea", "", "2 1", "75", "25", "9")


def played(text: str, *typed: str, width: int = 80) -> str:
    found = compile_files({"diary.yaml": text.encode()})
    assert "diary" in found.flows, found.findings
    return play(found, "diary", *typed, width=width)


def test_the_numbers_of_a_record_are_drawn_with_a_bar_behind_each() -> None:
    shown = played(DIARY, *TYPED).partition("── What you wrote ─")[2].partition("── Records")[0]
    assert "  read  8  ████████████████····\n  walk  3  ██████··············\n" in shown
    assert "  a nap  75  ███████████████·····\n  tea    25  █████···············\n" in shown
    assert "  1. tea\n  2. a nap\n" in shown
    assert (
        "How is your mood?\n  Before  4  ████████············\n  Now     9  ██████████████████··\n  5 higher\n"
        in shown
    )


def test_what_records_show_together_is_shown_of_the_one_that_there_is() -> None:
    shown = played(DIARY, *TYPED).partition("── Records of this exercise together ─")[2]
    assert "All together\n  Best: 8\n" in shown
    assert "  Today  4  ████████············\n" in shown
    assert "  read\nJoy\n  8 out of 10\n" in shown
    assert "on average, and how often it was noted\n" in shown
    assert "  read: Joy 8; noted 1\n" in shown
    assert "  read  1 of 1  ████████████████████\n" in shown


def test_what_needs_more_records_says_from_how_many_on_it_is_there() -> None:
    shown = played(DIARY.replace("fewest: 1", "fewest: 3"), *TYPED)
    assert "From 3 records on, they are added up here too.\n" in shown
    assert "All together" not in shown
    assert "noted" not in shown


PASSED_OVER = """
flow: diary
title: A diary
language: en
anywhere: {support: help_now}
steps:
  mood:
    ask: How is your mood?
    answer: 0-10
    optional: true
  note:
    ask: What is there to note?
    answer: text
    optional: true
  done:
    say: Saved.
    end: completed
summary:
  rows: [mood, note]
over_time: {fewest: 1, draw: [mood], count: [note], list: [note], mean_by: {note: [mood]}}
"""


def test_where_all_was_passed_over_no_heading_stands_without_words_below_it() -> None:
    shown = played(PASSED_OVER, "", "")
    assert "──" not in shown.rpartition("Saved.")[2]


def test_a_long_name_stands_above_its_number() -> None:
    long = "walk along the river to the very old mill"
    shown = played(DIARY, "4", long, "8", "n", *TYPED[7:])
    assert f"  {long}\n    8  ████████████████····\n" in shown


def test_no_bar_makes_a_line_wider_than_the_terminal() -> None:
    shown = played(DIARY, *TYPED, width=30).partition("── What you wrote ─")[2]
    assert max(map(len, shown.splitlines())) <= 30
    assert "Before  4" in shown
