"""Chooses what a page shows after a sign: one of the panels, the quiet line, or nothing.

It must not keep what it chose, and never ends, locks or changes anything of an exercise.
"""

import hashlib
from dataclasses import dataclass, replace
from enum import StrEnum

from cbt.safety.sign import Sign, Tier

MOST = 2
"""A third panel would only repeat the first two: from then on there is the line."""

MARK_BYTES = 4


class Panel(StrEnum):
    """A page with help; docs/safety/panel.md says what stands on each."""

    EMERGENCY = "emergency"
    HELP = "help"
    GENTLE = "gentle"
    SOFTER = "softer"
    DANGER = "danger"
    OTHERS = "others"
    SOMEONE = "someone"
    DOCTOR = "doctor"


_PANEL_OF = {
    Tier.EMERGENCY: Panel.EMERGENCY,
    Tier.PANEL: Panel.HELP,
    Tier.PASSIVE: Panel.GENTLE,
    Tier.ABUSE: Panel.DANGER,
    Tier.HARM_TO_OTHERS: Panel.OTHERS,
    Tier.SOFT: Panel.SOFTER,
    Tier.THIRD_PERSON: Panel.SOMEONE,
    Tier.DOCTOR: Panel.DOCTOR,
}
_AGAIN = frozenset({Tier.EMERGENCY, Tier.PANEL})
_AT_ONCE = frozenset({Panel.EMERGENCY, Panel.HELP, Panel.GENTLE, Panel.DANGER, Panel.OTHERS})


@dataclass(frozen=True, slots=True)
class Seen:
    """What a browser has been shown in one session, and nobody else knows.

    `marks` are those of the pages that brought up a panel, at most MOST. `waiting` is the panel that stands in place
    of page `page` until the person goes on. `line` is the one page that carries the quiet line, or 0; with `stays`
    every page carries it.
    """

    marks: tuple[bytes, ...] = ()
    waiting: Panel | None = None
    page: int = 0
    line: int = 0
    stays: bool = False

    def has_line(self, page: int) -> bool:
        """Whether page `page` carries the quiet line."""
        return self.stays or self.line == page

    def panel_at(self, page: int) -> Panel | None:
        """The panel that stands in place of page `page`."""
        return self.waiting if self.page == page else None


def mark_of(place: str) -> bytes:
    """What is noted of a page by the key of its place: a few bytes that tell two pages of a session apart."""
    spelled = place.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(spelled, digest_size=MARK_BYTES, person=b"cbt/v1 mark").digest()


def panel_for(sign: Sign) -> Panel | None:
    """The panel that a sign asks for when nothing was shown before; None for those that ask for a line at most."""
    if sign.tier is Tier.PANEL and sign.soft:
        return Panel.GENTLE
    return _PANEL_OF.get(sign.tier)


def beside(sign: Sign) -> tuple[Panel | None, bool]:
    """What stands on the page of an answer that could not be taken: the panel whose numbers it shows, or the line.

    The panel itself comes once the answer is saved, and nothing is noted before.
    """
    panel = panel_for(sign)
    numbers = panel if panel in _AT_ONCE else None
    return numbers, numbers is None and (panel is not None or sign.tier is Tier.QUIET)


def seen_after(sign: Sign, seen: Seen, place: str, page: int) -> Seen:
    """What is shown after the answer at `place`, whose way leads to page `page`: its panel or line is in the result.

    A panel comes up once, and a second time only for an emergency or a plain danger on another page. A form that is
    sent twice brings up the same panel, and no second one.
    """
    panel, mark = panel_for(sign), mark_of(place)
    if panel is None:
        line = page if sign.tier is Tier.QUIET and not seen.line else seen.line
        return replace(seen, waiting=None, page=0, line=line)
    if seen.waiting is not None and mark == seen.marks[-1]:
        return replace(seen, waiting=panel, page=page)
    is_new = not seen.marks or (mark not in seen.marks and sign.tier in _AGAIN)
    if seen.stays or not is_new:
        return replace(seen, waiting=None, page=0, stays=True)
    marks = (*seen.marks, mark)
    return replace(seen, marks=marks, waiting=panel, page=page, stays=len(marks) == MOST)


def seen_on_going(seen: Seen, *, is_not_meant: bool = False) -> Seen:
    """The same once the person has gone on from a panel; with `is_not_meant` only the line is left."""
    return replace(seen, waiting=None, page=0, stays=seen.stays or is_not_meant)
