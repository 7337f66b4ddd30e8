"""What an author's walks have gone through, and what none of them has.

It must not play a walk: whoever does notes here what happened.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from cbt.model.flow import Flow
from cbt.model.source import SourcePos


@dataclass(slots=True)
class Coverage:
    """What walks have gone through: ways on by source and number, refusals by step and number of the check."""

    ways: set[tuple[str, int]] = field(default_factory=set)
    refusals: set[tuple[str, int]] = field(default_factory=set)

    def add(self, other: "Coverage") -> None:
        """Takes in what other walks have gone through."""
        self.ways |= other.ways
        self.refusals |= other.refusals


class Gap(NamedTuple):
    """A way on, or a refusal, with its place in the file: what it is in words, and its source or step and number."""

    pos: SourcePos
    what: str
    target: tuple[str, int]
    is_refusal: bool

    @property
    def spot(self) -> tuple[SourcePos, int, bool]:
        """What makes it the same one wherever a part is used."""
        return self.pos, self.target[1], self.is_refusal


def missing(flow: Flow, coverage: Coverage) -> list[Gap]:
    """The ways on and refusals that no walk has gone through, with their places, in the order of the files."""
    gone = {(way, False) for way in coverage.ways} | {(refusal, True) for refusal in coverage.refusals}
    return in_order([gap for gap in wanted(flow) if (gap.target, gap.is_refusal) not in gone])


def wanted(flow: Flow) -> Iterator[Gap]:
    """Every way on and every refusal of a flow: all that walks could go through."""
    for source, ways in flow.ways.items():
        for number, way in enumerate(ways):
            yield Gap(way.pos, f"{source} -> {way.dest}", (source, number), False)
    for step in flow.steps.values():
        for number, check in enumerate(step.checks):
            yield Gap(check.sentence.pos, f"{step.id} refuses", (step.id, number), True)


def in_order(gaps: Iterable[Gap]) -> list[Gap]:
    """Gaps by their places."""
    return sorted(gaps, key=lambda gap: (gap.pos.file, gap.pos.line, gap.pos.column, gap.what))
