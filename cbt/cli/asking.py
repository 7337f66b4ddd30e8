"""How a page can be answered in the terminal, in a line.

It must not read what is typed.
"""

from datetime import date
from typing import Any

from cbt.engine.english import date_in_words, minutes_in_words, moment_in_words
from cbt.engine.text import filled
from cbt.model.answer import (
    DateKind,
    ListKind,
    MinutesKind,
    MomentKind,
    NumberKind,
    OrderKind,
    PicksKind,
    ScaleKind,
    SharesKind,
    TextKind,
    TimeKind,
    YesNoKind,
)
from cbt.model.flow import Breathe, Role
from cbt.service import Page
from cbt.service.reading import read_value

_MINUTE = 60
_CHOICE = "The number of your answer"
_PLAIN: dict[type, str] = {
    YesNoKind: "yes or no",
    MinutesKind: "A length of time, such as 90 or 1:30",
    DateKind: "A day, such as 4 May 2026 or 4.5.2026",
    TimeKind: "A time of day, such as 23:15",
    MomentKind: "A day and a time, such as 4 May 2026, 20:00",
    PicksKind: "One number, or several with commas between them",
    OrderKind: "The numbers in your order, with blanks between them, such as 2 1 3",
}


def how_to_answer(page: Page) -> str:
    """What can be typed on a page; empty for a line of text, which needs no telling."""
    step = page.step
    match step.role:
        case Role.READ:
            return _paced(step.timer, step.breathe)
        case Role.WAIT:
            return f"The exercise rests here {_rest(page)}. Press Enter to go on now."
        case Role.AGAIN:
            return "yes or no"
    way = _for_kind(page)
    return f"{way}{_stop_for(way)}You can leave it empty." if step.optional else way


def _stop_for(way: str) -> str:
    return "" if not way else " " if way.endswith(".") else ". "


def _paced(timer: int | None, breathe: Breathe | None) -> str:
    if breathe is not None:
        pace = f"Breathe in for {breathe.inhale} seconds and out for {breathe.exhale}"
        return f"{pace}, for {_seconds(breathe.seconds)}. Press Enter to go on whenever you like."
    if timer is not None:
        return f"This page takes {_seconds(timer)}. Press Enter to go on whenever you like."
    return "Press Enter to go on."


def _seconds(seconds: int) -> str:
    if seconds % _MINUTE == 0:
        return minutes_in_words(seconds // _MINUTE)
    return f"{seconds} second{'' if seconds == 1 else 's'}"


def _rest(page: Page) -> str:
    wait = page.step.wait
    assert wait is not None
    if wait.until is None:
        return f"for {minutes_in_words(wait.minutes or 0)}"
    until: Any = read_value(page.program, wait.until, page.walk)
    is_day = type(until) is date
    return f"until 09:00 on {date_in_words(until)}" if is_day else f"until {moment_in_words(until)}"


def _for_kind(page: Page) -> str:
    match page.step.kind:
        case ScaleKind() as kind:
            return f"A number from {kind.least} to {kind.most}{_named_points(page)}"
        case NumberKind() as kind:
            return _number(page, kind)
        case ListKind() as kind:
            return f"{kind.least} to {kind.most} lines; an empty line ends them."
        case TextKind() as kind:
            return "As many lines as you like; an empty line ends them." if kind.long else ""
        case SharesKind() as kind:
            return _shares(page, kind)
    return _PLAIN.get(type(page.step.kind), _CHOICE)


def _named_points(page: Page) -> str:
    ends = [
        f"{point} {filled(page.program, text, page.walk)}" for point, text in sorted(page.step.ends.items())
    ]
    return f": {', '.join(ends)}" if ends else ""


def _number(page: Page, kind: NumberKind) -> str:
    if kind.percent:
        return "A number from 0 to 100, in percent"
    unit = f", in {filled(page.program, page.step.unit, page.walk)}" if page.step.unit else ""
    match kind.least, kind.most:
        case None, None:
            return f"A number{unit}"
        case least, None:
            return f"A number, {least} or more{unit}"
        case None, most:
            return f"A number, {most} or less{unit}"
    return f"A number from {kind.least} to {kind.most}{unit}"


def _shares(page: Page, kind: SharesKind) -> str:
    if page.step.rest is None:
        return f"A whole number for each, one after the other; together they make {kind.total}."
    rest = filled(page.program, page.step.rest, page.walk)
    return f"A whole number for each, one after the other; what is left of {kind.total} is for: {rest}"
