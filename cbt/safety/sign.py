"""What a look at a text gives: a tier, the families that were seen, and where.

It must not decide what a page shows.
"""

from dataclasses import dataclass
from enum import StrEnum


class Tier(StrEnum):
    """How a page may answer; the names are those of docs/safety/detector.md. Most pressing first."""

    EMERGENCY = "E"
    PANEL = "A"
    PASSIVE = "A-"
    ABUSE = "S"
    HARM_TO_OTHERS = "A-other"
    SOFT = "soft"
    THIRD_PERSON = "T"
    DOCTOR = "M"
    QUIET = "B"
    UNSUPPORTED = "unsupported"
    NONE = "none"


TIER_OF = {
    "F1": Tier.PANEL,
    "F2": Tier.PANEL,
    "F3": Tier.PANEL,
    "F4": Tier.EMERGENCY,
    "F5": Tier.PANEL,
    "F6": Tier.PANEL,
    "F7": Tier.PASSIVE,
    "F8": Tier.PASSIVE,
    "F9": Tier.PASSIVE,
    "F10": Tier.QUIET,
    "F12": Tier.HARM_TO_OTHERS,
    "F13": Tier.ABUSE,
    "F14": Tier.DOCTOR,
    "F15": Tier.THIRD_PERSON,
    "F16": Tier.PANEL,
}
"""The tier of each family by its name. F11, bare hopelessness, is what exercises ask for, and is never looked for."""

OWN_DANGER = frozenset({"F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F16"})
"""The families that speak of danger to the one who writes: context may lower them and never erases them.

Weights that are sure of ordinary words may outweigh all but F1 to F4: cbt.safety.detector.
"""

PLAIN_DANGER = frozenset({"F1", "F2", "F3", "F4"})
"""Of these, what names suicide, a wish to die or self-injury, or is under way: seen sooner, and never outweighed."""

PRESSING = tuple(Tier)
FAMILIES = tuple(sorted(TIER_OF, key=lambda family: int(family[1:])))


@dataclass(frozen=True, slots=True)
class Span:
    """A place in the text that was looked at: characters from `start` up to `end`, and the family seen there."""

    start: int
    end: int
    family: str


@dataclass(frozen=True, slots=True)
class Sign:
    """The most pressing tier, every family seen in the order F1 to F16, and where each was seen.

    `soft` asks for the gentler opening: all that was seen is past, feared, quoted, denied, or said as a joke. It holds
    places and no words, so that it may be passed on; even so it is not kept.
    """

    tier: Tier = Tier.NONE
    families: tuple[str, ...] = ()
    soft: bool = False
    spans: tuple[Span, ...] = ()
