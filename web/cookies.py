"""The person's cookie: the one place that reads and writes their secret.

It must not be set before the first answer, and never goes anywhere but into the response's header.
"""

import base64
import binascii

from flask import Flask, Response, g

from cbt.vault.keys import Secret
from web import shared
from web.asked import noted, this_app, this_request

MAX_AGE = 400 * 24 * 3600
_SECRET_BYTES = 32
_NAME, _ATTRIBUTES = "CBT_COOKIE", "CBT_COOKIE_ATTRIBUTES"


def init_app(app: Flask, *, secure: bool) -> None:
    """With https the cookie is bound to this host and never sent in clear; on this machine's http it cannot be."""
    app.config[_NAME] = "__Host-p" if secure else "p"
    app.config[_ATTRIBUTES] = f"Path=/; {'Secure; ' if secure else ''}HttpOnly; SameSite=Lax"
    app.after_request(_write)


def sent_text() -> str:
    """The cookie as the browser sent it; empty when there is none, and on a shared computer what would stand there."""
    if shared.is_on():
        return _text(shared.secret() or b"")
    return this_request().cookies.get(this_app().config[_NAME], "")


def coming_text() -> str:
    """The cookie as the browser will send it next time: the one of this response, if it hands one out."""
    secret = noted().get("cbt_secret")
    return sent_text() if secret is None else _text(secret)


def coming_secret() -> bytes | None:
    """The secret that the browser will have after this response."""
    handed: bytes | None = noted().get("cbt_secret")
    return handed or person_secret()


def person_secret() -> Secret | None:
    """The secret that the browser sent, or None when there is none of the right shape."""
    if shared.is_on():
        return shared.secret()
    here = noted()
    if "cbt_person" not in here:
        here["cbt_person"] = _secret_in(sent_text())
    secret: Secret | None = here["cbt_person"]
    return secret


def hand_out(secret: bytes) -> None:
    """Gives the browser the person's secret with this response."""
    g.cbt_secret = secret


def hold_until_closed(*, holds: bool = True) -> None:
    """Whether the browser is to keep the secret of this response only until it is closed."""
    g.cbt_until_closed = holds


def renew() -> None:
    """Lets the browser keep the secret for another 400 days, its longest."""
    secret = person_secret()
    if secret is not None:
        noted()["cbt_secret"] = secret


def forget() -> None:
    """Takes the secret out of the browser with this response."""
    g.cbt_secret = b""


def _secret_in(text: str) -> Secret | None:
    try:
        secret = base64.urlsafe_b64decode(text + "=")
    except (binascii.Error, ValueError):
        return None
    return Secret(secret) if len(secret) == _SECRET_BYTES else None


def _text(secret: bytes) -> str:
    return base64.urlsafe_b64encode(secret).decode().rstrip("=")


def _write(response: Response) -> Response:
    secret, name = noted().get("cbt_secret"), this_app().config[_NAME]
    if shared.take_up(response, secret):
        # The one that would stay is of no use beside it.
        secret = b"" if name in this_request().cookies else None
    if secret is not None:
        age = MAX_AGE if secret else 0
        lasts = "" if secret and noted().get("cbt_until_closed") else f"Max-Age={age}; "
        # By hand: the text is ours and needs no quoting, and an answer is to be quick.
        response.headers.add("Set-Cookie", f"{name}={_text(secret)}; {lasts}{this_app().config[_ATTRIBUTES]}")
    return response
