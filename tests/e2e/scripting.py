"""Turns a page's scripts off, and lends them for a moment to what looks at the page.

It must not let a script of the page run: those that were there when it was loaded have missed their time.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page


class Scripting:
    """Whether scripts run in one page."""

    def __init__(self, page: Page, *, on: bool) -> None:
        self.on = on
        # The browser's own switch for a whole context could not be turned for a moment.
        self._session = None if on else page.context.new_cdp_session(page)
        self._turn(off=True)

    @contextmanager
    def lent(self) -> Iterator[None]:
        """In here axe can run."""
        self._turn(off=False)
        yield
        self._turn(off=True)

    def _turn(self, *, off: bool) -> None:
        if self._session is not None:
            self._session.send("Emulation.setScriptExecutionDisabled", {"value": off})
