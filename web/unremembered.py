"""Tells a browser, on a shared computer, to keep nothing of what is typed: in every field of every template.

It must not change a page anywhere else: on one's own device what was not sent is to be there again.
"""

import re

from jinja2.ext import Extension

# A field that says for itself what may be kept of it, and never more than nothing, is left as it is.
_FIELD = re.compile(r"<(?:input|textarea|select)\b(?![^>]*\bautocomplete=)")
_ATTRIBUTE = '{% if is_shared %} autocomplete="off"{% endif %}'


class Unremembered(Extension):
    """Every field gets the attribute when its template is compiled, so that no new field can be without it."""

    # After what puts one template into another.
    priority = 200

    def preprocess(
        self,
        source: str,
        name: str | None,  # noqa: ARG002  # the signature is Jinja's
        filename: str | None = None,  # noqa: ARG002  # the same
    ) -> str:
        return _FIELD.sub(lambda field: field[0] + _ATTRIBUTE, source)
