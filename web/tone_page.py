"""The wordings that a page offers, and its author's own words where it reads in another.

It must not choose among them.
"""

from functools import lru_cache

from cbt.engine.text import prose
from cbt.engine.tones import Worded
from cbt.service import Page
from cbt.wording.guards import TONES
from web.page import ToneView
from web.tones import PLAIN

_MOST_REMEMBERED = 64
_LABELS = {PLAIN: "As first written", "warmer": "Warmer", "simpler": "Simpler", "shorter": "Shorter"}


def tone_view(page: Page, read: Worded, chosen: str) -> ToneView:
    """The tones of the page's flow with the one that was chosen; the author's own words stand first."""
    choices = _choices(tuple(page.program.tones), chosen)
    return ToneView(choices, read.tone, _authored(page), read.by_software) if read.tone else ToneView(choices)


@lru_cache(_MOST_REMEMBERED)
def _choices(known: tuple[str, ...], chosen: str) -> tuple[tuple[str, str, bool], ...]:
    names = [PLAIN, *[tone for tone in TONES if tone in known]]
    return tuple([(name, _LABELS[name], name == (chosen or PLAIN)) for name in names])


def _authored(page: Page) -> tuple[str, ...]:
    texts = [text for text in (page.step.prompt, page.step.help) if text is not None]
    return tuple([paragraph for text in texts for paragraph in prose(page.program, text, page.walk)])
