"""What htmx asks for and what it is told; the one place that knows its headers.

It must not render.
"""

from flask import Flask, Response
from flask_htmx import HTMX

from web.asked import noted

_WANTED = "cbt_wants_fragment"
_htmx = HTMX()


def init_app(app: Flask) -> None:
    _htmx.init_app(app)


def wants_fragment() -> bool:
    """Whether the request wants a page's inside only: asked by htmx, and neither boosted nor for its history."""
    here = noted()
    if _WANTED not in here:
        here[_WANTED] = bool(_htmx) and not _htmx.boosted and not _htmx.history_restore_request
    wants: bool = here[_WANTED]
    return wants


def push_url(response: Response, url: str) -> Response:
    """Lets the browser show and remember another address for the fragment."""
    response.headers["HX-Push-Url"] = url
    return response


def go_to(url: str) -> Response:
    """Lets the browser leave for another page as a whole."""
    response = Response(status=204)
    response.headers["HX-Redirect"] = url
    return response
