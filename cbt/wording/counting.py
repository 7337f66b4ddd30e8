"""The numbers of a text, in digits or in words.

It must not compare them.
"""

from collections.abc import Mapping

from cbt.wording.text import Text

Counted = list[tuple[str, int]]


def numbers_in(text: Text) -> Counted:
    """Each number in digits and the number of its token, in order; `%` counts as one."""
    tables, words = text.tables, text.words
    found: Counted = []
    for index, token in enumerate(text.tokens):
        if token.kind in ("number", "percent"):
            bare = token.word.rstrip("%")
            found += [(piece, index) for piece in (bare, token.word[len(bare) :]) if piece]
        elif (
            token.kind == "word"
            and token.word in tables.numbers
            and not _is_thing(words, index, tables.no_number)
        ):
            found.append((tables.numbers[token.word], index))
        elif (both := words[index : index + 2])[1:] and " ".join(both) in tables.numbers:
            found.append((tables.numbers[" ".join(both)], index))
    return found


def _is_thing(words: tuple[str, ...], index: int, no_number: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether "one" stands for a thing, as in "that one"."""
    if words[index] != "one":
        return False
    before = words[index - 1] if index else ""
    return before in no_number["behind"]
