"""F302 and F303 in words: the range that shows that a guard is never true, the example that no guard takes."""

import pytest

from cbt.compiler.diagnostics import ERROR
from cbt.compiler.library import Library
from tests.unit.compiler.making import compile_steps, passing

TWO = """a:
  ask: A?
  answer: 0-100
b:
  ask: B?
  answer: 0-100
sure:
  ask: Sure?
  answer: yes/no
said:
  ask: Which words?
  answer: text
"""
PICKS = """p:
  ask: Which?
  pick: many
  options: {k: K, l: L}
"""
MANY = PICKS.replace("{k: K, l: L}", "{" + ", ".join(f"o{n}: O" for n in range(14)) + "}")
CLOCK = "".join(
    f"{name}:\n  ask: When?\n  answer: {kind}\n"
    for name, kind in {
        "day": "date",
        "due": "date",
        "bed": "time",
        "rise": "time",
        "one": "date and time",
        "two": "date and time",
    }.items()
)
SHARES = """cards:
  ask: Which?
  answer: list 1-3
ranked:
  ask: Which order?
  answer: order of cards
parts:
  ask: How much?
  answer: shares of 9 over cards
  rest: Everything else
"""
LOOP = """e:
  repeat: 2-3
  steps:
    n:
      ask: N?
      answer: 0-10
    o:
      ask: O?
      answer: number
      least: 0
      most: 1
  again: Is there one more?
"""
OTHER_ONE = """
flow: other_one
title: Another
language: en
anywhere: {support: help_now}
steps:
  level:
    ask: How much?
    answer: 0-10
  chosen:
    ask: Which?
    pick: many
    options: {k: K, l: L}
  last:
    say: Saved.
    end: completed
"""
NUMBER = "m:\n  ask: M?\n  answer: number\n"
LIST = "m:\n  ask: M?\n  answer: list 1-2\n  optional: true\n"
RECALL = "old:\n  ask: Which?\n  recall: other_one\n"


def faults(library: Library) -> list[str]:
    """The code and message of each fault."""
    return [f"{f.code} {f.message}" for f in library.findings if f.severity == ERROR]


def listed(before: str, *guards: str, otherwise: bool = True) -> str:
    """Steps with a list of ways that has these guards."""
    ways = "".join(f"    - {{if: '{guard}', go: y}}\n" for guard in guards)
    ways += "    - {else: z}\n" if otherwise else ""
    return f"{before}x:\n  say: X.\n  next:\n{ways}y:\n  say: Y.\n  next: z\nz:\n  say: Z.\n"


def told(before: str, *guards: str, otherwise: bool = True, tail: str = "", **others: str) -> list[str]:
    """What is said of a list of ways that has these guards."""
    return faults(compile_steps(listed(before, *guards, otherwise=otherwise), tail, **others))


@pytest.mark.parametrize(
    ("before", "guard", "why"),
    [
        (TWO, "a / 10 > 10", "a / 10 is 0-10"),
        (TWO, "-a > 0", "-a is -100 to 0"),
        (TWO, "a * b > 10000", "a * b is 0-10000"),
        (TWO, "a - (b - 5) > 105", "a - (b - 5) is -95 to 105"),
        (TWO, "min(a, b, 7) > 7", "min(a, b, 7) is 0-7"),
        (TWO, "max(a, b) < 0", "max(a, b) is 0-100"),
        (TWO, "a > a", "a - a is 0"),
        (TWO, "b > a + 100", "(a + 100) - b is 0-200"),
        (TWO, "sure and not sure", "sure is yes or no"),
        (TWO, "not answered(a)", "a is always answered here"),
        (TWO, "words(said) < 0", "words(said) is 0 or more"),
        (TWO, 'said == "a" and said == "b"', "said is any text"),
        (TWO, "a > 100 and sure and b > 100", "a is 0-100, sure is yes or no, b is 0-100"),
        (PICKS, "count(p) > 2", "p is some of k or l"),
        (PICKS, 'has(p, "k") and count(p) < 1', "p is some of k or l"),
        (PICKS, "not answered(p)", "p is always answered here"),
        (CLOCK, "minutes_between(bed, rise) >= 1440", "minutes_between(bed, rise) is 0-1439"),
        (SHARES, "count(ranked) > 3", "count(ranked) is 1-3"),
        (SHARES, "sum(parts) > 9", "sum(parts) is 0-9"),
        (SHARES, "max(parts) > 9", "max(parts) is 0-9"),
        (SHARES, "parts.rest > 9", "parts.rest is 0-9"),
        (LOOP, "mean(e.n) > 10", "mean(e.n) is 0-10"),
        (LOOP, "sum(e.n) > 30", "sum(e.n) is 0-30"),
        (LOOP, "count(e) == 1", "count(e) is 2-3"),
        (LOOP, "not answered(e.n)", "e.n is always answered here"),
        ("m:\n  ask: M?\n  answer: minutes\n", "m > 10080", "m is 0-10080"),
        ("m:\n  ask: M?\n  answer: number\n  most: 5\n", "m > 5", "m is 5 or less"),
        (NUMBER, "m > 5 and m < 5", "m is any number"),
        (NUMBER, "m > 0.3 and m < 0.1 + 0.2", "m is any number"),
        ("m:\n  ask: M?\n  options: {a: A}\n", 'm != "a"', "m is a"),
        (MANY.replace("  pick: many\n", ""), 'p == "o1" and p == "o2"', "p is one of 14 options"),
    ],
)
def test_a_guard_that_is_never_true_is_told_with_the_range(before: str, guard: str, why: str) -> None:
    assert told(before, guard) == [f'F303 "{guard}" is never true: {why}']


