"""Spreads things along a line: each as near to where it would like to be as the gaps between them allow.

It must not change their order.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(slots=True)
class _Block:
    """Neighbours that have been pushed together: the weighted sum of their wishes, and the weight."""

    total: float
    weight: float
    count: int

    @property
    def mean(self) -> float:
        return self.total / self.weight


def spread(wished: Sequence[tuple[float, float]], gaps: Sequence[float]) -> list[float]:
    """Places for wishes (place, weight above 0), each at least its gap behind the one before; least squares.

    `gaps` has one for each pair of neighbours.
    """
    blocks: list[_Block] = []
    offsets, offset = [], 0.0
    for number, (place, weight) in enumerate(wished):
        offset += gaps[number - 1] if number else 0.0
        offsets.append(offset)
        blocks.append(_Block((place - offset) * weight, weight, 1))
        while len(blocks) > 1 and blocks[-2].mean > blocks[-1].mean:
            last = blocks.pop()
            blocks[-1] = _Block(
                blocks[-1].total + last.total, blocks[-1].weight + last.weight, blocks[-1].count + last.count
            )
    means = [block.mean for block in blocks for _ in range(block.count)]
    return [mean + offset for mean, offset in zip(means, offsets, strict=True)]
