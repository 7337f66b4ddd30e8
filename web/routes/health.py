"""Whether the process runs, and whether it can serve: for the operator's watchdog.

It must not say anything about persons.
"""

from flask import Blueprint, Response

from web.services import services

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def alive() -> Response:
    return Response("ok\n", mimetype="text/plain")


@blueprint.get("/readyz")
def ready() -> Response:
    is_ready = services().is_ready()
    return Response("ready\n" if is_ready else "not ready\n", 200 if is_ready else 503, mimetype="text/plain")
