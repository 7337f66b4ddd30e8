"""Sweeps once a day while the server runs, as `cbt sweep` does, and says what came of it.

It must not overrule a refusal, nor stop the server, and works beside the requests.
"""

from collections.abc import Callable
from datetime import date, datetime
from threading import Event, Thread
from typing import TYPE_CHECKING

from cbt.cli.console import note
from cbt.errors import CbtError

if TYPE_CHECKING:
    from cbt.settings import Settings

# The first look waits until the start is over; the others notice a new day within the hour.
_SECONDS_AT_FIRST = 60.0
_SECONDS = 3600.0


class DailySweep:
    """The sweep of one process, on a connection of its own; other processes may have one too."""

    def __init__(self, settings: "Settings", clock: Callable[[], datetime]) -> None:
        self._settings = settings
        self._clock = clock
        self._done: date | None = None
        self._over = Event()

    def start(self) -> None:
        """Looks each hour whether a day has begun, in a thread that ends with the process."""
        Thread(target=self._watch, name="sweep", daemon=True).start()

    def stop(self) -> None:
        """Looks no more."""
        self._over.set()

    def _watch(self) -> None:
        pause = _SECONDS_AT_FIRST
        while not self._over.wait(pause):
            self.look()
            pause = _SECONDS

    def look(self) -> None:
        """Sweeps if nobody has today; a refusal is said once a day, and where the store fails it is tried again."""
        from cbt.cli.troubles import words_for
        from cbt.errors import SweepRefused

        today = self._clock().date()
        if self._done == today:
            return
        try:
            self._sweep(today)
        except SweepRefused as refusal:
            note(f"The daily sweep was refused. {words_for(refusal)}", "yellow")
        except CbtError as trouble:
            note(f"The daily sweep waits. {words_for(trouble)}", "yellow")
            return
        self._done = today

    def _sweep(self, today: date) -> None:
        from cbt.service import Sweeping
        from cbt.store import SqlStore, open_database

        engine = open_database(self._settings.url)
        try:
            store = SqlStore(engine)
            if store.find_last_sweep() == today:
                return
            swept = Sweeping(store, self._settings.retention, self._clock).sweep()
        finally:
            engine.dispose()
        if swept.erased:
            note(f"The daily sweep deleted {swept.erased} of {swept.people} people, whose time was over.")
