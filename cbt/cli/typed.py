"""From lines that are typed to the form that they stand for.

It must not judge an answer: the engine does.
"""

from collections.abc import Callable

from cbt.cli.console import visible
from cbt.engine.answers import Fields
from cbt.engine.numbers import find_whole
from cbt.engine.text import filled, labelled_items
from cbt.model.answer import (
    OTHER,
    ChoiceKind,
    ListKind,
    OneOfKind,
    OrderKind,
    PicksKind,
    SharesKind,
    TextKind,
    YesNoKind,
)
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
        case OneOfKind() | OrderKind() | SharesKind():
            items = list(labelled_items(page.program, kind, page.walk))
            takes_other = isinstance(kind, OneOfKind) and kind.other and items
            return [*items, (OTHER, OTHER_LABEL)] if takes_other else items
        case ChoiceKind() | PicksKind():
            known = {
                option: filled(page.program, label, page.walk) for option, label in page.step.labels.items()
            }
            return [(option, known.get(option, OTHER_LABEL)) for option in kind.options]
    return []


def read_form(page: Page, first: str, more: More) -> Fields:
    """The form that a page's `first` line stands for; `more` shows a prompt and reads a line after it."""
    kind = page.step.kind
    match kind:
        case None:
            return {}
        case ListKind():
            return {"line": _lines(first, more)}
        case TextKind():
            return {"answer": ["\n".join(_lines(first, more)) if kind.long else first]}
        case OneOfKind(other=True) if not options_of(page):
            return {"answer": [OTHER], "own": [first]}
        case ChoiceKind() | PicksKind() | OneOfKind():
            return _chosen(kind, first, options_of(page), more)
        case OrderKind():
            return {"item": _ordered(first, options_of(page))}
        case SharesKind():
            return _shares(kind, first, options_of(page), more)
    word = first.strip()
    return {"answer": [_truth(word) if isinstance(kind, YesNoKind) else word]}


def first_prompt(page: Page, prompt: str) -> str:
    """What stands before the first line that is typed on a page, as a rule `prompt`."""
    options = options_of(page)
    if isinstance(page.step.kind, SharesKind) and options:
        return _share_prompt(options[0][1], page.step.kind.total)
    return prompt


def _share_prompt(words: str, left: int) -> str:
    return f"{visible(words)} ({left} left) › " if left >= 0 else f"{visible(words)} ({-left} too many) › "


def _shares(kind: SharesKind, first: str, options: Options, more: More) -> Fields:
    """A line for each item; what is no number is left for the engine to refuse."""
    shares, left = [first.strip()], kind.total - _whole(first)
    for _, words in options[1:]:
        line = more(_share_prompt(words, left))
        shares.append(line.strip())
        left -= _whole(line)
    return {"item": [item for item, _ in options], "share": shares}


def _whole(line: str) -> int:
    return find_whole(line.strip()) or 0


def _ordered(line: str, options: Options) -> list[str]:
    """The items whose numbers were typed, with commas or blanks between them."""
    words = line.split(",") if "," in line else line.split()
    return [_find_option(word.strip(), options) for word in words if word.strip()]


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
    if OTHER in wanted and kind.other:
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
