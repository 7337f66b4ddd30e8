"""Answers by address, each packed as JSON holds it until it is read.

It must not write or read JSON itself, and knows no session.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from cbt.model.answer import Chosen, ItemId, Line, Mark, PrivateText, Value

_PACKED = (str, list, dict)


class Answers(Mapping[str, Value]):
    """Values by address. One that came packed is opened when it is first read: most of a long session never is.

    Nothing can be put in or taken out; `with_one` and `without` give new answers.
    """

    __slots__ = ("_held",)

    def __init__(self, held: dict[str, Any] | None = None) -> None:
        """`held` are values, or what `packed` gave; it is kept as it is and must not be changed any more."""
        self._held = {} if held is None else held

    def __getitem__(self, address: str) -> Value:
        value = self._held[address]
        if type(value) in _PACKED:
            value = self._held[address] = unpack(value)
        return value  # type: ignore[no-any-return]  # a value, whichever way it came

    def get(self, address: str, default: None = None) -> Value | None:  # type: ignore[override]  # None is all we ask
        """The value at an address, or None. A miss is as usual as a hit, and need not cost an exception."""
        return self[address] if address in self._held else default

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)

    def __contains__(self, address: object) -> bool:
        return address in self._held

    def with_one(self, address: str, value: Value) -> "Answers":
        """These answers and one more, which takes the place of one at the same address."""
        return Answers({**self._held, address: value})

    def without(self, addresses: Collection[str]) -> "Answers":
        """These answers but for some."""
        return Answers({address: value for address, value in self._held.items() if address not in addresses})

    @property
    def packed(self) -> dict[str, Any]:
        """What JSON is to hold by address; `pack` makes the rest of what is not JSON's own."""
        return self._held


def pack(value: object) -> Any:
    """What JSON holds for a value that it does not know: one letter for its kind. Raises TypeError for all else."""
    match value:
        case Mark():
            return {"m": value.value}
        case Chosen(option, None):
            return {"o": option}
        case Chosen(option, words):
            return {"o": option, "w": words}
        case ItemId(item):
            return {"i": item}
        case Line(line, text):
            return {"l": line, "t": text}
    raise TypeError(type(value).__name__)


def unpack(raw: Any) -> Value:
    """The value of what `pack` and JSON made of it; numbers and truths are their own."""
    match raw:
        case str():
            return PrivateText(raw)
        case list():
            return tuple([unpack(item) for item in raw])  # type: ignore[return-value]  # all of one kind, as they were
        case {"m": mark}:
            return Mark(mark)
        case {"o": option, "w": words}:
            return Chosen(option, PrivateText(words))
        case {"o": option}:
            return Chosen(option)
        case {"i": item}:
            return ItemId(item)
        case {"l": line, "t": text}:
            return Line(line, PrivateText(text))  # type: ignore[return-value]  # only ever inside a list
    return raw  # type: ignore[no-any-return]  # an int, a float or a bool
