"""Interval arithmetic: between which numbers the value of an expression lies.

It must not know names or answers; `None` stands for an open end.
"""

Range = tuple[float | None, float | None]
OPEN: Range = (None, None)

# Beyond it floats lose whole numbers; a wider range says nothing that an author could use.
FARTHEST = 1e15


def add(a: Range, b: Range) -> Range:
    """The range of a sum."""
    return _clipped(_sum(a[0], b[0]), _sum(a[1], b[1]))


def negate(a: Range) -> Range:
    """The range of the value with its sign turned."""
    return (None if a[1] is None else -a[1], None if a[0] is None else -a[0])


def multiply(a: Range, b: Range) -> Range:
    """The range of a product."""
    if None in a or None in b:
        return OPEN
    products = [x * y for x in a for y in b if x is not None and y is not None]
    return _clipped(min(products), max(products))


def divide(a: Range, b: Range) -> Range:
    """The range of a quotient; `b` must not hold 0."""
    if b[0] is None or b[1] is None:
        return OPEN
    return multiply(a, _clipped(1 / b[1], 1 / b[0]))


def holds_zero(a: Range) -> bool:
    """Whether 0 lies in the range."""
    return (a[0] is None or a[0] <= 0) and (a[1] is None or a[1] >= 0)


def _sum(a: float | None, b: float | None) -> float | None:
    return None if a is None or b is None else a + b


def _clipped(low: float | None, high: float | None) -> Range:
    return (
        None if low is None or low < -FARTHEST else low,
        None if high is None or high > FARTHEST else high,
    )
