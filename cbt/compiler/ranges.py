"""Interval arithmetic: between which numbers the value of an expression lies.

It must not know names or answers; `None` stands for an open end.
"""

import math
from collections.abc import Callable, Sequence

Range = tuple[float | None, float | None]
OPEN: Range = (None, None)

# Beyond it floats lose whole numbers; a wider range says nothing that an author could use.
FARTHEST = 1e15
_ROUNDING = 1e-9


def add(a: Range, b: Range) -> Range:
    """The range of a sum."""
    return _clipped(_sum(a[0], b[0]), _sum(a[1], b[1]))


def negate(a: Range) -> Range:
    """The range of the value with its sign turned."""
    return (None if a[1] is None else -a[1], None if a[0] is None else -a[0])


def multiply(a: Range, b: Range) -> Range:
    """The range of a product."""
    return _of_ends(lambda x, y: x * y, a, b)


def divide(a: Range, b: Range) -> Range:
    """The range of a quotient; `b` must not hold 0."""
    return _of_ends(lambda x, y: x / y, a, b)


def extreme(choose: Callable[[Sequence[float]], float], spans: Sequence[Range]) -> Range:
    """The range of the least (`min`) or the greatest (`max`) of several values."""
    lows = [low for low, _ in spans if low is not None]
    highs = [high for _, high in spans if high is not None]
    whole = len(lows) == len(highs) == len(spans)
    return (choose(lows), choose(highs)) if whole else OPEN


def rise(a: Range) -> Range:
    """The range of the way up between two values of a range, or of 0."""
    low, high = a
    return (0, None if low is None or high is None else high - low)


def either(spans: Sequence[Range]) -> Range:
    """The range of a value that is one of several."""
    lows, highs = zip(*spans, strict=True)
    return (None if None in lows else min(lows), None if None in highs else max(highs))


def rounded(a: Range) -> Range:
    """The range of the nearest whole number."""
    low, high = a
    return (None if low is None else nearest(low), None if high is None else nearest(high))


def nearest(number: float) -> int:
    """The nearest whole number, a half away from 0, as the engine rounds."""
    return int(math.copysign(math.floor(abs(number) + 0.5), number))


def loosen(a: Range) -> Range:
    """The range with room for what is lost when many numbers with decimals are added up."""
    low, high = a
    return (
        None if low is None else low - _ROUNDING * max(1, abs(low)),
        None if high is None else high + _ROUNDING * max(1, abs(high)),
    )


def holds_zero(a: Range) -> bool:
    """Whether 0 lies in the range."""
    return (a[0] is None or a[0] <= 0) and (a[1] is None or a[1] >= 0)


def _of_ends(operate: Callable[[float, float], float], a: Range, b: Range) -> Range:
    """The range of an operation whose extremes lie at the ends, rounded as the engine rounds."""
    if None in a or None in b:
        return OPEN
    found = [operate(x, y) for x in a for y in b if x is not None and y is not None]
    return _clipped(min(found), max(found))


def _sum(a: float | None, b: float | None) -> float | None:
    return None if a is None or b is None else a + b


def _clipped(low: float | None, high: float | None) -> Range:
    return (
        None if low is None or low < -FARTHEST else low,
        None if high is None or high > FARTHEST else high,
    )
