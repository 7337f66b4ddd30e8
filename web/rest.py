"""From a rest to what a template may see, and to a file for the person's own calendar.

It must not say what the rest is from: a calendar is read over shoulders, and often on other people's machines.
"""

import hashlib
from datetime import UTC, datetime, timedelta
from uuid import UUID

from cbt.engine.english import minutes_in_words, moment_in_words
from cbt.service import Page, Rest, rest_on
from web.page import RestView

SUMMARY = "Time to go on"
DESCRIPTION = "You can go on here: {url}"
_UTC = " UTC"


def rest_view(page: Page) -> RestView | None:
    """The rest on a page, or None where there is none, or no longer."""
    rest = rest_on(page)
    return until_view(rest, f"/s/{page.address}/{page.number}/calendar.ics") if rest is not None else None


def until_view(rest: Rest, calendar_url: str = "") -> RestView:
    """When a rest ends. One counted from the arrival is known in UTC; a script may say it in the reader's own zone."""
    is_counted = rest.until.tzinfo is not None
    return RestView(
        words=moment_in_words(rest.until) + (_UTC if is_counted else ""),
        machine=f"{rest.until:%Y-%m-%dT%H:%M}" + ("Z" if is_counted else ""),
        length=minutes_in_words(rest.minutes) if rest.minutes is not None else "",
        calendar_url=calendar_url,
    )


def calendar_of(page: Page, rest: Rest, url: str, now: datetime) -> bytes:
    """A calendar with one neutral event at the rest's end, and a reminder then; `url` is where to go on."""
    # Slow to import, and wanted by few requests.
    from icalendar import Alarm, Calendar, Event

    event = Event()
    event.add("uid", _uid(page))
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", rest.until)
    event.add("dtend", rest.until + timedelta(minutes=15))
    event.add("summary", SUMMARY)
    event.add("description", DESCRIPTION.format(url=url))
    event.add("url", url)
    event.add("class", "PRIVATE")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", SUMMARY)
    alarm.add("trigger", timedelta())
    event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", "-//Steps//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made


def _uid(page: Page) -> str:
    """The same for the same rest, so that a file taken twice makes one event; it leads back to nothing."""
    digest = hashlib.sha256(f"calendar/{page.address}/{page.place.key}".encode()).digest()
    return str(UUID(bytes=digest[:16], version=4))
