"""What a finished exercise leaves, as lines for a terminal: its record, and what is read over several records.

It must not print. A bar repeats the number beside it, so that nothing depends on seeing it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cbt.records.change import difference_in_words, percent_of_scale
from cbt.service import Comparison, Means, RecordRow, Series, Tally, Together

_LONGEST_BAR = 20
_WIDEST_NAME = 36


@dataclass(frozen=True, slots=True)
class Line:
    """Words on a line of their own; a heading is what the lines below it are called."""

    words: str = field(repr=False)
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number: what it is called, as it is shown, and where it lies on its scale, 0-100."""

    name: str = field(repr=False)
    shown: str = field(repr=False)
    percent: int = field(repr=False)


def record_lines(rows: Sequence[RecordRow], changes: Sequence[Comparison]) -> Iterator[Line]:
    """The answers, and the numbers before and after."""
    for row in rows:
        yield Line(row.label, is_heading=True)
        figures = _figures_of(row)
        yield from _drawn(figures) if figures else _told(row)
    for pair in changes:
        yield Line(pair.label, is_heading=True)
        sides = zip(("Before", "Now"), pair.shown, (pair.before, pair.after), strict=True)
        yield from _drawn(
            [
                _Figure(name, shown, percent_of_scale(value, pair.least, pair.most))
                for name, shown, value in sides
            ]
        )
        yield Line(difference_in_words(pair.before, pair.after, pair.least, pair.most))


def together_lines(together: Together) -> Iterator[Line]:
    """What the web reads of several records, here of the one that was just finished."""
    if together.figures:
        yield Line("All together", is_heading=True)
        yield from [Line(f"{label}: {figure}") for label, figure in together.figures]
    elif together.has_figures and not together.means:
        yield Line(f"From {together.fewest} records on, they are added up here too.")
    for series in together.series:
        yield from _series(series)
    for listed in together.listing:
        for item in listed.items:
            for label, answers in item:
                yield Line(label, is_heading=True)
                yield from map(Line, answers)
    for means in together.means:
        yield from _means(means)
    for tally in together.tallies:
        yield from _tally(tally, together.records)


def _figures_of(row: RecordRow) -> list[_Figure]:
    shares = [
        _Figure(words, str(amount), percent_of_scale(amount, 0, row.total)) for words, amount in row.shares
    ]
    bars = [
        _Figure(bar.words, bar.shown, percent_of_scale(bar.value, row.bars.least, row.bars.most))
        for bar in row.bars.bars
    ]
    return [*shares, *bars]


def _told(row: RecordRow) -> Iterator[Line]:
    for place, words in enumerate(row.words, 1):
        yield Line(f"{place}. {words}" if row.is_ordered else words)


def _series(series: Series) -> Iterator[Line]:
    if series.points:
        yield Line(series.label, is_heading=True)
    yield from _drawn(
        [
            _Figure("Today", point.shown, percent_of_scale(point.value, series.least, series.most))
            for point in series.points
        ]
    )


def _means(means: Means) -> Iterator[Line]:
    if means.groups:
        yield Line(f"{means.label}: on average, and how often it was noted", is_heading=True)
    for words, numbers, count in means.groups:
        told = [f"{label} {number or 'none'}" for label, number in zip(means.numbers, numbers, strict=True)]
        yield Line(f"{words}: {', '.join(told)}; noted {count}")


def _tally(tally: Tally, records: int) -> Iterator[Line]:
    if tally.counts:
        yield Line(tally.label, is_heading=True)
    yield from _drawn(
        [
            _Figure(words, f"{count} of {records}", percent_of_scale(count, 0, records))
            for words, count in tally.counts
        ]
    )


def _drawn(figures: Sequence[_Figure]) -> Iterator[Line]:
    """Each number behind its name, and a bar behind it; where a name is long, below it."""
    names = [" ".join(figure.name.split()) for figure in figures]
    widest = max(map(len, names), default=0)
    longest = max([len(figure.shown) for figure in figures], default=0)
    for name, figure in zip(names, figures, strict=True):
        filled = round(figure.percent * _LONGEST_BAR / 100)
        number = f"{figure.shown:>{longest}}  {'█' * filled}{'·' * (_LONGEST_BAR - filled)}"
        if widest > _WIDEST_NAME:
            yield Line(name)
            yield Line(f"  {number}")
        else:
            yield Line(f"{name:<{widest}}  {number}")
