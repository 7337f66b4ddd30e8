"""What the compiler tells an author: one finding, with its place, its reason and the way out.

It must not print: the commands and the pages decide how a finding looks.
"""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from cbt.compiler.nodes import Map, Scalar
from cbt.model.source import SourcePos

ERROR = "error"
MOST_FINDINGS = 100
LONGEST_MESSAGE = 200
LONGEST_WORD = 80
MOST_LETTERS_APART = 8
MOST_COMPARED = 100


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. `message` says what is wrong in the author's own words, `hint` the way out.

    `length` is how many characters the fault covers, `trail` a path of pages that shows it.
    """

    code: str
    pos: SourcePos
    message: str
    hint: str = ""
    length: int = 1
    trail: tuple[str, ...] = ()
    severity: str = ERROR

    @property
    def sentence(self) -> str:
        """Message and way out on one line."""
        return f"{self.message}; {self.hint}" if self.hint else self.message


class Enough(Exception):
    """So many faults were found that more would only bury them; those noted stay."""


class Findings:
    """The findings of one run, collected as the compiler goes on past each fault."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, SourcePos, str], Diagnostic] = {}

    def add(
        self,
        code: str,
        at: Scalar | Map | SourcePos,
        message: str,
        hint: str = "",
        *,
        length: int | None = None,
        trail: tuple[str, ...] = (),
    ) -> None:
        """Keeps a finding about a text or a place; the same one twice is the same mistake.

        What stands in for a missing or broken word is never told again. Raises Enough at the hundredth.
        """
        pos, own_length = (at, 1) if isinstance(at, SourcePos) else (at.pos, at.length)
        if not isinstance(at, SourcePos) and at.stands_in:
            return
        shown = own_length if length is None else length
        self.extend([Diagnostic(code, pos, shorten(message), shorten(hint), shown, trail)])
        if len(self._found) >= MOST_FINDINGS:
            raise Enough

    def extend(self, findings: Iterable[Diagnostic]) -> None:
        """Takes over what another run has found."""
        for finding in findings:
            self._found.setdefault((finding.code, finding.pos, finding.message), finding)

    def has(self, *prefixes: str) -> bool:
        """Whether a finding's code starts with one of the prefixes."""
        return any(finding.code.startswith(prefixes) for finding in self._found.values())

    def sorted(self) -> list[Diagnostic]:
        """All findings in the order of their places."""
        return sorted(self._found.values(), key=lambda f: (f.pos.file, f.pos.line, f.pos.column, f.code))


def shorten(text: str, limit: int = LONGEST_MESSAGE) -> str:
    """The text on one line, at most `limit` characters: messages carry hostile files' words."""
    line = " ".join(text[: 4 * limit].split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def find_nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant, or None. Bounded: of many words it compares some, and no long ones."""
    if not 0 < len(word) <= LONGEST_WORD:
        return None
    alike = (
        other
        for other in known
        if other
        and abs(len(other) - len(word)) <= MOST_LETTERS_APART
        and (other[0] == word[0] or other[-1] == word[-1])
    )
    near = difflib.get_close_matches(word, list(islice(alike, MOST_COMPARED)), n=1)
    return near[0] if near else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """'did you mean ...?' with the nearest known word, or the empty string."""
    near = find_nearest(word, known)
    return f'did you mean "{near}"?' if near is not None else ""
