"""Names and kinds: what can be read where, what fits where, and that one mistake is told once."""

import pytest

from cbt.compiler.words import FUNCTIONS as ALL_FUNCTIONS
from tests.unit.compiler.making import HEAD, compile_steps, compile_text, flow_text, passing, said

PICKS = "picks:\n  ask: Which?\n  options: {a: A, b: B}\n  pick: many\n  other: allowed\n"
SCALE = "size:\n  ask: Size?\n  answer: 0-10\n"
LOOP = """
days:
  repeat: 1-2
  steps:
    day:
      ask: Which day?
      answer: text
    hours:
      repeat: 1-2
      steps:
        mood:
          ask: How was {day}?
          answer: 0-10
      again: Another hour?
    gone:
      use: parts/p
      with: {claim: day}
  again: Another day?
"""
PART = """
part: p
needs: {claim: text}
gives: [fits, doubled]
steps:
  fits:
    ask: What fits {claim}?
    answer: 0-10
computed:
  doubled: fits * 2
"""
COMPARE = "compare it first, or use another answer"
COMPARE_NUMBERS = "compare numbers, or a choice with an option in quotes"
FUNCTIONS = ", ".join(ALL_FUNCTIONS)
DIVISOR = "F203 this divisor can be 0; divide by something that cannot, such as a whole number"
KINDS = (
    "use one of: text, long text, yes/no, number, percent, minutes, date, time, date and time, 0-100, 0-10, "
    "list 1-5, one of, order of, shares of 100 over"
)
ITEMS = "not a list with items; name a list, a pick of many, an order, or a loop's texts"
NO_RULE = 'F013 "check" should be words with a colon, indented below it'
REFERENCE = "see how it is written in the language reference"


def rule(condition: str, before: str = SCALE + PICKS) -> list[str]:
    steps = (
        before + "x:\n  ask: X?\n  answer: text\n  check:\n    - must: '" + condition + "'\n      else: No.\n"
    )
    return [line.partition(" ")[2] for line in said(compile_steps(steps).findings)]


@pytest.mark.parametrize(
    "condition",
    [
        'has(picks, "a")',
        'has(picks, "other")',
        "count(picks) > 1",
        "min(size, 3, -size) < max(1, size) - 9",
        "size / 2 > 1",
        "size / count(picks) > 1",
        "size / (size + 1) > 1",
        "10 / -(size + 1) > -1",
        "size / min(size + 1, 5) > 1",
        'x == "a"',
        '"a" != x',
        "answered(picks) and size > 1",
        'size != 3 and not size == 4 or x == "b"',
        "words(x) * 2 > 3 + size",
    ],
)
def test_kinds_that_fit_pass(condition: str) -> None:
    assert rule(condition) == []


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("has(picks)", "F203 has takes 2 in its brackets; here are 1; see the list of functions"),
        ('has(size, "a")', f'F203 has needs a pick of options; "size" is a number; {COMPARE}'),
        ("has(picks, x)", 'F203 has takes an option\'s id in quotes; write has(picks, "id")'),
        ('has(picks, "c")', 'F203 there is no option "c"; use one of: a, b, other'),
        ("answered(x, x)", "F203 answered takes 1 in its brackets; here are 2; see the list of functions"),
        (
            "count(size, x) > 1",
            f'F203 count needs a list with a choice for each item; "size" is a number; {COMPARE}',
        ),
        ("mean() > 1", "F203 mean takes 1 in its brackets; here are 0; see the list of functions"),
        (
            "mean(1 + 1) > 1",
            f"F203 mean needs a list with a number for each item; this is a number; {COMPARE}",
        ),
        ("max(1, x) > 1", f'F203 max needs a number; "x" is a text; {COMPARE}'),
        ("size / max(size, x) > 1", f'F203 max needs a number; "x" is a text; {COMPARE}'),
        ("size / words(x) > 1", DIVISOR),
        ("1 / min(size, words(x)) > 1", DIVISOR),
        ("1 / (1 / (words(x) + 1)) > 1", DIVISOR),
        ("1 / (words(x) * 2) > 1", DIVISOR),
        ("-x > 1", f'F203 "-" needs a number; "x" is a text; {COMPARE}'),
        ("x and size > 1", f'F203 "and" needs a yes or no; "x" is a text; {COMPARE}'),
        ('"a" == "a"', f"F203 a string cannot be compared with a string; {COMPARE_NUMBERS}"),
        ("zzzz == 1", 'F202 there is no answer "zzzz" here; name a step, or a computed value'),
        ("count(zzzz) > 1", 'F202 there is no answer "zzzz" here; name a step, or a computed value'),
        ("words(zzzz) > 1", 'F202 there is no answer "zzzz" here; name a step, or a computed value'),
        ("answered(zzzz)", 'F202 there is no answer "zzzz" here; name a step, or a computed value'),
        (
            "frobnicate(size) > 1",
            f'F202 there is no function "frobnicate"; the functions are: {FUNCTIONS}',
        ),
    ],
)
def test_kinds_that_do_not_fit_are_told_once(condition: str, told: str) -> None:
    assert rule(condition) == [told]


