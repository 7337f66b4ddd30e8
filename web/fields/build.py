"""From a page that asks to its field, whichever kind it is.

It must not know what a kind looks like: the modules beside it do.
"""

from collections.abc import Callable
from typing import Any

from cbt.engine.text import words_of
from cbt.model.answer import (
    ChoiceKind,
    DateKind,
    Kind,
    ListKind,
    MinutesKind,
    MomentKind,
    NumberKind,
    OneOfKind,
    OrderKind,
    PicksKind,
    RecallKind,
    ScaleKind,
    SharesKind,
    TextKind,
    TimeKind,
    YesNoKind,
)
from cbt.model.reference import AnswerRef
from cbt.service import Page
from web.fields import choosing, days, listing, numbers, words
from web.fields.typed import Typed, fields_of
from web.page import FieldView

_FIELDS: dict[type[Kind], Callable[[Any, Page, Typed], FieldView]] = {
    TextKind: words.text,
    ListKind: words.lines,
    ScaleKind: numbers.scale,
    NumberKind: numbers.number,
    MinutesKind: numbers.minutes,
    DateKind: days.day,
    TimeKind: days.clock,
    MomentKind: days.moment,
    YesNoKind: choosing.yes_no,
    ChoiceKind: choosing.options,
    PicksKind: choosing.options,
    OneOfKind: choosing.one_of,
    RecallKind: choosing.recall,
    OrderKind: listing.order,
    SharesKind: listing.shares,
}


def field_view(page: Page, typed: Typed | None) -> FieldView:
    """The field, holding what was typed when a form came back, else what is stored."""
    fields = typed if typed is not None else fields_of(page.session.facts.answers.get(page.place.key))
    kind = page.step.kind
    assert kind is not None
    return _FIELDS[type(kind)](kind, page, fields)


def stored_words(page: Page) -> tuple[str, ...]:
    """What is stored for the page, in words, to be shown beside what was typed."""
    ref = AnswerRef(page.place.step, tuple(range(len(page.place.items))))
    return words_of(page.program, ref, page.walk)
