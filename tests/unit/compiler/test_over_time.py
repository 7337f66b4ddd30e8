"""What several records show together, and short names of what no page asks for: read, and refused at their place."""

import pytest

from cbt.model.reference import ComputedRef, SeriesRef
from tests.unit.compiler.making import compile_steps, passing

STEPS = """
mood:
  ask: How is your mood?
  answer: 0-10
fit:
  ask: Which word fits?
  options: {low: Low, fine: Fine}
note:
  ask: What was there?
  answer: date
things:
  repeat: 1-3
  steps:
    what:
      ask: What was it?
      answer: text
    much:
      ask: How much?
      answer: number
  again: Was there more?
"""
COMPUTED = """
computed:
  doubled: mood * 2
"""


def test_numbers_choices_and_figures_are_read_with_their_labels() -> None:
    tail = """
labels:
  doubled: The mood, twice
  average: Mood on average
over_time:
  days: 7
  fewest: 5
  draw: [mood, doubled]
  count: [fit, things.what]
  figures:
    average: mean(mood)
    out_of_ten: 10 * sum(doubled) / max(sum(mood), 1)
"""
    flow = passing(STEPS, COMPUTED + tail)
    over_time = flow.over_time
    assert over_time is not None
    assert (over_time.days, over_time.fewest) == (7, 5)
    assert [kept.label.source for kept in over_time.drawn if kept.label] == [
        "How is your mood?",
        "The mood, twice",
    ]
    assert [kept.name for kept in over_time.counted] == ["fit", "things.what"]
    assert [figure.called for figure in over_time.figures] == ["Mood on average", "Out of ten"]


def test_times_can_be_counted_and_days_cannot() -> None:
    steps = "clock:\n  ask: When?\n  answer: time\nboth:\n  ask: When?\n  answer: date and time\n"
    over_time = passing(steps, "over_time: {count: [clock, both]}").over_time
    assert over_time is not None
    assert [kept.name for kept in over_time.counted] == ["clock", "both"]
    findings = compile_steps(STEPS, "over_time: {count: [note]}").findings
    assert [f"{each.code} {each.message}" for each in findings] == ['F203 "note" is a date']


def test_without_numbers_of_its_own_a_month_is_looked_back_on_from_two_records_on() -> None:
    over_time = passing(STEPS, "over_time: {draw: [mood]}").over_time
    assert over_time is not None
    assert (over_time.days, over_time.fewest, over_time.figures) == (28, 2, ())


def test_any_answer_can_be_listed_and_a_loop_by_itself_cannot() -> None:
    over_time = passing(STEPS, "over_time: {list: [note, things.what, things.much, fit]}").over_time
    assert over_time is not None
    assert [kept.name for kept in over_time.listed] == ["note", "things.what", "things.much", "fit"]
    [finding] = compile_steps(STEPS, "over_time: {list: [things]}").findings
    assert (finding.code, finding.message) == ("F203", '"things" is a loop')
    assert finding.hint == "list one answer of a loop, such as things.what"


def test_a_figure_reads_a_name_as_the_list_of_its_numbers() -> None:
    over_time = passing(STEPS, COMPUTED + "over_time: {figures: {most: max(doubled)}}").over_time
    assert over_time is not None
    [place] = over_time.figures[0].expression.root.args  # type: ignore[union-attr]  # a call of max
    assert place.ref == SeriesRef(ComputedRef("doubled"))  # type: ignore[union-attr]  # of a name


@pytest.mark.parametrize(
    ("words", "finding"),
    [
        ("{days: 7}", 'F012 "over_time" shows nothing'),
        ("{draw: [fit]}", 'F203 "fit" is a choice'),
        ("{draw: [things.much]}", 'F203 "things.much" is a list with a number for each item'),
        ("{draw: [mod]}", 'F202 there is no answer "mod" here'),
        ("{count: [mood]}", 'F203 "mood" is a number'),
        ("{count: [things]}", 'F203 "things" is a loop'),
        ("{draw: [mood], days: 0}", 'F013 "days" should be a whole number from 1 to 366'),
        ("{draw: [mood], days: 367}", 'F013 "days" should be a whole number from 1 to 366'),
        ("{draw: [mood], fewest: some}", 'F013 "fewest" should be a whole number from 1 to 31'),
        ("{figures: {all: mood}}", 'F203 "all" is a list with a number for each item, not a number'),
        ("{figures: {all: mean(fit)}}", 'F203 "fit" is a choice, and cannot be read over several records'),
        (
            "{figures: {all: mean(things.much)}}",
            'F203 "things.much" is a list with a number for each item, and cannot be read over several records',
        ),
        ("{figures: {all: mean(mod)}}", 'F202 there is no answer "mod" here'),
        ("{figures: {all: mean(mood) / sum(mood)}}", "F203 this divisor can be 0"),
    ],
)
def test_what_cannot_be_read_over_several_records_is_refused(words: str, finding: str) -> None:
    findings = compile_steps(STEPS, f"over_time: {words}").findings
    assert [f"{each.code} {each.message}" for each in findings] == [finding]


@pytest.mark.parametrize(
    ("labels", "finding"),
    [
        ("{doubld: Twice}", 'F202 there is no answer "doubld" here'),
        ("{mood: The mood}", 'F013 "mood" is answered on a page of its own'),
        ('{doubled: " "}', 'F013 the label of "doubled" is empty'),
    ],
)
def test_a_label_belongs_to_a_value_that_no_page_asks_for(labels: str, finding: str) -> None:
    findings = compile_steps(STEPS, f"{COMPUTED}labels: {labels}").findings
    assert [f"{each.code} {each.message}" for each in findings] == [finding]


def test_the_label_of_a_computed_value_stands_in_the_record_and_in_view() -> None:
    tail = f"{COMPUTED}labels: {{doubled: The mood, twice over}}\nsummary: {{rows: [doubled]}}"
    tail = tail.replace("{doubled: The mood, twice over}", "{doubled: Twice the mood}")
    row = passing(STEPS, tail).summary.rows[0]
    assert row.label is not None
    assert (row.label.source, row.label.key) == ("Twice the mood", "labels.doubled")


def test_who_has_read_a_flow_is_kept_with_it() -> None:
    assert passing(STEPS, "reviewed_by: nobody yet").reviewed_by == "nobody yet"


def test_means_are_grouped_by_what_is_answered_together() -> None:
    flow = passing(
        STEPS, COMPUTED + "over_time: {mean_by: {fit: [mood, doubled], things.what: [things.much]}}"
    )
    assert flow.over_time is not None
    found = [(mean.by.name, [kept.name for kept in mean.numbers]) for mean in flow.over_time.means]
    assert found == [("fit", ["mood", "doubled"]), ("things.what", ["things.much"])]


@pytest.mark.parametrize(
    ("grouped", "told"),
    [
        ("fit: [things.much]", 'F203 "things.much" is not answered together with "fit"'),
        ("things.what: [mood]", 'F203 "mood" is not answered together with "things.what"'),
        ("mood: [mood]", 'F203 "mood" is a number'),
        ("fit: [note]", 'F203 "note" is a date'),
        ("fit: [moood]", 'F202 there is no answer "moood" here'),
        ("fit: []", 'F013 "fit" groups no number'),
    ],
)
def test_a_mean_that_cannot_be_taken_is_refused(grouped: str, told: str) -> None:
    findings = compile_steps(STEPS, f"over_time: {{mean_by: {{{grouped}}}}}").findings
    assert [f"{each.code} {each.message}" for each in findings] == [told]
