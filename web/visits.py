"""Counts the days on which somebody looks at what is theirs: what is kept is kept for longer then.

It must not keep anybody from looking: a day that cannot be noted now is noted by the next look.
"""

from contextlib import suppress

from flask import Flask, Response

from cbt.errors import StoreUnavailable
from web import cookies
from web.asked import noted, this_request
from web.services import services


def init_app(app: Flask) -> None:
    app.after_request(_note)


def _note(response: Response) -> Response:
    """A page that renewed the cookie was somebody's own; an answer notes its day by itself."""
    if this_request().method == "GET" and noted().get("cbt_secret"):
        with suppress(StoreUnavailable):
            services().coming_back.note_visit(cookies.person_secret())
    return response