def test_no_range_is_told_of_constants_and_of_too_many_values() -> None:
    assert told(TWO, "5 < 3") == ['F303 "5 < 3" is never true']
    several = "a > 100 and b > 100 and sure and words(said) > 3"
    assert told(TWO, several) == [f'F303 "{several}" is never true']


@pytest.mark.parametrize(
    ("before", "guard", "missing"),
    [
        (TWO, "a != 40", "a = 40"),
        (TWO, "a > b or a < b", "a = b"),
        (TWO, "a >= b", "a < b"),
        (TWO, "b >= a", "a > b"),
        (
            TWO,
            "a * 1000000000 * 1000000000 < 3 or a * 1000000000 * 1000000000 >= 3",
            "(a * 1000000000) * 1000000000 = ",
        ),
        (TWO, 'said == "yes" or said == "no"', "said = something else"),
        (PICKS, 'has(p, "l")', "p = k"),
        (PICKS, "count(p) < 2", "p = k and l"),
        (CLOCK, "day < due or due < day", "day = due"),
        (CLOCK, "minutes_between(one, two) > 0", "minutes_between(one, two) = -1"),
        (LOOP, "mean(e.o) < 0.5", "mean(e.o) = 0.5"),
        (LOOP, "count(e) > 2", "count(e) = 2"),
        ("m:\n  ask: M?\n  answer: number\n  most: 5\n", "m < 0", "m = 0"),
        ("m:\n  ask: M?\n  answer: number\n  most: 5\n", "m > 0 and m != 4.25", "m = -1"),
        ("m:\n  ask: M?\n  answer: 0-9\n  optional: true\n", "answered(m) and m >= 0", "m not answered"),
        ("m:\n  ask: M?\n  answer: list 0-2\n", "answered(m)", "count(m) = 0"),
        (RECALL, "answered(old) and old.level > 3", "old.level = 2"),
        (RECALL, 'answered(old) and has(old.chosen, "k")', 'has(old.chosen, "k") = no'),
        (NUMBER, "m <= 0.3 or m >= 0.1 + 0.2 + 0.5", "m = 0.4"),
        (LIST, "answered(m) and count(m) + 1 > 2", "count(m) = 0, count(m) + 1 = 1"),
        (LIST, "answered(m) and 4 / count(m) > 2", "count(m) = 0, 4 / count(m) = 1"),
    ],
)
def test_an_answer_without_a_way_on_is_told_by_the_smallest_example(
    before: str, guard: str, missing: str
) -> None:
    (message,) = told(before, guard, otherwise=False, other_one=OTHER_ONE)
    assert message.startswith(f"F302 {missing}")
    assert message.endswith(" has no way on")