def steps_said(steps: str, tail: str = "", **others: str) -> list[str]:
    return [
        line.partition(" ")[2] for line in said(compile_steps(steps, tail, parts__p=PART, **others).findings)
    ]


@pytest.mark.parametrize(
    ("steps", "tail", "told"),
    [
        (
            LOOP + "look:\n  say: Look.\n",
            "computed:\n  all: mean(days.hours.mood)\n",
            ['F202 "days.hours.mood" cannot be read here; read it inside its own loop; name an answer'],
        ),
        (
            LOOP + "look:\n  say: Look.\n  keep_in_view: [days.hours.mod]\n",
            "",
            ['F202 there is no answer "days.hours.mod" here; did you mean "days.hours.mood"?'],
        ),
        (
            LOOP + "look:\n  say: Look.\n  keep_in_view: [days.gone.doubled]\n",
            "",
            ['F202 "days.gone.doubled" cannot be read here; read it inside its own loop; name an answer'],
        ),
        (
            LOOP
            + "walk:\n  for_each: days\n  steps:\n    x:\n      say: On {day} it was {gone.fits}, {days}.\n",
            "",
            ['F203 "days" is a loop and cannot be shown in a text; show one answer'],
        ),
        (
            LOOP + "walk:\n  for_each: days\n  steps:\n    x:\n      say: It was {hours.mood}.\n",
            "",
            ['F202 "hours.mood" cannot be read here; read it inside its own loop; name an answer'],
        ),
        (
            LOOP
            + "walk:\n  for_each: dayz\n  steps:\n    x:\n      say: On {day}.\nlook:\n  say: It was {days.x}.\n",
            "",
            ['F202 there is no answer "dayz" here; did you mean "days"?'],
        ),
        (
            "part:\n  use: parts/p\n  with: {claim: nothing_at_all}\n",
            "",
            ['F202 there is no answer "nothing_at_all" here; name a step, or a computed value'],
        ),
        (
            SCALE + "part:\n  use: parts/p\n  with: {claim: size}\nlook:\n  say: It was {part}.\n",
            "",
            [
                'F106 "claim" needs a text; "size" is a number; give another answer',
                'F202 "part" is a part; read what it gives; did you mean "part.fits"?',
            ],
        ),
        (
            SCALE + "x:\n  hand_off: sample\n",
            "",
            ['F103 no way leads to "done"; lead there with next, or take it out'],
        ),
        (
            LOOP.replace("gone:", "read:\n      say: R.\n    gone:")
            + "look:\n  say: Look.\n  keep_in_view: [days.read]\n",
            "",
            ['F202 "days.read" is a page to read, without an answer; name an answer'],
        ),
        (
            LOOP + "walk:\n  for_each: days.day\n  steps:\n    x:\n      say: X.\n",
            "",
            ['F203 "days.day" is one answer of each item, not the list; did you mean "days"?'],
        ),
        (
            SCALE + "x:\n  ask: X?\n  answer: one of size\n",
            "",
            [f'F203 "size" is a number, {ITEMS}'],
        ),
        (
            "x:\n  ask: X?\n  answer: one of lines\n",
            "",
            ['F202 there is no answer "lines" here; name a step, or a computed value'],
        ),
        (
            SCALE,
            "summary:\n  rows: [sizes]\n  change: {size: [size, sizz]}\n",
            [
                'F202 there is no answer "sizes" here; did you mean "size"?',
                'F202 there is no answer "sizz" here; did you mean "size"?',
            ],
        ),
        (
            SCALE.replace("0-10", "0-10\n  next: {small: done}"),
            "",
            ['F013 "size" has no options to go by; write next: step, or a list of {if, go} and {else}'],
        ),
        (
            "x:\n  ask: X?\n  answer: nonsense\n  next: {a: done, b: done}\n",
            "",
            ['F013 "nonsense" is not a kind of answer; ' + KINDS],
        ),
        (
            "x:\n  ask: X?\n  options: {a: A, b: B}\n  next: {a: [done], b: done}\n",
            "",
            ['F013 "a" should name a step; write a: step'],
        ),
        (
            "x:\n  ask: X?\n  answer: 0-10\n  next: {a: done}\n  optional: true\n",
            "",
            [
                'F104 "x" may be left empty, and then leads nowhere; take optional out, or use a list of ways',
                'F013 "x" has no options to go by; write next: step, or a list of {if, go} and {else}',
            ],
        ),
        (
            "x:\n  say: X.\n  next:\n    - {if: a, b, go: done}\n    - {else: done}\n",
            "",
            ["F013 a way on is {if: ..., go: step} or {else: step}; put a condition with a comma in quotes"],
        ),
        (
            "x:\n  ask: X?\n  options: {a: [A], b: B}\n",
            "",
            ['F013 "a" should be a text; write option: label'],
        ),
        (
            "x:\n  ask: X?\n  answer: 0-9\n  ends: {0: low}\n",
            "",
            ["F013 the ends of the scale need names; name two points at least"],
        ),
        (
            "x:\n  ask: X?\n  answer: 0-9\n  ends: {0: low, 9: [high]}\n",
            "",
            ['F013 "9" should be a text; write point: meaning'],
        ),
        (
            "x:\n  ask: X?\n  answer: 0-9\n  ends: shared/s\n",
            "",
            ['F013 "12" is not a point of the scale 0-9; use its numbers'],
        ),
        (
            "x:\n  repeat: 5-1\n  steps:\n    y:\n      say: Y.\n  again: More?\n",
            "",
            ['F013 "5-1" does not say how often; write a range such as 1-5, at most 100'],
        ),
        (
            "x:\n  ask: X?\n  answer: text\n  check: [a, {must: answered(x), else: No.}]\n",
            "",
            [
                f'{NO_RULE}; write "- must: a", and "else: ..." below "must"',
                'F007 the words of "else" stand in braces; write them on a line of their own',
            ],
        ),
        (
            "x:\n  ask: X?\n  answer: text\n  keep_in_view: [[a], x]\n",
            "",
            ['F013 "keep_in_view" should be a text; write it such as keep_in_view: [thought]'],
        ),
        (
            "x:\n  aks: X?\n  answer: text\n  chekc:\n    - mst: answered(x)\n      else: No.\n",
            "",
            [
                'F010 "aks" is not a word of a flow here; did you mean "ask"?',
                'F010 "chekc" is not a word of a flow here; did you mean "check"?',
                'F010 "mst" is not a word of a flow here; did you mean "must"?',
            ],
        ),
    ],
)
def test_a_mistake_is_told_once(steps: str, tail: str, told: list[str]) -> None:
    scale = "scale: s\nends: {0: low, 12: high}\n"
    assert sorted(steps_said(steps, tail, shared__s=scale)) == sorted(told)


