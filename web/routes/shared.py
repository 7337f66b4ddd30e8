"""A shared computer: said with one tap, locked when nobody is there, finished and cleared; and Leave quickly.

It must not keep what was written: that is on the server, for whoever has the words.
"""

from flask import Blueprint, Response, abort, redirect, request

from cbt.errors import BrowserTaken, WordsWrong
from web import begun, cookies, country, draft, locked, note, shared, tones
from web.limits import has_another_try
from web.render import render_page
from web.services import services
from web.words_page import TOO_OFTEN, sentence_for, words_view

blueprint = Blueprint("shared", __name__, url_prefix="/shared")


@blueprint.get("")
def show() -> Response:
    secret = cookies.person_secret()
    return render_page("shared.html", ways=words_view(services().devices.ways(secret)), has_lock=_has_lock())


@blueprint.post("")
def turn_on() -> Response:
    if _has_lock():
        return _go(shared.URL)
    shared.turn_on(cookies.person_secret())
    return shared.clear_kept(_go("/"))


@blueprint.post("/off")
def turn_off() -> Response:
    secret = cookies.person_secret()
    shared.turn_off()
    if secret is not None:
        cookies.hand_out(secret)
    return _go("/")


@blueprint.get("/finish")
def ask() -> Response:
    secret = cookies.person_secret()
    return render_page("finish.html", ways=words_view(services().devices.ways(secret)))


@blueprint.post("/finish")
def finish() -> Response:
    services().lending.take_back(shared.secret())
    return _cleared(_go("/shared/finished"))


@blueprint.get("/finished")
def finished() -> Response:
    return render_page("finished.html")


@blueprint.post("/leave")
def leave() -> Response:
    """Leave quickly, without a script; and the word that a script sends while it leaves."""
    response = render_page("leaving.html")
    response.headers["Refresh"] = f"0; url={services().leave_to}"
    if not shared.is_on():
        return response
    services().lending.take_back(shared.secret())
    return _cleared(response)


@blueprint.post("/here")
def here() -> Response:
    """Somebody is still there, and writing."""
    return Response(status=204)


@blueprint.post("/lock")
def lock() -> Response:
    secret = shared.secret()
    if secret is None:
        return _go(shared.LOCKED_URL)
    sealed = services().lending.seal_draft(secret, request.form.get("draft", ""))
    shared.lock(has_words=services().lending.take_back(secret))
    return _locked_page(sealed)


@blueprint.get("/locked")
def show_locked() -> Response:
    return _locked_page("")


@blueprint.post("/open")
def let_in() -> Response:
    if not has_another_try("words"):
        abort(429)
    typed, ticket = request.form.get("typed", ""), request.form.get("ticket", "")
    secret = services().coming_back.come_back(cookies.person_secret(), typed, ticket)
    if secret is not None:
        cookies.hand_out(secret)
    words = services().lending.find_draft(secret, request.form.get("draft", ""))
    return draft.page_of(words, secret) or _go(draft.place_of(words))


@blueprint.errorhandler(WordsWrong)
def refuse(wrong: WordsWrong) -> Response:
    return _locked_page(request.form.get("draft", ""), sentence_for(wrong), 422)


@blueprint.errorhandler(BrowserTaken)
def not_here(_taken: BrowserTaken) -> Response:
    return _go("/you/come-back")


@blueprint.errorhandler(429)
def slow_down(_often: Exception) -> Response:
    return _locked_page(request.form.get("draft", ""), TOO_OFTEN, 429)


def _locked_page(sealed: str, problem: str = "", status: int = 200) -> Response:
    ticket = request.form.get("ticket") or services().coming_back.ticket()
    typed = request.form.get("typed", "")
    return render_page(
        "shared_locked.html", status, draft=sealed, ticket=ticket, typed=typed, problem=problem,
        is_locked=shared.is_locked(), is_lost=shared.is_lost(),
    )  # fmt: skip


def _cleared(response: Response) -> Response:
    cookies.forget()
    locked.forget()
    tones.choose("")
    note.forget()
    return begun.forget(country.keep(shared.clear(response), ""))


def _has_lock() -> bool:
    return locked.device() is not None


def _go(url: str) -> Response:
    return redirect(url, 303)  # type: ignore[return-value]  # a werkzeug response, which Flask takes
