"""The language of the exercises, as a person chooses it.

It must not take one that no exercise is in.
"""

from flask import Blueprint, Response, redirect, request

from web import languages
from web.services import services, spoken_languages

blueprint = Blueprint("language", __name__, url_prefix="/language")


@blueprint.post("")
def choose() -> Response:
    """Keeps the language in the browser, and goes back to where it was chosen."""
    wanted = request.form.get("language", "")
    languages.choose(wanted if wanted in spoken_languages() else "")
    flow_id = request.form.get("exercise", "")
    is_known = any(flow.id == flow_id for flow in services().shelf.startable())
    to: Response = redirect(f"/exercises/{flow_id}" if is_known else "/exercises", 303)  # type: ignore[assignment]  # werkzeug's, which Flask takes
    return to
