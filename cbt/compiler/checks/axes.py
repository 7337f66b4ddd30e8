"""The values that guards ask about, each cut where a guard could change its mind, with one sample of every piece.

It must not know flows or expressions.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import Any

from cbt.compiler.checks.cells import TooMany
from cbt.compiler.checks.spans import Span

_MOST_SHOWN = 6
_MOST_PICKED = 11
# One more than an author may write.
_MOST_PLACES = 14
# A text that nobody can write in quotes.
_OTHER_TEXT = "\n"


@dataclass(eq=False, slots=True)
class Axis(ABC):
    """A value by the words for it. `needs` are the facts without which it is missing; cuts gather before it is sampled.

    A sample of None stands for a value that is missing.
    """

    label: str
    needs: frozenset[str] = frozenset()
    cuts: set[Any] = field(default_factory=set)

    @abstractmethod
    def samples(self) -> list[Any]:
        """One value of every piece, in order. Raises TooMany."""

    @abstractmethod
    def shown(self, sample: Any) -> str:
        """A sample in an author's words; empty where there is nothing to say."""

    @abstractmethod
    def range_shown(self) -> str:
        """All values in an author's words; empty where there is nothing to say."""


@dataclass(eq=False, slots=True)
class NumberAxis(Axis):
    """A number; its cuts are the numbers that it is compared with. `is_derived` when it hangs on other values."""

    span: Span = field(default_factory=lambda: Span((None, None)))
    is_constant: bool = False
    is_derived: bool = False

    def samples(self) -> list[Any]:
        low, high = self.span.range
        cuts = sorted(
            cut for cut in self.cuts if (low is None or cut >= low) and (high is None or cut <= high)
        )
        if not cuts:
            found = [next((end for end in (low, high) if end is not None), 0)]
        else:
            found = [-(-cuts[0] // 1) - 1 if low is None else low] if low is None or low < cuts[0] else []
            for left, right in pairwise(cuts):
                found += [left, *self._between(left, right)]
            found += [cuts[-1], *self._above(cuts[-1])]
        wanted = [number for number in found if not self.span.whole or number == number // 1]
        return [*wanted, None] if self.span.gap else wanted

    def _between(self, left: float, right: float) -> list[float]:
        """The next number with as few decimals as can be, for the eye."""
        for unit in [10**places for places in range(_MOST_PLACES)]:
            after = (left * unit // 1 + 1) / unit
            if left < after < right:
                return [after]
        middle = left + (right - left) / 2
        return [middle] if left < middle < right else []

    def _above(self, cut: float) -> list[float]:
        after, high = cut // 1 + 1, self.span.range[1]
        if high is None or after <= high:
            return [after]
        return [high] if cut < high else []

    def shown(self, sample: Any) -> str:
        return "" if self.is_constant else f"{self.label} = {number_shown(sample)}"

    def range_shown(self) -> str:
        low, high = self.span.range
        if self.is_constant:
            return ""
        if low is None and high is None:
            return f"{self.label} is any number"
        if high is None:
            return f"{self.label} is {number_shown(low)} or more"
        if low is None:
            return f"{self.label} is {number_shown(high)} or less"
        joined = "-" if low >= 0 else " to "
        both = f"{number_shown(low)}{joined}{number_shown(high)}"
        return f"{self.label} is {both if low < high else number_shown(low)}"


@dataclass(eq=False, slots=True)
class OrderAxis(NumberAxis):
    """How far one value is from another; `left` and `right` are the two."""

    left: str = ""
    right: str = ""

    def shown(self, sample: Any) -> str:
        sign = "=" if sample == 0 else "<" if sample is not None and sample < 0 else ">"
        return f"{self.left} {sign} {self.right}" if sample is not None else NumberAxis.shown(self, sample)


@dataclass(eq=False, slots=True)
class WordAxis(Axis):
    """An option's id, or a text where `options` is None; its cuts are the words that it is compared with."""

    options: tuple[str, ...] | None = None

    def samples(self) -> list[Any]:
        return [_OTHER_TEXT, *sorted(self.cuts)] if self.options is None else list(self.options)

    def shown(self, sample: Any) -> str:
        return f"{self.label} = {'something else' if sample == _OTHER_TEXT else sample}"

    def range_shown(self) -> str:
        if self.options is None:
            return f"{self.label} is any text"
        return f"{self.label} is {_one_of(self.options)}"


@dataclass(eq=False, slots=True)
class TruthAxis(Axis):
    """A yes or no."""

    def samples(self) -> list[Any]:
        return [True, False]

    def shown(self, sample: Any) -> str:
        return f"{self.label} = {'yes' if sample else 'no'}"

    def range_shown(self) -> str:
        return f"{self.label} is yes or no"


@dataclass(eq=False, slots=True)
class PickAxis(Axis):
    """Some of a page's options, at least `least`; its cuts are ids, and numbers that their count is compared with."""

    options: tuple[str, ...] = ()
    least: int = 1

    def samples(self) -> list[Any]:
        asked = [option for option in self.options if option in self.cuts]
        others = [option for option in self.options if option not in self.cuts]
        if len(asked) > _MOST_PICKED:
            raise TooMany
        sizes = NumberAxis("", cuts={cut for cut in self.cuts if not isinstance(cut, str)})
        found = []
        for size in range(len(asked) + 1):
            sizes.span = Span((max(self.least, size), size + len(others)), whole=True)
            counts = sizes.samples() if self.least <= size + len(others) else []
            for picked in combinations(asked, size):
                found += [(*picked, *others[: int(count) - size]) for count in counts]
        return sorted(found, key=len)

    def shown(self, sample: Any) -> str:
        return f"{self.label} = {' and '.join(sample)}" if sample else f"{self.label} left empty"

    def range_shown(self) -> str:
        return f"{self.label} is some of {_one_of(self.options)}"


@dataclass(eq=False, slots=True)
class GivenAxis(Axis):
    """Whether an answer is there: its `fact`; `always` where it is given on all paths, `own` on its own page."""

    fact: str = ""
    always: bool = False
    own: bool = False

    def samples(self) -> list[Any]:
        return [True] if self.always else [True, False]

    def shown(self, sample: Any) -> str:
        missing = "left empty" if self.own else "not answered"
        return "" if sample else f"{self.label} {missing}"

    def range_shown(self) -> str:
        return ""


def number_shown(number: Any) -> str:
    """A number as an author writes it."""
    if number is None:
        return "a number too large to work out"
    return str(int(number)) if number == number // 1 else f"{number:.12g}"


def _one_of(options: Sequence[str]) -> str:
    if len(options) > _MOST_SHOWN:
        return f"one of {len(options)} options"
    *most, last = options
    return f"{', '.join(most)} or {last}" if most else last
