"""A passphrase on this device: put on, typed, closed again, taken off.

It must not send it anywhere, and never gives it back to a page.
"""

from flask import Blueprint, Response, abort, redirect, request

from cbt.errors import PassphraseWrong
from web import cookies, locked
from web.limits import has_another_try
from web.render import render_page
from web.services import services
from web.words_page import TOO_OFTEN, passphrase_sentence, words_view

blueprint = Blueprint("lock", __name__, url_prefix="/you")


@blueprint.get("/lock")
def show() -> Response:
    return _lock_page()


@blueprint.post("/lock")
def lock() -> Response:
    if not has_another_try("passphrase"):
        abort(429)
    first, again = request.form.get("first", ""), request.form.get("again", "")
    made = services().locking.lock(cookies.person_secret(), first, again)
    locked.hand_out(made.device)
    cookies.hand_out(made.secret)
    return redirect("/you?locked", 303)  # type: ignore[return-value]  # a werkzeug response, which Flask takes


@blueprint.post("/lock/off")
def take_off() -> Response:
    opened = services().locking.unlock_for_good(cookies.person_secret())
    locked.forget()
    cookies.hand_out(opened)
    return redirect("/you?opened", 303)  # type: ignore[return-value]  # a werkzeug response, which Flask takes


@blueprint.post("/lock/now")
def close() -> Response:
    cookies.forget()
    return redirect(locked.UNLOCK_URL, 303)  # type: ignore[return-value]  # a werkzeug response, which Flask takes


@blueprint.get("/unlock")
def show_unlock() -> Response:
    return render_page("unlock.html", has_lock=locked.device() is not None)


@blueprint.post("/unlock")
def unlock() -> Response:
    if not has_another_try("passphrase"):
        abort(429)
    device = locked.device()
    secret = services().locking.unlock(device, request.form.get("passphrase", ""))
    locked.hand_out(device or b"")
    cookies.hand_out(secret)
    return redirect("/records", 303)  # type: ignore[return-value]  # a werkzeug response, which Flask takes


@blueprint.post("/unlock/leave")
def let_go() -> Response:
    cookies.forget()
    locked.forget()
    return redirect("/", 303)  # type: ignore[return-value]  # a werkzeug response, which Flask takes


@blueprint.errorhandler(PassphraseWrong)
def refuse(wrong: PassphraseWrong) -> Response:
    return _again(passphrase_sentence(wrong), 422)


@blueprint.errorhandler(429)
def slow_down(_often: Exception) -> Response:
    return _again(TOO_OFTEN, 429)


def _again(problem: str, status: int) -> Response:
    if request.endpoint == "lock.lock":
        return _lock_page(problem, status)
    return render_page("unlock.html", status, has_lock=locked.device() is not None, problem=problem)


def _lock_page(problem: str = "", status: int = 200) -> Response:
    ways = services().devices.ways(cookies.person_secret())
    return render_page("lock.html", status, ways=words_view(ways), problem=problem)
