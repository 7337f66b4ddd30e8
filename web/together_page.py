"""From records read together to what the template may see: rows by day, counts, lists, figures.

It must not judge a number: it is told as it is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from cbt.engine.english import MONTHS, date_in_words
from cbt.records.change import percent_of_scale
from cbt.service import Listed, Means, Point, Series, Tally, Together
from web.languages import lang_of
from web.session_page import record_url


@dataclass(frozen=True, slots=True)
class DayView:
    """A record's number on its day, or days without one, which have neither text nor address."""

    words: str
    text: str = ""
    percent: int = 0
    url: str = ""


@dataclass(frozen=True, slots=True)
class SeriesView:
    """A table of days, or of words with how many records named them."""

    label: str
    days: tuple[DayView, ...]


@dataclass(frozen=True, slots=True)
class ListedView:
    """A record's day and address, and for each item its answers by what they are called."""

    words: str
    url: str
    items: tuple[tuple[tuple[str, tuple[str, ...]], ...], ...]


@dataclass(frozen=True, slots=True)
class TogetherView:
    """Several records read together. `wanting` says what more is needed for the figures; empty when they are there."""

    exercise: str
    counted: str
    figures: tuple[tuple[str, str], ...]
    wanting: str
    series: tuple[SeriesView, ...]
    tallies: tuple[SeriesView, ...]
    listing: tuple[ListedView, ...]
    means: tuple[Means, ...]
    record_url: str
    lang: Mapping[str, str]


def together_view(together: Together, address: str) -> TogetherView:
    """The page; `address` is the record that it was asked for from."""
    return TogetherView(
        together.exercise,
        f"{_counted(together.records, 'finished record')} from the last {_counted(together.days, 'day')}.",
        together.figures,
        _wanting(together),
        tuple([_series(each) for each in together.series if each.points]),
        tuple([_tally(each, together.records) for each in together.tallies if each.counts]),
        tuple([_listed(each) for each in together.listing]),
        tuple([each for each in together.means if each.groups]),
        record_url(address),
        lang_of(together.language),
    )


def _wanting(together: Together) -> str:
    """What has to be there before more can be told."""
    drawn = [*[each.points for each in together.series], *[each.counts for each in together.tallies]]
    if not (together.figures or together.means or together.listing or any(drawn)):
        return "There is nothing to put together in these records yet. You can read each of them by itself."
    if together.figures or together.means or not together.has_figures:
        return ""
    return f"From {_counted(together.fewest, 'record')} on, they are added up here too."


def _series(series: Series) -> SeriesView:
    return SeriesView(series.label, tuple(_days(series)))


def _days(series: Series) -> Iterator[DayView]:
    """The points oldest first, and a row for each spell of days between them that has none."""
    before: date | None = None
    for point in series.points:
        between = (point.day - before).days - 1 if before is not None else 0
        if between > 0:
            yield DayView(f"{_counted(between, 'day')} without a record")
        before = point.day
        yield _day(series, point)


def _day(series: Series, point: Point) -> DayView:
    percent = percent_of_scale(point.value, series.least, series.most)
    return DayView(_short(point.day), point.shown, percent, record_url(point.address))


def _tally(tally: Tally, records: int) -> SeriesView:
    rows = [
        DayView(words, f"{count} of {records}", percent_of_scale(count, 0, records))
        for words, count in tally.counts
    ]
    return SeriesView(tally.label, tuple(rows))


def _listed(listed: Listed) -> ListedView:
    return ListedView(date_in_words(listed.day), record_url(listed.address), listed.items)


def _short(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
