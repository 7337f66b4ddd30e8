"""Stops asking a service that does not work.

It must not wait and try again: whoever runs the command decides.
"""

from collections import deque
from dataclasses import dataclass, field

IN_A_ROW, OF_THE_LAST, LAST = 3, 5, 10


@dataclass(slots=True)
class Breaker:
    """Open once 3 calls in a row failed, or 5 of the last 10."""

    _failed: deque[bool] = field(default_factory=lambda: deque(maxlen=LAST))

    def note(self, *, failed: bool) -> None:
        """Takes in how a call went."""
        self._failed.append(failed)

    @property
    def is_open(self) -> bool:
        """Whether nothing is to be asked any more."""
        last = list(self._failed)
        return sum(last) >= OF_THE_LAST or (len(last) >= IN_A_ROW and all(last[-IN_A_ROW:]))
