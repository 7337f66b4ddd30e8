"""The walks of the shipped flows hold, and together they go through everything."""

import pytest

from cbt.compiler.walks import read_walks
from cbt.engine.playing import Coverage, missing, play
from cbt.model.walk import WalkCase
from tests.content.prose import FLOW_IDS, flow
from tests.unit.engine.exercise import FLOWS

# The pages that tell of no change, or of a change for the worse.
NO_BETTER = {"same", "higher", "truer", "stronger", "colder", "no_change", "missed", "not_this_time"}
# Where nothing is compared: the page that a hard day, or an act that was not done, leads to.
WHERE_IT_IS_HARD = {
    "activity_diary": "low_day",
    "activity_plan": "heavier",
    "done_today": "heavy_day",
    "five_areas": "not_yet",
    "goal": "start",
    "good_things": "quiet_end",
    "if_then_plan": "could_not",
    "ladder": "start_lower",
    "ladder_step": "not_begun",
    "mood_check_in": "low",
    "safety_plan": "left_open",
    "sleep_diary": "short_night",
    "staying_well": "quiet",
    "three_columns": "strong",
    "weigh_it_up": "left_open",
}
# They set something up or look around, and have no outcome of their own.
NOTHING_TO_HELP = {"good_evidence_log", "values"}
FEWEST_WORDS = 5


def cases_of(flow_id: str) -> list[WalkCase]:
    return read_walks(FLOWS / "walks" / f"{flow_id}.yaml", f"flows/walks/{flow_id}.yaml")[0]


def visited(flow_id: str, case: WalkCase) -> set[str]:
    """The pages that a walk comes to."""
    gone, of = Coverage(), flow(flow_id)
    play(of, case, gone)
    return {of.ways[source][number].dest for source, number in gone.ways}


@pytest.mark.parametrize("flow_id", FLOW_IDS)
def test_every_walk_holds_and_together_they_miss_nothing(flow_id: str) -> None:
    cases, faults = read_walks(FLOWS / "walks" / f"{flow_id}.yaml", f"flows/walks/{flow_id}.yaml")
    assert not faults
    coverage = Coverage()
    failures = [(case.name, play(flow(flow_id), case, coverage)) for case in cases]
    assert [(name, failure) for name, failure in failures if failure] == []
    assert missing(flow(flow_id), coverage) == []


@pytest.mark.parametrize("flow_id", FLOW_IDS)
def test_a_walk_goes_where_it_did_not_help(flow_id: str) -> None:
    """Where nothing was measured, the page is named that a bad day leads to."""
    wanted = {WHERE_IT_IS_HARD[flow_id]} if flow_id in WHERE_IT_IS_HARD else NO_BETTER
    if flow_id in NOTHING_TO_HELP:
        return
    passed = [visited(flow_id, case) for case in cases_of(flow_id)]
    assert any(wanted & {piece for page in pages for piece in page.split(".")} for pages in passed)


@pytest.mark.parametrize("flow_id", FLOW_IDS)
def test_a_walk_goes_back_and_changes_an_answer(flow_id: str) -> None:
    assert any({"back", "change"} <= {action.word for action in case.script} for case in cases_of(flow_id))


@pytest.mark.parametrize("flow_id", FLOW_IDS)
def test_a_walk_tells_of_a_whole_run_in_a_few_words(flow_id: str) -> None:
    assert any(case.answers and len(case.name.split()) >= FEWEST_WORDS for case in cases_of(flow_id))


def test_every_file_of_walks_belongs_to_a_flow_and_no_two_walks_share_a_name() -> None:
    files = sorted((FLOWS / "walks").glob("*.yaml"))
    assert [path.stem for path in files] == FLOW_IDS
    for path in files:
        names = [case.name for case in read_walks(path, path.name)[0]]
        assert len(names) == len(set(names))
