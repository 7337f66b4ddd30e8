"""Answers that are tried on a page: its ends, each option, and both sides of what a guard holds it against."""

from collections.abc import Mapping

import pytest

from cbt.engine.answering import begin
from cbt.engine.samples import Samples
from cbt.model.walk import Told, Tree
from tests.unit.engine.exercise import compile_text, flow_text, give, program_of, walk_of

ENDS = """
high:
  say: High.
done:
  say: Done.
  end: completed
"""


def said(tree: Tree) -> str:
    """`a`, `a + b` for a list, `name=a` for a record."""
    if isinstance(tree, Told):
        return tree.text
    if isinstance(tree, tuple):
        return " + ".join([said(each) for each in tree])
    return " ".join([f"{name}={said(each)}" for name, each in tree.items()])


def tried(question: str, guard: str, *before: object) -> list[str]:
    """What is tried on the page `a`, to which the answers lead, where this guard stands behind it."""
    program = program_of(f"""{question}
  next:
    - if: {guard}
      go: high
    - else: done
{ENDS}""")
    session = give(program, begin(program), *before)
    assert session.position.here.step == "a"
    return [said(tree) for tree in Samples(program, {}).all_of(walk_of(program, session))]


def asked(answer: str, more: str = "") -> str:
    return f"a:\n  ask: What is it?\n  answer: {answer}\n{more}"


def behind(answer: str) -> str:
    """A page before that asks for the same."""
    return f"b:\n  ask: What was it?\n  answer: {answer}\n{asked(answer)}"


def about(answer: str, more: str = "") -> str:
    """A page about the lines of a list."""
    return f"b:\n  ask: What is there?\n  answer: list 1-4\n{asked(answer, more)}"


@pytest.mark.parametrize(
    ("question", "guard", "answers"),
    [
        (asked("0-10"), "a > 6", "5 0 10 6 7"),
        (asked("0-10"), "a > 9", "5 0 10 9 8"),
        (asked("2-10"), "a > 4", "6 2 10 4 3 5"),
        (asked("0-1"), "a > 0", "0 1"),
        (asked("number"), "a >= 8", "50 0 100 8 7 9 7.99 8.01"),
        (asked("number", "  least: 4\n  most: 8"), "a >= 8", "6 4 8 7 7.99"),
        (asked("number"), "a > 2.126", "50 0 100 2.13 1.13 3.13 2.12 2.14"),
        (asked("number", "  least: 8"), "a > 8", "58 8 108 9 8.01"),
        (asked("number", "  most: -5"), "a > -7", "-5"),
        (asked("minutes"), "a > 90", "30 5040 0 10080 90 89 91"),
        (asked("minutes"), "a > 0", "30 5040 0 10080 1"),
        (asked("yes/no"), "a", "yes no"),
    ],
    ids=str,
)
def test_numbers_are_tried_in_the_middle_at_both_ends_and_on_both_sides_of_a_guard(
    question: str, guard: str, answers: str
) -> None:
    assert tried(question, guard) == answers.split()


def test_numbers_that_guards_multiply_to_are_tried_and_none_that_are_past_counting() -> None:
    assert {"35", "34", "36"} <= set(tried(asked("number"), "a / 5 > 7"))
    assert "2000000" not in tried(asked("number"), "a > 2 and a < 1000000")


def test_a_loop_is_left_before_it_is_gone_round_again() -> None:
    loop = "a:\n  repeat: 1-2\n  steps:\n    name:\n      ask: What?\n      answer: text\n  again: More?\n"
    program = program_of(f"{loop}{ENDS}")
    walk = walk_of(program, give(program, begin(program), "one"))
    assert [said(tree) for tree in Samples(program, {}).all_of(walk)] == ["no", "yes"]


def test_texts_are_tried_with_as_many_words_as_guards_count_and_with_one() -> None:
    six = "This is what came to mind."
    assert tried(asked("text"), "words(a) > 6") == [
        six,
        six.replace(" mind", ""),
        six[:-1] + " when.",
        "This.",
    ]
    assert tried(asked("text"), "words(a) > 0") == ["This is what came.", "This."]
    optional = asked("text", "  optional: true")
    assert tried(optional, "not answered(a)") == ["This is what came.", "This.", ""]


def test_days_and_times_are_tried_and_those_as_far_behind_as_guards_count_minutes() -> None:
    optional = asked("date", "  optional: true")
    assert tried(optional, "answered(a)") == ["2026-05-04", "2026-05-05", "2026-05-03", ""]
    times = ["22:00", "06:00", "23:30", "23:29", "23:31", "00:30", "00:29", "00:31"]
    assert tried(behind("time"), "minutes_between(b, a) > 90", "23:00") == times
    found = tried(behind("time"), "minutes_between(b, a) > 0", "23:00")
    assert found == ["22:00", "06:00", "21:59", "22:01", "23:00", "22:59", "23:01"]
    moments = ["2026-05-04 20:00", "2026-05-05 20:00", "2026-05-03 20:00"]
    near = ["2026-05-04 21:30", "2026-05-04 21:29", "2026-05-04 21:31"]
    found = tried(behind("date and time"), "minutes_between(b, a) > 90", "2026-05-04 20:00")
    assert found == [*moments, *near]


