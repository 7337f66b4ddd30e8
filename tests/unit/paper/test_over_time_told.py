"""What several records show together is told in a written-out flow, and who has read the flow."""

from cbt.paper.blocks import Points
from cbt.paper.document import write_out
from tests.unit.compiler.making import passing

MOOD = """
mood:
  ask: How is your mood?
  label: Mood
  answer: 0-10
sort:
  ask: What was it like?
  options: {calm: Calm, rough: Rough}
"""


def told(tail: str) -> dict[str, tuple[str, ...]]:
    """The parts of the record and of the opening by their labels."""
    document = write_out(passing(MOOD, tail), {})
    return {
        part.label: part.items if isinstance(part, Points) else part.paragraphs
        for part in (*document.opening, *document.record)
    }


def test_what_is_drawn_counted_and_worked_out_is_told_with_its_span() -> None:
    found = told(
        "over_time: {days: 7, fewest: 5, draw: [mood], count: [sort], list: [sort], mean_by: {sort: [mood]}, "
        "figures: {average: mean(mood)}}"
    )
    assert found["Drawn over the records of the last 7 days"] == ("Mood (mood)",)
    assert found["Counted over the records of the last 7 days"] == ("What was it like? (sort)",)
    assert found["Listed from the records of the last 7 days"] == ("What was it like? (sort)",)
    assert found["Means from 5 records on, of the last 7 days"] == (
        "Mood (mood), by What was it like? (sort)",
    )
    assert found["Worked out from 5 records on, of the last 7 days"] == ("Average: the mean of all mood",)


def test_what_is_not_there_is_not_told() -> None:
    found = told("over_time: {figures: {average: mean(mood)}}")
    assert "Worked out from 2 records on, of the last 28 days" in found
    assert not [label for label in found if label.startswith(("Drawn", "Counted", "Listed", "Means"))]


def test_published_words_and_the_days_between_two_records_are_told() -> None:
    found = told("wording: published\napart: 2 weeks")
    assert found["Wording"] == ("The questions are a published questionnaire’s own, and are never changed",)
    assert found["Best apart by"] == ("14 days",)
    assert not {"Wording", "Best apart by"} & set(told(""))


def test_who_has_read_the_flow_is_told() -> None:
    assert told("reviewed_by: nobody yet")["Read by someone with clinical experience"] == ("nobody yet",)
