"""Says in a terminal where a browser would show a panel of help, and what stands on it in brief.

It must not look at a text or keep one: the detector and the session do.
"""

from cbt.cli.screen import HELP_NOW
from cbt.engine.answers import Fields
from cbt.safety.panel import Panel, Seen, beside, seen_after
from cbt.service import Page, Turn, Watching

_ABOUT = {
    Panel.EMERGENCY: "getting help to come now",
    Panel.HELP: "people to talk to, as what was written sounds very hard",
    Panel.GENTLE: "people to talk to, in a gentle tone",
    Panel.SOFTER: "thoughts about the past, or such as come by themselves, and people to talk to",
    Panel.DANGER: "being safe when someone hurts you",
    Panel.OTHERS: "someone getting hurt, and room to breathe",
    Panel.SOMEONE: "helping someone you worry about",
    Panel.DOCTOR: "seeing a doctor",
}
_PANEL = "In a browser a page comes first here, about {about}. It goes on with one tap. {help}"
_BESIDE = (
    "In a browser the page comes again with numbers to call, as what was written sounds very hard. {help}"
)
_LINE_HERE = "In a browser this page has a quiet line then that leads to Help now."
_LINE = "In a browser the next page has a quiet line here that leads to Help now."


class Pausing:
    """What one sitting has seen of it."""

    def __init__(self, watching: Watching) -> None:
        self._watching = watching
        self._seen = Seen()

    def said_after(self, page: Page, after: Page) -> str:
        """What is to be said between a page that was answered and the one after it; empty for nothing."""
        sign = self._watching.sign_of(Turn(after, filed=page.place))
        was, self._seen = self._seen, seen_after(sign, self._seen, page.place.key, after.number)
        if self._seen.waiting is not None:
            return _PANEL.format(about=_ABOUT[self._seen.waiting], help=HELP_NOW)
        has_line = self._seen.has_line(after.number) and not was.has_line(after.number)
        return _LINE if has_line else ""

    def said_beside(self, page: Page, fields: Fields) -> str:
        """What is to be said of an answer that could not be taken; empty for nothing."""
        panel, has_line = beside(self._watching.sign_in(fields, page))
        return _BESIDE.format(help=HELP_NOW) if panel is not None else _LINE_HERE if has_line else ""
