"""The fields for numbers: a scale, a number with its unit, a percentage, minutes.

They must not do sums.
"""

from cbt.engine.text import filled
from cbt.model.answer import MinutesKind, NumberKind, ScaleKind
from cbt.service import Page
from web.fields.typed import Typed, first
from web.page import EndView, FieldView

PERCENT = "%"
MINUTES = "minutes"
AS_MINUTES = "Hours and minutes are fine too: 1:30 is an hour and a half."


def scale(kind: ScaleKind, page: Page, fields: Typed) -> FieldView:
    ends = tuple(
        [
            EndView(point, filled(page.program, label, page.walk))
            for point, label in sorted(page.step.ends.items())
        ]
    )
    return FieldView(
        "scale",
        text=first(fields, "answer"),
        least=kind.least,
        most=kind.most,
        ends=ends,
        optional=page.step.optional,
    )


def number(kind: NumberKind, page: Page, fields: Typed) -> FieldView:
    unit = filled(page.program, page.step.unit, page.walk) if page.step.unit is not None else ""
    return FieldView(
        "number",
        text=first(fields, "answer"),
        unit=PERCENT if kind.percent else unit,
        limits=limits_in_words(0, 100) if kind.percent else limits_in_words(kind.least, kind.most),
        optional=page.step.optional,
    )


def minutes(_kind: MinutesKind, page: Page, fields: Typed) -> FieldView:
    return FieldView(
        "minutes",
        text=first(fields, "answer"),
        unit=MINUTES,
        limits=AS_MINUTES,
        optional=page.step.optional,
    )


def limits_in_words(least: float | None, most: float | None) -> str:
    """`From 0 to 24.`, or the one limit that there is; empty where there is none."""
    if least is not None and most is not None:
        return f"From {least:g} to {most:g}."
    if least is not None:
        return f"{least:g} or more."
    return f"{most:g} or less." if most is not None else ""
