"""The devices that hold somebody's key: named, and forgotten one by one in two steps.

It must not know more of a device than what the person says.
"""

from flask import Blueprint, Response, redirect, request

from cbt.errors import SessionUnknown
from web import cookies, locked
from web.render import render_page
from web.services import services
from web.words_page import device_view, words_view

blueprint = Blueprint("devices", __name__, url_prefix="/you/devices/<device_id>")


@blueprint.post("/name")
def name(device_id: str) -> Response:
    services().devices.name(cookies.person_secret(), device_id, request.form.get("name", ""))
    return redirect("/you#devices", 303)  # type: ignore[return-value]  # a werkzeug response, which Flask takes


@blueprint.get("/forget")
def confirm(device_id: str) -> Response:
    ways = services().devices.ways(cookies.person_secret())
    if ways is None:
        raise SessionUnknown
    return render_page("forget_device.html", device=device_view(ways.get(device_id)), ways=words_view(ways))


@blueprint.post("/forget")
def forget(device_id: str) -> Response:
    if services().devices.forget(cookies.person_secret(), device_id):
        cookies.forget()
        locked.forget()
        return render_page("device_forgotten.html")
    return redirect("/you#devices", 303)  # type: ignore[return-value]  # a werkzeug response, which Flask takes
