"""What the compiler tells an author: one finding, with its place, its reason and the way out.

It must not print: the commands and the pages decide how a finding looks.
"""

import difflib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from cbt.compiler.nodes import Map, Scalar
from cbt.model.source import SourcePos

ERROR = "error"
WARNING = "warning"
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

    @property
    def told(self) -> str:
        """All that there is to say: the sentence, and the path that shows it."""
        path = " › ".join(self.trail)
        return f"{self.sentence} (missing on this path: {path})" if path else self.sentence


class Enough(Exception):
    """So many faults were found that more would only bury them; those noted stay."""


class Findings:
    """The findings of one run, collected as the compiler goes on past each fault."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, SourcePos, str], Diagnostic] = {}
        self._counts: Counter[str] = Counter()

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

        What stands in for a missing or broken word is never told again. Raises Enough at the hundredth error; warnings
        (W-codes) beyond a hundred are left out, since they must not keep a flow from being offered.
        """
        pos, own_length = (at, 1) if isinstance(at, SourcePos) else (at.pos, at.length)
        if not isinstance(at, SourcePos) and at.stands_in:
            return
        shown = own_length if length is None else length
        severity = WARNING if code.startswith("W") else ERROR
        if severity == WARNING and self._counts[WARNING] >= MOST_FINDINGS:
            return
        self.extend([Diagnostic(code, pos, shorten(message), shorten(hint), shown, trail, severity)])
        if self._counts[ERROR] >= MOST_FINDINGS:
            raise Enough

    def extend(self, findings: Iterable[Diagnostic]) -> None:
        """Takes over what another run has found."""
        for finding in findings:
            key = (finding.code, finding.pos, finding.message)
            if key not in self._found:
                self._found[key] = finding
                self._counts[finding.severity] += 1

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
    near = difflib.get_close_matches(word, list(islice(alike, MOST_COMPARED)))
    # Two letters the wrong way round are a slip of the finger more often than one too many.
    turned = [other for other in near if sorted(other) == sorted(word)]
    return next(iter(turned or near), None)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """'did you mean ...?' with the nearest known word, or the empty string."""
    near = find_nearest(word, known)
    return f'did you mean "{near}"?' if near is not None else ""


def find_meant(hint: str) -> str | None:
    """The word that a way out offers in place of the one that stands there; None when it offers none."""
    head, _, rest = hint.partition('did you mean "')
    return rest.removesuffix('"?') if rest.endswith('"?') and not head else None
