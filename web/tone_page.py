"""The wordings that a page offers, and its author's own words where it reads in another.

It must not choose among them.
"""

from cbt.engine.text import prose
from cbt.engine.tones import Worded
from cbt.service import Page
from cbt.wording.guards import TONES
from web.page import OptionView, ToneView
from web.tones import PLAIN, chosen_tone

_LABELS = {PLAIN: "As first written", "warmer": "Warmer", "simpler": "Simpler", "shorter": "Shorter"}


def tone_view(page: Page, read: Worded) -> ToneView:
    """The tones of the page's flow; the author's own words stand first."""
    chosen = chosen_tone()
    names = [PLAIN, *[tone for tone in TONES if tone in page.program.tones]]
    return ToneView(
        choices=tuple([OptionView(name, _LABELS[name], name == (chosen or PLAIN)) for name in names]),
        shown=read.tone,
        authored=_authored(page) if read.tone else (),
        by_software=read.by_software,
    )


def _authored(page: Page) -> tuple[str, ...]:
    texts = [text for text in (page.step.prompt, page.step.help) if text is not None]
    return tuple([paragraph for text in texts for paragraph in prose(page.program, text, page.walk)])
