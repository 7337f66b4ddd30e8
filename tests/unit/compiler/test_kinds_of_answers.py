"""Every kind of answer and every pace: what the words make, what can be read of them, and how mistakes are told."""

import pytest

from cbt.model.answer import (
    DateKind,
    MinutesKind,
    MomentKind,
    NumberKind,
    OneOfKind,
    OrderKind,
    SharesKind,
    TimeKind,
)
from cbt.model.reference import AnswerRef, FieldRef
from tests.unit.compiler.making import HEAD, compile_steps, compile_text, flow_text, passing, said

CARDS = "cards:\n  ask: Which?\n  answer: list 2-4\n"
EMPTY = "cards:\n  ask: Which?\n  answer: list 0-4\n"


def plain(name: str, words: str) -> str:
    return f"{name}:\n  ask: What?\n" + "".join(f"  {line}\n" for line in words.split("; "))


MOMENTS = (
    plain("day", "answer: date")
    + plain("bed", "answer: time")
    + plain("rise", "answer: time")
    + plain("later", "answer: date and time")
    + plain("before", "answer: date and time")
    + plain("awake", "answer: minutes")
    + plain("slept", "answer: number")
    + plain("sure", "answer: percent")
)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("answer: number", NumberKind()),
        ("answer: number; least: -2.5; most: 24", NumberKind(-2.5, 24)),
        ("answer: number; unit: hours", NumberKind()),
        ("answer: percent", NumberKind(0, 100, percent=True)),
        ("answer: minutes", MinutesKind()),
        ("answer: date", DateKind()),
        ("answer: time", TimeKind()),
        ("answer: date and time", MomentKind()),
    ],
)
def test_the_words_of_an_answer_make_its_kind(words: str, kind: object) -> None:
    assert passing(plain("x", words)).steps["x"].kind == kind


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("answer: one of cards", OneOfKind(AnswerRef("cards", ()))),
        ("answer: order of cards", OrderKind(AnswerRef("cards", ()))),
        ("answer: shares of 100 over cards", SharesKind(100, AnswerRef("cards", ()))),
        (
            "answer: shares of 24 over cards; rest: All else",
            SharesKind(24, AnswerRef("cards", ()), rest=True),
        ),
    ],
)
def test_an_answer_about_a_list_knows_the_list(words: str, kind: object) -> None:
    flow = passing(CARDS + plain("x", words))
    assert flow.steps["x"].kind == kind


@pytest.mark.parametrize("of", ["picks", "ranked", "feelings.name"])
def test_items_come_from_lists_picks_orders_and_loops(of: str) -> None:
    lists = (
        CARDS
        + "picks:\n  ask: Which?\n  options: {a: A, b: B}\n  pick: many\n"
        + plain("ranked", "answer: order of cards")
        + "feelings:\n  repeat: 1-3\n  steps:\n    name:\n      ask: Which?\n      answer: text\n  again: More?\n"
    )
    for words in ("one of", "order of", "shares of 10 over"):
        passing(lists + plain("x", f"answer: {words} {of}"))


def test_a_unit_and_the_name_of_the_rest_are_texts_of_their_own() -> None:
    flow = passing(
        CARDS
        + plain("x", "answer: number; unit: hours")
        + plain("y", "answer: shares of 9 over cards; rest: Me")
    )
    unit, rest = flow.steps["x"].unit, flow.steps["y"].rest
    assert unit is not None
    assert rest is not None
    assert [(unit.key, unit.source), (rest.key, rest.source)] == [("x.unit", "hours"), ("y.rest", "Me")]


