"""Expressions are said in plain English, with every part of them in its place."""

import pytest

from cbt.compiler.library import compile_files
from cbt.model.expression import Name
from cbt.paper.phrases import Phrases
from tests.unit.paper.papers import flows

FLOW = """flow: said
title: Said
language: en
anywhere: {support: help_now}
steps:
  a:
    ask: One?
    answer: number
  b:
    ask: Two?
    answer: number
  yes_or_no:
    ask: Three?
    answer: yes/no
  way:
    ask: Four?
    options: {left: To the left, right: To the right}
  tools:
    ask: Five?
    options: {walk: A walk, talk: A talk}
    pick: many
  bed:
    ask: Six?
    answer: time
  rise:
    ask: Seven?
    answer: time
  words_of:
    ask: Eight?
    answer: text
    optional: true
  things:
    ask: Nine?
    answer: list 1-3
  shares:
    ask: Ten?
    answer: shares of 100 over things
    rest: Left
  looked:
    repeat: 1-2
    steps:
      how:
        ask: Which?
        options: {walk: A walk, talk: A talk}
      much:
        ask: How much?
        answer: 0-10
    again: More?
  done:
    say: Done.
    end: completed
computed:
  it: '{expression}'
"""


def said(expression: str) -> str:
    files = {"said.yaml": FLOW.replace("{expression}", expression).encode()}
    library = compile_files(files)
    assert "said" in library.flows, library.findings
    flow = library.flows["said"]
    return Phrases(flow).say(flow.computed["it"].root)


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("a >= 40", "a is 40 or more"),
        ("a > 40", "a is above 40"),
        ("a <= 40", "a is 40 or less"),
        ("a < -40", "a is below −40"),
        ("a == 2.5", "a is 2.5"),
        ("a != 40", "a is not 40"),
        ("a >= b", "a is at least b"),
        ("a <= b", "a is at most b"),
        ("a > b + 1", "a is above b plus 1"),
        ("a + b > 1", "a plus b is above 1"),
        ("a - (b - 1)", "a minus (b minus 1)"),
        ("a - b - 1", "a minus b minus 1"),
        ("(a + b) * 2 / 3", "(a plus b) times 2 divided by 3"),
        ("-a", "minus a"),
        ("-(a + b)", "minus (a plus b)"),
        ("yes_or_no and a > 1", "yes_or_no is yes and a is above 1"),
        ("not yes_or_no or a > 1", "yes_or_no is no or a is above 1"),
        ("not (a > 1)", "not (a is above 1)"),
        ("a > 1 and (b > 1 or b < 0)", "a is above 1 and (b is above 1 or b is below 0)"),
        ("a > 1 or b > 1 or b < 0", "a is above 1 or b is above 1 or b is below 0"),
        ('way == "left"', "way is “To the left”"),
        ('"left" == way', "“left” is way"),
        ('way != "right"', "way is not “To the right”"),
        ('has(tools, "walk")', "tools has “A walk”"),
        ("answered(words_of)", "words_of was answered"),
        ("minutes_between(bed, rise)", "the minutes from bed to rise"),
        (
            "minutes_between(bed, rise, a)",
            "the minutes from bed to rise, less those by which the clocks went forward (a)",
        ),
        ("round(a)", "a (to the nearest whole number)"),
        ("2 * round(a)", "2 times (a (to the nearest whole number))"),
        ("if(a > 1, b, 0)", "b if a is above 1, else 0"),
        ("if(yes_or_no, a, b) + 1", "(a if yes_or_no is yes, else b) plus 1"),
        ("max(a, b)", "the larger of a and b"),
        ("min(a, b, 3)", "the smallest of a, b and 3"),
        ("max(shares)", "the largest of all shares"),
        ("mean(shares)", "the mean of all shares"),
        ("sum(shares) + shares.rest", "the sum of all shares plus shares.rest"),
        ("count(things)", "the number of items in things"),
        ("count(things) >= 2", "things has 2 or more items"),
        ("count(things) != 2", "things has not 2 items"),
        ('count(looked.how, "walk")', "how many of looked.how are “A walk”"),
        ("most_rise(looked.much)", "the largest step up from one of looked.much to the next"),
        (
            "largest_first(looked.how, a - looked.much, 3)",
            "the 3 of looked.how with the largest a minus looked.much",
        ),
        (
            "count(smallest_first(looked.how, looked.much))",
            "the number of items in all looked.how, in the order of looked.much, the smallest first",
        ),
        (
            "place_of_first(looked, looked.much > 3)",
            "the place of the first of looked for which looked.much is above 3",
        ),
        (
            "place_of_first(looked, looked.much > 3, a + 1)",
            "the place of the first of looked behind place (a plus 1) for which looked.much is above 3",
        ),
        ("count(things) > a", "the number of items in things is above a"),
    ],
)
def test_an_expression_is_said_in_words(expression: str, words: str) -> None:
    assert said(expression) == words


def test_what_has_not_been_resolved_keeps_its_own_name() -> None:
    assert Phrases(flows()["journey"]).say(Name("nowhere", 0)) == "nowhere"