def test_moments_are_tried_a_week_apart_and_no_farther() -> None:
    found = tried(behind("date and time"), "minutes_between(b, a) >= 10080", "2026-05-04 20:00")
    assert found[3:] == ["2026-05-11 20:00", "2026-05-11 19:59"]


def test_each_option_is_tried_one_that_a_guard_asks_for_first_and_as_many_together_as_guards_count() -> None:
    options = "a:\n  ask: Which?\n  options: {one: One, two: Two, three: Three}\n"
    assert tried(options, 'a == "two"') == ["two", "one", "three"]
    assert tried(f"{options}  other: allowed\n", 'a == "two"') == ["two", "one", "three", "something else"]
    many = f"{options}  pick: many\n"
    whole = "one + two + three"
    assert tried(many, "count(a) > 1") == ["one", "two", "three", "one + two", whole]
    assert tried(many, 'has(a, "two")') == ["two", "one", "three", whole]


def test_lists_are_tried_short_and_long_and_with_lines_as_long_as_guards_count() -> None:
    line, more, most = "This is what came.", "This is what came to.", "This is what came to mind."
    found = tried(asked("list 0-3"), "count(a) > 1")
    assert found == [line, "", f"{line} + {more} + {most}", f"{line} + {more}", "This. + This is."]
    found = tried(asked("list 2-3"), "count(a) > 2")
    assert found == [f"{line} + {more}", f"{line} + {more} + {most}", "This is. + This. + This is what."]


def test_items_are_tried_one_by_one_and_in_each_order_that_puts_another_in_front() -> None:
    assert tried(about("one of b"), "words(a) > 1", ["x", "y"]) == ["x", "y"]
    own = tried(about("one of b", "  other: allowed"), "words(a) > 1", ["x", "y"])
    assert own[:2] == ["x", "y"]
    assert len(own) > 2
    optional = "  optional: true"
    found = tried(about("order of b", optional), "answered(a)", ["x", "y", "z"])
    assert found == ["x + y + z", "z + y + x", "y + x + z", "z + x + y", ""]


@pytest.mark.parametrize(
    ("items", "more", "guard", "shares"),
    [
        ("x", "", "max(a) > 60", "100"),
        ("xy", "", "max(a) > 60", "50 + 50, 100 + 0, 0 + 100, 60 + 40, 59 + 41, 61 + 39"),
        ("xy", "", "max(a) > 0", "50 + 50, 100 + 0, 0 + 100, 1 + 99"),
        ("xy", "", "max(a) >= 100", "50 + 50, 100 + 0, 0 + 100, 99 + 1"),
        (
            "xyz",
            "",
            "max(a) > 60",
            "34 + 33 + 33, 100 + 0 + 0, 0 + 100 + 0, 0 + 0 + 100, 60 + 40 + 0, 59 + 41 + 0, 61 + 39 + 0",
        ),
        ("x", "  rest: me", "max(a) > 60", "100, 60, 40, 59, 41, 61, 39, 0"),
        (
            "xy",
            "  rest: me",
            "max(a) > 0",
            "50 + 50, 100 + 0, 0 + 100, 0 + 0, 1 + 99, 1 + 0, 99 + 0",
        ),
    ],
)
def test_shares_are_tried_even_all_to_one_on_both_sides_of_a_guard_and_with_some_left_over(
    items: str, more: str, guard: str, shares: str
) -> None:
    assert tried(about("shares of 100 over b", more), guard, list(items)) == shares.split(", ")


def test_of_an_earlier_record_what_a_guard_asks_for_is_tried_first_and_then_every_pair_of_values() -> None:
    ask = (
        "last:\n  ask: Which?\n  recall: earlier\n  next:\n    - {if: GUARD, go: high}\n    - {else: done}\n"
    )
    guard = 'answered(last) and last.sure and last.way == "left"'
    earlier = (
        "sure:\n  ask: Sure?\n  answer: yes/no\nway:\n  ask: Way?\n  options: {right: R, left: L, up: U}\n"
    )
    flow = flow_text(f"{earlier}done:\n  say: Bye.\n  end: completed", flow_id="earlier")
    program = program_of(f"{ask.replace('GUARD', guard)}{ENDS}", files={"earlier.yaml": flow})
    samples = Samples(program, {"earlier": compile_text(flow, flow_id="earlier")})
    assert [said(tree) for tree in samples.all_of(walk_of(program, begin(program)))] == [
        "",
        "sure=yes way=left",
        "sure=no way=right",
        "sure=yes way=up",
        "sure=yes way=right",
        "sure=no way=up",
        "sure=no way=left",
    ]


