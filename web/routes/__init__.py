"""The routes, one file a resource; a view reads, calls the service and renders.

They must not hold try/except: `web/errors.py` maps what goes wrong.
"""

from flask import Flask

from web.routes import (
    devices,
    exercises,
    health,
    help_now,
    home,
    language,
    lock,
    pages,
    records,
    session,
    shared,
    taking,
    words,
    you,
)


def register_routes(app: Flask) -> None:
    """Every resource at its address."""
    for module in (
        home,
        exercises,
        language,
        session,
        records,
        you,
        words,
        devices,
        lock,
        shared,
        taking,
        help_now,
        pages,
        health,
    ):
        app.register_blueprint(module.blueprint)
