"""Reads what a session's form sends.

It must not check an answer: the engine does.
"""

import secrets
from io import BytesIO
from typing import IO

from flask import Request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.sansio.http import parse_cookie
from werkzeug.utils import cached_property

from cbt.service import RECORD, Form
from web.asked import this_request

MOST_REQUEST_BYTES = 16 * 1024 * 1024
MOST_PARTS = 1000
ANSWER_FIELDS = ("answer", "own", "line", "line_id", "clock", "item", "rank", "share")
_TYPED = ("answer", "own", "line", "clock", "share")
_TYPED_BESIDE_CHOICES = ("own", "line", "share")
_MOST_DIGITS = 9
_LONGEST_KEY = 1000
_LONGEST_TONE = 20


class MemoryRequest(Request):
    """A request whose parts stay in memory: what a person writes must never lie in a temporary file."""

    # Said here, they need not be asked of the application's configuration for each form.
    max_content_length = MOST_REQUEST_BYTES
    max_form_memory_size = MOST_REQUEST_BYTES
    max_form_parts = MOST_PARTS

    @cached_property
    def cookies(self) -> ImmutableMultiDict[str, str]:
        """The cookies as WSGI gives them, in one text: no other header has to be gone through."""
        sent = parse_cookie(self.environ.get("HTTP_COOKIE"), cls=ImmutableMultiDict)
        assert isinstance(sent, ImmutableMultiDict)
        return sent

    def _get_file_stream(self, *_args: object, **_named: object) -> IO[bytes]:
        return BytesIO()


def read_form() -> Form:
    """The form of this request; a field that is missing is empty."""
    sent = this_request().form
    return Form(
        revision=_number(_first(sent, "revision")) or 0,
        visit=_first(sent, "visit")[:_LONGEST_KEY] or new_visit(),
        begin=_first(sent, "begin")[:200],
        fields={name: sent.getlist(name) for name in ANSWER_FIELDS if name in sent},
        back_to=back_to(),
        place=_first(sent, "place")[:_LONGEST_KEY],
        tone=_first(sent, "tone")[:_LONGEST_TONE],
    )


def back_to() -> int | None:
    """Where a change leads back to: a page's number, the record, or None for simply on."""
    asked = _first(this_request().args, "back")
    return RECORD if asked == "record" else _number(asked)


def typed_words() -> tuple[str, ...]:
    """All that a person typed into this request's form, to be given back when it could not be saved.

    What they chose comes as ids, which are no words of theirs.
    """
    sent = form_if_readable()
    names = _TYPED_BESIDE_CHOICES if "chosen" in sent else _TYPED
    words = [text for name in names for text in sent.getlist(name)]
    return tuple([word for word in words if word.strip()])


def form_if_readable() -> MultiDict[str, str]:
    """The form of this request; an empty one where it is too large, or never came whole."""
    try:
        return this_request().form
    except HTTPException:
        return MultiDict()


def new_visit() -> str:
    """A one-time key for a form."""
    return secrets.token_urlsafe(16)


def _first(sent: MultiDict[str, str], name: str) -> str:
    """A field's first value, empty where it is missing: usual here, and werkzeug's `get` raises and catches for it."""
    return sent[name] if name in sent else ""  # noqa: SIM401  # as said above


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else None
