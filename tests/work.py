"""How much work something is: a measure that no busy machine changes."""

import sys
from collections.abc import Callable
from typing import Any


def calls_of(run: Callable[[], object]) -> int:
    """How many calls of functions a run makes, Python's own and those of C."""
    count = 0

    def step(_frame: Any, event: str, _arg: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(step)
    try:
        run()
    finally:
        sys.setprofile(before)
    return count
