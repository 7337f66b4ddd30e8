"""My records: the list, one record, several read together, deleting one.

It must not change an answer: each record leads to its pages for that.
"""

from flask import Blueprint, Response, redirect, request

from web import cookies
from web.record_page import record_link, record_view
from web.render import render_page
from web.services import services
from web.session_page import record_url
from web.together_page import together_view

blueprint = Blueprint("records", __name__, url_prefix="/records")


@blueprint.get("")
def index() -> Response:
    before = request.args.get("before", type=int)
    lines, more = services().keeping.records(cookies.person_secret(), before)
    if lines:
        cookies.renew()
    more_url = f"/records?before={more}" if more is not None else None
    return render_page(
        "records.html",
        records=[record_link(line) for line in lines],
        more_url=more_url,
        deleted="deleted" in request.args,
        back="back" in request.args,
    )


@blueprint.get("/<address>")
def show(address: str) -> Response:
    record = services().keeping.record(cookies.person_secret(), address)
    cookies.renew()
    return render_page("record.html", record=record_view(record))


@blueprint.get("/<address>/together")
def together(address: str) -> Response:
    found = services().together.of(cookies.person_secret(), address)
    cookies.renew()
    return render_page("together.html", together=together_view(found, address))


@blueprint.get("/<address>/delete")
def confirm(address: str) -> Response:
    record = services().keeping.record(cookies.person_secret(), address)
    return render_page("confirm_delete.html", record=record_view(record), back_url=record_url(address))


@blueprint.post("/<address>/delete")
def delete(address: str) -> Response:
    services().keeping.delete(cookies.person_secret(), address)
    return redirect("/records?deleted", 303)  # type: ignore[return-value]  # a werkzeug response, which Flask takes
