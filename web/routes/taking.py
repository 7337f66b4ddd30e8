"""Everything of a person as a file, and bringing it back in.

It must not put anything of theirs into a file's name.
"""

from datetime import UTC, datetime

from flask import Blueprint, Response, abort, request

from cbt.errors import ArchiveWrong
from cbt.records.archive import dump_archive
from cbt.records.readable import render_readable
from web import cookies
from web.kept_page import archive_sentence
from web.limits import has_another_try
from web.render import render_page
from web.services import services

blueprint = Blueprint("taking", __name__, url_prefix="/you")


@blueprint.get("/records.json")
def for_machines() -> Response:
    taken = services().taking_away.take(cookies.person_secret())
    whole = dump_archive(taken.records, datetime.now(UTC).date(), taken.left_out)
    return _file(whole, "application/json", "records.json")


@blueprint.get("/records.md")
def for_people() -> Response:
    taken = services().taking_away.take(cookies.person_secret())
    text = render_readable(taken.records, datetime.now(UTC).date(), taken.left_out)
    return _file(text.encode("utf-8", "replace"), "text/markdown", "records.md")


@blueprint.get("/bring")
def ask() -> Response:
    return _page()


@blueprint.post("/bring")
def bring() -> Response:
    if not has_another_try("bring"):
        abort(429)
    sent = request.files.get("file")
    data, ticket = sent.read() if sent is not None else b"", request.form.get("ticket", "")
    brought = services().taking_away.bring_in(cookies.person_secret(), ticket, data)
    if brought.secret is not None:
        cookies.hand_out(brought.secret)
    return render_page("brought.html", brought=brought)


@blueprint.errorhandler(ArchiveWrong)
def refuse(wrong: ArchiveWrong) -> Response:
    return _page(archive_sentence(wrong), 422)


def _page(problem: str = "", status: int = 200) -> Response:
    return render_page("bring.html", status, ticket=services().taking_away.ticket(), problem=problem)


def _file(content: bytes, kind: str, name: str) -> Response:
    response = Response(content, mimetype=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
