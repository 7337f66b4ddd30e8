"""Weighs what was found by what stands around it: whose danger, whether it is denied, past, feared, quoted or played.

It must not erase a person's own danger: context makes a sighting softer, or another person's, and never nothing.
"""

from cbt.safety.finding import Hit
from cbt.safety.sentence import Reading
from cbt.safety.sign import OWN_DANGER, TIER_OF, Tier

_FURTHEST_SUBJECT = 12
_FURTHEST_FEAR = 9
_FURTHEST_PAST = 2
_MOST_STEPS = 8
_AFTERWARDS = 6
_OTHERS_DANGER = "F15"
_LIMIT = "F10"
_HARM = "F12"
_ABUSE = "F13"


def weigh(reading: Reading, hit: Hit) -> tuple[str, Tier] | None:
    """The family and the tier of a sighting in its context; None when nothing of it is left. Pure."""
    is_denied = _is_denied(reading, hit)
    if hit.family in OWN_DANGER:
        if _is_others(reading, hit):
            return _OTHERS_DANGER, Tier.THIRD_PERSON
        is_told = _is_played(reading, hit) and not _is_present(reading, hit)
        if is_told and not reading.has("<me>", hit.first, hit.end):
            return None
        is_soft = is_told or is_denied or _is_over(reading, hit) or _is_feared(reading, hit)
        return hit.family, Tier.SOFT if is_soft else TIER_OF[hit.family]
    if is_denied or _is_played(reading, hit) or (hit.family == _LIMIT and _is_others(reading, hit)):
        return None
    if hit.family == _HARM and _is_feared(reading, hit):
        return hit.family, Tier.SOFT
    if hit.family != _OTHERS_DANGER and _is_over(reading, hit):
        return (hit.family, Tier.SOFT) if hit.family == _ABUSE else None
    return hit.family, TIER_OF[hit.family]


def is_joking(reading: Reading) -> bool:
    """Whether the text carries a mark of a joke. People joke when in pain, so this changes no tier."""
    return reading.has("<joking>", 0, len(reading.words))


def _is_others(reading: Reading, hit: Hit) -> bool:
    """Whether the nearest person named before the sighting, or in it, is somebody else."""
    start, end = reading.sentence(hit.first)
    if reading.has("<me>", hit.first, hit.end) or reading.has("<me_too>", hit.end, end):
        return False
    if reading.has("<other>", hit.first, hit.end):
        return True
    for at in range(hit.first - 1, max(start, hit.first - _FURTHEST_SUBJECT) - 1, -1):
        if "<i>" in reading.standing[at]:
            return False
        if "<others>" in reading.standing[at]:
            return True
        if "<other>" in reading.standing[at]:
            return not _has_own_verb(reading, hit, at)
    return False


def _has_own_verb(reading: Reading, hit: Hit, subject: int) -> bool:
    """Whether the verb does not agree with the one who is named, as in `since my wife left want to die`."""
    is_apart = hit.first - subject > 1 and not reading.has("<helping>", subject, hit.first)
    return is_apart and "<plain>" in reading.standing[hit.first]


def _is_denied(reading: Reading, hit: Hit) -> bool:
    """Whether an odd number of denials governs the sighting: two of them say it after all."""
    denials = 0
    if hit.family in OWN_DANGER:
        denials += sum(index + 1 in reading.standing[index].get("<nots>", ()) for index in hit.skipped)
    at = hit.first
    for _ in range(_MOST_STEPS):
        if at <= 0 or reading.words[at].is_first or reading.words[at].after_pause:
            break
        before = reading.start_of_what_ends("<unsaid>", at)
        if before is None and (before := reading.start_of_what_ends("<nots>", at)) is not None:
            denials -= reading.start_of_what_ends("<why>", before) is not None
        if before is not None:
            denials += 1
        elif (before := reading.start_of_what_ends("<through>", at)) is None:
            break
        at = before
    return denials % 2 == 1


def _is_over(reading: Reading, hit: Hit) -> bool:
    """Whether it is told as past, and nothing in the sentence says that it is now."""
    start, end = reading.sentence(hit.first)
    if reading.has("<behind>", start, end + _AFTERWARDS) and not _is_present(reading, hit):
        return True
    if reading.has("<now>", start, end):
        return False
    nearest = range(max(start, hit.first - _FURTHEST_PAST), hit.first + 1)
    if any(reading.start_of_what_ends("<past>", at) is not None for at in nearest if at > start):
        return True
    if hit.family in OWN_DANGER and reading.has("<past>", hit.first, hit.end):
        return True
    return reading.has("<long_ago>", start, end) and not _is_present(reading, hit)


def _is_present(reading: Reading, hit: Hit) -> bool:
    """Whether the sighting itself, or the two words before it, speak of now or of what is to come."""
    return reading.has("<present>", hit.first - 2, hit.end)


def _is_feared(reading: Reading, hit: Hit) -> bool:
    """Whether it is told as a dread; who fears to harm says so before or after, and in many more words."""
    start, end = reading.sentence(hit.first)
    if hit.family == _HARM and reading.has("<dread>", start, end):
        return True
    return reading.has("<feared>", max(start, hit.first - _FURTHEST_FEAR), hit.end)


def _is_played(reading: Reading, hit: Hit) -> bool:
    """Whether the sentence speaks of a song, a film or a game."""
    start, end = reading.sentence(hit.first)
    return reading.has("<quoted>", start, end) or reading.has("<play>", start, end)
