"""The first page: what brings people here, and the exercises that fit.

It must not read what a person wrote.
"""

from flask import Blueprint, Response

from web.cookies import person_secret
from web.exercise_page import exercise_card, shelf_views
from web.locked import device
from web.render import render_page
from web.services import services

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def index() -> Response:
    shelf = services().shelf
    first = shelf.begin_with()
    return render_page(
        "home.html",
        first=exercise_card(first) if first is not None else None,
        reasons=shelf_views(shelf.reasons()),
        groups=shelf_views(shelf.groups()),
        has_records=person_secret() is not None or device() is not None,
    )
