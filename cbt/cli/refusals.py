"""Why an answer was not taken, in words for whoever plays a flow in the terminal.

It must not hold what was typed.
"""

from collections.abc import Mapping

from cbt.errors import AnswerError
from cbt.model.answer import Kind, YesNoKind

_SENTENCES = {
    "empty": "There is no answer here yet.",
    "whole_number": "This needs a whole number from {least} to {most}, in digits.",
    "range": "This needs a number from {least} to {most}.",
    "option": "Choose one of the answers above.",
    "own_words": "Write your own words.",
    "length": "This text is longer than can be kept. Please make it a little shorter.",
    "lines": "This needs {least} to {most} lines.",
    "number": "This needs a number, in digits.",
    "decimals": "This keeps {most_decimals} digits behind the point. Please round your number.",
    "minutes": "This needs a length of time, like 90 or 1:30, of a week at the most.",
    "date": "This needs a day between {least} and {most}, like 4 May 2026.",
    "time": "This needs a time of day, like 23:15.",
    "moment": "This needs a day and a time, like 4 May 2026, 20:00.",
    "shares_number": "Each of these needs a whole number from {least} to {most}.",
}
_LEFT = "{left} of {total} are left. Please share them out too."
_OVER = "That is {over} more than {total}. Please take some away."


def sentence_for(error: AnswerError, kind: Kind | None = None) -> str:
    """One sentence: the author's own where a check refused the answer. `kind` is that of the page."""
    match error.code:
        case "option" if isinstance(kind, YesNoKind):
            return "Type yes or no."
        case "check":
            return error.sentence
        case "range_number":
            return _range(error.facts)
        case "shares_sum" | "shares_over":
            left = error.facts["left"]
            return (_LEFT if left > 0 else _OVER).format(left=left, over=-left, total=error.facts["total"])
    return _SENTENCES[error.code].format(**error.facts)


def _range(facts: Mapping[str, float]) -> str:
    """What a number has to be, where it may have one limit only."""
    match facts:
        case {"least": least, "most": most}:
            return f"This needs a number from {least:g} to {most:g}."
        case {"least": least}:
            return f"This needs {least:g} or more."
    return f"This needs {facts['most']:g} or less."
