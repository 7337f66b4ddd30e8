"""Reads how long a page lasts: the `wait`, `timer` and `breathe` words of a step.

It must not resolve names: `until` keeps its name for later.
"""

import re

from cbt.compiler.diagnostics import Findings
from cbt.compiler.nodes import Scalar
from cbt.compiler.schema import BreatheShape
from cbt.model.flow import Breathe

DAY = 86_400
SHORTEST_WAIT = 60
LONGEST_WAIT = 366 * DAY
SHORTEST_TIMER = 5
LONGEST_TIMER = 3600
LONGEST_BREATH = 20

_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": DAY, "week": 7 * DAY}
_DURATION = re.compile(rf"([0-9]{{1,4}}) ({'|'.join(_SECONDS)})s?")
_BREATH = re.compile("([0-9]{1,2})(?: seconds?)?")


def seconds_of(text: Scalar, word: str, findings: Findings, *, least: int, most: int) -> int | None:
    """A length of time such as `2 hours`, in seconds; None with a finding when it is none or out of its bounds."""
    match = _DURATION.fullmatch(" ".join(text.split()))
    seconds = int(match[1]) * _SECONDS[match[2]] if match else None
    if seconds is not None and least <= seconds <= most:
        return seconds
    hint = f"write it such as 2 minutes, from {_in_words(least)} to {_in_words(most)}"
    findings.add("F013", text, f'"{text}" is no length of time for "{word}"', hint)
    return None


def read_timer(text: Scalar, findings: Findings) -> int | None:
    """The seconds of a `timer`."""
    return seconds_of(text, "timer", findings, least=SHORTEST_TIMER, most=LONGEST_TIMER)


def read_breathe(shape: BreatheShape, findings: Findings) -> Breathe | None:
    """The pace of a `breathe`; it lasts for one breath at the least."""
    inhale, exhale = (_breath(text, findings) for text in (shape.inhale, shape.exhale))
    if inhale is None or exhale is None:
        return None
    seconds = seconds_of(shape.lasts, "breathe", findings, least=inhale + exhale, most=LONGEST_TIMER)
    return Breathe(inhale, exhale, seconds) if seconds is not None else None


def _breath(text: Scalar, findings: Findings) -> int | None:
    match = _BREATH.fullmatch(text)
    if match and 1 <= int(match[1]) <= LONGEST_BREATH:
        return int(match[1])
    findings.add("F013", text, f'"{text}" is no breath', f"write its seconds, 1 to {LONGEST_BREATH}")
    return None


def _in_words(seconds: int) -> str:
    word = next(word for word in reversed(_SECONDS) if seconds % _SECONDS[word] == 0)
    count = seconds // _SECONDS[word]
    return f"{count} {word}{'s' if count > 1 else ''}"
