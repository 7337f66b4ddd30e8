"""What earlier records tell when they are put side by side: the same thought again, a low mood, no change.

It must not open a record, keep anything, or say it in words.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum

SAME_THOUGHT_TIMES = 3
FORTNIGHT = timedelta(days=14)
# A mood of 4 out of 10 and below counts as low; 2 of 10 is more than one bad day makes.
LOW = 0.4
LOWER_BY = 0.2
# So many days with a mood, and so far apart the first and the last, before two weeks tell anything.
FEWEST_DAYS = 4
FARTHEST = timedelta(days=10)
LONG_ENOUGH = timedelta(days=28)
FEWEST_RECORDS = 5
_WORD = re.compile(r"[^\W_]+")


class Cue(Enum):
    """Something worth saying on a last page."""

    SAME_THOUGHT = "the same thought was worked on three times or more"
    LOW_MOOD = "the mood was low for two weeks"
    LOWER_MOOD = "the mood is lower than in the two weeks before"
    NO_CHANGE = "four weeks have moved no number"


@dataclass(frozen=True, slots=True)
class Seen:
    """What one finished record holds of what tells something.

    `thought` is one that `alike` has made, or empty; `mood` is from 0 to 1, the best; `moved` says whether a number
    changed by more than counts as about the same, None where none was compared.
    """

    day: date
    thought: str = field(default="", repr=False)
    mood: float | None = field(default=None, repr=False)
    moved: bool | None = None


def cues_of(seen: Sequence[Seen], thought: str, today: date) -> tuple[Cue, ...]:
    """What the records tell on a day (UTC) to somebody who has worked on this thought, or on none; pure."""
    is_true = {
        Cue.SAME_THOUGHT: bool(thought)
        and [each.thought for each in seen].count(thought) >= SAME_THOUGHT_TIMES,
        Cue.LOW_MOOD: _is_low(_fortnight(seen, today)),
        Cue.LOWER_MOOD: _is_lower(_fortnight(seen, today - FORTNIGHT), _fortnight(seen, today)),
        Cue.NO_CHANGE: _is_unmoved([each for each in seen if each.day > today - 2 * LONG_ENOUGH]),
    }
    return tuple([cue for cue, holds in is_true.items() if holds])


def is_long_enough(days: Sequence[date]) -> bool:
    """Whether the first and the last of these days lie four weeks apart or more."""
    return bool(days) and max(days) - min(days) >= LONG_ENOUGH


def may_tell(days: Sequence[date], today: date) -> bool:
    """Whether records of these days could tell anything but of a thought, whatever stands in them; pure."""
    recent = {day for day in days if today - FORTNIGHT < day <= today}
    return len(recent) >= FEWEST_DAYS or is_long_enough(days)


def alike(words: str) -> str:
    """A thought without what makes no other one of it: capitals, marks, and how a letter is put together."""
    plain = unicodedata.normalize("NFKC", words).casefold().replace("’", "").replace("'", "")
    return " ".join(_WORD.findall(plain))


def _fortnight(seen: Iterable[Seen], last: date) -> dict[date, float]:
    """The mood of each day of the two weeks up to this one; the lowest where a day has several."""
    moods: dict[date, float] = {}
    for each in seen:
        if each.mood is not None and last - FORTNIGHT < each.day <= last:
            moods[each.day] = min(each.mood, moods.get(each.day, 1.0))
    return moods


def _is_low(moods: dict[date, float]) -> bool:
    if len(moods) < FEWEST_DAYS or max(moods) - min(moods) < FARTHEST:
        return False
    return _mean(moods) <= LOW


def _is_lower(before: dict[date, float], now: dict[date, float]) -> bool:
    if min(len(before), len(now)) < FEWEST_DAYS:
        return False
    return round(_mean(before) - _mean(now), 6) >= LOWER_BY


def _mean(moods: dict[date, float]) -> float:
    # Rounded, so that what lies on the line is not lost to a last binary digit.
    return round(sum(moods.values()) / len(moods), 6)


def _is_unmoved(seen: Iterable[Seen]) -> bool:
    compared = [each for each in seen if each.moved is not None]
    if len(compared) < FEWEST_RECORDS or not is_long_enough([each.day for each in compared]):
        return False
    return not any(each.moved for each in compared)