@pytest.mark.parametrize(
    ("guards", "tail"),
    [
        (["a > b", "a == b", "a < b"], ""),
        (["a - b > 10", "a - b <= 10"], ""),
        (["a + words(said) > 3", "a + words(said) <= 3"], ""),
        (["a / (words(said) + 1) > 3", "a / (words(said) + 1) <= 3"], ""),
        (["high and sure", "not high", "high and not sure"], "computed:\n  high: a > 50\n"),
        (["high", "low"], "computed:\n  high: a > 50\n  low: not high\n"),
        (["level > 3", "a <= 3"], "computed:\n  level: a\n"),
        (["length > 3", "words(said) < 3", "length == 3"], "computed:\n  length: words(said)\n"),
        (["answered(twice) and twice > 3", "twice <= 3"], "computed:\n  twice: a * 2\n"),
        (["answered(level) and a > 3", "level <= 3"], "computed:\n  level: a\n"),
        (["answered(length) and length > 3", "length <= 3"], "computed:\n  length: words(said)\n"),
    ],
)
def test_a_list_that_takes_every_answer_needs_no_else(guards: list[str], tail: str) -> None:
    assert told(TWO, *guards, otherwise=False, tail=tail) == []
    assert told(TWO, *guards, tail=tail) == [
        'F303 "else" is never reached: the ways above it take every answer'
    ]


def test_values_that_are_weighed_each_by_itself_may_need_an_else_that_is_never_taken() -> None:
    library = compile_steps(listed(TWO, "drop > 0", "a <= b", otherwise=False), "computed:\n  drop: a - b\n")
    assert [f.sentence for f in library.findings if f.severity == ERROR] == [
        "drop = -100, a > b has no way on; add - {else: step}, also where this cannot come about"
    ]


def test_numbers_that_no_author_could_write_lie_between_some_that_are_worked_out() -> None:
    assert told(NUMBER, "m > 1 / 3 and m < 1 / 3 + 0.000000000001 * 0.01") == []


def test_a_branch_that_those_above_it_leave_nothing_for_names_the_one_that_takes_it() -> None:
    assert told(TWO, "a > 10", "a > 20") == [
        'F303 "a > 20" is never reached: a > 10 above it takes every answer for which it is true'
    ]
    assert told(TWO, "a > 60", "a > 50", "a <= 50 and sure", "a > 40 and sure") == [
        'F303 "a > 40 and sure" is never reached: the ways above it take every answer for which it is true'
    ]


def test_a_check_narrows_what_the_ways_are_asked() -> None:
    page = "m:\n  ask: M?\n  answer: 0-9\n  check:\n    - must: m >= 3\n      else: More, please.\n  next:\n"
    rest = "y:\n  say: Y.\n"
    ways = "    - {if: m < 3, go: done}\n    - {else: y}\n"
    assert faults(compile_steps(page + ways + rest)) == [
        'F303 "m < 3" is never reached: a check refuses every answer for which it is true'
    ]
    passing(page + "    - {if: m >= 5, go: y}\n    - {if: m > 2 and m < 5, go: done}\n" + rest)


def too_many(letter: str, count: int) -> list[str]:
    return [f"{letter} > {number}" for number in range(90, 90 - count, -1)]


def test_what_asks_about_too_much_at_once_needs_an_else_and_each_guard_is_still_weighed_by_itself() -> None:
    guards = [*too_many("a", 80), *too_many("b", 80)]
    asked = "F302 these guards ask about too much at once to tell whether every answer has a way on"
    assert told(TWO, *guards) == []
    assert told(TWO, *guards, otherwise=False) == [asked]
    assert told(TWO, *guards, "a > 100") == ['F303 "a > 100" is never true: a is 0-100']
    every = " and ".join(f'has(p, "o{number}")' for number in range(14))
    assert told(MANY, every) == []
    assert told(MANY, every, otherwise=False) == [asked]


def test_rules_that_ask_about_too_much_at_once_are_weighed_one_by_one() -> None:
    rules = "".join(
        f"    - must: {rule}\n      else: No.\n"
        for rule in ["a <= 100", *too_many("a", 80), *too_many("b", 80)]
    )
    ways = "  next:\n    - {if: a > 3, go: y}\n    - {else: done}\n"
    page = f"c:\n  ask: C?\n  answer: yes/no\n  check:\n{rules}{ways}"
    assert faults(compile_steps(f"{TWO}{page}y:\n  say: Y.\n")) == [
        'F303 "a <= 100" is always true, so that it never refuses: a is 0-100'
    ]


