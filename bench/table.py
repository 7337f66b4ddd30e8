"""The table of a run.

It must not write a file.
"""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from bench.figures import Absent, Figure, Result
from bench.limits import LIMITS, Limit

_STYLES = {"reaches the aim": "green", "holds": "", "misses": "red"}


def make_table(results: Sequence[Result], note: str = "") -> Table:
    """One row for each result, in the order of the limits."""
    table = Table(caption=note or None, caption_justify="left", title_justify="left")
    for name, justify in (("row", "left"), ("what", "left"), ("median", "right"), ("spread", "right"),
                          ("must", "right"), ("aim", "right"), ("verdict", "left"), ("n", "right")):  # fmt: skip
        table.add_column(name, justify=justify, overflow="fold")  # type: ignore[arg-type]  # one of its words
    order = list(LIMITS)
    for result in sorted(results, key=lambda result: order.index(result.row)):
        table.add_row(*_cells(result, LIMITS[result.row]))
    return table


def print_table(results: Sequence[Result], note: str, console: Console | None = None) -> None:
    """Prints the table, as wide as it needs where nobody looks at a screen."""
    screen = console or Console()
    if not screen.is_terminal:
        screen.width = 150
    screen.print(make_table(results, note))


def _cells(result: Result, limit: Limit) -> tuple[str, ...]:
    must, aim = _shown(limit.must, limit.unit), _shown(limit.aim, limit.unit)
    if isinstance(result, Absent):
        return (result.row, limit.what, "–", "", must, aim, result.why, "")
    verdict = limit.verdict(result.value)
    style = _STYLES[verdict]
    said = f"[{style}]{verdict}[/]" if style else verdict
    return (
        result.row,
        limit.what,
        _shown(result.value, limit.unit),
        _spread(result),
        must,
        aim,
        said,
        str(result.count),
    )


def _shown(value: float, unit: str) -> str:
    number = f"{value:.2f}" if abs(value) < 100 else f"{value:.0f}"
    return f"{number} {unit}".rstrip()


def _spread(figure: Figure) -> str:
    return f"{_shown(figure.low, '')} to {_shown(figure.high, '')}"
