"""The walks of the shipped flows hold, and together they go through everything."""

import pytest

from cbt.compiler.walks import read_walks
from cbt.engine.playing import Coverage, missing, play
from tests.content.prose import FLOW_IDS, flow
from tests.unit.engine.exercise import FLOWS


@pytest.mark.parametrize("flow_id", FLOW_IDS)
def test_every_walk_holds_and_together_they_miss_nothing(flow_id: str) -> None:
    cases, faults = read_walks(FLOWS / "walks" / f"{flow_id}.yaml", f"flows/walks/{flow_id}.yaml")
    assert not faults
    coverage = Coverage()
    failures = [(case.name, play(flow(flow_id), case, coverage)) for case in cases]
    assert [(name, failure) for name, failure in failures if failure] == []
    assert missing(flow(flow_id), coverage) == []


def test_every_file_of_walks_belongs_to_a_flow_and_no_two_walks_share_a_name() -> None:
    files = sorted((FLOWS / "walks").glob("*.yaml"))
    assert [path.stem for path in files] == FLOW_IDS
    for path in files:
        names = [case.name for case in read_walks(path, path.name)[0]]
        assert len(names) == len(set(names))
