"""The pages of a session: shown, answered, changed.

It must not know an answer's kind.
"""

from datetime import UTC, datetime

from flask import Blueprint, Response, redirect, request, url_for

from cbt.errors import PageUnknown
from cbt.service import RECORD, Turn, rest_on
from web import cookies, htmx
from web.asked import this_request
from web.cues import cues_on
from web.forms import back_to, read_form, typed_words
from web.hand_off import offer_of
from web.pause import go_on, pause_after, pause_at, with_help
from web.problems import moved, overtaken, refused
from web.render import render_step
from web.rest import calendar_of
from web.rewording import reword
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
        return _redirect(session_url(address, page.number, back_to()))
    if page.revision:
        cookies.renew()
    paused = pause_at(page)
    return paused or render_step(page_view(page, back=back_to(), offered=offer_of(page), cues=cues_on(page)))


@blueprint.post("/<int:number>")
def submit(address: str, number: int) -> Response:
    sent = this_request().form
    if "wording" in sent:
        return reword(address, number)
    if "pause" in sent:
        return go_on(address, number)
    turn = services().exercises.submit(cookies.person_secret(), address, number, read_form())
    return _respond(turn)


@blueprint.get("/<int:number>/calendar.ics")
def calendar(address: str, number: int) -> Response:
    page = services().exercises.page(cookies.person_secret(), address, number)
    rest = rest_on(page)
    if rest is None:
        raise PageUnknown(number)
    text = calendar_of(page, rest, url_for("records.index", _external=True), datetime.now(UTC))
    return Response(text, mimetype="text/calendar")


@blueprint.post("/<int:number>/remove")
def remove(address: str, number: int) -> Response:
    item = request.form.get("item", "")
    return _respond(services().exercises.remove(cookies.person_secret(), address, number, item, read_form()))


@blueprint.post("/next")
def hand_over(address: str) -> Response:
    following = services().exercises.hand_over(cookies.person_secret(), address)
    return _redirect(f"/s/{following}/")


def _respond(turn: Turn) -> Response:
    """What came of a form: the same page with its words, or the page that follows."""
    if turn.secret is not None:
        cookies.hand_out(turn.secret)
    elif turn.page.revision:
        cookies.renew()
    if turn.go_to is None:
        return _not_taken(turn)
    paused = pause_after(turn) if turn.filed is not None else None
    return paused or _go_on(turn, turn.go_to)


def _go_on(turn: Turn, go_to: int) -> Response:
    """To the page that follows."""
    if go_to == RECORD:
        return _leave(record_url(turn.page.address))
    # A change that opened new pages goes through them first, and still knows where it was asked for.
    asked = back_to()
    back = asked if asked != go_to else None
    url = session_url(turn.page.address, go_to, back)
    if not htmx.wants_fragment():
        return _redirect(url)
    offered, cues = offer_of(turn.page), cues_on(turn.page)
    view = page_view(turn.page, back=back, just_saved=True, offered=offered, cues=cues)
    return htmx.push_url(render_step(view), url)


def _not_taken(turn: Turn) -> Response:
    """The page again, with what was typed in its field; beside it when the question is gone."""
    form = read_form()
    if turn.moved:
        words = typed_words()
        view = page_view(turn.page, problem=moved(words), unfiled=words, offered=offer_of(turn.page))
        return render_step(view, 409)
    language = turn.page.program.flow.language
    problem = overtaken(turn.page, form.fields) if turn.error is None else refused(turn.error, language)
    view = with_help(page_view(turn.page, back=form.back_to, typed=form.fields, problem=problem), turn.sign)
    is_too_long = turn.error is not None and turn.error.code == "length"
    return render_step(view, 409 if turn.stale else 413 if is_too_long else 422)


def _leave(url: str) -> Response:
    """To another page as a whole."""
    return htmx.go_to(url) if htmx.wants_fragment() else _redirect(url)


def _redirect(url: str) -> Response:
    return redirect(url, 303)  # type: ignore[return-value]  # a werkzeug response, which Flask takes
