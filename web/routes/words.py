"""Twelve words: made, shown once, saved as a file, and typed in on another device.

It must not put a word into an address, a title or a file's name.
"""

from flask import Blueprint, Response, abort, redirect, request

from cbt.errors import BrowserTaken, WordsWrong
from web import cookies, locked
from web.limits import has_another_try
from web.render import render_page
from web.services import services
from web.words_page import TAKEN, TOO_OFTEN, sentence_for, words_view

blueprint = Blueprint("words", __name__, url_prefix="/you")


@blueprint.get("/words")
def show() -> Response:
    return _offer()


@blueprint.post("/words")
def make() -> Response:
    carried, seen = request.form.get("words", ""), bool(request.form.get("seen"))
    words = services().coming_back.make_words(cookies.person_secret(), carried, seen=seen)
    cookies.renew()
    return render_page("words_made.html", words=words, carried=carried)


@blueprint.post("/words/file")
def save() -> Response:
    words = services().coming_back.read_words(cookies.person_secret(), request.form.get("words", ""))
    lines = [" ".join(words[at : at + 4]) for at in range(0, len(words), 4)]
    response = Response("\n".join([*lines, ""]), mimetype="text/plain")
    response.headers["Content-Disposition"] = 'attachment; filename="words.txt"'
    return response


@blueprint.get("/come-back")
def come_back() -> Response:
    return render_page("come_back.html", ticket=services().coming_back.ticket(), typed="")


@blueprint.post("/come-back")
def let_in() -> Response:
    if not has_another_try("words"):
        abort(429)
    typed, ticket = request.form.get("typed", ""), request.form.get("ticket", "")
    leave, secret = bool(request.form.get("leave")), cookies.person_secret()
    handed = services().coming_back.come_back(secret, typed, ticket, leave=leave)
    if handed is not None:
        locked.forget()
        cookies.hand_out(handed)
    return redirect("/records?back", 303)  # type: ignore[return-value]  # a werkzeug response, which Flask takes


@blueprint.errorhandler(WordsWrong)
def refuse(wrong: WordsWrong) -> Response:
    if wrong.reason == "overtaken":
        return _offer(sentence_for(wrong), 409)
    return _again(sentence_for(wrong), 422)


@blueprint.errorhandler(BrowserTaken)
def ask_first(_taken: BrowserTaken) -> Response:
    return _again(TAKEN, 409, taken=True)


@blueprint.errorhandler(429)
def slow_down(_often: Exception) -> Response:
    return _again(TOO_OFTEN, 429)


def _offer(problem: str = "", status: int = 200) -> Response:
    secret = cookies.person_secret()
    ways = services().devices.ways(secret)
    carried = services().coming_back.offer(secret) if ways is not None else ""
    return render_page("words.html", status, ways=words_view(ways), carried=carried, problem=problem)


def _again(problem: str, status: int, *, taken: bool = False) -> Response:
    """The page again, with what was typed in its field."""
    ticket, typed = request.form.get("ticket", ""), request.form.get("typed", "")
    return render_page("come_back.html", status, ticket=ticket, typed=typed, problem=problem, taken=taken)
