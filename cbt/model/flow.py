"""A compiled flow: pages, ways on, loops and texts, all references resolved.

It must not know YAML, and holds no answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from cbt.model.answer import Kind
from cbt.model.expression import Expression
from cbt.model.reference import Ref
from cbt.model.source import SourcePos


@dataclass(frozen=True, slots=True)
class Slot:
    """A `{name}` in a text."""

    name: str
    ref: Ref
    pos: SourcePos


@dataclass(frozen=True, slots=True)
class Text:
    """Authored prose, split at its `{names}`; `key` names it for translations and rewordings."""

    key: str
    source: str
    parts: tuple[str | Slot, ...]
    pos: SourcePos

    @property
    def slots(self) -> tuple[Slot, ...]:
        return tuple(part for part in self.parts if isinstance(part, Slot))


class Role(Enum):
    """What a state is to the person; `MORE` is the only one that is no page."""

    QUESTION = "question"
    READ = "read"
    AGAIN = "again"
    MORE = "more"
    WAIT = "wait"
    END = "end"
    HAND_OFF = "hand_off"


FINAL = frozenset({Role.END, Role.HAND_OFF})


@dataclass(frozen=True, slots=True)
class Check:
    """A rule that an answer must keep, and the author's sentence for when it does not."""

    must: Expression
    sentence: Text


def in_words(name: str) -> str:
    """An author's name as people read it: `set.hours_asleep` is "Hours asleep"."""
    words = name.rpartition(".")[2].replace("_", " ").strip()
    return words[:1].upper() + words[1:]


@dataclass(frozen=True, slots=True)
class Kept:
    """An earlier answer shown again; `label` is its short name, or else the question it answers."""

    name: str
    ref: Ref
    label: Text | None
    pos: SourcePos

    @property
    def called(self) -> str:
        """What people read where there is no label, as of a computed value: the name in words."""
        return in_words(self.name)


@dataclass(frozen=True, slots=True)
class HandOff:
    """The flow offered next, and what is carried to it: input name -> reference."""

    flow: str
    carry: Mapping[str, Ref]
    pos: SourcePos


@dataclass(frozen=True, slots=True)
class Wait:
    """How long the session rests on a page: `minutes` from the arrival, or `until` a day (its 09:00) or a moment."""

    minutes: int | None
    until: Ref | None
    pos: SourcePos


@dataclass(frozen=True, slots=True)
class Breathe:
    """A paced page: so many seconds in, so many out, for `seconds` in all."""

    inhale: int
    exhale: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Step:
    """One state. `id` is dotted inside parts and loops; `loops` are the loops around it, outermost first.

    `safety` are the options or numbers after which help is offered.
    `label` is a short name of its answer; `unit` stands behind a number, `rest` names what shares leave over,
    `timer` is in seconds. `holds` says what the answer is to the rules of care: a thought, distress and so on.
    """

    id: str
    role: Role
    loops: tuple[str, ...]
    pos: SourcePos
    prompt: Text | None = None
    label: Text | None = None
    help: Text | None = None
    example: Text | None = None
    kind: Kind | None = None
    labels: Mapping[str, Text] = field(default_factory=dict)
    ends: Mapping[int, Text] = field(default_factory=dict)
    optional: bool = False
    safety: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    keep_in_view: tuple[Kept, ...] = ()
    unit: Text | None = None
    rest: Text | None = None
    wait: Wait | None = None
    timer: int | None = None
    breathe: Breathe | None = None
    end: str | None = None
    hand_off: HandOff | None = None
    reword: bool = False
    holds: str | None = None

    @property
    def is_page(self) -> bool:
        return self.role is not Role.MORE

    @property
    def is_final(self) -> bool:
        return self.role in FINAL


@dataclass(frozen=True, slots=True)
class Loop:
    """A bounded loop. A `repeat` makes its items (`over` is None); a `for_each` walks those of `over`.

    `items_of` is the id of the loop or step that owns the items; `inside` are the loops around it;
    `pages` is how many pages one item takes at the fewest.
    """

    id: str
    least: int
    most: int
    inside: tuple[str, ...]
    items_of: str
    over: Ref | None
    steps: tuple[str, ...]
    pages: int
    pos: SourcePos


@dataclass(frozen=True, slots=True)
class Holds:
    """A guard: the expression is true."""

    expression: Expression


