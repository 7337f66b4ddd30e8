"""A figure over several records is the same as the sum done by hand, over those records that give what it reads."""

from hypothesis import given
from hypothesis import strategies as st

from cbt.engine.together import Numbers, Source, figure_of
from cbt.model.reference import AnswerRef
from tests.unit.compiler.making import passing

A, B = AnswerRef("asleep", ()), AnswerRef("in_bed", ())
FLOW = passing(
    """
    asleep:
      ask: How long asleep?
      answer: number
      least: 0
      most: 1000
    in_bed:
      ask: How long in bed?
      answer: number
      least: 0
      most: 1000
    """,
    """
over_time:
  figures:
    share: 100 * sum(asleep) / max(sum(in_bed), 1)
    least: min(asleep)
""",
)
SHARE, LEAST = FLOW.over_time.figures if FLOW.over_time else ()


@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 1000)), max_size=30))
def test_a_share_over_records_is_the_share_of_the_sums(nights: list[tuple[int, int]]) -> None:
    records: list[Numbers] = [{A: asleep, B: in_bed} for asleep, in_bed in nights]
    value, count = figure_of(FLOW, SHARE.expression, records)
    asleep, in_bed = sum(night[0] for night in nights), sum(night[1] for night in nights)
    assert (value, count) == (100 * asleep / max(in_bed, 1), len(nights))


@given(st.lists(st.dictionaries(st.sampled_from([A, B]), st.integers(0, 1000)), max_size=30))
def test_a_record_that_lacks_what_a_figure_reads_does_not_count(records: list[dict[Source, float]]) -> None:
    whole = [record for record in records if A in record and B in record]
    assert figure_of(FLOW, SHARE.expression, records) == figure_of(FLOW, SHARE.expression, whole)


def test_there_is_no_least_of_no_records() -> None:
    assert figure_of(FLOW, LEAST.expression, []) == (None, 0)
    assert figure_of(FLOW, LEAST.expression, [{B: 4}]) == (None, 0)
