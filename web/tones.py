"""The wording that a person has chosen, kept in a cookie of its own: the tone's name and nothing else.

It must not be set before a person chooses, and says nothing of who they are.
"""

from functools import lru_cache, partial

from flask import Flask, Response, g
from markupsafe import Markup

from cbt.wording.guards import TONES
from web import shared
from web.asked import noted, this_app, this_request

MAX_AGE = 400 * 24 * 3600
PLAIN = "plain"
_MOST_REMEMBERED = 64
_NAME, _ATTRIBUTES = "CBT_TONE_COOKIE", "CBT_TONE_ATTRIBUTES"


def init_app(app: Flask, *, secure: bool) -> None:
    app.config[_NAME] = "__Host-tone" if secure else "tone"
    app.config[_ATTRIBUTES] = f"Path=/; {'Secure; ' if secure else ''}HttpOnly; SameSite=Lax"
    app.jinja_env.filters["wordings"] = lru_cache(_MOST_REMEMBERED)(partial(_render, app))
    app.after_request(_write)


def _render(app: Flask, choices: tuple[tuple[str, str, bool], ...]) -> Markup:
    """The buttons of the wordings, which are the same on each page that offers these."""
    return Markup(app.jinja_env.get_template("_tone.html").render(choices=choices))  # noqa: S704  # escaped by the template


def chosen_tone() -> str:
    """The tone that was chosen, with this request or before; empty for the authors' own words."""
    chosen = noted().get("cbt_tone")
    if chosen is None:
        name, cookies = this_app().config[_NAME], this_request().cookies
        chosen = cookies[name] if name in cookies else ""  # noqa: SIM401  # here a miss of get() raises within, and costs
    return chosen if chosen in TONES else ""


def choose(tone: str) -> None:
    """Lets the browser keep another tone; whatever is none means the authors' own words."""
    g.cbt_tone = tone if tone in TONES else ""


def _write(response: Response) -> Response:
    tone = noted().get("cbt_tone")
    if tone is not None:
        age = MAX_AGE if tone else 0
        name, attributes = this_app().config[_NAME], this_app().config[_ATTRIBUTES]
        response.headers.add("Set-Cookie", f"{name}={tone}; {shared.lasting(age)}{attributes}")
    return response
