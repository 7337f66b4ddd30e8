"""What a person's own records tell on a last page, in sentences, with exercises to go on to.

It must not decide what they tell.
"""

from cbt.records.cues import Cue
from cbt.service import Page
from web.cookies import coming_secret
from web.exercise_page import exercise_card
from web.page import CueView, HandOffView
from web.services import services

_SENTENCES = {
    Cue.SAME_THOUGHT: (
        "You have worked on this thought three times or more. One more record of it may change little.",
        "Trying it out in real life, or working on a part that you can change, may do more.",
        "So may a talk with someone you trust.",
    ),
    Cue.LOW_MOOD: ("Your mood has been low for about two weeks. Please talk to a doctor about it.",),
    Cue.LOWER_MOOD: (
        "Your mood has been lower in the last two weeks than in the two before.",
        "Please tell a doctor, or someone you trust.",
    ),
    Cue.NO_CHANGE: (
        "You have practised for four weeks or more, and the numbers have hardly moved. That happens.",
        "Another kind of help may suit you better. A doctor or a therapist knows what there is.",
    ),
}


def cues_on(page: Page) -> tuple[CueView, ...]:
    """What there is to say on a page: nothing but on a last one."""
    found = services().noticing.cues(coming_secret(), page)
    return tuple([CueView(_SENTENCES[cue], _instead() if cue is Cue.SAME_THOUGHT else ()) for cue in found])


def _instead() -> tuple[HandOffView, ...]:
    cards = [exercise_card(flow) for flow in services().shelf.instead()]
    return tuple([HandOffView(card.title, card.about, card.url, lang=card.lang) for card in cards])
