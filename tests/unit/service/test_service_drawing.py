"""What a record draws of one's own numbers: a bar for each item, called by its words or its place."""

import pytest

from cbt.engine.text import labelled_items
from cbt.model.answer import OneOfKind
from cbt.service.drawing import Bar, Bars
from cbt.service.views import RecordRow
from tests.unit.compiler.making import compile_steps
from tests.unit.service.house import Browser, House, compiled

WAVE = """
flow: wave
title: A wave
language: en
anywhere: {support: help_now}
steps:
  rounds:
    repeat: 1-3
    steps:
      look:
        say: Look.
      strong:
        ask: How strong?
        answer: 0-10
    again: Once more?
  things:
    repeat: 1-2
    steps:
      name:
        ask: Which?
        answer: text
      long:
        ask: How long?
        answer: minutes
        optional: true
    again: One more?
  lines:
    ask: Which lines?
    answer: list 1-3
  rate:
    for_each: lines
    steps:
      much:
        ask: How much is {lines}?
        label: How much
        answer: 0-10
  first:
    ask: Which first?
    answer: one of by_much
  done:
    say: Done.
    end: completed
computed:
  by_much: largest_first(lines, lines.much)
  doubled: smallest_first(lines, lines.much * -2, 1)
  none: count(lines)
summary:
  rows: [rounds.strong, things.long, lines, lines.much, by_much, doubled, first]
  draw: [rounds.strong, things.long, lines.much, by_much, doubled]
"""
ANSWERS = [(), ("8",), ("yes",), (), ("3",), ("no",)]
ANSWERS += [("Tea",), ("90",), ("yes",), ("Bed",), ("",), ("a", "b"), ("4",), ("9",)]


def recorded() -> tuple[dict[str, RecordRow], list[str]]:
    """The rows of a finished record by what they are called, and the items as they were offered to choose from."""
    house = House(library=compiled({"wave.yaml": WAVE}))
    browser = Browser(house)
    page = browser.start("wave")
    for words in ANSWERS:
        page = browser.answer(page, *words).page
    assert isinstance(page.step.kind, OneOfKind)
    offered = labelled_items(page.program, page.step.kind, page.walk)
    page = browser.answer(page, offered[0][0]).page
    rows = house.keeping.record(browser.secret, page.address).rows
    return {row.label: row for row in rows}, [words for _, words in offered]


def test_a_records_rows_of_numbers_are_drawn_where_the_author_wants_it() -> None:
    rows, offered = recorded()
    assert rows["How strong?"].bars == Bars((Bar("1", "8", 8), Bar("2", "3", 3)), 0, 10)
    assert rows["How long?"].bars == Bars((Bar("Tea", "1 hour 30 minutes", 90),), 0, 90)
    assert rows["How much"].bars == Bars((Bar("a", "4", 4), Bar("b", "9", 9)), 0, 10)
    assert rows["By much"].bars == Bars((Bar("b", "9", 9), Bar("a", "4", 4)), 0, 10)
    assert rows["Doubled"].bars == Bars((Bar("b", "-18", -18),), -18, 1)
    assert rows["Which lines?"].bars == Bars()
    assert (offered, rows["Which first?"].words) == (["b", "a"], ("b",))


def test_a_row_that_is_called_otherwise_for_each_item_cannot_be_drawn() -> None:
    steps = WAVE.partition("steps:\n")[2].partition("  done:")[0].replace("        label: How much\n", "")
    tail = "computed:\n  by_much: largest_first(lines, lines.much)\nsummary: {rows: [lines.much], draw: [lines.much]}\n"
    found = compile_steps(steps, tail).findings
    assert [f"{each.code} {each.message}" for each in found] == [
        'F013 "lines.much" is called otherwise for each item'
    ]


@pytest.mark.parametrize(
    ("rows", "draw", "told"),
    [
        ("[rounds.strong]", "[rounds.strong]", []),
        ("[by_much]", "[by_much]", []),
        ("[first]", "[rounds.strong]", ['F013 "rounds.strong" is no row; name it below rows too']),
        ("[first]", "[first]", ['F203 "first" is a text; draw a loop\'s numbers, or a sorted list']),
        (
            "[things.name]",
            "[things.name]",
            ['F203 "things.name" is a list with a text for each item; draw a loop\'s'],
        ),
        ("[first]", "[frist]", ['F202 there is no answer "frist" here']),
    ],
)
def test_only_rows_that_are_lists_of_numbers_are_drawn(rows: str, draw: str, told: list[str]) -> None:
    steps = WAVE.partition("steps:\n")[2].partition("  done:")[0]
    computed = "computed:\n  by_much: largest_first(lines, lines.much)\n"
    found = compile_steps(steps, f"{computed}summary:\n  rows: {rows}\n  draw: {draw}\n").findings
    assert len(found) == len(told), found
    lines = [f"{each.code} {each.sentence}" for each in found]
    assert all(line.startswith(start) for line, start in zip(lines, told, strict=True)), lines
