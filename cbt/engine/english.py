"""The English words in which values are said, and by which they are known again when they are typed.

It must not know a flow: units and labels are its author's.
"""

import math
from datetime import date, datetime, time

from cbt.model.flow import Unit

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
TRUTH = {True: "yes", False: "no"}

_NIGHT = "Night"
_PARTS_OF_DAY = ((22, _NIGHT), (18, "Evening"), (12, "Afternoon"), (5, "Morning"))


def number_in_words(value: float) -> str:
    """A number whole when it is whole, else to one decimal."""
    rounded = round(value, 1)
    return str(int(rounded)) if rounded == int(rounded) else f"{rounded:.1f}"


def unit_in_words(unit: Unit | None, number: float) -> str:
    """A number that was worked out, in whole ones of what it counts: `7 hours 30 minutes`, `85%`."""
    if unit is None:
        return number_in_words(number)
    whole = nearest(number)
    return minutes_in_words(whole) if unit is Unit.MINUTES else f"{whole}%"


def nearest(number: float) -> int:
    """The nearest whole number; a half goes away from 0, as people round."""
    return int(math.copysign(math.floor(abs(number) + 0.5), number))


def minutes_in_words(minutes: int) -> str:
    """A length of time: `1 hour 30 minutes`, `45 minutes`; one below 0 with its sign."""
    hours, left = divmod(abs(minutes), 60)
    words = [_counted(hours, "hour")] if hours else []
    length = " ".join([*words, _counted(left, "minute")] if left or not hours else words)
    return f"-{length}" if minutes < 0 else length


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def date_in_words(day: date) -> str:
    """A day: `4 May 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def time_in_words(clock: time) -> str:
    """A time of day: `23:15`."""
    return f"{clock:%H:%M}"


def part_of_day(hour: int) -> str:
    """Roughly when it was: from 5, 12, 18 and 22 o'clock on another part of the day begins."""
    return next((words for begins, words in _PARTS_OF_DAY if hour >= begins), _NIGHT)


def moment_in_words(moment: datetime) -> str:
    """A day with its time: `4 May 2026, 20:00`."""
    return f"{date_in_words(moment)}, {time_in_words(moment.time())}"
