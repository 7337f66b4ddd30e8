"""What an author's walks have gone through, and what none of them has.

It must not play a walk: whoever does notes here what happened.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from cbt.model.flow import Flow
from cbt.model.source import SourcePos


@dataclass(slots=True)
class Coverage:
    """What walks have gone through: ways on by source and number, refusals by step and number of the check."""

    ways: set[tuple[str, int]] = field(default_factory=set)
    refusals: set[tuple[str, int]] = field(default_factory=set)


def missing(flow: Flow, coverage: Coverage) -> list[tuple[SourcePos, str]]:
    """The ways on and refusals that no walk has gone through, with their places, in the order of the files."""
    found = {*_ways_missing(flow, coverage), *_refusals_missing(flow, coverage)}
    return sorted(found, key=lambda item: (item[0].file, item[0].line, item[0].column, item[1]))


def _ways_missing(flow: Flow, coverage: Coverage) -> Iterator[tuple[SourcePos, str]]:
    for source, ways in flow.ways.items():
        for number, way in enumerate(ways):
            if (source, number) not in coverage.ways:
                yield way.pos, f"{source} -> {way.dest}"


def _refusals_missing(flow: Flow, coverage: Coverage) -> Iterator[tuple[SourcePos, str]]:
    for step in flow.steps.values():
        for number, check in enumerate(step.checks):
            if (step.id, number) not in coverage.refusals:
                yield check.sentence.pos, f"{step.id} refuses"
