"""What is kept of a person, and deleting all of it.

It must not show what they wrote.
"""

from flask import Blueprint, Response, request

from web import cookies, country
from web.kept_page import kept_view
from web.render import render_page
from web.services import services

blueprint = Blueprint("you", __name__, url_prefix="/you")


@blueprint.get("")
def show() -> Response:
    return render_page("you.html", kept=kept_view(services().keeping.kept(cookies.person_secret())))


@blueprint.post("/delete")
def delete() -> Response:
    if not request.form.get("sure"):
        kept = kept_view(services().keeping.kept(cookies.person_secret()))
        return render_page("you.html", 422, kept=kept, unsure=True)
    services().keeping.erase(cookies.person_secret())
    cookies.forget()
    return country.keep(render_page("deleted.html"), "")
