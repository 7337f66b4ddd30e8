"""Answers by address, each the JSON text that it is kept as until it is read.

It must not know a session, or how answers stand among its other facts.
"""

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from cbt.model.answer import Chosen, Given, ItemId, Line, Mark, PrivateText, Recalled, Share, Value


class Answers(Mapping[str, Value]):
    """Values by address. One that came as JSON text is opened when it is first read: most of a long session never is.

    Nothing can be put in or taken out; `with_one` and `without` give new answers.
    """

    __slots__ = ("_held",)

    def __init__(self, held: dict[str, Any] | None = None) -> None:
        """`held` are values or their JSON texts; it is kept as it is and must not be changed any more."""
        self._held = {} if held is None else held

    def __getitem__(self, address: str) -> Value:
        value = self._held[address]
        # A person's words are PrivateText: a plain string is always JSON.
        if type(value) is str:
            value = self._held[address] = unpack(json.loads(value))
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
        """What is held by address, a value or its JSON text; `text_of` makes the text of either."""
        return self._held


def text_of(held: Any) -> str:
    """The JSON text of a value, on one line; of one that was never opened, the text that it came as."""
    return held if type(held) is str else _encode(held)


def pack(value: object) -> Any:
    """What JSON holds for a value that it does not know: one letter for its kind. Raises TypeError for all else."""
    packer = _PACKERS.get(type(value))
    if packer is None:
        raise TypeError(type(value).__name__)
    return packer(value)


def unpack(raw: Any) -> Value:
    """The value of what `pack` and JSON made of it; numbers and truths are their own."""
    match raw:
        case str():
            return PrivateText(raw)
        case list():
            return tuple([unpack(item) for item in raw])  # type: ignore[return-value]  # all of one kind, as they were
        case dict():
            return _UNPACKERS[next(iter(raw))](*raw.values())  # type: ignore[no-any-return]  # as its letter says
    return raw  # type: ignore[no-any-return]  # an int, a float or a bool


def _recalled(record: str, given: list[tuple[str, Any, list[str]]]) -> Recalled:
    return Recalled(record, tuple([_given(*each) for each in given]))


def _given(name: str, value: Any, words: list[str]) -> Given:
    # What a record gives is never a record again, nor a page that was passed.
    return Given(name, unpack(value), tuple([PrivateText(each) for each in words]))  # type: ignore[arg-type]


_PACKERS: Mapping[type, Callable[[Any], dict[str, Any]]] = {
    Mark: lambda mark: {"m": mark.value},
    Chosen: lambda chosen: (
        {"o": chosen.option} if chosen.words is None else {"o": chosen.option, "w": chosen.words}
    ),
    ItemId: lambda item: {"i": item.id},
    Line: lambda line: {"l": line.id, "t": line.text},
    Share: lambda share: {"s": share.item, "n": share.amount},
    date: lambda day: {"d": day.isoformat()},
    time: lambda clock: {"c": clock.isoformat()},
    datetime: lambda moment: {"a": moment.isoformat()},
    Recalled: lambda record: {
        "r": record.record,
        "g": [[given.name, given.value, given.words] for given in record.given],
    },
}
# By the first letter; the values behind it come in the order in which they were packed.
_UNPACKERS: Mapping[str, Callable[..., Any]] = {
    "m": Mark,
    "o": lambda option, words=None: Chosen(option, None if words is None else PrivateText(words)),
    "i": ItemId,
    "l": lambda line, text: Line(line, PrivateText(text)),
    "s": Share,
    "d": date.fromisoformat,
    "c": time.fromisoformat,
    "a": datetime.fromisoformat,
    "r": _recalled,
}
_encode = json.JSONEncoder(default=pack, ensure_ascii=False, separators=(",", ":")).encode
