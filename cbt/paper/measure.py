"""How much room text takes: its width in a plain typeface, and its lines.

It must not know what is drawn. Widths are those of a wide common typeface, so that text in a narrower one fits as well.
"""

import unicodedata
from collections.abc import Callable

_NARROW = frozenset("ijl.,:;'|!‘’·I ()[]")
_SLIM = frozenset('ftr-/\\"“”')
_WIDE = frozenset("mwMW@%…—")
_WIDTHS = {"narrow": 0.38, "slim": 0.5, "wide": 1.0, "capital": 0.78, "plain": 0.63, "full": 1.1}


def width_of(text: str, size: float) -> float:
    """How wide a line is at a font size, in the same unit."""
    return sum(_WIDTHS[_class(char)] for char in text if not unicodedata.combining(char)) * size


def _class(char: str) -> str:
    if char in _NARROW:
        return "narrow"
    if char in _SLIM:
        return "slim"
    if char in _WIDE:
        return "wide"
    if ord(char) > 0x2FF and (unicodedata.east_asian_width(char) in "WFA" or ord(char) > 0x5FF):
        return "full"
    return "capital" if char.isupper() else "plain"


def wrapped(text: str, most: int) -> list[str]:
    """The text in lines of at most so many characters, parted at spaces where it can be."""
    return _lines(text, lambda line: len(line) <= most)


def wrapped_to(text: str, width: float, size: float) -> list[str]:
    """The text in lines of at most that width at a font size."""
    return _lines(text, lambda line: width_of(line, size) <= width)


def _lines(text: str, fits: Callable[[str], bool]) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and fits(joined):
            lines[-1] = joined
        else:
            lines.extend(_pieces(word, fits))
    return lines or [""]


def _pieces(word: str, fits: Callable[[str], bool]) -> list[str]:
    """A word that is too long for a line, cut; one character always fits."""
    pieces = [""]
    for char in word:
        if pieces[-1] and not fits(pieces[-1] + char):
            pieces.append("")
        pieces[-1] += char
    return pieces
