"""Figures from samples: medians of paired rounds with their spread.

It must not print.
"""

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured row: the median of `count` rounds, the lowest and the highest of them."""

    row: str
    value: float
    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True)
class Absent:
    """A row that could not be measured here, and why, in one line."""

    row: str
    why: str


Result = Figure | Absent
Results = Iterator[Result]


def figure(row: str, rounds: Sequence[float]) -> Figure:
    """The figure of a row; `rounds` is not empty."""
    return Figure(row, statistics.median(rounds), min(rounds), max(rounds), len(rounds))


def ratios(above: Sequence[float], below: Sequence[float]) -> list[float]:
    """Round by round, so that a slow minute of the machine weighs on both sides."""
    return [a / b for a, b in zip(above, below, strict=True)]


def percentile(samples: Sequence[float], share: float) -> float:
    """The sample below which `share` of them (0..1) lie."""
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
