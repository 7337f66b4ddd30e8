"""Reads several records of one exercise together: numbers drawn by day, choices counted, answers listed, figures.

It must not store anything: what is seen here is worked out anew each time.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from cbt.engine.english import unit_in_words
from cbt.engine.machine import Program
from cbt.engine.text import shown
from cbt.engine.together import Numbers, Source, figure_of, sources_of
from cbt.errors import SessionUnknown
from cbt.model.flow import Flow, Kept, OverTime
from cbt.model.reference import AnswerRef, Ref
from cbt.service.finished import finished_among
from cbt.service.listing import Listed, listing_of
from cbt.service.means import Means, means_of
from cbt.service.opening import Opened, find_opened
from cbt.service.ports import Clock, Store
from cbt.service.readable import ReadableRecord, called
from cbt.service.scales import scale_of
from cbt.service.shelf import Shelf
from cbt.vault.address import Addresses

MOST_LOOKED_THROUGH = 500
MOST_COUNTED = 12


@dataclass(frozen=True, slots=True)
class Point:
    """A record's number: its day, the number as it is shown, and the record's address."""

    day: date
    value: float
    shown: str
    address: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Series:
    """One number over time, oldest first, on its scale."""

    label: str
    points: tuple[Point, ...] = field(repr=False)
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of the records named each word, the commonest first."""

    label: str
    counts: tuple[tuple[str, int], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Together:
    """What the records of the last `days` show together.

    `figures` (what each is called, the number) and `means` are empty until there are `fewest` records; `has_figures`
    says that there are any to come. `language` is that of the names.
    """

    exercise: str
    records: int
    days: int
    fewest: int
    today: date
    series: tuple[Series, ...] = field(repr=False)
    tallies: tuple[Tally, ...] = field(repr=False)
    listing: tuple[Listed, ...] = field(repr=False)
    means: tuple[Means, ...] = field(repr=False)
    figures: tuple[tuple[str, str], ...] = field(repr=False)
    has_figures: bool = False
    language: str = "en"


class ReadingTogether:
    """The use case; its ports are given once."""

    def __init__(self, store: Store, shelf: Shelf, addresses: Addresses, clock: Clock) -> None:
        self._store = store
        self._shelf = shelf
        self._addresses = addresses
        self._clock = clock

    def of(self, secret: bytes | None, address: str) -> Together:
        """The records of the exercise that this one is of. Raises SessionUnknown, StoreUnavailable.

        SessionUnknown also where its flow has nothing to show over time.
        """
        opened = find_opened(self._store, secret, self._addresses.session_id(address))
        flow = self._present(opened).flow if opened is not None else None
        if opened is None or flow is None or flow.over_time is None:
            raise SessionUnknown
        today, wanted = self._clock().date(), flow.over_time
        since = today - timedelta(days=wanted.days - 1)
        found = [record for record in self._records(opened, flow.id) if record.of.day >= since]
        return read_together(flow, sorted(found, key=lambda record: record.of.day), today)

    def _present(self, opened: Opened) -> Program:
        """The flow as it is offered now, or else as this record has it."""
        offered = self._shelf.offered()
        session = opened.session
        if session.flow_id in offered:
            return self._shelf.get_offered(session.flow_id)
        return self._shelf.get_version(session.flow_version)

    def _records(self, opened: Opened, flow_id: str) -> Iterator[ReadableRecord]:
        """The person's finished records of a flow, the first begun first."""
        stored = self._store.list_sessions(opened.person_id, before=None, limit=MOST_LOOKED_THROUGH)
        wanted = finished_among(
            reversed(stored), opened.data_key, self._shelf, lambda session: session.flow_id == flow_id
        )
        for finished in wanted:
            yield ReadableRecord(finished, finished.walk())


def read_together(flow: Flow, records: Sequence[ReadableRecord], today: date) -> Together:
    """What these records show together, as a flow that has something to show over time wants it."""
    wanted = flow.over_time
    assert wanted is not None
    is_enough = len(records) >= wanted.fewest
    return Together(
        exercise=flow.title.source,
        records=len(records),
        days=wanted.days,
        fewest=wanted.fewest,
        today=today,
        series=tuple([_series(flow, kept, records) for kept in wanted.drawn]),
        tallies=tuple([_tally(kept, records) for kept in wanted.counted]),
        listing=listing_of(wanted.listed, records),
        means=tuple([means_of(flow, mean, records) for mean in wanted.means]) if is_enough else (),
        figures=tuple(_figures(flow, wanted, records)),
        has_figures=bool(wanted.figures or wanted.means),
        language=flow.language,
    )


def _series(flow: Flow, kept: Kept, records: Sequence[ReadableRecord]) -> Series:
    points = [
        Point(
            record.of.day, value, shown(record.of.program, kept.ref, record.walk), record.of.session.address
        )
        for record in records
        if (value := record.number(kept.ref)) is not None
    ]
    return Series(called(kept), tuple(points), *_scale(flow, kept.ref, [point.value for point in points]))


def _scale(flow: Flow, ref: Ref, values: Sequence[float]) -> tuple[float, float]:
    """The scale of a question; for a computed value from 0, or from the lowest where that is less, to the highest."""
    least, most = min(values, default=0), max(values, default=0)
    if isinstance(ref, AnswerRef):
        return scale_of(flow.steps[ref.step], least, most)
    return min(least, 0), max(most, 1)


def _tally(kept: Kept, records: Sequence[ReadableRecord]) -> Tally:
    """One for each record that has a word, however often it stands there; words that differ in capitals are one."""
    spelt: dict[str, str] = {}
    counted: Counter[str] = Counter()
    for record in records:
        words = {word.casefold(): word for word in record.words(kept.ref)}
        spelt = {**words, **spelt}
        counted.update(words.keys())
    common = counted.most_common(MOST_COUNTED)
    return Tally(called(kept), tuple([(spelt[word], count) for word, count in common]))


def _figures(flow: Flow, wanted: OverTime, records: Sequence[ReadableRecord]) -> Iterator[tuple[str, str]]:
    """The figures that enough records give what they read for."""
    for figure in wanted.figures:
        sources = sources_of(figure.expression)
        value, count = figure_of(flow, figure.expression, [_numbers(record, sources) for record in records])
        if value is not None and count >= wanted.fewest:
            yield figure.called, unit_in_words(figure.unit, value)


def _numbers(record: ReadableRecord, sources: Sequence[Source]) -> Numbers:
    return {source: value for source in sources if (value := record.number(source)) is not None}
