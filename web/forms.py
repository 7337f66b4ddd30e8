"""Reads what a session's form sends.

It must not check an answer: the engine does.
"""

import secrets

from flask import request

from cbt.service import RECORD, Form

_ANSWER_FIELDS = ("answer", "own", "line", "line_id")
_MOST_DIGITS = 9


def read_form() -> Form:
    """The form of this request; a field that is missing is empty."""
    fields = {name: request.form.getlist(name) for name in _ANSWER_FIELDS if name in request.form}
    return Form(
        revision=_number(request.form.get("revision", "")) or 0,
        visit=request.form.get("visit", "")[:64] or new_visit(),
        begin=request.form.get("begin", "")[:200],
        fields=fields,
        back_to=back_to(),
    )


def back_to() -> int | None:
    """Where a change leads back to: a page's number, the record, or None for simply on."""
    asked = request.args.get("back", "")
    return RECORD if asked == "record" else _number(asked)


def typed_words() -> str:
    """All that a person typed into this request's form, to be given back when it could not be saved."""
    words = [text for name in ("answer", "own", "line") for text in request.form.getlist(name)]
    return "\n".join(word for word in words if word.strip())


def new_visit() -> str:
    """A one-time key for a form."""
    return secrets.token_urlsafe(16)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else None
