"""The request that is being handled, its application and what is noted of it, each as the object itself.

A look through one of Flask's proxies costs more than what it finds. None of them must be kept beyond the request.
"""

from typing import Any

from flask import Flask, Request, current_app, g, request


def this_request() -> Request:
    """The request behind Flask's proxy, for whoever asks it more than once."""
    found: Request = request._get_current_object()  # type: ignore[attr-defined]  # werkzeug's own way to it
    return found


def this_app() -> Flask:
    """The application that handles it."""
    found: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # the same
    return found


def noted() -> dict[str, Any]:
    """What stands in Flask's `g` so far, by name."""
    found: dict[str, Any] = vars(g._get_current_object())
    return found
