"""How long records are kept after the last visit.

It must not know who is told, or who deletes.
"""

from dataclasses import dataclass
from datetime import date, timedelta

MOST_DAYS = 400
MOST_DAYS_WITHOUT_WORDS = 30


@dataclass(frozen=True, slots=True)
class Retention:
    """Whole days after the last visit: for people who have words, and for those who have none."""

    days: int = MOST_DAYS
    days_without_words: int = MOST_DAYS_WITHOUT_WORDS

    def limits(self, today: date) -> tuple[date, date]:
        """Who was last seen before the first day is due; without words, who was before the second.

        Each keeps the whole of their last day.
        """
        without = min(self.days, self.days_without_words)
        return today - timedelta(days=self.days), today - timedelta(days=without)

    def until(self, seen_on: date, *, has_words: bool) -> date:
        """The last day on which records are surely still there, for somebody last seen on a day."""
        without = min(self.days, self.days_without_words)
        return seen_on + timedelta(days=self.days if has_words else without)
