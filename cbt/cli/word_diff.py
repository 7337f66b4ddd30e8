"""Two texts as one, word by word: what stayed, what went, what came.

It must not print, and knows nothing of flows.
"""

import re
from difflib import SequenceMatcher

from rich.text import Text

_WORDS = re.compile(r"\S+|\s+")

KEPT, GONE, NEW = "", "-", "+"


def word_diff(before: str, after: str) -> list[tuple[str, str]]:
    """Pieces of both texts in order: KEPT, GONE or NEW, and its words."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    found = []
    for _, start, end, at, until in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        was, now = "".join(old[start:end]), "".join(new[at:until])
        found += [(KEPT, was)] if was == now else [(GONE, was), (NEW, now)]
    return [(sign, words) for sign, words in found if words]


def plain_words(before: str, after: str) -> str:
    """The pieces on one line, those that differ as `[-gone-]` and `{+new+}`."""
    marks = {KEPT: "{}", GONE: "[-{}-]", NEW: "{{+{}+}}"}
    return " ".join("".join([marks[sign].format(words) for sign, words in word_diff(before, after)]).split())


def coloured_words(before: str, after: str) -> Text:
    """The pieces as on paper: what went is struck out, what came is green."""
    styles = {KEPT: "", GONE: "red strike", NEW: "bold green"}
    shown = Text()
    for sign, words in word_diff(before, after):
        shown.append(" ".join(f"x{words}x".split())[1:-1], styles[sign])
    return shown
