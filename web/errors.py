"""Maps what goes wrong to pages, in one place: a status, a calm heading, and the words given back.

It must not show or log an exception's message.
"""

from dataclasses import dataclass

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from cbt.errors import (
    FlowUnknown,
    FormTooOld,
    PageUnknown,
    SealBroken,
    SessionExists,
    SessionUnknown,
    StoreUnavailable,
)
from web import locked, logs, render, shared
from web.forms import form_if_readable, typed_words
from web.once_more import ask_once_more


@dataclass(frozen=True, slots=True)
class _Problem:
    heading: str
    sentence: str


_NOT_HERE = _Problem(
    "This page is not here",
    "It may have been deleted, or it was opened in another browser. Only the browser that wrote a record can open it.",
)
_NOT_SAVED = _Problem(
    "Not saved yet",
    "Something on our side is not working. Your words are below. Please try again in a minute.",
)
_NOT_TAKEN = _Problem("Not saved yet", "Something on our side is not working. Please try again in a minute.")
_NOT_NOW = _Problem(
    "This page cannot be shown now", "Something on our side is not working. What was saved is still saved."
)
_ELSEWHERE = _Problem(
    "This did not come from our page",
    "For your safety nothing was changed. Open the page again and send it from there.",
)
_KEYLESS = _Problem(
    "This page cannot be saved",
    "The key to this record is not in this browser any more. Perhaps its cookies were cleared.",
)
_KEYLESS_WITH_WORDS = _Problem(
    _KEYLESS.heading, f"{_KEYLESS.sentence} Your words are below, to read or copy."
)
_LOCKED = _Problem(
    "This place is locked",
    "Your passphrase is needed again. What was saved is still saved. Your words below, if any, are not saved yet.",
)
_QUIET = _Problem(
    _LOCKED.heading,
    "It was quiet for a while, and this is a shared computer. What was saved is still saved. Your words below, if any, "
    "are not saved yet.",
)
_TOO_LARGE = _Problem(
    "That is more than we can take at once",
    "Nothing was saved. Go back: your words may still be in the page. Please make it shorter.",
)
_TOO_SLOW = _Problem(
    "That took too long to arrive",
    "Nothing was saved. Go back: your words may still be in the page. Please send them again.",
)
_NOT_WHOLE = _Problem(
    "That did not arrive whole",
    "Nothing was saved. Go back: your words may still be in the page. Please send them again.",
)
_TOO_OFTEN = _Problem("That was a lot at once", "Please wait a minute, then try again.")
_BY_STATUS = {
    400: _ELSEWHERE,
    403: _ELSEWHERE,
    404: _NOT_HERE,
    405: _NOT_HERE,
    408: _TOO_SLOW,
    411: _NOT_WHOLE,
    413: _TOO_LARGE,
    429: _TOO_OFTEN,
}
# What a browser or a program has to know besides the page.
_TOLD_IN_HEADERS = frozenset({"Allow", "Retry-After"})


def init_app(app: Flask) -> None:
    for unknown in (FlowUnknown, PageUnknown, SessionUnknown, SessionExists):
        app.register_error_handler(unknown, _not_here)
    app.register_error_handler(StoreUnavailable, _unavailable)
    app.register_error_handler(SealBroken, _failed)
    app.register_error_handler(FormTooOld, _too_old)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _failed)


def _not_here(_error: Exception) -> Response:
    return _page(_NOT_HERE, 404)


def _unavailable(error: StoreUnavailable) -> Response:
    logs.note_trouble(error.reason)
    return _not_done(503)


def _too_old(_error: FormTooOld) -> Response:
    """An old form of our own gets its words back with a fresh token; one of a person that is not here is refused."""
    if shared.is_locked():
        return _page(_QUIET, 400)
    if locked.is_waiting():
        return _page(_LOCKED, 400)
    return ask_once_more() or _page(_KEYLESS_WITH_WORDS if typed_words() else _KEYLESS, 400)


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    response = _page(_BY_STATUS.get(status, _NOT_NOW), status)
    response.headers.extend([header for header in error.get_headers() if header[0] in _TOLD_IN_HEADERS])
    return response


def _failed(error: Exception) -> Response:
    logs.note_failure(error)
    return _not_done(500)


def _not_done(status: int) -> Response:
    if request.method != "POST":
        return _page(_NOT_NOW, status)
    return _page(_NOT_SAVED if typed_words() else _NOT_TAKEN, status)


def _page(problem: _Problem, status: int) -> Response:
    kept, sent = "\n".join(typed_words()), form_if_readable()
    can_retry = status >= 500 and request.endpoint and (kept or "visit" in sent)
    retry = request.full_path.rstrip("?") if can_retry else ""
    return render.render_page(
        "error.html", status, heading=problem.heading, sentence=problem.sentence, kept_words=kept, retry_url=retry,
        is_locked=problem is _LOCKED, is_quiet=problem is _QUIET,
        retry_fields=list(sent.items(multi=True)) if retry else [],
    )  # fmt: skip
