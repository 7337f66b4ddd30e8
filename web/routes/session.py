"""The pages of a session: shown, answered, changed.

It must not know an answer's kind.
"""

from flask import Blueprint, Response, redirect, request

from cbt.errors import CbtError
from cbt.service import RECORD, Turn
from web import cookies, htmx
from web.forms import back_to, read_form
from web.hand_off import offer_of
from web.render import render_step
from web.sentences import ONCE_MORE
from web.services import services
from web.session_page import page_view, record_url, session_url

blueprint = Blueprint("session", __name__, url_prefix="/s/<address>")


@blueprint.get("/")
def resume(address: str) -> Response:
    page = services().exercises.page(cookies.person_secret(), address)
    return _redirect(session_url(address, page.number))


@blueprint.get("/<int:number>")
def show(address: str, number: int) -> Response:
    page = services().exercises.nearest_page(cookies.person_secret(), address, number)
    if page.number != number:
        return _redirect(session_url(address, page.number))
    cookies.renew()
    return render_step(page_view(page, back=back_to(), offered=offer_of(page)))


@blueprint.post("/<int:number>")
def submit(address: str, number: int) -> Response:
    turn = services().exercises.submit(cookies.person_secret(), address, number, read_form())
    return _respond(turn)


@blueprint.post("/<int:number>/remove")
def remove(address: str, number: int) -> Response:
    item = request.form.get("item", "")
    return _respond(services().exercises.remove(cookies.person_secret(), address, number, item, read_form()))


@blueprint.post("/next")
def hand_over(address: str) -> Response:
    following = services().exercises.hand_over(cookies.person_secret(), address)
    return _redirect(session_url(following, 1))


def _respond(turn: Turn) -> Response:
    """What came of a form: the same page with its words, or the page that follows."""
    if turn.secret is not None:
        cookies.hand_out(turn.secret)
    page = turn.page
    if turn.go_to is None:
        typed = read_form().fields
        view = page_view(page, back=back_to(), typed=typed, error=turn.error, stale=turn.stale)
        return render_step(view, 409 if turn.stale else 413 if _too_long(turn) else 422)
    if turn.go_to == RECORD:
        return (
            htmx.go_to(record_url(page.address))
            if htmx.wants_fragment()
            else _redirect(record_url(page.address))
        )
    url = session_url(page.address, turn.go_to)
    if htmx.wants_fragment():
        return htmx.push_url(render_step(page_view(page, just_saved=True, offered=offer_of(page))), url)
    return _redirect(url)


def _too_long(turn: Turn) -> bool:
    return turn.error is not None and turn.error.code == "length"


def ask_once_more() -> Response | None:
    """The page of a form whose token is too old, words in place; None when it is no page of this person."""
    if request.endpoint != "session.submit" or request.view_args is None:
        return None
    address, number = request.view_args["address"], request.view_args["number"]
    try:
        page = services().exercises.nearest_page(cookies.person_secret(), address, number)
    except CbtError:
        return None
    return render_step(page_view(page, back=back_to(), typed=read_form().fields, note=ONCE_MORE), 422)


def _redirect(url: str) -> Response:
    return redirect(url, 303)  # type: ignore[return-value]  # a werkzeug response, which Flask takes
