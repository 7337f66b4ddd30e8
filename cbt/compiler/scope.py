"""Which names can be read where, what each points at and what type its value has.

It must not say whether a value has been given: that is the definedness proof's.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from cbt.compiler.nodes import Scalar
from cbt.model.reference import Ref

_SHOWN = {
    "truth": "a yes or no",
    "items": "a loop",
    "lines": "a list",
    "picks": "a pick of options",
    "order": "a list in order",
    "shares": "shares",
    "sorted": "a sorted list",
    "moment": "a date and time",
    "record": "an earlier record",
    "records": "earlier records",
}


@dataclass(frozen=True, slots=True)
class Type:
    """What a name's value is: `text number truth choice picks lines items order shares date time moment record`,
    `records` for several of them, and `sorted` for a list that is sorted by a number.

    `many` for one value an item; `item_of` is the list that a text was picked from, or whose items are sorted.
    `options` are a choice's or picks' ids; `least` and `most` bound a number, or how many items there are, and
    `by` the numbers that these are sorted by.
    """

    name: str
    options: tuple[str, ...] = ()
    many: bool = False
    least: float | None = None
    most: float | None = None
    item_of: Ref | None = None
    by: tuple[float | None, float | None] = (None, None)

    @property
    def shown(self) -> str:
        """The type in an author's words."""
        word = _SHOWN.get(self.name, f"a {self.name}")
        return f"a list with {word} for each item" if self.many else word


@dataclass(frozen=True, slots=True)
class Target:
    """What a name points at, and the type of what is found there."""

    ref: Ref
    type: Type


Look = Callable[[], Target | str | None]


def nothing() -> None:
    """A name that points at nothing, for a reason that has been told."""


@dataclass(slots=True)
class Entry:
    """A name in a scope, with the names that can be read behind a dot.

    `look` gives its target when it is read; else why there is nothing to read, or None where that has been told.
    `broken` when what stands behind its dots is not known, which has been told. `lent` gives further members, those of
    a list that may still grow.
    """

    at: Scalar
    look: Look = nothing
    members: "dict[str, Entry]" = field(default_factory=dict)
    broken: bool = False
    lent: "Callable[[], Mapping[str, Entry]]" = dict

    def member(self, name: str) -> "Entry | None":
        """The entry behind a dot."""
        return self.members.get(name) or self.lent().get(name)


class Scope:
    """The names of one level; a loop's body also sees those around it, a part only its own.

    `fallback` stands for every other name where not all of them are known, which has been told. `lost` are fields of
    a list that could not be found, which has been told as well. `computed` are those whose entries come behind the
    steps. `walked` is the list that a loop walks here, as its
    author named it.
    """

    def __init__(self, around: "Scope | None" = None) -> None:
        self.names: dict[str, Entry] = {}
        self.fallback: Entry | None = None
        self.lost: set[str] = set()
        self.computed: frozenset[str] = frozenset()
        self.walked = ""
        self._around = around

    def find(self, name: str) -> Entry | None:
        """The entry of a dotted name, or None."""
        first, *rest = name.split(".")
        entry = self._find_first(first)
        for part in rest:
            if entry is None or entry.broken:
                break
            entry = entry.member(part)
        return entry

    def _find_first(self, name: str) -> Entry | None:
        scope: Scope | None = self
        fallback = None
        while scope is not None:
            if name in scope.names:
                return scope.names[name]
            fallback = fallback or scope.fallback
            scope = scope._around
        return fallback

    def is_lost(self, name: str) -> bool:
        """Whether a name that is not found may be a field that was lost with its list."""
        last = name.rpartition(".")[2]
        scope: Scope | None = self
        while scope is not None:
            if last in scope.lost:
                return True
            scope = scope._around
        return False

    def is_computed(self, name: str) -> bool:
        """Whether a name is that of a computed value here."""
        scope: Scope | None = self
        while scope is not None and name not in scope.computed:
            scope = scope._around
        return scope is not None

    def is_walked(self, name: str) -> bool:
        """Whether a loop around walks the list of this name, so that a text means one of its items."""
        scope: Scope | None = self
        while scope is not None and scope.walked != name:
            scope = scope._around
        return scope is not None

    def known(self) -> Iterable[str]:
        """Every name that can be read here, dotted ones too."""
        scope: Scope | None = self
        while scope is not None:
            for name, entry in scope.names.items():
                yield name
                yield from _dotted(name, entry)
            scope = scope._around


def _dotted(prefix: str, entry: Entry) -> Iterable[str]:
    for name, member in {**entry.lent(), **entry.members}.items():
        yield f"{prefix}.{name}"
        yield from _dotted(f"{prefix}.{name}", member)