PART = """
part: p
needs: {level: number, sure: yes/no, listed: list, kind: text}
gives: [fits]
steps:
  fits:
    ask: Does it fit?
    answer: 0-10
    next:
      - {if: level > 50 or count(listed) > 9 or half > 9, go: b}
      - {if: 'kind == "x" and sure', go: b}
      - {if: fits > 10, go: b}
      - {if: fits / level > 1, go: b}
      - {else: c}
  b:
    say: B.
  c:
    say: C.
computed:
  half: level / 2
"""
USED = """a:
  ask: A?
  answer: 1-10
cards:
  ask: Which?
  answer: list 1-3
kind:
  ask: Which kind?
  options: {k: K, l: L}
sure:
  ask: Sure?
  answer: yes/no
one:
  use: parts/p
  with: {level: a, sure: sure, listed: cards, kind: kind}
two:
  use: parts/p
  with: {level: a, sure: sure, listed: cards, kind: kind}
"""


def test_what_a_part_is_given_counts_as_any_value_of_its_kind() -> None:
    found = faults(compile_steps(USED, parts__p=PART.replace('kind == "x"', 'kind == "k"')))
    assert found == ['F303 "fits > 10" is never true: fits is 0-10']


def test_what_a_flow_is_given_counts_as_any_value_of_its_kind() -> None:
    needs = "needs: {level: number, bed: time, listed: list}\n"
    guards = [
        "answered(listed) and count(listed) > 1000",
        "level > 1000000",
        "minutes_between(bed, bed) > 1439",
    ]
    ways = "".join(f"    - {{if: '{guard}', go: y}}\n" for guard in guards) + "    - {else: done}\n"
    steps = f"x:\n  say: X.\n  next:\n{ways}y:\n  say: Y.\n"
    assert faults(compile_steps(steps, needs)) == [
        'F303 "minutes_between(bed, bed) > 1439" is never true: minutes_between(bed, bed) is 0-1439'
    ]


def test_a_count_inside_its_own_loop_grows_from_one() -> None:
    inside = """e:
  repeat: 2-3
  steps:
    n:
      ask: N?
      answer: 0-10
      next:
        - {if: count(e) == 1, go: m}
        - {else: o}
    m:
      say: M.
    o:
      say: O.
  again: Is there one more?
  next:
    - {if: count(e) == 2, go: two}
    - {if: count(e) == 3, go: done}
two:
  say: Two.
"""
    passing(inside)


def test_a_branch_behind_a_loop_is_told_when_no_page_that_leads_there_can_take_it() -> None:
    steps = LOOP + "  next:\n    - {if: count(e) > 3, go: two}\n    - {else: done}\ntwo:\n  say: Two.\n"
    assert faults(compile_steps(steps)) == ['F303 "count(e) > 3" is never true: count(e) is 2-3']


def test_a_count_above_nought_on_the_way_here_counts() -> None:
    few = LOOP.replace("2-3", "0-3").replace("  again", "  again")
    ways = "  next:\n    - {if: count(e) > 0, go: some}\n    - {else: done}\n"
    some = (
        "some:\n  say: Some.\n  next:\n    - {if: count(e) == 0, go: y}\n    - {else: done}\ny:\n  say: Y.\n"
    )
    assert faults(compile_steps(few + ways + some)) == ['F303 "count(e) == 0" is never true: count(e) is 1-3']


def test_a_list_that_lost_a_way_is_not_said_to_leave_an_answer_without_one() -> None:
    found = faults(
        compile_steps(listed(TWO, "a > 3", "a < 9", otherwise=False).replace("go: y", "go: yy", 1))
    )
    assert found == ['F101 there is no step "yy" here']


def test_a_path_through_a_branch_that_is_never_taken_shows_no_other_fault() -> None:
    steps = """a:
  ask: A?
  answer: 0-10
  next:
    - {if: a > 10, go: late}
    - {else: fact}
fact:
  ask: Which fact?
  answer: text
late:
  say: You wrote {fact}.
"""
    assert faults(compile_steps(steps)) == ['F303 "a > 10" is never true: a is 0-10']
