"""A shared computer: its browser holds the key in a cookie until it is closed, and lets go of it when nobody is there.

It must not write to the store: a page that is opened late lets go of the key by its cookie alone.
"""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from flask import Flask, Response, g, redirect

from cbt.errors import StoreUnavailable
from cbt.vault.keys import Secret
from cbt.vault.lent_key import HELD, LOCKED, LOST, NOBODY, Lent, LentKeys
from web.asked import noted, this_app, this_request
from web.services import services

URL, LOCKED_URL = "/shared", "/shared/locked"
QUIET_MINUTES = 20
# Without a script nothing says that somebody is still writing, so a form may come later than a page may be opened.
WRITING_MINUTES = 60

_NAME, _ATTRIBUTES, _KEYS = "CBT_LENT_COOKIE", "CBT_LENT_ATTRIBUTES", "CBT_LENT_KEYS"
_OWN = frozenset({"session", "records", "you", "words", "devices", "taking"})
_OPEN = frozenset({"words.come_back", "words.let_in"})
_LATE = frozenset({"session.submit", "session.remove", "shared.lock"})
# What a browser asks for by itself says nothing of a person.
_QUIET = frozenset({"static", "help.worker", "health.alive", "health.ready"})
# All that a browser holds of us: the tabs that it could show again, cookies, and the help pages.
_CLEAR = '"cache", "cookies", "storage"'
_CLEAR_KEPT = '"cache", "storage"'


def init_app(app: Flask, server_key: bytes, *, secure: bool) -> None:
    """The cookie goes by the same rules as the person's own, but for its end."""
    app.config[_NAME] = "__Host-s" if secure else "s"
    app.config[_ATTRIBUTES] = f"Path=/; {'Secure; ' if secure else ''}HttpOnly; SameSite=Lax"
    app.config[_KEYS] = LentKeys(server_key)
    # A page says of itself whether it is on one; where it forgets to, nothing is to be kept.
    app.jinja_env.globals |= {"is_shared": True, "quiet_minutes": QUIET_MINUTES}
    app.before_request(_turn_away)


def is_on() -> bool:
    """Whether this browser is that of a shared computer, from this response on."""
    return _lent() is not None


def is_locked() -> bool:
    """Whether a key was taken out of this browser, and nobody has gone on without it."""
    lent = _lent()
    return lent is not None and lent.what in (LOCKED, LOST)


def is_lost() -> bool:
    """Whether no words open what the key opened."""
    lent = _lent()
    return lent is not None and lent.what == LOST


def secret() -> Secret | None:
    """The key that this browser holds, if it is shared and holds one."""
    lent = _lent()
    return lent.secret if lent is not None and lent.what == HELD else None


def turn_on(secret: bytes | None) -> None:
    """Makes this a shared computer; a key that it held is kept until the browser is closed."""
    g.cbt_lent = Lent(HELD if secret else NOBODY, _now(), Secret(secret or b""))


def clear_kept(response: Response) -> Response:
    """Lets the browser forget what it kept before it was a shared one: the help pages."""
    response.headers["Clear-Site-Data"] = _CLEAR_KEPT
    return response


def turn_off() -> None:
    """Makes this one person's own device again."""
    g.cbt_lent, g.cbt_lent_ends = None, True


def lock(*, has_words: bool) -> None:
    """Takes the key out with this response, and shows nothing of its person until words are typed."""
    if secret() is not None:
        g.cbt_lent = Lent(LOCKED if has_words else LOST, _now())


def clear(response: Response) -> Response:
    """Lets the browser forget everything of us; its history is its own."""
    turn_off()
    response.headers["Clear-Site-Data"] = _CLEAR
    return response


def take_up(response: Response, handed: bytes | None) -> bool:
    """Writes what the browser is to hold, with the secret that it is `handed` if there is one; whether it is shared."""
    if noted().get("cbt_lent_ends"):
        _write(response, "", "Max-Age=0; ")
        return False
    lent = _lent()
    if lent is None:
        return False
    if handed is not None:
        lent = Lent(HELD if handed else NOBODY, _now(), Secret(handed))
    if this_request().endpoint not in _QUIET:
        _write(response, _keys().seal(replace(lent, touched=_now())))
    return True


def lasting(seconds: int) -> str:
    """How long a cookie of a choice is kept: on a shared computer until the browser is closed."""
    return "" if seconds and is_on() else f"Max-Age={seconds}; "


def _lent() -> Lent | None:
    # Each page asks many times, and each look through Flask's proxy costs something.
    here = noted()
    if "cbt_lent" not in here:
        name = this_app().config[_NAME]
        # Nearly every browser has none, and an answer is to be quick.
        is_sent = f"{name}=" in this_request().environ.get("HTTP_COOKIE", "")
        found = _keys().find(this_request().cookies.get(name, "")) if is_sent else None
        here["cbt_lent"] = _let_go_if_late(found) if found is not None else None
    lent: Lent | None = here["cbt_lent"]
    return lent


def _let_go_if_late(lent: Lent) -> Lent:
    minutes = WRITING_MINUTES if this_request().endpoint in _LATE else QUIET_MINUTES
    if lent.what != HELD or _now() - lent.touched <= timedelta(minutes=minutes):
        return lent
    has_words = True
    with suppress(StoreUnavailable):
        has_words = services().coming_back.has_words(lent.secret)
    return Lent(LOCKED if has_words else LOST, _now())


def _turn_away() -> Response | None:
    """From what is a person's own to where words are asked for; and from a passphrase, which would outlive a visit."""
    request = this_request()
    if request.blueprint == "lock" and is_on():
        return redirect(URL, 303)  # type: ignore[return-value]  # a werkzeug response, which Flask takes
    is_own = request.blueprint in _OWN and request.endpoint not in _OPEN
    if is_own and request.method in ("GET", "HEAD") and is_locked():
        return redirect(LOCKED_URL, 303)  # type: ignore[return-value]  # a werkzeug response, which Flask takes
    return None


def _write(response: Response, text: str, lasts: str = "") -> None:
    cookie = f"{this_app().config[_NAME]}={text}; {lasts}{this_app().config[_ATTRIBUTES]}"
    response.headers.add("Set-Cookie", cookie)


def _keys() -> LentKeys:
    found = this_app().config[_KEYS]
    assert isinstance(found, LentKeys)
    return found


def _now() -> datetime:
    return datetime.now(UTC)
