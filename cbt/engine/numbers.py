"""Numbers and lengths of time as people type them.

It must not round: what cannot be kept as it was typed is refused.
"""

import re

from cbt.errors import AnswerError
from cbt.model.answer import MOST_MINUTES, NumberKind

# Behind this, nobody means the number; it also keeps hostile ones short.
MOST_DIGITS = 9
MOST_DECIMALS = 2
LARGEST = 10**MOST_DIGITS - 1
MOST_PERCENT = 100

_WHOLE = re.compile(r"([+-]?)(\d+)(?:\.0*)?")
_NUMBER = re.compile(r"([+-]?)(\d*)(?:[.,](\d*))?")
_MINUTES = re.compile(r"(?P<m>\d{1,5}) ?(?:m|mins?|minutes?)?")
_HOURS_AND_MINUTES = re.compile(
    r"(?P<h>\d{1,3}) ?(?:h|hrs?|hours?)(?:,? ?(?:and )?(?P<m>[0-5]?\d) ?(?:m|mins?|minutes?)?)?"
)
_CLOCK = re.compile(r"(?P<h>\d{1,3}):(?P<m>[0-5]\d)(?: ?(?:h|hrs?|hours?))?")
_PART_HOURS = re.compile(r"(?P<h>\d{1,3})[.,](?P<part>\d{1,2}) ?(?:h|hrs?|hours?)")


def find_whole(text: str) -> int | None:
    """The whole number that a text is; None for anything else. One too long to mean anything is LARGEST + 1."""
    match = _WHOLE.fullmatch(text)
    if match is None:
        return None
    sign, digits = match[1], match[2].lstrip("0") or "0"
    return int(sign + digits) if len(digits) <= MOST_DIGITS else int(f"{sign}{LARGEST + 1}")


def parse_number(kind: NumberKind, text: str) -> int | float:
    """The number that a text is, an int when it is whole. Raises AnswerError: `number`, `decimals`, `range_number`."""
    least = 0 if kind.percent and kind.least is None else kind.least
    most = MOST_PERCENT if kind.percent and kind.most is None else kind.most
    number = text.removesuffix("%").rstrip() if kind.percent else text
    match = _NUMBER.fullmatch(number.replace("−", "-"))
    if match is None or not (match[2] or match[3]):
        raise _refused("number", least, most)
    sign, whole, decimals = match[1], match[2].lstrip("0") or "0", match[3] or ""
    if len(decimals) > MOST_DECIMALS:
        raise AnswerError("decimals", most_decimals=MOST_DECIMALS)
    if len(whole) > MOST_DIGITS:
        raise _refused(
            "range_number", -LARGEST if least is None else least, LARGEST if most is None else most
        )
    value = float(f"{sign}{whole}.{decimals or '0'}")
    if (least is not None and value < least) or (most is not None and value > most):
        raise _refused("range_number", least, most)
    return int(value) if value.is_integer() else value


def _refused(code: str, least: float | None, most: float | None) -> AnswerError:
    """The error with the bounds that are set."""
    error = AnswerError(code)
    error.facts |= {name: bound for name, bound in (("least", least), ("most", most)) if bound is not None}
    return error


def parse_minutes(text: str) -> int:
    """Whole minutes, also from `1:30`, `1 h 30`, `1.5 hours`, `90 min`. Raises AnswerError (`minutes`)."""
    minutes = _find_minutes(" ".join(text.lower().split()))
    if minutes is None or minutes > MOST_MINUTES:
        raise AnswerError("minutes", least=0, most=MOST_MINUTES)
    return minutes


def find_clock(text: str) -> int | None:
    """The minutes of a length of time that is written `1:30`; None for anything else."""
    match = _CLOCK.fullmatch(text)
    return int(match["h"]) * 60 + int(match["m"]) if match else None


def _find_minutes(text: str) -> int | None:
    if match := _MINUTES.fullmatch(text):
        return int(match["m"])
    if match := _CLOCK.fullmatch(text) or _HOURS_AND_MINUTES.fullmatch(text):
        return int(match["h"]) * 60 + int(match["m"] or 0)
    if match := _PART_HOURS.fullmatch(text):
        hundredths = int(match["h"]) * 100 + int(match["part"].ljust(2, "0"))
        minutes, left = divmod(hundredths * 60, 100)
        return None if left else minutes
    return None
