"""Makes “Help now” a link wherever the words of an exercise name it.

It must not let anything else of a text through as HTML: the text is escaped first.
"""

import re

from flask import Flask
from markupsafe import Markup, escape

_NAMED = re.compile(r"\bHelp now\b")
_LINK = '<a class="to-help" href="/help">Help now</a>'


def init_app(app: Flask) -> None:
    """Templates write `{{ text|linked }}`."""
    app.jinja_env.filters["linked"] = linked


def linked(text: str) -> Markup:
    """The text, escaped, with its “Help now” as a link."""
    safe = escape(text)
    return Markup(_NAMED.sub(_LINK, safe)) if "Help now" in safe else safe  # noqa: S704  # escaped above
