"""One exercise: what it is, when not to use it now, and its start.

It must not store anything: nothing is kept before the first answer.
"""

from flask import Blueprint, Response, redirect

from web.exercise_page import exercise_card
from web.render import render_page
from web.services import services
from web.session_page import session_url

blueprint = Blueprint("exercises", __name__)


@blueprint.get("/exercises/<flow_id>")
def show(flow_id: str) -> Response:
    return render_page("exercise.html", exercise=exercise_card(services().shelf.get_startable(flow_id)))


@blueprint.post("/exercises/<flow_id>")
def start(flow_id: str) -> Response:
    address = services().exercises.start(flow_id)
    return redirect(session_url(address, 1), 303)  # type: ignore[return-value]  # a werkzeug response, which Flask takes
