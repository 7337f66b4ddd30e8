"""Help now: people to call, by country, and what the browser keeps of it for when there is no connection.

It must not need a session, the database or a script, and takes no form that could be kept from working by a key.
"""

from flask import Blueprint, Response, abort, request

from web import country
from web.help_page import country_views, help_view, young_view
from web.near import find_country, help_here, today
from web.render import render_page
from web.services import services

blueprint = Blueprint("help", __name__, url_prefix="/help")


@blueprint.get("")
def now() -> Response:
    """Help in the country that was chosen, else in the operator's, else anywhere."""
    return render_page("help.html", help=help_here())


@blueprint.get("/offline")
def without_connection() -> Response:
    """The same, as a browser shows it in place of a page that it cannot reach."""
    return render_page("help.html", help=help_here(is_offline=True))


@blueprint.get("/countries")
def everywhere() -> Response:
    """Every country with its emergency numbers, each a link to its page."""
    return render_page("help_countries.html", countries=country_views(services().helplines))


@blueprint.get("/young")
def young() -> Response:
    """Lines for people under 18."""
    return render_page("help_young.html", help=young_view(services().helplines, find_country(), today()))


@blueprint.get("/someone")
def someone() -> Response:
    """What to do when somebody else may be in danger."""
    return render_page("help_someone.html", help=help_here())


@blueprint.get("/safe")
def safe() -> Response:
    """What to do when another person is the danger."""
    return render_page("help_safe.html", help=help_here())


@blueprint.get("/<code>")
def in_country(code: str) -> Response:
    found = services().helplines.countries.get(code)
    if found is None:
        abort(404)
    view = help_view(services().helplines, found, today(), chosen=country.chosen())
    return render_page("help.html", help=view)


@blueprint.post("/country")
def choose() -> Response:
    """Keeps the chosen country in the browser, or with none forgets it."""
    code = request.form.get("country", "")
    if code not in services().helplines.countries:
        code = ""
    response = Response(status=303, headers={"Location": f"/help/{code}" if code else "/help"})
    return country.keep(response, code)


@blueprint.get("/worker.js")
def worker() -> Response:
    """The script that keeps the help pages; it may stand in for every page that cannot be reached."""
    response = Response(services().worker, mimetype="text/javascript")
    response.headers["Service-Worker-Allowed"] = "/"
    return response
