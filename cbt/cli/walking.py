"""Plays the walks of flows for `cbt test`, and keeps what came of each.

It must not print.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from cbt.cli.folders import WALKS, Wanted
from cbt.compiler.diagnostics import Diagnostic
from cbt.compiler.library import Library, compile_folder
from cbt.compiler.walks import read_walks
from cbt.engine.coverage import Coverage
from cbt.engine.playing import play
from cbt.model.answer import RecallKind
from cbt.model.flow import Flow
from cbt.model.source import SourcePos
from cbt.model.walk import Failure, WalkCase

_WORD = re.compile(r"[A-Za-z0-9_.]+")


@dataclass(frozen=True, slots=True)
class Played:
    """A walk, why it fails if it does, and how long it took in seconds."""

    case: WalkCase
    failure: Diagnostic | None
    seconds: float


@dataclass(slots=True)
class FlowWalks:
    """The walks of one flow: the file that they stand in, whether it is there, and what came of them.

    `coverage` is of the walks that hold; `tried` also of those that fail, up to where they do.
    """

    flow: Flow
    path: Path
    is_there: bool
    played: list[Played] = field(default_factory=list)
    faults: list[Diagnostic] = field(default_factory=list)
    coverage: Coverage = field(default_factory=Coverage)
    tried: Coverage = field(default_factory=Coverage)

    @property
    def passed(self) -> int:
        return sum(one.failure is None for one in self.played)

    @property
    def holds(self) -> bool:
        return not self.faults and self.passed == len(self.played)


@dataclass(slots=True)
class FolderWalks:
    """A folder of flows: what was compiled, the walks of its sound flows, and files of walks without a flow."""

    wanted: Wanted
    library: Library
    walks: list[FlowWalks]
    lost: list[Diagnostic]


def walked_folder(wanted: Wanted) -> FolderWalks:
    """Plays all walks of the flows that are meant in a folder."""
    library, walks = wanted.compile(), wanted.folder / WALKS
    played = [play_walks(flow, walks / f"{flow.id}.yaml") for flow in library.flows.values()]
    return FolderWalks(wanted, library, played, [] if wanted.files else _lost(walks, wanted.folder))


def play_walks(flow: Flow, path: Path) -> FlowWalks:
    """Plays the walks in a file; none where it is not there."""
    if not path.is_file():
        return FlowWalks(flow, path, is_there=False)
    cases, faults = read_walks(path, str(path))
    walks = FlowWalks(flow, path, is_there=True, faults=faults)
    lines = path.read_text(encoding="utf-8-sig", errors="replace").split("\n")
    for case in cases:
        started = perf_counter()
        own = Coverage()
        failure = play(flow, case, own)
        seconds = perf_counter() - started
        walks.tried.add(own)
        if failure is None:
            walks.coverage.add(own)
        walks.played.append(Played(case, _diagnostic(failure, case, lines) if failure else None, seconds))
    return walks


def _diagnostic(failure: Failure, case: WalkCase, lines: Sequence[str]) -> Diagnostic:
    """The failure as a finding at its place, which covers the word that stands there."""
    message = f"{failure.message} (in the walk: {case.name})"
    return Diagnostic(failure.code, failure.pos, message, failure.hint, _length(failure.pos, lines))


def _length(pos: SourcePos, lines: Sequence[str]) -> int:
    line = lines[pos.line - 1] if pos.line <= len(lines) else ""
    word = _WORD.match(line, pos.column - 1)
    return len(word[0]) if word else 1


def _lost(walks: Path, folder: Path) -> list[Diagnostic]:
    lost = [path for path in sorted(walks.glob("*.yaml")) if not (folder / path.name).is_file()]
    return [
        Diagnostic(
            "T101",
            SourcePos(str(path), 1, 1),
            f"there is no flow {path.stem} beside this folder",
            "give the walks its name",
        )
        for path in lost
    ]


def all_flows(tested: FolderWalks) -> Mapping[str, Flow]:
    """The flows of a folder, those too that are not meant but whose records are recalled."""
    flows = tested.library.flows
    recalled = {
        step.kind.flow
        for flow in flows.values()
        for step in flow.steps.values()
        if isinstance(step.kind, RecallKind)
    }
    return flows if recalled <= set(flows) else {**compile_folder(tested.wanted.folder).flows, **flows}
