"""The request that is being handled, its application and what is noted of it, each as the object itself.

A look through one of Flask's proxies costs more than what it finds, and an answer takes sixty of them. None of what
is found must be kept beyond the request.
"""

from typing import Any

from flask import Flask, Request
from flask.globals import _cv_app, _cv_request


def this_request() -> Request:
    """The request behind Flask's proxy, for whoever asks it more than once."""
    return _cv_request.get().request


def this_app() -> Flask:
    """The application that handles it."""
    return _cv_app.get().app


def noted() -> dict[str, Any]:
    """What stands in Flask's `g` so far, by name."""
    return _cv_app.get().g.__dict__
