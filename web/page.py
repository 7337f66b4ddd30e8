"""What a template may see: plain, finished values, made from what the service gives.

It must not decide anything or hold a key; templates get strings, numbers and URLs only.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OptionView:
    """One option; `value` is what the form sends."""

    value: str
    label: str
    chosen: bool


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
class FieldView:
    """The field of a question. `kind` names its partial: text, long_text, scale, choice, picks, yes_no, list, one_of.

    `text` is what stands in a text or number field; `own` the person's own words beside options.
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
    optional: bool = False


@dataclass(frozen=True, slots=True)
class KeptView:
    """An earlier answer kept in view: the question, the person's words, and where to change them."""

    label: str
    words: tuple[str, ...]
    change_url: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item collected so far, on the page that asks for another."""

    words: str
    change_url: str
    id: str


@dataclass(frozen=True, slots=True)
class FormView:
    """What a form sends besides the answer; `visit` is its one-time key with the question it was made for."""

    url: str
    revision: int
    visit: str
    begin: str = ""


@dataclass(frozen=True, slots=True)
class ErrorView:
    """Why an answer was not taken: one calm sentence. `stale` when the page had changed meanwhile."""

    sentence: str
    stale: bool = False


@dataclass(frozen=True, slots=True)
class HandOffView:
    """The exercise offered next. `carries` when answers go with it: then `url` takes a form, else it is a link."""

    title: str
    about: str
    url: str
    carries: bool = False


@dataclass(frozen=True, slots=True)
class PageView:
    """One page of a session. `kind`: question, read, again, end or hand_off."""

    kind: str
    number: int
    total: int
    heading: str
    paragraphs: tuple[str, ...]
    form: FormView
    back_url: str | None = None
    stop_url: str = "/records"
    record_url: str = ""
    help: str = ""
    example: tuple[str, ...] = ()
    kept: tuple[KeptView, ...] = ()
    field: FieldView | None = None
    items: tuple[ItemView, ...] = ()
    remove_url: str = ""
    error: ErrorView | None = None
    saved: str = ""
    stored: tuple[str, ...] = ()
    hand_off: HandOffView | None = None


@dataclass(frozen=True, slots=True)
class RowView:
    """A question and its answer in a record."""

    label: str
    words: tuple[str, ...]
    change_url: str = ""


@dataclass(frozen=True, slots=True)
class ChangeView:
    """Two numbers, the difference in words, and the scale they are on."""

    label: str
    before: str
    after: str
    words: str
    before_percent: int
    after_percent: int


@dataclass(frozen=True, slots=True)
class RecordView:
    """A finished record, or one that rests half-way (`finished` false, with a link to go on)."""

    title: str
    exercise: str
    day: str
    finished: bool
    rows: tuple[RowView, ...]
    changes: tuple[ChangeView, ...]
    continue_url: str
    delete_url: str


@dataclass(frozen=True, slots=True)
class RecordLink:
    """A record in the list."""

    title: str
    exercise: str
    day: str
    finished: bool
    url: str


@dataclass(frozen=True, slots=True)
class ExerciseCard:
    """An exercise on the first page, or on its own."""

    id: str
    title: str
    about: str
    minutes: int | None
    url: str
    pages: str = ""
    before: tuple[str, ...] = ()
