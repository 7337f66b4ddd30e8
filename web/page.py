"""What a template may see: plain, finished values, made from what the service gives.

It must not decide anything or hold a key; templates get strings, numbers and URLs only.
"""

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass

from web.pause_page import FirstView, HeardView

_LETTERS = re.compile("[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class OptionView:
    """One option; `value` is what the form sends, `detail` says more about it."""

    value: str
    label: str
    chosen: bool
    detail: str = ""


@dataclass(frozen=True, slots=True)
class LineView:
    """One line of a list; `id` is empty for a line not yet stored."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class EndView:
    """A named point of a scale."""

    point: int
    label: str


@dataclass(frozen=True, slots=True)
class ThingView:
    """An item to be put in order or given a share; `text` is what stands in its box, `percent` how long its bar is."""

    id: str
    words: str
    text: str
    percent: int = 0


@dataclass(frozen=True, slots=True)
class FieldView:
    """The field of a question. `kind` names its partial in `fields/`.

    `text` is what stands in a field for one value, `clock` in the one for a time beside a day; `plain` says that a
    browser's own picker could not show it. `own` are the person's own words beside options. Shares share out `most`;
    `left` of it is still there, below 0 when too much was given.
    """

    kind: str
    text: str = ""
    options: tuple[OptionView, ...] = ()
    other: bool = False
    other_label: str = ""
    other_chosen: bool = False
    own: str = ""
    least: int = 0
    most: int = 0
    ends: tuple[EndView, ...] = ()
    lines: tuple[LineView, ...] = ()
    unit: str = ""
    limits: str = ""
    clock: str = ""
    plain: bool = False
    things: tuple[ThingView, ...] = ()
    left: int = 0
    left_percent: int = 0
    rest: str = ""
    optional: bool = False
    many: bool = False


@dataclass(frozen=True, slots=True)
class KeptView:
    """An earlier answer kept in view: the question, the person's words, and where to change them.

    `folds` says where only their beginning stands at first: `wide` everywhere, `narrow` on a phone, or nowhere.
    """

    label: str
    words: tuple[str, ...]
    change_url: str
    is_ordered: bool = False
    folds: str = ""


@dataclass(frozen=True, slots=True)
class BesideView:
    """Answers that were given beside an earlier one which was changed: what to say, and label and address of each."""

    sentences: tuple[str, ...]
    answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item collected so far, on the page that asks for another."""

    words: str
    change_url: str
    id: str


@dataclass(frozen=True, slots=True)
class FormView:
    """What a form sends besides the answer; `visit` is its one-time key, `place` the question it was made for.

    `chosen` says that the answer comes as ids of what was chosen.
    """

    url: str
    revision: int
    visit: str
    place: str
    chosen: bool = False
    begin: str = ""


@dataclass(frozen=True, slots=True)
class ErrorView:
    """Why a form was not taken. `case`: refused, conflict, overtaken, moved or rested.

    `stored` and `sent` are the two answers of a conflict; `sent` is empty where the page's field holds it. `field` is
    the id of the field that is meant, `lang` the language of the sentence where that is not the page's own.
    """

    case: str
    heading: str
    sentence: str
    stored: tuple[str, ...] = ()
    sent: tuple[str, ...] = ()
    field: str = "answer"
    lang: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HandOffView:
    """The exercise offered next. `carries` when answers go with it: then `url` takes a form, else it is a link."""

    title: str
    about: str
    url: str
    carries: bool = False
    lang: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PaceView:
    """A timer of so many seconds, or with `inhale` and `exhale`, in seconds, a breath that goes on for so long."""

    words: str
    seconds: int
    inhale: int = 0
    exhale: int = 0


@dataclass(frozen=True, slots=True)
class RestView:
    """When a rest ends, in words and for a machine; `length` is how long it takes where that is what was asked for."""

    words: str
    machine: str
    length: str = ""
    calendar_url: str = ""

    @property
    def zone(self) -> str:
        """Whether the end is a moment anywhere, or one on the person's own clock."""
        return "anywhere" if self.machine.endswith("Z") else "here"


@dataclass(frozen=True, slots=True)
class ToneView:
    """The tones that a page's flow has, and what of the chosen one shows here.

    `choices` are value, label, and whether it is the chosen one. `shown` is the tone of this page's words, empty for
    its author's own; `authored` are then those. `by_software` says that no person has approved the others.
    """

    choices: tuple[tuple[str, str, bool], ...]
    shown: str = ""
    authored: tuple[str, ...] = ()
    by_software: bool = False


@dataclass(frozen=True, slots=True)
class CueView:
    """Something that a person's own records tell on a last page, and the exercises that may suit them better."""

    sentences: tuple[str, ...]
    exercises: tuple[HandOffView, ...] = ()


@dataclass(frozen=True, slots=True)
class PageView:
    """One page of a session. `kind`: question, read, again, wait, end or hand_off.

    `unfiled` are words that were sent and belong to no question of this page. `given_back` says that what stands in the
    field was sent for another wording, and is not saved. `line` asks for the quiet line that leads to help, `heard` for
    numbers to call, `first` for help before all else on a last page. `last_time` says on the first page when the
    exercise was last done; `lang` is the attribute of words that are not in English.
    """

    kind: str
    number: int
    total: int
    heading: str
    paragraphs: tuple[str, ...]
    form: FormView
    back_url: str | None = None
    stop_url: str = "/records"
    record_url: str = ""
    together_url: str = ""
    help: str = ""
    example: tuple[str, ...] = ()
    kept: tuple[KeptView, ...] = ()
    beside: BesideView | None = None
    field: FieldView | None = None
    items: tuple[ItemView, ...] = ()
    remove_url: str = ""
    problem: ErrorView | None = None
    unfiled: tuple[str, ...] = ()
    saved: str = ""
    hand_off: HandOffView | None = None
    fitting: "tuple[ExerciseCard, ...]" = ()
    pace: PaceView | None = None
    rest: RestView | None = None
    offers_words: bool = False
    tone: ToneView | None = None
    given_back: bool = False
    line: bool = False
    heard: HeardView | None = None
    first: FirstView | None = None
    cues: tuple[CueView, ...] = ()
    last_time: str = ""
    lang: Mapping[str, str] = dataclasses.field(default_factory=dict)

    @property
    def error(self) -> ErrorView | None:
        """The problem, where it is one of the answer in this page's field."""
        is_about_field = self.problem is not None and self.problem.case in ("refused", "conflict")
        return self.problem if is_about_field else None


@dataclass(frozen=True, slots=True)
class RowView:
    """A question and its answer in a record; `shares` are shown in place of the words.

    `asked` are the words that it was asked in, where they were not its author's own.
    """

    label: str
    words: tuple[str, ...]
    change_url: str = ""
    is_ordered: bool = False
    shares: tuple[ThingView, ...] = ()
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeView:
    """Two numbers, the difference in words, the scale they are on, and where each can be changed."""

    label: str
    before: str
    after: str
    words: str
    before_percent: int
    after_percent: int
    before_url: str = ""
    after_url: str = ""


@dataclass(frozen=True, slots=True)
class RecordView:
    """A finished record, or one that rests half-way (`finished` false, with a link to go on).

    `is_higher` says that a number is higher now than before, by more than counts as about the same; `lang` is the
    attribute of our words that are not in English.
    """

    title: str
    exercise: str
    day: str
    finished: bool
    rows: tuple[RowView, ...]
    changes: tuple[ChangeView, ...]
    continue_url: str
    delete_url: str
    is_higher: bool = False
    together_url: str = ""
    beside: BesideView | None = None
    lang: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecordLink:
    """A record in the list; `words` are the first ones that were written where there is no title of its own yet.

    `record_url` leads to the record itself where `url` leads on in the exercise.
    """

    title: str
    exercise: str
    day: str
    finished: bool
    url: str
    rest: RestView | None = None
    words: str = ""
    record_url: str = ""


@dataclass(frozen=True, slots=True)
class ExerciseCard:
    """An exercise on the first page, or on its own.

    `minutes` is how long it takes, in words, or empty. `lang` is the attribute of words that are not in English.
    """

    id: str
    title: str
    about: str
    minutes: str
    url: str
    pages: str = ""
    before: tuple[str, ...] = ()
    lang: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LanguageView:
    """A language to read in, as it calls itself."""

    code: str
    name: str
    chosen: bool
    lang: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ShelfView:
    """Exercises under the words that they are offered with: what is the matter, or a group; "" for no words."""

    words: str
    exercises: tuple[ExerciseCard, ...]

    @property
    def anchor(self) -> str:
        """The words as the part of an address behind #."""
        return "-".join(_LETTERS.findall(self.words.casefold())) or "more"
