"""Days and times of day as people type them, and as browsers send them.

It must not know a time zone: what is typed is meant where the person is.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time

from cbt.engine.english import MONTHS
from cbt.errors import AnswerError

FIRST_YEAR = 1900
LAST_YEAR = 2100
LONGEST = 60

_NAMES = {name.lower(): number for number, name in enumerate(MONTHS, 1)}
_SHORT_NAMES = {name[:3]: number for name, number in _NAMES.items()}
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})(?P<sign>[./-]) ?(?P<month>\d{1,2})(?P=sign) ?(?P<year>\d{4})")
_NAMED = re.compile(r"(?P<day>\d{1,2})\.? (?P<name>[a-z]{3,9})\.?,? (?P<year>\d{4})")
_TIME = re.compile(r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2})(?::\d{2})?)? ?(?P<half>am|pm|a\.m\.|p\.m\.)?")
_BETWEEN = re.compile(r"t|,? ")


def parse_date(text: str) -> date:
    """A day: `2026-05-04`, `4.5.2026`, `4/5/2026` (the day first), `4 May 2026`. Raises AnswerError (`date`)."""
    day = _find_date(_tidied(text))
    if day is None:
        raise AnswerError("date", least=FIRST_YEAR, most=LAST_YEAR)
    return day


def parse_time(text: str) -> time:
    """A time of day: `23:15`, `23.15`, `9`, `9pm`, `11.15 pm`. Raises AnswerError (`time`)."""
    clock = _find_time(_tidied(text))
    if clock is None:
        raise AnswerError("time")
    return clock


def parse_moment(text: str) -> datetime:
    """A day with its time behind it: `2026-05-04T20:00`, `4.5.2026 8 pm`. Raises AnswerError (`moment`)."""
    moment = next(_moments(_tidied(text)), None)
    if moment is None:
        raise AnswerError("moment", least=FIRST_YEAR, most=LAST_YEAR)
    return moment


def _tidied(text: str) -> str:
    """The text with single blanks, in small letters; nothing of one too long to be a date."""
    return " ".join(text.lower().split()) if len(text) <= LONGEST else ""


def _find_date(text: str) -> date | None:
    match = _ISO.fullmatch(text) or _DAY_FIRST.fullmatch(text) or _NAMED.fullmatch(text)
    if match is None:
        return None
    said = match.groupdict()
    month = int(said["month"]) if "month" in said else _month(said["name"])
    year = int(said["year"])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, int(said["day"]))
    except ValueError:
        return None


def _month(name: str) -> int:
    """The number of a month that is named in full or by its first three letters; 0 for any other word."""
    return _NAMES.get(name) or _SHORT_NAMES.get(name, 0)


def _find_time(text: str) -> time | None:
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    hour, minute, half = int(match["hour"]), int(match["minute"] or 0), match["half"]
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _moments(text: str) -> Iterator[datetime]:
    """Each way of parting a text into a day and a time."""
    for gap in _BETWEEN.finditer(text):
        day, clock = _find_date(text[: gap.start()]), _find_time(text[gap.end() :])
        if day is not None and clock is not None:
            yield datetime.combine(day, clock)