@pytest.mark.parametrize(
    "condition",
    [
        "slept >= 7.5 and sure < 50 and awake == 30",
        "bed < rise",
        "later > before and later != before",
        "day == day and slept > 1",
        "minutes_between(bed, rise) > 400",
        "minutes_between(before, later) - 60 > 0",
        "slept / (minutes_between(bed, rise) + 1) > 1",
        "minutes_between(bed, rise, 60) > 400",
        "minutes_between(before, later, if(slept > 1, 60, 0)) > 400",
        "slept / (round(sure) + 1) > if(sure > 50, 2, 3)",
    ],
)
def test_days_times_and_numbers_can_be_compared_among_themselves(condition: str) -> None:
    check = f"x:\n  ask: X?\n  answer: text\n  check:\n    - must: {condition}\n      else: No.\n"
    passing(MOMENTS + check)


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        (
            "bed < later",
            'F203 "<" needs a time; "later" is a date and time; compare it first, or use another answer',
        ),
        ("bed > 5", 'F203 ">" needs a time; this is a number; compare it first, or use another answer'),
        ("slept > bed", 'F203 ">" needs a number; "bed" is a time; compare it first, or use another answer'),
        (
            "day == bed",
            "F203 a date cannot be compared with a time; compare numbers, or a choice with an option in quotes",
        ),
        (
            "minutes_between(bed, later) > 5",
            'F203 minutes_between needs a time; "later" is a date and time; compare it first, or use another answer',
        ),
        (
            "minutes_between(before, bed) > 5",
            'F203 minutes_between needs a date and time; "bed" is a time; compare it first, or use another answer',
        ),
        (
            "minutes_between(bed) > 5",
            "F203 minutes_between takes 2 in its brackets; here are 1; see the list of functions",
        ),
        (
            "minutes_between(bed, rise, bed) > 5",
            'F203 minutes_between needs a number; "bed" is a time; compare it first, or use another answer',
        ),
        (
            "round(bed) > 5",
            'F203 round needs a number; "bed" is a time; compare it first, or use another answer',
        ),
        (
            "round(slept, 1) > 5",
            "F203 round takes 1 in its brackets; here are 2; see the list of functions",
        ),
        (
            "if(slept > 1, 2) > 1",
            "F203 if takes 3 in its brackets; here are 2; see the list of functions",
        ),
        (
            "if(slept > 1, 2, bed) > 1",
            'F203 "if" needs a number; "bed" is a time; compare it first, or use another answer',
        ),
        (
            "if(slept, 2, 1) > 1",
            'F203 "if" needs a yes or no; "slept" is a number; compare it first, or use another answer',
        ),
        (
            "5 / if(slept > 1, 1, 0) > 1",
            "F203 this divisor can be 0; divide by something that cannot, such as a whole number",
        ),
        (
            "minutes_between(zz, bed) > 5",
            'F202 there is no answer "zz" here; name a step, or a computed value',
        ),
    ],
)
def test_days_and_times_do_not_mix(condition: str, told: str) -> None:
    check = f"x:\n  ask: X?\n  answer: text\n  check:\n    - must: {condition}\n      else: No.\n"
    assert [line.partition(" ")[2] for line in said(compile_steps(MOMENTS + check).findings)] == [told]


def test_shares_are_a_list_of_numbers_with_a_rest() -> None:
    flow = passing(
        CARDS
        + plain("pie", "answer: shares of 100 over cards; rest: Me")
        + "look:\n  say: '{most} {pie} {pie.rest}'\n",
        "computed: {most: max(pie) - mean(pie) + sum(pie) + pie.rest, all: count(cards)}\n",
    )
    assert set(flow.computed) == {"most", "all"}


def test_a_rest_of_shares_that_are_not_understood_is_told_once() -> None:
    told = said(compile_steps(plain("x", "answer: shares; rest: Me") + "look:\n  say: '{x.rest}'\n").findings)
    assert [line.partition(" ")[2][:34] for line in told] == ['F013 "shares" is not a kind of ans']


def test_a_rest_of_what_is_not_shared_out_is_told_once() -> None:
    told = said(compile_steps(plain("x", "answer: 0-9; rest: Me") + "look:\n  say: '{x.rest}'\n").findings)
    assert [line.partition(" ")[2][:26] for line in told] == ['F011 "rest" goes with "sha']


def test_answers_to_the_items_of_what_is_no_list_cannot_be_read() -> None:
    steps = "n:\n  say: Look.\neach:\n  for_each: n\n  steps:\n    x:\n      ask: X?\n      answer: 0-9\n"
    told = said(compile_steps(f"{steps}look:\n  say: '{{n.x}}'\n").findings)
    assert [line.partition(" ")[2][:40] for line in told] == [
        'F202 "n" is a page to read, without an a',
        'F202 "n.x" cannot be read here; read it ',
    ]


def test_fields_of_a_list_that_was_handed_over_stay_inside_a_loop() -> None:
    steps = (
        "days:\n  repeat: 1-2\n  steps:\n    each:\n      for_each: things\n      steps:\n        size:\n"
        "          ask: How big is {things}?\n          answer: 0-9\n  again: More?\n"
    )
    text = flow_text(
        steps, "computed: {middle: mean(things.size)}\n", head=f"{HEAD}needs: {{things: list}}\n"
    )
    told = [line.partition(" ")[2] for line in said(compile_text(text).findings)]
    assert told == ['F202 "things.size" cannot be read here; read it inside its own loop; name an answer']


def test_an_order_can_be_walked_counted_and_shown() -> None:
    flow = passing(
        CARDS
        + plain("ranked", "answer: order of cards")
        + "each:\n  for_each: ranked\n  steps:\n    fear:\n      ask: How hard is {ranked}?\n      answer: 0-9\n"
        + "look:\n  say: '{ranked} {n}'\n",
        "computed: {n: count(ranked) + mean(ranked.fear)}\n",
    )
    loop = flow.loops["each"]
    assert (loop.least, loop.most, loop.items_of) == (2, 4, "ranked")


def test_the_order_of_a_loops_texts_has_as_many_items_as_the_loop() -> None:
    flow = passing(
        "days:\n  repeat: 2-6\n  steps:\n    day:\n      ask: Which?\n      answer: text\n  again: More?\n"
        + plain("ranked", "answer: order of days.day")
        + "each:\n  for_each: ranked\n  steps:\n    fear:\n      ask: How hard is {ranked}?\n      answer: 0-9\n"
    )
    assert (flow.loops["each"].least, flow.loops["each"].most) == (2, 6)


