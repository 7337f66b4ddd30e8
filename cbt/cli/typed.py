"""From lines that are typed to the form that they stand for.

It must not judge an answer: the engine does.
"""

from collections.abc import Callable

from cbt.engine.answers import Fields
from cbt.engine.text import filled, labelled_items
from cbt.model.answer import OTHER, ChoiceKind, ListKind, OneOfKind, PicksKind, TextKind, YesNoKind
from cbt.model.flow import Role
from cbt.service import Page

Options = list[tuple[str, str]]
More = Callable[[str], str]

NEXT_LINE = "  "
OWN_WORDS = "In your own words › "
OTHER_LABEL = "Something else, in your own words"
_TRUTHS = {"y": "yes", "n": "no"}


def options_of(page: Page) -> Options:
    """The options or items that a page offers: id and words, in the order of their numbers."""
    kind = page.step.kind
    match kind:
        case OneOfKind():
            return list(labelled_items(page.program, kind, page.walk))
        case ChoiceKind() | PicksKind():
            known = {
                option: filled(page.program, label, page.walk) for option, label in page.step.labels.items()
            }
            return [(option, known.get(option, OTHER_LABEL)) for option in kind.options]
    return []


def read_form(page: Page, first: str, more: More) -> Fields:
    """The form that a page's `first` line stands for; `more` shows a prompt and reads a line after it."""
    kind = page.step.kind
    if page.step.role is Role.READ:
        return {}
    match kind:
        case ListKind():
            return {"line": _lines(first, more)}
        case TextKind():
            return {"answer": ["\n".join(_lines(first, more)) if kind.long else first]}
        case ChoiceKind() | PicksKind() | OneOfKind():
            return _chosen(kind, first, options_of(page), more)
    word = first.strip()
    return {"answer": [_truth(word) if kind is None or isinstance(kind, YesNoKind) else word]}


def _lines(first: str, more: More) -> list[str]:
    """Lines up to an empty one."""
    lines, line = [], first
    while line.strip():
        lines.append(line)
        line = more(NEXT_LINE)
    return lines


def _truth(word: str) -> str:
    lowered = word.lower()
    return _TRUTHS.get(lowered, lowered)


def _chosen(kind: ChoiceKind | PicksKind | OneOfKind, line: str, options: Options, more: More) -> Fields:
    words = line.split(",") if isinstance(kind, PicksKind) else [line]
    wanted = [_find_option(word.strip(), options) for word in words if word.strip()]
    if OTHER in wanted and not isinstance(kind, OneOfKind) and kind.other:
        return {"answer": wanted, "own": [more(OWN_WORDS)]}
    return {"answer": wanted}


def _find_option(word: str, options: Options) -> str:
    """The id behind a typed number, id or label; the word itself when it is none of them."""
    if (
        word.isascii()
        and word.isdigit()
        and len(word) <= len(str(len(options)))
        and 1 <= int(word) <= len(options)
    ):
        return options[int(word) - 1][0]
    lowered = word.lower()
    return next((option for option, label in options if lowered in (option, label.lower())), word)
