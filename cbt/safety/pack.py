"""A language's pack, put together: its words, its phrases as one tree, its patterns by what they begin with.

It must not read a file: the compiler reads packs and hands over their lines.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from cbt.safety.lexicon import Lexicon
from cbt.safety.phrase import BUILT_IN, EDGES, START, Part, Phrase, without_options
from cbt.safety.weights import Weights

NEEDED_LISTS = (
    "i",
    "me",
    "self",
    "other",
    "others",
    "plain",
    "helping",
    "nots",
    "why",
    "unsaid",
    "through",
    "present",
    "past",
    "long_ago",
    "now",
    "feared",
    "quoted",
    "play",
    "joking",
    "me_too",
)
"""Lists that the context of a sighting is read from; every pack has them. docs/safety/detector.md says what each is."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A family, and the parts that must follow each other for it to be seen; `family` is empty for an idiom.

    `first` is what it may begin with, the start of a clause left aside. It needs one of the choices of each part that
    is more than the edge of a clause: `rarest` are those that few lines name, `needs` all others. `number` is its place
    in the pack.
    """

    number: int
    family: str
    parts: tuple[Part, ...]
    first: frozenset[str]
    rarest: frozenset[str]
    needs: tuple[frozenset[str], ...]


@dataclass(frozen=True)
class Pack:
    """All that a language needs; `lists` are spread, `says` holds the lines of each family and `idioms` those of none.

    `reviewed_by` names who read it as a speaker and clinician; `version` changes with every line. `weights` are there
    where enough texts were written to learn them from.
    """

    language: str
    version: str
    reviewed_by: str
    lists: Mapping[str, Sequence[Phrase]]
    says: Mapping[str, Sequence[tuple[Part, ...]]]
    idioms: Sequence[tuple[Part, ...]]
    spellings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fillers: frozenset[str] = frozenset()
    watched: tuple[str, ...] = ()
    real: frozenset[str] = frozenset()
    weights: Weights | None = None

    @cached_property
    def patterns(self) -> Mapping[str, Sequence[Pattern]]:
        """Every pattern under each thing that its rarest need names: most of those that cannot fit are never seen."""
        found: dict[str, list[Pattern]] = defaultdict(list)
        named = Counter(name for _, line in self._lines() for part in line for name in part.known)
        readings = [(family, parts) for family, line in self._lines() for parts in without_options(line)]
        for number, (family, parts) in enumerate(readings):
            first = parts[1] if parts[0].choices == (START,) else parts[0]
            needed = [part.known for part in parts if EDGES.isdisjoint(part.known)]
            needed.sort(key=lambda need: sum(named[name] for name in need))
            rarest, *needs = needed or [first.known]
            pattern = Pattern(number, family, parts, first.known, rarest, tuple(needs))
            for name in rarest:
                found[name].append(pattern)
        return dict(found)

    def _lines(self) -> Iterator[tuple[str, tuple[Part, ...]]]:
        """Every line with its family, the idioms last."""
        for family, lines in (*self.says.items(), ("", self.idioms)):
            for line in lines:
                yield family, line

    @cached_property
    def tree(self) -> dict[str, Any]:
        """The phrases of all lists as a tree of words; under the empty word stand the lists that end there."""
        root: dict[str, Any] = {}
        for name, phrases in self.lists.items():
            for phrase in phrases:
                _put(root, phrase, f"<{name}>")
        for choice in self._choices:
            if " " in choice:
                _put(root, choice.split(" "), choice)
        return root

    @cached_property
    def _choices(self) -> frozenset[str]:
        """Everything that a line names, but lists and the ends of clauses."""
        named = {choice for _, line in self._lines() for part in line for choice in part.choices}
        return frozenset(choice for choice in named if choice not in EDGES and not choice.startswith("<"))

    def read(self, word: str) -> list[tuple[str, ...]]:
        """The words that one word stands for, each as the names that a phrase may know it by; fillers left out."""
        lexicon = self.lexicon
        return [lexicon.keys(each) for each in lexicon.read(word) if each not in self.fillers]

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words of the pack."""
        words = {word for phrases in self.lists.values() for phrase in phrases for word in phrase}
        words |= {word for choice in self._choices for word in choice.split(" ")}
        words |= self.fillers | {word for reading in self.spellings.values() for word in reading}
        words -= {f"<{name}>" for name in BUILT_IN}
        return Lexicon(words, self.spellings, self.watched, self.real)


def _put(root: dict[str, Any], phrase: Sequence[str], name: str) -> None:
    for word in phrase:
        root = root.setdefault(word, {})
    ends = root.setdefault("", [])
    if name not in ends:
        ends.append(name)
