"""Explains the findings at a place: what their codes mean, and how to mend them.

It must not know a code itself: the pages of docs/codes do.
"""

from collections.abc import Iterable
from functools import cache

from lsprotocol import types

from cbt.compiler.codes import Explanation, read_explanations


@cache
def _pages() -> dict[str, Explanation]:
    return read_explanations()


def findings_at(diagnostics: Iterable[types.Diagnostic], position: types.Position) -> list[types.Diagnostic]:
    """The findings whose range holds a place."""
    return [found for found in diagnostics if found.range.start <= position <= found.range.end]


def about_codes(diagnostics: Iterable[types.Diagnostic]) -> list[str]:
    """What each code means, once, in the order of the findings."""
    codes = dict.fromkeys(str(found.code) for found in diagnostics)
    pages = [_pages()[code] for code in codes if code in _pages()]
    return [f"**{page.code}**: {page.title}\n\n{page.meaning}\n\n{page.mending}" for page in pages]
