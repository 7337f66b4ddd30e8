"""What a person does in a peer: the same eight answers.

It must not import the peers.
"""

import re

from bench.people import EIGHT, Ask, Script, UnexpectedReply, form

STEPS = (
    "situation", "emotion", "intensity", "thought",
    "evidence_for", "evidence_against", "balanced", "intensity_after",
)  # fmt: skip

_PATH = "/wizard/"


def wizard() -> Script:
    """One opening and eight answers in the django-formtools wizard."""
    shown = yield Ask("GET", _PATH)
    for step, text in zip(STEPS, EIGHT, strict=True):
        token = _token(rb'name="csrfmiddlewaretoken" value="([^"]*)"', shown.body)
        fields = {"csrfmiddlewaretoken": token, "wizard-current_step": step, f"{step}-answer": text}
        shown = yield Ask("POST", _PATH, form(fields), counts=True)
    _check_saved(shown.body)


def by_hand() -> Script:
    """The same with Flask-WTF."""
    shown = yield Ask("GET", _PATH)
    for text in EIGHT:
        token = _token(rb'name="csrf_token" type="hidden" value="([^"]*)"', shown.body)
        shown = yield Ask("POST", _PATH, form({"csrf_token": token, "answer": text}), counts=True)
    _check_saved(shown.body)


def _token(pattern: bytes, body: bytes) -> str:
    found = re.search(pattern, body)
    if found is None:
        raise UnexpectedReply("a page without a token")
    return found[1].decode()


def _check_saved(body: bytes) -> None:
    if b"Saved as" not in body:
        raise UnexpectedReply("the exercise was not saved")
