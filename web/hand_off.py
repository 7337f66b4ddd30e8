"""The exercise that a finished one offers, as a template sees it.

It must not start it.
"""

from cbt.service import Page
from web.exercise_page import exercise_card
from web.page import HandOffView
from web.services import services


def offer_of(page: Page) -> HandOffView | None:
    """The offer on a page that hands over, or None."""
    offer = page.step.hand_off
    if offer is None:
        return None
    offered = services().shelf.offered().get(offer.flow)
    if offered is None:
        return None
    card = exercise_card(offered)
    carries = bool(offered.needs)
    url = f"/s/{page.address}/next" if carries else card.url
    return HandOffView(card.title, card.about, url, carries, card.lang)
