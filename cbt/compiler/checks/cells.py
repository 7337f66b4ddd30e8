"""All combinations of some values, one bit for each, so that sets of them are compared as numbers.

It must not know what the values mean.
"""

from collections.abc import Iterable, Sequence
from math import prod

MOST_CELLS = 4096


class TooMany(Exception):
    """There are more combinations than are worth weighing."""


class Cells:
    """The combinations of values from several axes; `everything` has a bit for each. Raises TooMany beyond 4,096."""

    def __init__(self, sizes: Sequence[int]) -> None:
        self._sizes = sizes
        self._count = prod(sizes)
        if self._count > MOST_CELLS:
            raise TooMany
        self.everything = (1 << self._count) - 1

    def where(self, axis: int, numbers: Iterable[int]) -> int:
        """The combinations in which an axis has one of the values with these numbers."""
        run = prod(self._sizes[:axis])
        period = run * self._sizes[axis]
        block = sum(((1 << run) - 1) << (run * number) for number in set(numbers))
        # A one at the start of each period, so that the product is the block over and over.
        return block * (self.everything // ((1 << period) - 1))

    def first(self, cells: int) -> list[int]:
        """The numbers of the values in the first of some combinations; the first axis varies fastest."""
        rest = (cells & -cells).bit_length() - 1
        found = []
        for size in self._sizes:
            rest, number = divmod(rest, size)
            found.append(number)
        return found
