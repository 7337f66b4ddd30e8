"""The little language of a pack: words, named lists, choices and bounded gaps, read into parts and spread into phrases.

It must not match anything, and knows no file: a fault is told with the piece that it is about.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product

from cbt.errors import CbtError
from cbt.safety.tokens import one_word

MOST_GAP = 8
MOST_PARTS = 14
MOST_SPREAD = 20_000
START, END = "^", "$"
EDGES = frozenset({START, END})
_GAP = re.compile(r"\.\.([1-9])")
_LIST = re.compile("<[a-z0-9_]+>")
BUILT_IN = ("number", "many")
"""Lists that every pack has: `<number>`, a number in digits, and `<many>`, one of at least `LEAST_MANY`."""
LEAST_MANY = 8

Phrase = tuple[str, ...]


class PhraseFault(CbtError):
    """A line of a pack that cannot be used.

    `piece` is what is wrong in it, `reason` says why, `way_out` what to do.
    """

    def __init__(self, piece: str, reason: str, way_out: str) -> None:
        super().__init__(piece, reason, way_out)
        self.piece, self.reason, self.way_out = piece, reason, way_out


@dataclass(frozen=True, slots=True)
class Part:
    """One place of a line: what may stand there, each words, `word*` or `<list>`; how many words may come before.

    `known` are the choices for looking up.
    """

    choices: tuple[str, ...]
    gap: int = 0
    is_optional: bool = False
    known: frozenset[str] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "known", frozenset(self.choices))


def parse_phrase(line: str, fillers: frozenset[str] = frozenset()) -> tuple[Part, ...]:
    """The parts of a line such as `<want> ..3 die|sleep+forever now?`, without the words among `fillers`.

    Pieces stand one space apart. `a|b` is a choice, `a+b` two words of one choice, `?` behind a piece makes it
    optional, `..3` lets up to three words come between, `word*` is every word that begins so, `<name>` is a list,
    `^` and `$` are the ends of a clause. Raises PhraseFault.
    """
    parts: list[Part] = []
    gap = 0
    for piece in line.split():
        found = _GAP.fullmatch(piece)
        if found is not None:
            gap = int(found[1])
            if gap > MOST_GAP or not parts:
                way_out = f"write ..1 to ..{MOST_GAP} between two words"
                raise PhraseFault(piece, "a gap stands between words", way_out)
            continue
        bare = piece.removesuffix("?")
        read = [_choice(each, fillers) for each in bare.split("|")]
        if None in read:
            way_out = "write word, word*, two+words, <list>, a|b or ..3"
            raise PhraseFault(piece, "this is no word, list or choice", way_out)
        choices = tuple([each for each in read if each])
        if choices:
            parts.append(Part(choices, gap, bare != piece))
            gap = 0
    if gap or all(part.is_optional or EDGES.issuperset(part.choices) for part in parts):
        raise PhraseFault(line, "a line needs a word that must be there", "add a word, or take the line out")
    if len(parts) > MOST_PARTS:
        raise PhraseFault(line, f"a line has more than {MOST_PARTS} pieces", "make it shorter")
    return tuple(parts)


# Lines say the same few thousand pieces again and again: read once, each also stands once in memory.
@lru_cache(maxsize=16_384)
def _choice(text: str, fillers: frozenset[str]) -> str | None:
    """One choice as it is compared, empty when it is all fillers; None where it is no word, list or choice."""
    if text in EDGES or (text.startswith("<") and _LIST.fullmatch(text)):
        return text
    words = []
    for each in text.split("+"):
        stem = each.removesuffix("*")
        word = one_word(stem)
        if word is None or each.startswith("<"):
            return None
        words.append(word + ("*" if stem != each else ""))
    return " ".join(word for word in words if word not in fillers)


def without_options(parts: Sequence[Part]) -> list[tuple[Part, ...]]:
    """Every way to read a line with its optional pieces there or not."""
    found: list[tuple[Part, ...]] = [()]
    for part in parts:
        there = Part(part.choices, part.gap) if part.is_optional else part
        longer = [(*head, there) for head in found]
        found = [*found, *longer] if part.is_optional else longer
    return found


def spread(parts: Sequence[Part], lists: Mapping[str, Sequence[Phrase]]) -> list[Phrase]:
    """Every phrase that a line of a list stands for, the lists that it names put in.

    Raises PhraseFault where it has a gap or a clause's end, names a list that is not there, or stands for too many.
    """
    found: list[Phrase] = []
    for reading in without_options(parts):
        places = [_phrases(part, lists) for part in reading]
        count = 1
        for place in places:
            count *= len(place)
        if count + len(found) > MOST_SPREAD:
            raise PhraseFault(
                reading[0].choices[0], "this stands for too many phrases", "name fewer lists in one line"
            )
        found += [tuple(word for phrase in pick for word in phrase) for pick in product(*places)]
    return found


def _phrases(part: Part, lists: Mapping[str, Sequence[Phrase]]) -> list[Phrase]:
    if part.gap or part.choices in ((START,), (END,)):
        raise PhraseFault(
            part.choices[0], "a list has no gaps and no ends of clauses", "write them where the list is used"
        )
    found: list[Phrase] = []
    for choice in part.choices:
        if choice.startswith("<") and choice[1:-1] not in BUILT_IN:
            if choice[1:-1] not in lists:
                raise PhraseFault(
                    choice, f'there is no list "{choice[1:-1]}" above this line', "write the list first"
                )
            found += lists[choice[1:-1]]
        else:
            found.append(tuple(choice.split(" ")))
    return found
