"""How much is kept of a person, in which size and until when, as a template sees it.

It must not decide.
"""

from dataclasses import dataclass
from datetime import date

from cbt.engine.english import date_in_words
from cbt.errors import ArchiveWrong
from cbt.model.retention import Retention
from cbt.model.sealed import Kept
from cbt.service import Ways
from web.words_page import WaysView, words_view

_KILO = 1024
_ARCHIVE = {
    "foreign": "This file was not made here. Choose the file records.json that you took along.",
    "damaged": "This file was changed, and cannot be read any more. Nothing was brought in.",
    "newer": "This file was made by a newer version of this place. Nothing was brought in.",
    "many": "This file holds more records than can come in at once. Nothing was brought in.",
}


@dataclass(frozen=True, slots=True)
class KeptPageView:
    """How many records there are, from which day to which, how large, until when, and who has a key to them."""

    sessions: int
    first_day: str
    last_day: str
    size: str
    seen_on: str
    until: str
    ways: WaysView


def kept_view(kept: Kept | None, ways: Ways | None, seen_on: date, keep: Retention) -> KeptPageView | None:
    """The view, or None for nobody. Without a record there is still a key."""
    shown = words_view(ways)
    if kept is None or ways is None or shown is None:
        return None
    first, last = [date_in_words(day) if day is not None else "" for day in (kept.first_day, kept.last_day)]
    until = keep.until(seen_on, has_words=ways.words_on is not None)
    return KeptPageView(
        kept.sessions, first, last, _size(kept.bytes), date_in_words(seen_on), date_in_words(until), shown
    )


def archive_sentence(wrong: ArchiveWrong) -> str:
    """One sentence for a file that cannot come in."""
    return _ARCHIVE[wrong.reason]


def _size(size: int) -> str:
    """A size in words: `5 kilobytes`, `1.2 megabytes`."""
    kilo = max(1, round(size / _KILO))
    if kilo < _KILO:
        return f"{kilo} kilobyte{'s' if kilo > 1 else ''}"
    return f"{kilo / _KILO:.1f} megabytes"