@dataclass(frozen=True, slots=True)
class Chose:
    """A guard: the option was chosen on `step`; `yes` and `no` for a yes/no answer."""

    step: str
    option: str


@dataclass(frozen=True, slots=True)
class FewerThan:
    """A guard: the loop has had fewer than `count` items so far."""

    loop: str
    count: int


@dataclass(frozen=True, slots=True)
class WantsMore:
    """A guard: "again" was answered yes."""

    loop: str


@dataclass(frozen=True, slots=True)
class HasNext:
    """A guard: the walked list has a further item."""

    loop: str


Guard = Holds | Chose | FewerThan | WantsMore | HasNext


class Turn(Enum):
    """What a way on does to the items we are at."""

    BEFORE = "stand before the first item"
    NEXT = "go to the next item, the first included"
    LEAVE = "leave the loop"


@dataclass(frozen=True, slots=True)
class Move:
    """A turn in one loop."""

    loop: str
    turn: Turn


@dataclass(frozen=True, slots=True)
class Transition:
    """A way on: taken when all its guards hold; of a state's ways the first that can be taken wins."""

    source: str
    dest: str
    guards: tuple[Guard, ...]
    moves: tuple[Move, ...]
    pos: SourcePos


@dataclass(frozen=True, slots=True)
class Change:
    """A pair of answers that the record compares: before and after, single or one for each item."""

    name: str
    label: Text | None
    before: Ref
    after: Ref
    pos: SourcePos

    @property
    def called(self) -> str:
        """What people read where there is no label: the name in words."""
        return in_words(self.name)


@dataclass(frozen=True, slots=True)
class Summary:
    """What the finished record shows; `drawn` are the names of those of its rows that are lists of numbers to draw."""

    title: Text | None = None
    rows: tuple[Kept, ...] = ()
    changes: tuple[Change, ...] = ()
    drawn: tuple[str, ...] = ()


class Unit(Enum):
    """What a number that is worked out counts; it is told in whole ones."""

    MINUTES = "minutes"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that is worked out of several records."""

    name: str
    label: Text | None
    expression: Expression
    unit: Unit | None = None

    @property
    def called(self) -> str:
        """What people read: its label, or else the name in words."""
        return self.label.source if self.label is not None else in_words(self.name)


@dataclass(frozen=True, slots=True)
class MeanBy:
    """Numbers of which the mean is taken for each word that `by` was answered with."""

    by: Kept
    numbers: tuple[Kept, ...]


@dataclass(frozen=True, slots=True)
class OverTime:
    """What the records of one flow show together: those of the last `days`.

    `drawn` are numbers, one for each record; `counted` are choices and words, told how often each; `listed` are
    answers, told record by record; `means` and `figures` are shown from `fewest` records on.
    """

    days: int
    fewest: int
    drawn: tuple[Kept, ...] = ()
    counted: tuple[Kept, ...] = ()
    listed: tuple[Kept, ...] = ()
    means: tuple[MeanBy, ...] = ()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Pages:
    """How many pages a run has at the fewest and at the most."""

    fewest: int
    most: int


@dataclass(frozen=True, slots=True)
class Flow:
    """A whole exercise, ready to be run.

    `version` is the SHA-256 of everything it is made of, in hex; `ways` are each state's ways on, in order;
    `to_go` says how many pages follow a state at the fewest; `computed` and `loops` are keyed by full id.
    `renamed` says what steps, loops and parts were called before: old full id -> new. `is_published` says that its
    questions are a published questionnaire's own words; two records are best `days_apart`. `units` says what
    computed values count, by full id.
    """

    id: str
    version: str
    title: Text
    language: str
    pos: SourcePos
    start: str
    start_moves: tuple[Move, ...]
    steps: Mapping[str, Step]
    loops: Mapping[str, Loop]
    ways: Mapping[str, tuple[Transition, ...]]
    computed: Mapping[str, Expression]
    summary: Summary
    pages: Pages
    to_go: Mapping[str, int]
    about: Text | None = None
    minutes: int | None = None
    sources: tuple[str, ...] = ()
    before_you_start: Text | None = None
    needs: Mapping[str, str] = field(default_factory=dict)
    support: str | None = None
    most_pages: int = 40
    files: tuple[str, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)
    over_time: OverTime | None = None
    reviewed_by: str = ""
    is_published: bool = False
    days_apart: int | None = None
    units: Mapping[str, Unit] = field(default_factory=dict)
