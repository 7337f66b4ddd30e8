"""The first page: the exercises.

It must not read what a person wrote.
"""

from flask import Blueprint, Response

from web.cookies import person_secret
from web.exercise_page import exercise_card
from web.locked import device
from web.render import render_page
from web.services import services

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def index() -> Response:
    cards = [exercise_card(flow) for flow in services().shelf.startable()]
    return render_page(
        "home.html", exercises=cards, has_records=person_secret() is not None or device() is not None
    )