def test_a_part_that_gives_what_it_does_not_have_is_told_once() -> None:
    part = PART.replace("gives: [fits", "gives: [fitz").replace("claim: text", "claim: words")
    library = compile_steps(
        "x:\n  ask: X?\n  answer: text\npart:\n  use: parts/p\n  with: {claim: x}\nlook:\n  say: It was {part.fitz}.\n",
        parts__p=part,
    )
    assert said(library.findings) == [
        '3:16 F013 "words" is not a kind of input; use one of: text, number, yes/no, date, time, list',
        '4:9 F202 this part has no "fitz" to give; give one of its steps or computed values',
    ]


def test_a_part_without_a_step_is_told_once() -> None:
    library = compile_steps("part:\n  use: parts/p\n", parts__p="part: p\nsteps:\n  x:\n    optional: true\n")
    assert said(library.findings) == ['3:3 F012 "x" asks and says nothing; add a line ask: or say:']


@pytest.mark.parametrize(
    ("odd", "code"), [("Done now", "F014"), ("rest", "F015"), ("change", "F015"), ("look-at", "F014")]
)
def test_a_step_whose_id_cannot_be_used_is_told_and_not_all_that_leads_to_it(odd: str, code: str) -> None:
    steps = "x:\n  ask: X?\n  answer: yes/no\n  next: {yes: meant, no: done}\n"
    steps += f"{odd}:\n  say: '{{x}}'\nlast:\n  say: It was {{meant}}.\n"
    assert [line.partition(" ")[2][:4] for line in said(compile_steps(steps).findings)] == [code]


