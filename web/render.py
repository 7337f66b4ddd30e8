"""Turns a view into a whole page or a fragment, and gives templates their few helpers.

It must not build HTML itself.
"""

import hashlib
from collections.abc import MutableMapping
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, Response
from flask.templating import Environment as FlaskEnvironment

from web import htmx, shared
from web.asked import this_app
from web.inlining import Inlining
from web.unremembered import Unremembered

_STATIC = Path(__file__).parent / "static"


class Environment(FlaskEnvironment):
    """Jinja's, for templates that name nothing that is not there, and that have no globals of their own.

    An attribute is what Python finds, and a page does not go through layers of globals before it begins.
    """

    getattr = staticmethod(getattr)  # type: ignore[assignment]  # it takes the same

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        assert d is None
        return self.globals


def init_app(app: Flask) -> None:
    app.jinja_env.globals["asset"] = asset
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension(Inlining)
    app.jinja_env.add_extension(Unremembered)


@cache
def asset(name: str) -> str:
    """The URL of a static file, with its contents' hash, so that it can be kept for ever."""
    return f"/static/{name}?v={hashlib.sha256((_STATIC / name).read_bytes()).hexdigest()[:12]}"


def render_page(template: str, status: int = 200, **values: object) -> Response:
    """A whole page."""
    return _response(template, status, values)


def render_step(view: object, status: int = 200) -> Response:
    """A session's page: the fragment when htmx asked for it, else the whole."""
    return _response("_page.html" if htmx.wants_fragment() else "session.html", status, {"page": view})


def render_pause(view: object, near: object) -> Response:
    """A panel with the help that is near: the fragment when htmx asked for it, else the whole."""
    template = "_pause.html" if htmx.wants_fragment() else "pause.html"
    return _response(template, 200, {"pause": view, "help": near})


def _response(template: str, status: int, values: dict[str, object]) -> Response:
    # Straight from Jinja: no template of ours wants Flask's own context, and an answer is to be quick.
    values["is_shared"] = shared.is_on()
    return Response(this_app().jinja_env.get_template(template).render(values), status, mimetype="text/html")
