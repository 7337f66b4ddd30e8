"""The difference between two ratings in words: named without praise or blame.

It must not call a change good or bad: the same words for every pair of numbers, whatever they measure.
"""

SAME_WITHIN = 0.1
SAME = "about the same"


def difference_in_words(before: float, after: float, least: float, most: float) -> str:
    """Says a change on a scale from `least` to `most`: within a tenth of the scale it is about the same."""
    change = round(after - before, 1)
    size = _number(abs(change))
    if abs(change) <= SAME_WITHIN * (most - least):
        return SAME
    return f"{size} lower" if change < 0 else f"{size} higher"


def is_higher(before: float, after: float, least: float, most: float) -> bool:
    """Whether a number rose by more than counts as about the same."""
    return round(after - before, 1) > SAME_WITHIN * (most - least)


def percent_of_scale(value: float, least: float, most: float) -> int:
    """Where a value lies on its scale, 0-100; a value beyond an end lies at that end."""
    percent = round(100 * (value - least) / (most - least)) if most > least else 0
    return min(max(percent, 0), 100)


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.1f}"
