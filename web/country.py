"""The country that a person chose, in a cookie of its own: two letters, for the help pages and the pages of exercises.

A cookie, and nothing that a script keeps: the first byte of the page can have the right numbers in it, without
JavaScript too. It must not be set but by the person's own choice, and never hold or meet the person's key.
"""

from flask import Flask, Response

from web import shared
from web.asked import this_app, this_request

MAX_AGE = 400 * 24 * 3600
# An exercise can show helplines too; no other page needs the letters, so none is sent them.
_PATHS = ("/help", "/s")
_NAME, _ATTRIBUTES = "CBT_COUNTRY_COOKIE", "CBT_COUNTRY_ATTRIBUTES"


def init_app(app: Flask, *, secure: bool) -> None:
    app.config[_NAME] = "__Secure-country" if secure else "country"
    app.config[_ATTRIBUTES] = f"{'Secure; ' if secure else ''}HttpOnly; SameSite=Lax"


def chosen() -> str:
    """The letters that the browser sent; empty when there are none. They may be of no country that is known."""
    return this_request().cookies.get(this_app().config[_NAME], "")


def keep(response: Response, code: str) -> Response:
    """Lets the browser keep the letters of a known country; without letters it forgets them."""
    age = MAX_AGE if code else 0
    cookie = f"{this_app().config[_NAME]}={code}"
    for path in _PATHS:
        attributes = f"{shared.lasting(age)}Path={path}; {this_app().config[_ATTRIBUTES]}"
        response.headers.add("Set-Cookie", f"{cookie}; {attributes}")
    return response
