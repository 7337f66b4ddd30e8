"""The request that is being handled, as the object itself: a look through Flask's proxy costs more than what it finds.

It must not be kept beyond the request.
"""

from typing import cast

from flask import Request, request


def this_request() -> Request:
    """The request behind Flask's proxy, for whoever asks it more than once."""
    return cast("Request", request._get_current_object())  # type: ignore[attr-defined]  # werkzeug's own way to it
