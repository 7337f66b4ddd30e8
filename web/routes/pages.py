"""Pages that are the same for everyone: privacy, about.

It must not need a session, the database or a script.
"""

from flask import Blueprint, Response

from web.render import render_page

blueprint = Blueprint("pages", __name__)


@blueprint.get("/privacy")
def privacy() -> Response:
    return render_page("privacy.html")


@blueprint.get("/about")
def about() -> Response:
    return render_page("about.html")
