"""Finds words that no text may hold (F603), words that press (W754), and unmarked questions of care (W755).

It must not know a word itself: the reviewed words of each language do.
"""

from collections.abc import Iterable
from functools import lru_cache

from cbt.compiler.care import find_care
from cbt.compiler.diagnostics import Findings
from cbt.compiler.nodes import Map, Scalar
from cbt.compiler.prose import Spot, spots_of
from cbt.wording.barred import Found

_MOST_REMEMBERED = 8192


def check_words(roots: Iterable[Map], language: str, findings: Findings) -> None:
    """Notes them in the files that a flow is made of; a language without reviewed words is not looked at."""
    for root in roots:
        for spot in spots_of(root):
            check_text(spot.text, language, findings, ours=spot.word != "example")
            if spot.word == "ask":
                _check_sound(spot, language, findings)


def check_text(text: Scalar, language: str, findings: Findings, *, ours: bool = True) -> None:
    """Notes them in one text; one that is not `ours` shows what people say."""
    for found in barred_in(str(text), language, ours=ours):
        code, shown = "W754" if found.group.is_advice else "F603", text[found.start : found.end]
        place = text.part(found.start, found.end)
        findings.add(code, place, f'"{shown}" stands here: {found.group.why}', found.group.instead)


@lru_cache(_MOST_REMEMBERED)
def barred_in(text: str, language: str, *, ours: bool = True) -> tuple[Found, ...]:
    """What must not stand in a text. Remembered, as an editor asks for the same texts after each keystroke."""
    care = find_care(language)
    return tuple(care.find(text, ours=ours)) if care is not None else ()


def _check_sound(spot: Spot, language: str, findings: Findings) -> None:
    mark = _sound_of(str(spot.text), language)
    if mark and spot.owner.get("holds") != mark:
        message = f'this sounds like "{mark}", and does not say so'
        findings.add("W755", spot.text, message, f"add holds: {mark}, so that it is kept within bounds")


@lru_cache(_MOST_REMEMBERED)
def _sound_of(text: str, language: str) -> str:
    care = find_care(language)
    return care.sound_of(text) if care is not None else ""
