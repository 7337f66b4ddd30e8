"""What walks have not gone through is told with its place, and once however often a part is used."""

from cbt.engine.coverage import Coverage, missing, wanted
from tests.unit.engine.exercise import flow_of

PART = """
part: p
gives: [name]
steps:
  name:
    ask: What?
    answer: text
    check:
      - must: words(name) > 1
        else: Two words, please.
      - must: words(name) < 9
        else: Fewer words, please.
"""
FLOW = flow_of(
    "one:\n  use: parts/p\ntwo:\n  use: parts/p\ndone:\n  say: Done.\n  end: completed",
    files={"parts/p.yaml": PART},
)


def test_what_a_part_has_is_one_spot_wherever_it_is_used_and_each_refusal_its_own() -> None:
    gaps = list(wanted(FLOW))
    assert len(gaps) == 6
    spots = {(gap.target, gap.spot) for gap in gaps if gap.is_refusal}
    assert {target for target, _ in spots} == {
        (f"{part}.name", check) for part in ("one", "two") for check in (0, 1)
    }
    assert len({spot for _, spot in spots}) == 2


def test_a_way_and_a_refusal_of_one_number_are_told_apart() -> None:
    gone = Coverage(ways={("one.name", 0)}, refusals={("two.name", 1)})
    left = {(gap.target, gap.is_refusal) for gap in missing(FLOW, gone)}
    assert (("one.name", 0), False) not in left
    assert (("one.name", 0), True) in left
    assert (("two.name", 1), True) not in left
    assert len(left) == 4
