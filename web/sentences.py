"""What people read when something did not go through: calm, no blame, and that their words are still there.

It must not hold a person's words.
"""

from cbt.errors import AnswerError

STALE = "This page was changed somewhere else, perhaps in another tab. Both texts are here: choose the one to keep."
MOVED = "An earlier answer was changed meanwhile, and your question is not asked any more. Your words are on this page."
UNFILED = "What you typed, not saved"
ONCE_MORE = "This page had rested for a while. Your words are still here. Please press the button once more."

_SENTENCES = {
    "empty": "There is no answer here yet. Write or choose one, then continue.",
    "whole_number": "This needs a whole number from {least} to {most}, in digits.",
    "range": "This needs a number from {least} to {most}.",
    "option": "Choose one of the answers on this page.",
    "own_words": "You chose your own words. Write them in the field below it.",
    "length": "This text is longer than we can keep. Your words are still here. Please make it a little shorter.",
    "lines": "This needs {least} to {most} lines. Your words are still here.",
}


def sentence_for(error: AnswerError) -> str:
    """One sentence for an answer that was not taken: the author's own where a check refused it."""
    if error.code == "check":
        return error.sentence
    return _SENTENCES[error.code].format(**error.facts)
