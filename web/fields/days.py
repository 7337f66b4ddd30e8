"""The fields for a day, a time of day, and both.

They must not change what was typed: what a browser's own picker cannot show stands in a field for text.
"""

import re
from datetime import date

from cbt.model.answer import DateKind, MomentKind, TimeKind
from cbt.service import Page
from web.fields.typed import Typed, first
from web.page import FieldView

_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def day(_kind: DateKind, page: Page, fields: Typed) -> FieldView:
    text = first(fields, "answer")
    return FieldView("date", text=text, plain=not _is_day(text), optional=page.step.optional)


def clock(_kind: TimeKind, page: Page, fields: Typed) -> FieldView:
    text = first(fields, "answer")
    return FieldView("time", text=text, plain=not _is_clock(text), optional=page.step.optional)


def moment(_kind: MomentKind, page: Page, fields: Typed) -> FieldView:
    text, hours = first(fields, "answer"), first(fields, "clock")
    is_plain = not (_is_day(text) and _is_clock(hours))
    return FieldView("moment", text=text, clock=hours, plain=is_plain, optional=page.step.optional)


def _is_day(text: str) -> bool:
    """Whether a date picker shows the text; it shows nothing too."""
    try:
        return not text or date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_clock(text: str) -> bool:
    return not text or _CLOCK.fullmatch(text) is not None
