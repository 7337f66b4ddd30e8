"""What is kept of a person, who has a key to it, and deleting all of it.

It must not show what they wrote.
"""

from flask import Blueprint, Response, request

from web import begun, cookies, country, locked, note
from web.kept_page import KeptPageView, kept_view
from web.render import render_page
from web.services import services

blueprint = Blueprint("you", __name__, url_prefix="/you")


@blueprint.get("")
def show() -> Response:
    kept = _kept()
    if kept is not None:
        cookies.renew()
    changed = "locked" if "locked" in request.args else "opened" if "opened" in request.args else ""
    return render_page("you.html", kept=kept, changed=changed)


@blueprint.post("/delete")
def delete() -> Response:
    if not request.form.get("sure"):
        return render_page("you.html", 422, kept=_kept(), unsure=True)
    services().keeping.erase(cookies.person_secret())
    cookies.forget()
    locked.forget()
    note.forget()
    return begun.forget(country.keep(render_page("deleted.html"), ""))


def _kept() -> KeptPageView | None:
    secret, found = cookies.person_secret(), services()
    days = found.devices.days(secret)
    if days is None:
        return None
    return kept_view(found.keeping.kept(secret), found.devices.ways(secret), days.seen_on, found.retention)
