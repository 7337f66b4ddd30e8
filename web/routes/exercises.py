"""All exercises, and each of them: what it is, when not to use it now, and its start.

It must not store anything: nothing is kept before the first answer.
"""

from flask import Blueprint, Response, redirect, request

from web import begun
from web.exercise_page import exercise_card, found_in, language_views, shelf_views
from web.languages import OURS, find_language
from web.last_time import last_time
from web.render import render_page
from web.services import services, spoken_languages
from web.session_page import session_url

blueprint = Blueprint("exercises", __name__)

_LONGEST = 100


@blueprint.get("/exercises")
def index() -> Response:
    known = spoken_languages()
    chosen = find_language(known) or OURS
    groups = shelf_views(services().shelf.groups())
    return render_page("exercises.html", groups=groups, words="", languages=language_views(known, chosen))


@blueprint.post("/exercises")
def search() -> Response:
    # By POST, so that what somebody looks for stands in no address, history or log.
    words = request.form.get("words", "")[:_LONGEST]
    groups = found_in(shelf_views(services().shelf.groups()), words)
    return render_page("exercises.html", groups=groups, words=words)


@blueprint.get("/exercises/<flow_id>")
def show(flow_id: str) -> Response:
    flow = services().shelf.get_startable(flow_id)
    known = language_views(spoken_languages(flow_id), flow.language)
    return render_page(
        "exercise.html", exercise=exercise_card(flow), last_time=last_time(flow), languages=known
    )


@blueprint.post("/exercises/<flow_id>")
def start(flow_id: str) -> Response:
    address = services().exercises.start(flow_id)
    to: Response = redirect(session_url(address, 1), 303)  # type: ignore[assignment]  # werkzeug's, which Flask takes
    return begun.remember(to)
