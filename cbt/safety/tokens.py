"""Cuts a text into normalised words that know their place, with the ends of sentences and the pauses between them.

It must not know a language: only how people bend, stretch and space out letters.
"""

import re
from typing import NamedTuple

from cbt.safety.characters import fold

# A word: letters and digits, and between them the marks that stand for a letter or fall away.
_WORD = re.compile(r"(?:[^\W_]|[$@!*'](?=[^\W_]))+|[\U0001F300-\U0001FAFF☠⚰]")
_ENDS = re.compile(r"[!?;]|(?<!\.)\.(?=\s)|\n\s*\n")
_PAUSE = re.compile(r"[,:()\[\]\"“”«»„/\n\u2013\u2014]|\s-+\s")
# Three letters that stand alone: without them nothing was spaced out.
_SPACED = re.compile(r"(?<![^\W_])[^\W_](?:[\W_]+[^\W_]){2}(?![^\W_])")
_NO_SPACING = re.compile(r"[!?;,:()\[\]\"“”«»„\u2013\u2014]|\n\s*\n")
_RUN = re.compile(r"(.)\1{2,}")
# A word with which nothing has to be done.
_PLAIN = re.compile(r"(?:([a-z])(?!\1\1))+")
_LOOKS = str.maketrans("103@4$5!", "ioeaassi")
_AMOUNT = re.compile(r"[0-9]+[a-z]{1,3}")
_HAS_LOOK = re.compile(r"[103@4$5!]")
_LEAST_SPACED = 3
_NO_BEGINNING = frozenset("!*'@")


class Token(NamedTuple):
    """A normalised word and its place in the text; whether a sentence ended, or a pause was made, before it."""

    text: str
    start: int
    end: int
    is_first: bool = False
    after_pause: bool = False


def cut(text: str) -> list[Token]:
    """The words of a text in order. Pure; time linear in the length."""
    folded, origins = fold(text)
    tokens: list[Token] = []
    gaps: list[str] = []
    before = 0
    for match in _WORD.finditer(folded):
        start, end = match.span()
        # No word is made of marks alone.
        while folded[start] in _NO_BEGINNING:
            start += 1
        between, word, place = folded[before:start], folded[start:end], (origins[start], origins[end - 1] + 1)
        before = end
        gaps.append(between)
        if between == " " and tokens:
            tokens.append(Token(word, *place))
        else:
            is_first = not tokens or _ENDS.search(between) is not None
            tokens.append(Token(word, *place, is_first, _PAUSE.search(between) is not None))
    if _SPACED.search(folded) is not None:
        return [_normal(token) for token in _joined(tokens, gaps)]
    is_even = _RUN.search(folded) is None
    # Most words are letters alone, and nothing about them has to be put right.
    return [token if is_even and token.text.isalpha() else _normal(token) for token in tokens]


def normalise(text: str) -> str:
    """The words as they are compared, one space apart, `!` between sentences. Normalising again changes nothing."""
    shown: list[str] = []
    for token in cut(text):
        if token.is_first and shown:
            shown.append("!")
        elif token.after_pause:
            shown.append(",")
        shown.append(token.text)
    return " ".join(shown)


def one_word(text: str) -> str | None:
    """The one word of a text as it is compared: folded, without marks; None where it is none, or several."""
    if _PLAIN.fullmatch(text):
        return text
    tokens = cut(text)
    return tokens[0].text if len(tokens) == 1 else None


def _joined(tokens: list[Token], gaps: list[str]) -> list[Token]:
    """Words whose letters were spaced out, put together: `s u i c i d e`, `k.i.l.l`; a gap stands before each."""
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        end = at + 1
        if not _is_letter(tokens[at]):
            found.append(tokens[at])
            at = end
            continue
        while end < len(tokens) and _is_letter(tokens[end]) and not _NO_SPACING.search(gaps[end]):
            end += 1
        run = tokens[at:end]
        letters = sum(token.text.isalpha() for token in run)
        if len(run) >= _LEAST_SPACED and 2 * letters > len(run):
            text = "".join(token.text for token in run)
            found.append(Token(text, run[0].start, run[-1].end, run[0].is_first, run[0].after_pause))
        else:
            found += run
        at = end
    return found


def _is_letter(token: Token) -> bool:
    return len(token.text) == 1 and token.text.isalnum()


def _normal(token: Token) -> Token:
    """Marks that stand for letters read as those, apostrophes dropped, stretched letters shortened."""
    if token.text.isalpha() and not _RUN.search(token.text):
        return token
    text = token.text.replace("'", "")
    if _HAS_LOOK.search(text) and sum(char.isalpha() for char in text) > 1 and not _AMOUNT.fullmatch(text):
        text = text.translate(_LOOKS)
    if len(text) > 2:
        text = _RUN.sub(r"\1\1", text)
    if text == token.text:
        return token
    return Token(text, token.start, token.end, token.is_first, token.after_pause)
