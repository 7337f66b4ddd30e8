"""Puts a template that always belongs to another one into it when that is compiled: as it runs, a page is one template.

It must not touch an include whose name is only known while a page is made.
"""

import re
from re import Match

from jinja2.ext import Extension

_INCLUDE = re.compile(r"{% include '([\w/]+\.html)' %}")


class Inlining(Extension):
    """`{% include 'name.html' %}` reads as that template's text; a call at run time costs more than what it shows."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        def text_of(included: Match[str]) -> str:
            assert self.environment.loader is not None
            text, *_ = self.environment.loader.get_source(self.environment, included[1])
            return self.preprocess(text.removesuffix("\n"), name, filename)

        return _INCLUDE.sub(text_of, source)
