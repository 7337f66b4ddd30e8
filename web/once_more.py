"""Gives a form back whose token is too old: its page with its words, ready to be sent once more.

It must not take the form.
"""

from flask import Response, request

from cbt.errors import CbtError
from web import cookies
from web.forms import back_to, read_form
from web.pause import pause_at
from web.problems import rested
from web.render import render_step
from web.services import services
from web.session_page import page_view


def ask_once_more() -> Response | None:
    """The page of a form whose token is too old, words in place; None when it is no page of this person."""
    if request.endpoint != "session.submit" or request.view_args is None:
        return None
    address, number = request.view_args["address"], request.view_args["number"]
    form = read_form()
    try:
        page = services().exercises.nearest_page(cookies.person_secret(), address, number)
    except CbtError:
        return None
    if "pause" in request.form:
        return pause_at(page) or render_step(page_view(page, back=back_to()))
    if form.place and page.place.key != form.place:
        return None
    return render_step(page_view(page, back=back_to(), typed=form.fields, problem=rested(page)), 422)
