"""Reads what a model's service replied: one text that was finished, or nothing.

It must not judge the text; the guards do.
"""

import json
from typing import Any

from cbt.errors import NoReply

_QUOTES = {'"': '"', "“": "”", "'": "'", "‘": "’"}
_FINISHED = "stop"


def choice_in(raw: bytes) -> dict[str, Any]:
    """The first choice of a reply. Raises NoReply for what is no reply of such a service."""
    try:
        said = json.loads(raw)
    except (RecursionError, ValueError):
        raise NoReply("no_json") from None
    choices = said.get("choices") if isinstance(said, dict) else None
    if not isinstance(choices, list) or not choices or not isinstance(choices[0], dict):
        raise NoReply("no_choice")
    return choices[0]


def text_in(raw: bytes) -> str:
    """The text of a reply. Raises NoReply for one that was cut off or holds none."""
    choice = choice_in(raw)
    message = choice.get("message")
    content = message.get("content") if isinstance(message, dict) else None
    if not isinstance(content, str):
        raise NoReply("no_text", is_failure=False)
    if choice.get("finish_reason") != _FINISHED:
        raise NoReply("cut", is_failure=False)
    return content.strip()


def without_quotes(text: str, source: str) -> str:
    """The text without the quotes that stand round all of it, where its source has none there."""
    closing = _QUOTES.get(text[:1])
    if closing is None or len(text) < 2 or source[:1] == text[0] or not text.endswith(closing):
        return text
    inside = text[1:-1]
    return text if text[0] in inside or closing in inside else inside.strip()
