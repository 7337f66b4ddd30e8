"""What the service gives to whoever shows it: pages, turns and records as values.

It must not hold markup, a URL or a key.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from cbt.engine.answers import Fields
from cbt.engine.machine import Program
from cbt.engine.walk import Walk
from cbt.errors import AnswerError
from cbt.model.answer import Recalled
from cbt.model.flow import Step
from cbt.model.session import ExerciseSession, Place
from cbt.safety.sign import Sign
from cbt.service.beside import Beside
from cbt.service.drawing import Bars

RECORD = 0


@dataclass(frozen=True, slots=True)
class Form:
    """What a page's form sends besides its fields.

    `visit` is its one-time key, `begin` what page 1 carried, `back_to` where a change leads back: a page, or RECORD.
    `place` is the key of the question it was made for, so that it is never filed under another one that has come to
    stand on the same page; without it the number has to do. `tone` is the one that the question was shown in; empty for
    its author's own words.
    """

    revision: int
    visit: str
    begin: str = field(repr=False)
    fields: Fields = field(repr=False)
    back_to: int | None = None
    place: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Earlier:
    """One of the person's earlier records, as a question offers it, and what of it can be read.

    One that was chosen before and is not there any more has no day and no title.
    """

    title: str = field(repr=False)
    day: date | None
    recalled: Recalled = field(repr=False)

    @property
    def address(self) -> str:
        return self.recalled.record


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a session: its number from 1, and the walk that stands on it.

    `revision` 0 means that nothing is stored yet; `begin` then carries the person's future secret, sealed. `earlier`
    are the records that a question about one can be answered with, newest first; `passed_over` the numbers of the
    other pages that asked for one where there was none, and that nobody has seen.
    """

    address: str
    number: int
    place: Place
    step: Step
    walk: Walk
    program: Program
    session: ExerciseSession
    revision: int
    begin: str = field(default="", repr=False)
    earlier: tuple[Earlier, ...] = field(default=(), repr=False)
    passed_over: frozenset[int] = frozenset()

    @property
    def shown_number(self) -> int:
        """The number among the pages that are shown."""
        return self.number - sum(number < self.number for number in self.passed_over)

    @property
    def number_before(self) -> int | None:
        """The number of the nearest page before it that is shown; None on the first."""
        before = (number for number in range(self.number - 1, 0, -1) if number not in self.passed_over)
        return next(before, None)

    @property
    def records(self) -> Mapping[str, Recalled]:
        """What each of the earlier records gives, by its address."""
        return {one.address: one.recalled for one in self.earlier}


@dataclass(frozen=True, slots=True)
class Collected:
    """An item that a loop has collected: its id, its answers in words, and the page where it begins."""

    item: str
    words: tuple[str, ...] = field(repr=False)
    page: int


@dataclass(frozen=True, slots=True)
class Turn:
    """What came of a form. `go_to` is the next page's number or RECORD; None when the form's own page stands.

    `error` says why an answer was not taken; `stale` that the session had changed since the form was shown; `moved`,
    then, that the form's question is no longer on the path, so that its words belong to none that `page` shows;
    `secret` is the person's secret when it has to be handed out. `filed` is the place of the answer that stands stored,
    and `sign` what its texts say to the detector, or those of one that was not taken; neither is kept.
    """

    page: Page
    go_to: int | None = None
    error: AnswerError | None = None
    stale: bool = False
    moved: bool = False
    secret: bytes | None = field(default=None, repr=False)
    filed: Place | None = field(default=None, repr=False)
    sign: Sign = field(default=Sign(), repr=False)

    def on(self, page: Page, secret: bytes | None) -> "Turn":
        """The same turn with this page and secret; usually it is this very one."""
        if page is self.page and secret is self.secret:
            return self
        return replace(self, page=page, secret=secret)


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A question, the answer in words (several for a list), and the page where it can be changed.

    `asked` are the words that the question was shown in, where they were not its author's own.
    `is_ordered` says that the order of the words was the answer. `shares` are the words and the share of each item
    that a `total` was shared out among, `bars` the drawing of a list's numbers.
    """

    label: str
    words: tuple[str, ...] = field(repr=False)
    page: int | None = None
    is_ordered: bool = False
    shares: tuple[tuple[str, int], ...] = field(default=(), repr=False)
    total: int = 0
    asked: str = ""
    bars: Bars = field(default=Bars(), repr=False)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two numbers of a record on their scale, as they are shown, and the pages where each answer can be changed."""

    label: str
    before: float
    after: float
    least: float
    most: float
    shown: tuple[str, str]
    before_page: int | None = None
    after_page: int | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A session looked back on: finished, or resting on its page `here`.

    `has_more` says that its exercise can be read over several records; `language` is that of its questions, and
    `beside` what was given beside answers that have been changed since.
    """

    address: str
    title: str = field(repr=False)
    exercise: str
    flow_id: str
    day: date
    finished: bool
    here: int
    revision: int
    rows: tuple[RecordRow, ...] = field(repr=False)
    changes: tuple[Comparison, ...] = field(repr=False)
    has_more: bool = False
    language: str = "en"
    beside: Beside | None = None


@dataclass(frozen=True, slots=True)
class Rest:
    """A rest on the present page: until a moment, and for so many `minutes` where it is counted from the arrival.

    `until` is UTC when it is counted, else without a zone: it is meant where the person is.
    """

    until: datetime = field(repr=False)
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A session in the list; `number` orders them and pages through them. One that cannot be opened has no address.

    `words` are the first answer of one that is not finished, on one line.
    """

    address: str
    title: str = field(repr=False)
    exercise: str
    day: date
    finished: bool
    here: int
    number: int
    rest: Rest | None = None
    words: str = field(default="", repr=False)
