"""The first page: what brings people here, the exercises that fit, and the one that waits to be gone on with.

It must not show what a person wrote: of an exercise that waits it tells the name alone.
"""

from contextlib import suppress

from flask import Blueprint, Response

from cbt.errors import SealBroken, StoreUnavailable
from cbt.service import RecordLine
from web.cookies import person_secret
from web.exercise_page import exercise_card, shelf_views
from web.locked import device
from web.record_page import record_link
from web.render import render_page
from web.services import services

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def index() -> Response:
    shelf = services().shelf
    first, waiting = shelf.begin_with(), _waiting()
    return render_page(
        "home.html",
        first=exercise_card(first) if first is not None else None,
        reasons=shelf_views(shelf.reasons()),
        groups=shelf_views(shelf.groups()),
        waiting=record_link(waiting) if waiting is not None else None,
        has_records=person_secret() is not None or device() is not None,
    )


def _waiting() -> RecordLine | None:
    """The exercise to go on with; while it cannot be read the page does without."""
    with suppress(SealBroken, StoreUnavailable):
        return services().keeping.waiting(person_secret())
    return None
