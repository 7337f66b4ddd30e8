"""The numbers of a text, in digits or in words.

It must not compare them.
"""

from cbt.wording.text import Text

_ONE, _ONCE = "one", "once"
Counted = list[tuple[str, int]]


def numbers_in(text: Text) -> Counted:
    """Each number in digits and the number of its token, in order; `%` counts as one."""
    tables, words = text.tables, text.words
    found: Counted = []
    for index, token in enumerate(text.tokens):
        if token.kind in ("number", "percent"):
            bare = token.word.rstrip("%")
            found += [(piece, index) for piece in (bare, token.word[len(bare) :]) if piece]
        elif token.kind == "word" and token.word in tables.numbers and not _is_thing(text, index):
            found.append((tables.numbers[token.word], index))
        elif (both := words[index : index + 2])[1:] and " ".join(both) in tables.numbers:
            found.append((tables.numbers[" ".join(both)], index))
    return found


def _is_thing(text: Text, index: int) -> bool:
    """Whether "one" stands for a thing, as in "that one", or "once" for "when", as in "once you have"."""
    words, no_number = text.words, text.tables.no_number
    behind = words[index + 1] if index + 1 < len(words) else ""
    if words[index] == _ONCE:
        return behind in no_number[_ONCE]
    before = words[index - 1] if index else ""
    if words[index] != _ONE or before not in no_number["behind"]:
        return False
    # "Which one fear" is one fear, and "which one hurts" is a thing.
    names_it = behind in text.tables.things or (index + 1 < len(words) and text.content[index + 1])
    return (
        not (names_it and before in no_number["counting"])
        or behind in text.tables.past
        or behind.endswith("s")
    )