@pytest.mark.parametrize("words", ["order of cards", "shares of 100 over cards", "one of cards"])
def test_nothing_is_asked_about_a_list_that_may_be_empty(words: str) -> None:
    told = said(compile_steps(EMPTY + plain("x", f"answer: {words}")).findings)
    assert [line.partition(" ")[2] for line in told] == [
        'F304 "cards" may be empty, and then there is nothing to answer; guard it with if: count(cards) > 0'
    ]


def test_a_list_that_was_handed_over_can_be_walked_and_picked_from() -> None:
    head = f"{HEAD}needs: {{things: list}}\n"
    steps = (
        "look:\n  say: '{things}'\n  next:\n    - {if: count(things) > 0, go: x}\n    - {else: done}\n"
        + plain("x", "answer: one of things")
        + "each:\n  for_each: things\n  steps:\n    size:\n      ask: How big is {things}?\n      answer: 0-9\n"
        + "look_back:\n  say: '{middle}'\n"
    )
    text = flow_text(steps, "computed: {middle: mean(things.size)}\n", head=head)
    library = compile_text(text)
    assert said(library.findings) == []
    assert library.flows["sample"].loops["each"].items_of == "things"


@pytest.mark.parametrize(
    ("needs", "given", "told"),
    [
        ("date", "day", []),
        ("date", "later", []),
        ("time", "bed", []),
        ("number", "awake", []),
        ("list", "ranked", []),
        ("time", "later", ['F106 "it" needs a time; "later" is a date and time; give another answer']),
        ("date", "bed", ['F106 "it" needs a date; "bed" is a time; give another answer']),
        ("number", "pie", ['F106 "it" needs a number; "pie" is shares; give another answer']),
    ],
)
def test_a_part_takes_days_times_and_lists(needs: str, given: str, told: list[str]) -> None:
    part = f"part: p\nneeds: {{it: {needs}}}\nsteps:\n  x:\n    say: It was {{it}}.\n"
    lists = CARDS + plain("ranked", "answer: order of cards") + plain("pie", "answer: shares of 9 over cards")
    library = compile_steps(f"{MOMENTS}{lists}p:\n  use: parts/p\n  with: {{it: {given}}}\n", parts__p=part)
    assert [line.partition(" ")[2] for line in said(library.findings)] == told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            "answer: number; least: low",
            'F013 "least" should be a number; write it in digits, with two behind the point at most',
        ),
        ("answer: number; least: 5; most: 5", 'F013 "most" is not above "least"; write the larger one here'),
        (
            "answer: text; unit: hours",
            'F011 "unit" goes with "answer: number" only; take it out, or change the answer',
        ),
        (
            "answer: percent; most: 50",
            'F011 "most" goes with "answer: number" only; take it out, or change the answer',
        ),
        (
            "answer: 0-10; rest: Me",
            'F011 "rest" goes with "shares of" only; take it out, or change the answer',
        ),
        ("answer: order of zzz", 'F202 there is no answer "zzz" here; name a step, or a computed value'),
        (
            "answer: shares of 0 over x",
            'F013 "shares of 0 over x" is not a kind of answer; did you mean "shares of 100 over"?',
        ),
    ],
)
def test_a_word_that_does_not_go_with_an_answer_is_told_once(words: str, told: str) -> None:
    assert [line.partition(" ")[2] for line in said(compile_steps(plain("x", words)).findings)] == [told]


def test_fields_of_shares_and_records_stay_inside_their_loop() -> None:
    steps = (
        CARDS
        + "l:\n  repeat: 1-2\n  steps:\n    pie:\n      ask: How?\n      answer: shares of 9 over cards\n"
        + "      rest: Me\n  again: More?\n"
    )
    told = said(compile_steps(steps, "computed: {x: sum(l.pie.rest)}\n").findings)
    assert [line.partition(" ")[2][:43] for line in told] == ['F202 "l.pie.rest" cannot be read here; read']


def test_a_loops_texts_are_told_by_their_field() -> None:
    flow = passing(
        "l:\n  repeat: 1-2\n  steps:\n    t:\n      ask: T?\n      answer: text\n  again: More?\n"
        + plain("x", "answer: one of l.t")
    )
    assert flow.steps["x"].kind == OneOfKind(FieldRef("l", "l.t", ()))


@pytest.mark.parametrize("named", ["cards", "later"])
def test_an_order_of_itself_or_of_one_that_is_about_it_is_told_as_not_given_yet(named: str) -> None:
    steps = plain("cards", f"answer: order of {named}") + plain("later", "answer: order of cards")
    codes = {finding.code for finding in compile_steps(steps).findings if finding.code.startswith("F")}
    assert codes == {"F304"}
