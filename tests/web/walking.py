"""What the authors' walks send to a page, as the engine plays them.

It must not hold a test.
"""

from dataclasses import dataclass

import pytest

from cbt.compiler.library import default_flows_folder
from cbt.compiler.walks import read_walks
from cbt.engine.answers import Fields, Records
from cbt.engine.player import Player
from cbt.engine.playing import Coverage, play
from cbt.model.answer import RecallKind
from cbt.model.flow import Flow
from cbt.model.source import SourcePos
from cbt.model.walk import WalkCase
from tests.web.house import compile_once

FOLDER = default_flows_folder()
FLOWS = compile_once(FOLDER).flows


@dataclass(frozen=True)
class Step:
    """A form of a walk: the question it answers, what it holds, and whether it is taken."""

    question: str
    fields: Fields
    is_taken: bool


def needs_nothing_before(flow: Flow, case: WalkCase) -> bool:
    """Whether a walk can be begun from the shelf: no inputs carried, no earlier record told."""
    recalls = {step.id for step in flow.steps.values() if isinstance(step.kind, RecallKind)}
    told = {*case.answers, *[action.about for action in case.script]}
    return not flow.needs and not recalls & told


def cases() -> list[tuple[str, WalkCase]]:
    found = []
    for path in sorted((FOLDER / "walks").glob("*.yaml")):
        walks, faults = read_walks(path, path.name)
        assert not faults
        flow = FLOWS[path.stem]
        found += [(path.stem, walk) for walk in walks if needs_nothing_before(flow, walk)]
    return found


def steps_of(flow_id: str, case: WalkCase, monkeypatch: pytest.MonkeyPatch) -> list[Step]:
    """What a walk sends, as the engine plays it."""
    sent: list[Step] = []
    submit = Player.submit

    def note(player: Player, fields: Fields, pos: SourcePos, *records: Records) -> None:
        question, was_refused = player.here.key, player.refused
        submit(player, fields, pos, *records)
        sent.append(Step(question, fields, player.refused == was_refused))

    with monkeypatch.context() as patch:
        patch.setattr(Player, "submit", note)
        assert play(FLOWS[flow_id], case, Coverage()) is None
    return sent
