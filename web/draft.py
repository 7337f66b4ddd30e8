"""Words that were on a page when a shared computer was locked: given back in their field.

It must not take them as an answer.
"""

import re
from urllib.parse import parse_qs

from flask import Response

from cbt.errors import CbtError
from web.forms import ANSWER_FIELDS
from web.problems import rested
from web.render import render_step
from web.services import services
from web.session_page import page_view, session_url

_PAGE = re.compile(r"/s/(?P<address>[\w-]{64})/(?P<number>\d{1,9})(?:\?[\w=&]*)?")


def place_of(draft: str) -> str:
    """The page that a draft was written on; the records where it is none of ours."""
    found = _PAGE.fullmatch(_parted(draft)[0])
    return session_url(found["address"], int(found["number"])) if found else "/records"


def page_of(draft: str, secret: bytes | None) -> Response | None:
    """The page with the words in place; None where there are no words, or the page is not this person's any more."""
    where, fields = _parted(draft)
    found = _PAGE.fullmatch(where)
    sent = parse_qs(fields, keep_blank_values=True)
    typed = {name: sent[name] for name in ANSWER_FIELDS if name in sent}
    if found is None or not typed:
        return None
    try:
        page = services().exercises.nearest_page(secret, found["address"], int(found["number"]))
    except CbtError:
        return None
    return render_step(page_view(page, typed=typed, problem=rested(page)))


def _parted(draft: str) -> tuple[str, str]:
    """The page's address and its fields; a browser sends a line's end in its own way."""
    where, _, fields = draft.partition("\n")
    return where.rstrip("\r"), fields
