"""Forms count only when our own page sent them: by where the browser says they come from, and by a token.

The token is a keyed hash of the person's cookie (the signed double-submit pattern of OWASP's cheat sheet): nothing
is stored, no cookie of its own is set, and no clock can make it old.

It must not be compared in a way that takes longer the more of it is right.
"""

import hmac

from flask import Flask, Request, abort

from cbt.errors import FormTooOld
from web import cookies
from web.asked import noted, this_app, this_request

FIELD = "csrf_token"

_UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_KEY = "CBT_CSRF_KEY"
# A start changes nothing, and a page that was opened before the first cookie must still be able to make one. A country
# is nobody's secret, and the help pages are the same for everyone, so that a browser can keep them. Leaving and locking
# work from every page, however old it is.
_FREE = frozenset(
    {"exercises.start", "exercises.search", "help.choose", "shared.leave", "shared.lock", "shared.here"}
)


def init_app(app: Flask, server_key: bytes) -> None:
    app.config[_KEY] = hmac.digest(server_key, b"cbt/v1 csrf", "sha256")
    app.jinja_env.globals[FIELD] = token
    app.before_request(check)


def check() -> None:
    """Refuses a form from elsewhere with 403, and raises FormTooOld for a token that does not fit."""
    request = this_request()
    if request.method not in _UNSAFE:
        return
    if not _comes_from_here(request):
        abort(403)
    if request.endpoint not in _FREE:
        sent = request.form.get(FIELD, "").encode("utf-8", "surrogatepass")
        if not hmac.compare_digest(sent, _token_for(cookies.sent_text()).encode()):
            raise FormTooOld


def token() -> str:
    """The token for the forms of this response: it hangs on the cookie that the next request will bring."""
    return _token_for(cookies.coming_text())


def _token_for(cookie: str) -> str:
    # A form's token is mostly that of the page that follows it, too.
    made: dict[str, str] = noted().setdefault("cbt_tokens", {})
    if cookie not in made:
        made[cookie] = _make_token(cookie)
    return made[cookie]


def _make_token(cookie: str) -> str:
    return hmac.digest(this_app().config[_KEY], cookie.encode("utf-8", "surrogatepass"), "sha256").hex()


def _comes_from_here(request: Request) -> bool:
    """Whether the browser says that the form was sent by a page of this very origin; silence is a no."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    # The scheme that people see: a proxy before us may speak plain http to us.
    return request.headers.get("Origin") == f"{this_app().config['PREFERRED_URL_SCHEME']}://{request.host}"
