"""What people read when something did not go through: calm, no blame, and that their words are still there.

It must not hold a person's words.
"""

from collections.abc import Mapping

from cbt.errors import AnswerError

REFUSED_HEADING = "Not saved yet. Your answer is still here."
EMPTY_HEADING = "There is no answer here yet."
CONFLICT_HEADING = "There are two answers for this page now"
CONFLICT = (
    "This page was changed somewhere else, perhaps in another tab. "
    "Both answers are here: choose the one to keep."
)
OVERTAKEN_HEADING = "Please look at this page once more"
OVERTAKEN = (
    "It was changed somewhere else, perhaps in another tab. "
    "It stands here as it is now. Your last press changed nothing."
)
MOVED_HEADING = "That question is not asked any more"
MOVED = "An earlier answer was changed meanwhile. Your answer to that question was not saved."
MOVED_WITH_WORDS = (
    "An earlier answer was changed meanwhile. Your words are on this page, and they are not saved."
)
RESTED_HEADING = "Please press the button once more"
RESTED = "This page had rested for a while. Nothing is lost."
RESTED_WITH_ANSWER = "This page had rested for a while. Your answer is still here."

_SENTENCES = {
    "empty": "Write or choose one, then continue.",
    "whole_number": "This needs a whole number from {least} to {most}, in digits.",
    "range": "This needs a number from {least} to {most}.",
    "option": "Choose one of the answers on this page.",
    "own_words": "You chose your own words. Write them in the field below it.",
    "length": "This text is longer than we can keep. Your words are still here. Please make it a little shorter.",
    "lines": "This needs {least} to {most} lines. Your words are still here.",
    "number": "This needs a number, in digits.",
    "decimals": "This keeps {most_decimals} digits behind the point. Please round your number.",
    "minutes": "This needs a length of time, like 90 or 1:30, of a week at the most.",
    "date": "This needs a day between {least} and {most}, like 4 May 2026.",
    "time": "This needs a time of day, like 23:15.",
    "moment": "This needs a day and a time, like 4 May 2026 and 23:15.",
    "shares_number": "Each of these needs a whole number from {least} to {most}.",
}
_LEFT = "{left} of {total} are left. Please share them out too."
_OVER = "That is {over} more than {total}. Please take some away."


def sentence_for(error: AnswerError) -> str:
    """One sentence for an answer that was not taken: the author's own where a check refused it."""
    if error.code == "check":
        return error.sentence
    if error.code == "range_number":
        return _range(error.facts)
    if error.code in ("shares_sum", "shares_over"):
        return _share_out(error.facts)
    return _SENTENCES[error.code].format(**error.facts)


def _range(facts: Mapping[str, float]) -> str:
    """What a number has to be, where it may have one limit only."""
    if "least" in facts and "most" in facts:
        return f"This needs a number from {facts['least']:g} to {facts['most']:g}."
    return (
        f"This needs {facts['least']:g} or more."
        if "least" in facts
        else f"This needs {facts['most']:g} or less."
    )


def _share_out(facts: Mapping[str, float]) -> str:
    left = facts["left"]
    return (_LEFT if left > 0 else _OVER).format(left=left, over=-left, total=facts["total"])
