"""When an exercise was last done, where two times of it are best some days apart.

It must not keep anyone from doing it again.
"""

from datetime import UTC, datetime

from cbt.engine.english import date_in_words
from cbt.model.flow import Flow
from web.cookies import person_secret
from web.services import services

_WEEK = 7


def last_time(flow: Flow) -> str:
    """Says when the person last did it, and how long is best in between; "" where there is nothing to say."""
    if flow.days_apart is None:
        return ""
    day = services().keeping.last_done(person_secret(), flow.id)
    if day is None:
        return ""
    said = f"You last did this on {date_in_words(day)}."
    if (datetime.now(UTC).date() - day).days >= flow.days_apart:
        return said
    return f"{said} It tells more once {_length(flow.days_apart)} lie in between. You can still do it now."


def _length(days: int) -> str:
    return f"{days // _WEEK} weeks" if days % _WEEK == 0 and days > _WEEK else f"{days} days"
