"""What a page says about a form that was not taken: which case it is, in calm words, and the answers there are.

It must not decide whether a form is taken.
"""

from cbt.errors import AnswerError
from cbt.model.flow import Role
from cbt.service import Page
from web.fields import Typed, stored_words
from web.languages import lang_of
from web.page import ErrorView
from web.sentences import (
    CONFLICT,
    CONFLICT_HEADING,
    EMPTY_HEADING,
    MOVED,
    MOVED_HEADING,
    MOVED_WITH_WORDS,
    OVERTAKEN,
    OVERTAKEN_HEADING,
    REFUSED_HEADING,
    RESTED,
    RESTED_HEADING,
    RESTED_WITH_ANSWER,
    sentence_for,
)


def refused(error: AnswerError, language: str) -> ErrorView:
    """The answer does not fit its question; what a check of the flow says is in the flow's language."""
    heading = EMPTY_HEADING if error.code in ("empty", "own_words") else REFUSED_HEADING
    field = "own" if error.code == "own_words" else "answer"
    lang = lang_of(language) if error.code == "check" else {}
    return ErrorView("refused", heading, sentence_for(error), field=field, lang=lang)


def overtaken(page: Page, fields: Typed) -> ErrorView:
    """The page was changed meanwhile: with an answer in the form there are two, and the person chooses."""
    answer = tuple(fields.get("answer", ()))
    if page.step.role is Role.QUESTION:
        return ErrorView("conflict", CONFLICT_HEADING, CONFLICT, stored_words(page))
    if page.step.role is Role.AGAIN and answer:
        return ErrorView("conflict", CONFLICT_HEADING, CONFLICT, stored_words(page), sent=answer)
    return ErrorView("overtaken", OVERTAKEN_HEADING, OVERTAKEN)


def moved(unfiled: tuple[str, ...]) -> ErrorView:
    """The question is not on the path any more; `unfiled` are the words that were written for it."""
    return ErrorView("moved", MOVED_HEADING, MOVED_WITH_WORDS if unfiled else MOVED)


def rested(page: Page) -> ErrorView:
    """The form came with a token that is too old; whether it had been taken before does not matter."""
    return ErrorView(
        "rested", RESTED_HEADING, RESTED_WITH_ANSWER if page.step.role is Role.QUESTION else RESTED
    )
