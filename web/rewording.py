"""Gives a form back in another wording: its page with its words, which are neither lost nor saved.

It must not take the form.
"""

from dataclasses import replace

from flask import Response, request

from cbt.service import same_answer
from web import cookies, tones
from web.forms import back_to, read_form, typed_words
from web.hand_off import offer_of
from web.problems import moved
from web.render import render_step
from web.services import services
from web.session_page import page_view


def reword(address: str, number: int) -> Response:
    """The page in the tone that the form asks for, with what was typed. Raises SessionUnknown, StoreUnavailable."""
    tones.choose(request.form["wording"])
    form = read_form()
    page = services().exercises.nearest_page(cookies.person_secret(), address, number)
    if form.place and page.place.key != form.place:
        words = typed_words()
        view = page_view(page, problem=moved(words), unfiled=words, offered=offer_of(page))
        return render_step(view, 409)
    view = page_view(page, back=back_to(), typed=form.fields, offered=offer_of(page))
    # As old as it was: whatever has changed meanwhile is told when it is sent.
    as_old = replace(view.form, revision=form.revision)
    given_back = any(words.strip() for each in form.fields.values() for words in each)
    if given_back and same_answer(page, form.fields):
        return render_step(replace(view, form=as_old))
    return render_step(replace(view, form=as_old, saved="", given_back=given_back))
