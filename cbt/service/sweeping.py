"""Deletes what nobody came back for, after the time that they were told; and refuses where the clock may be wrong.

It must not delete anybody sooner than they were told, nor everybody at once.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from cbt.errors import SweepRefused
from cbt.model.retention import Retention
from cbt.service.key_ports import KeyStore
from cbt.service.ports import Clock

MOST_DAYS_BETWEEN = 2
MOST_OF_ALL = 0.2


@dataclass(frozen=True, slots=True)
class Swept:
    """How many people there were, how many were due, and how many are gone; nobody of them with `dry_run`."""

    people: int
    due: int
    erased: int


class Sweeping:
    """The use case of the operator's daily sweep; its ports are given once."""

    def __init__(self, store: KeyStore, retention: Retention, clock: Clock) -> None:
        self._store = store
        self._retention = retention
        self._clock = clock

    def sweep(self, *, dry_run: bool = False, clock_is_right: bool = False, even_many: bool = False) -> Swept:
        """Deletes everybody who is due. Raises SweepRefused with nothing deleted, StoreUnavailable.

        It refuses where the clock went back or more than two days on since the last sweep, unless the
        `clock_is_right`; and where more than a fifth of all people are due, unless it is to be `even_many`.
        """
        today = self._clock().date()
        if not clock_is_right:
            self._check_clock(today)
        before, before_without_words = self._retention.limits(today)
        people, due = self._store.count_people(), self._store.list_due(before, before_without_words)
        if len(due) > MOST_OF_ALL * people and not even_many:
            raise SweepRefused("many", due=len(due), people=people)
        if dry_run:
            return Swept(people, len(due), 0)
        erased = 0
        with self._store.changing_keys() as writing:
            for person_id in due:
                erased += writing.erase_if_due(person_id, before, before_without_words)
            writing.note_sweep(today)
        return Swept(people, len(due), erased)

    def _check_clock(self, today: date) -> None:
        last = self._store.find_last_sweep()
        if last is not None and not timedelta() <= today - last <= timedelta(days=MOST_DAYS_BETWEEN):
            raise SweepRefused("clock", days=(today - last).days)