def test_a_loop_has_not_come_to_its_fewest_items_while_it_collects_them() -> None:
    loop = "e:\n  repeat: 2-3\n  steps:\n    n:\n      ask: N?\n      answer: 1-9\n      check:\n"
    loop += "        - must: n / (count(e) - 1) > 1\n          else: No.\n  again: More?\n"
    assert [line.partition(" ")[2] for line in said(compile_steps(loop).findings)] == [DIVISOR]
    passing(loop.replace("count(e) - 1", "count(e) + 1"), "computed: {x: 1 / (count(e) - 1)}\n")


def test_a_broken_guard_hides_no_other_fault_and_makes_none() -> None:
    library = compile_steps(
        "x:\n  ask: X?\n  answer: 0-9\n  next:\n    - {if: y > 3, go: z}\n    - {else: done}\nz:\n  say: {zz}\n"
    )
    assert [line.partition(" ")[2][:4] for line in said(library.findings)] == ["F202", "F013"]


def test_a_flow_with_needs_reads_them_and_says_so() -> None:
    head = f"{HEAD}needs: {{claim: text, strength: number, sure: yes/no, lines: list}}\n"
    steps = "x:\n  ask: What about {claim}, {strength}?\n  answer: one of lines\n"
    steps += "  next:\n    - {if: sure, go: y}\n    - {else: done}\n"
    library = compile_text(flow_text(f"{steps}y:\n  say: Sure.\n", head=head))
    assert [line.partition(" ")[2] for line in said(library.findings)] == [
        'F304 "lines" may be empty, and then there is nothing to answer; guard it with if: count(lines) > 0'
    ]


def test_fields_that_a_walk_adds_inside_another_loop_stay_inside() -> None:
    steps = "lines:\n  ask: Which?\n  answer: list 1-2\n"
    steps += "rounds:\n  repeat: 1-2\n  steps:\n    walk:\n      for_each: lines\n"
    steps += "      steps:\n        how:\n          ask: How is {lines}?\n          answer: 0-10\n  again: Again?\n"
    passing(steps)
    library = compile_steps(steps, "computed:\n  all: mean(lines.how)\n")
    assert [finding.code for finding in library.findings] == ["F202"]


def test_an_answer_is_kept_in_view_with_its_question() -> None:
    flow = passing(SCALE + "look:\n  say: Look.\n  keep_in_view: [size]\n")
    (kept,) = flow.steps["look"].keep_in_view
    assert kept.label is flow.steps["size"].prompt


LABELLED = """
size:
  ask: How big is it now?
  label: Its size
  answer: 0-10
look:
  say: Look.
  keep_in_view: [size]
after:
  ask: And now?
  answer: 0-10
"""


def test_an_answer_goes_by_its_label_where_the_author_gives_one() -> None:
    flow = passing(LABELLED, "summary:\n  rows: [size, after]\n  change: {size: [size, after]}\n")
    label = flow.steps["size"].label
    assert label is not None
    assert (label.key, label.source) == ("size.label", "Its size")
    (kept,) = flow.steps["look"].keep_in_view
    (change,) = flow.summary.changes
    assert kept.label is change.label is flow.summary.rows[0].label is label
    assert flow.summary.rows[1].label is flow.steps["after"].prompt


def test_a_label_names_an_answer_in_words_that_are_given() -> None:
    assert steps_said("look:\n  say: Look.\n  label: A look\n") == [
        'F011 "label" does not go with "say"; take it out, or make a step of its own'
    ]
    assert steps_said('a:\n  ask: A?\n  label: ""\n  answer: text\n') == [
        'F013 "label" of "a" is empty; write its words'
    ]
    (told,) = steps_said("a:\n  ask: A?\n  label: The {b}\n  answer: text\nb:\n  ask: B?\n  answer: text\n")
    assert told.startswith('F304 "b" ')


def test_a_change_of_single_answers_and_of_loops_is_read() -> None:
    steps = "a:\n  ask: A?\n  answer: 0-9\nb:\n  ask: B?\n  answer: 0-9\n"
    flow = passing(steps, "summary:\n  title: Done\n  rows: [a]\n  change: {a: [a, b]}\n")
    (change,) = flow.summary.changes
    assert change.label is flow.steps["a"].prompt
    assert [row.name for row in flow.summary.rows] == ["a"]