def test_twelve_answers_are_tried_at_most_and_a_dozen_records_together() -> None:
    options = ", ".join([f"o{number}: O" for number in range(20)])
    found = tried(f"a:\n  ask: Which?\n  options: {{{options}}}\n", 'a == "o19"')
    assert found == ["o19", *[f"o{number}" for number in range(11)]]
    together = [
        tree for tree in recalled("  pick: many\n", "count(a) == 13", SIZES) if isinstance(tree, tuple)
    ]
    assert max(map(len, together)) == 12


SIZES = """
size:
  ask: How much?
  answer: number
way:
  ask: Way?
  options: {l: L, r: R, u: U, d: D, n: N, s: S}
"""


def recalled(more: str, guard: str, earlier: str) -> list[Tree]:
    """What is tried on a page that recalls a record of these pages."""
    ask = f"a:\n  ask: Which?\n  recall: earlier\n{more}"
    ask += f"  next:\n    - {{if: answered(a) and {guard}, go: high}}\n    - {{else: done}}\n"
    flow = flow_text(f"{earlier}done:\n  say: Bye.\n  end: completed", flow_id="earlier")
    program = program_of(f"{ask}{ENDS}", files={"earlier.yaml": flow})
    samples = Samples(program, {"earlier": compile_text(flow, flow_id="earlier")})
    return samples.all_of(walk_of(program, begin(program)))


def test_three_dozen_records_are_tried_at_most() -> None:
    assert len(recalled("", 'a.size > 3 and a.size < 70 and a.way == "l"', SIZES)) == 36


def test_a_text_is_tried_with_two_hundred_words_at_most() -> None:
    assert {len(words.split()) for words in tried(asked("text"), "words(a) > 300")} == {200, 1}


def test_what_guards_multiply_to_is_tried_from_one_up_to_a_hundred_thousand() -> None:
    assert "100000" in tried(asked("number"), "a / 1000 > 100")
    assert "100001" not in tried(asked("number"), "a / 9091 > 11")
    assert "1" in tried(asked("number"), "a / 4 > 0.25")


def test_of_many_items_six_are_put_in_front_in_turn() -> None:
    items = ["t", "u", "v", "w", "x", "y", "z"]
    question = about("order of b", "  optional: true").replace("list 1-4", "list 1-9")
    in_front = [found.partition(" ")[0] for found in tried(question, "answered(a)", items)]
    assert in_front == ["t", "z", "u", "v", "w", "x", "y", ""]
    eight = [found.partition(" ")[0] for found in tried(question, "answered(a)", [*items, "!"])]
    assert eight == ["t", "!", "u", "v", "w", "x", "y", ""]


def test_times_are_tried_behind_the_two_that_were_told_last_the_latest_first() -> None:
    pages = "".join([f"{name}:\n  ask: When?\n  answer: date and time\n" for name in "bcd"])
    clocks = ["2026-05-04 07:00", "2026-05-04 08:00", "2026-05-04 09:00"]
    question = f"{pages}{asked('date and time')}"
    found = tried(question, "minutes_between(d, a) >= 10080", *clocks)
    assert found[3:] == [
        "2026-05-11 20:00", "2026-05-11 19:59",
        "2026-05-11 09:00", "2026-05-11 08:59", "2026-05-11 08:00", "2026-05-11 07:59",
    ]  # fmt: skip


LISTS = """
lines:
  ask: Which?
  answer: list 2-3
ranked:
  ask: In which order?
  answer: order of lines
things:
  repeat: 1-3
  steps:
    what:
      ask: What?
      answer: text
  again: Another?
sorted:
  ask: In which order?
  answer: order of things.what
best:
  ask: Which?
  answer: one of lines
"""


@pytest.mark.parametrize(
    ("name", "counts"),
    [("lines", {2, 3}), ("ranked", {2, 3}), ("things.what", {1, 3}), ("sorted", {1, 3})],
)
def test_a_record_gives_what_is_in_order_and_what_a_loop_has_as_lists(name: str, counts: set[int]) -> None:
    records = [tree for tree in recalled("", f"words(a.best) > 1 and count(a.{name}) > 1", LISTS) if tree]
    listed = [record[name] for record in records if isinstance(record, Mapping)]
    assert counts <= {len(each) for each in listed if isinstance(each, tuple)}
    assert all(isinstance(record["best"], Told) for record in records if isinstance(record, Mapping))
