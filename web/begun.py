"""Whether this browser has begun an exercise before, in a cookie that says so and nothing else.

Until then each way to a first question leads past what is to be known before it. It must not tell browsers apart.
"""

from flask import Flask, Response

from web import shared
from web.asked import this_app, this_request

MAX_AGE = 400 * 24 * 3600
_NAME, _ATTRIBUTES = "CBT_BEGUN_COOKIE", "CBT_BEGUN_ATTRIBUTES"


def init_app(app: Flask, *, secure: bool) -> None:
    """Templates ask `is_first()`."""
    app.config[_NAME] = "__Host-begun" if secure else "begun"
    app.config[_ATTRIBUTES] = f"Path=/; {'Secure; ' if secure else ''}HttpOnly; SameSite=Lax"
    app.jinja_env.globals["is_first"] = is_first


def is_first() -> bool:
    """Whether this browser has not begun an exercise yet."""
    return this_app().config[_NAME] not in this_request().cookies


def remember(response: Response) -> Response:
    """Lets the browser remember that it has begun."""
    return _write(response, "yes", MAX_AGE)


def forget(response: Response) -> Response:
    """Lets the browser forget it, with everything else."""
    return _write(response, "", 0)


def _write(response: Response, text: str, age: int) -> Response:
    cookie = f"{this_app().config[_NAME]}={text}; {shared.lasting(age)}{this_app().config[_ATTRIBUTES]}"
    response.headers.add("Set-Cookie", cookie)
    return response
