"""How much is kept of a person, as a template sees it.

It must not decide.
"""

from dataclasses import dataclass

from cbt.engine.english import date_in_words
from cbt.model.sealed import Kept


@dataclass(frozen=True, slots=True)
class KeptPageView:
    """How many records there are, and from which day to which."""

    sessions: int
    first_day: str
    last_day: str


def kept_view(kept: Kept | None) -> KeptPageView | None:
    """The view, or None when nothing is kept."""
    if kept is None or kept.first_day is None or kept.last_day is None:
        return None
    return KeptPageView(kept.sessions, date_in_words(kept.first_day), date_in_words(kept.last_day))
