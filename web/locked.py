"""A browser with a passphrase: what it holds for good, and where it is sent until the passphrase is typed.

It must not hold anything that opens a record by itself.
"""

import base64
import binascii

from flask import Flask, Response, g, redirect

from cbt.vault.keys import Secret
from web import cookies
from web.asked import noted, this_app, this_request

UNLOCK_URL = "/you/unlock"

_DEVICE_BYTES = 32
_NAME = "CBT_LOCK_COOKIE"
# What shows or changes a person's own things, and is of no use without their key.
_OWN = frozenset({"session", "records", "you", "words", "devices", "taking", "lock"})
_OPEN = frozenset({"words.come_back", "words.let_in", "lock.show_unlock", "lock.unlock", "lock.let_go"})


def init_app(app: Flask) -> None:
    """The cookie goes by the same rules as the person's own."""
    name = app.config[_NAME] = "__Host-l" if app.config["CBT_COOKIE"].startswith("__Host-") else "l"

    def ask() -> Response | None:
        # Nearly every browser has none, and an answer is to be quick.
        has_one = f"{name}=" in this_request().environ.get("HTTP_COOKIE", "")
        return _ask_for_passphrase() if has_one else None

    app.before_request(ask)
    app.after_request(_write)


def device() -> Secret | None:
    """What this browser holds beside the passphrase, or None where it has none."""
    try:
        found = base64.urlsafe_b64decode(this_request().cookies.get(this_app().config[_NAME], "") + "=")
    except (binascii.Error, ValueError):
        return None
    return Secret(found) if len(found) == _DEVICE_BYTES else None


def is_waiting() -> bool:
    """Whether this browser's passphrase has yet to be typed."""
    return cookies.person_secret() is None and device() is not None


def hand_out(device: bytes) -> None:
    """Gives the browser what it holds from now on; the person's secret then lasts until it is closed."""
    g.cbt_lock = device
    cookies.hold_until_closed()


def forget() -> None:
    """Takes it out of the browser with this response, if it is there."""
    if device() is not None:
        g.cbt_lock = b""
    cookies.hold_until_closed(holds=False)


def _ask_for_passphrase() -> Response | None:
    if device() is None:
        return None
    cookies.hold_until_closed()
    request = this_request()
    is_own = request.blueprint in _OWN and request.endpoint not in _OPEN
    if is_own and request.method in ("GET", "HEAD") and cookies.person_secret() is None:
        return redirect(UNLOCK_URL, 303)  # type: ignore[return-value]  # a werkzeug response, which Flask takes
    return None


def _write(response: Response) -> Response:
    found = noted().get("cbt_lock")
    if found is not None:
        text = base64.urlsafe_b64encode(found).decode().rstrip("=")
        age, attributes = cookies.MAX_AGE if found else 0, this_app().config["CBT_COOKIE_ATTRIBUTES"]
        response.headers.add("Set-Cookie", f"{this_app().config[_NAME]}={text}; Max-Age={age}; {attributes}")
    return response
