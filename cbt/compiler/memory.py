"""Keeps a compiled folder of flows in a file, so that a start with the same flows need not prove them again.

It must not give what was compiled from other files or by another compiler: then it has forgotten.
"""

import hashlib
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from types import ModuleType
from typing import Any

from cbt.compiler import diagnostics, library
from cbt.compiler.library import Library
from cbt.compiler.wording import tables_folder
from cbt.model import answer, choosing, expression, flow, reference, rewording, source

_TUPLE, _MAP, _ENUM, _SET, _BYTES = range(5)


def key_of(folder: Path, files: Mapping[str, bytes]) -> str:
    """A hash of all that a library hangs on: the files as `read_folder` gives them, where they lie, the compiler."""
    found = hashlib.sha256(f"{sys.version}\n{folder}\n".encode())
    for name, data in [*_own_code(), *files.items()]:
        found.update(f"{name}\n{len(data)}\n".encode())
        found.update(data)
    return found.hexdigest()


def recall(memory: Path, key: str) -> Library | None:
    """The library that was remembered under this key; None where there is none, or it cannot be read."""
    try:
        head, _, body = memory.read_bytes().partition(b"\n")
        made = _open(json.loads(body)) if head == key.encode() else None
    except (OSError, ValueError, TypeError, LookupError):
        return None
    return made if isinstance(made, Library) else None


def remember(memory: Path, key: str, made: Library) -> None:
    """Keeps a library under its key, in the place of any other; where nothing can be written, nothing is kept."""
    text = json.dumps(_pack(made), ensure_ascii=False, separators=(",", ":"))
    new = memory.with_suffix(".new")
    with suppress(OSError):
        new.write_bytes(f"{key}\n{text}".encode())
        new.replace(memory)


def _own_code() -> Iterator[tuple[str, bytes]]:
    home = Path(__file__).parent
    for folder in (home, home.parent / "model", home.parent / "wording"):
        for path in sorted(folder.rglob("*.py")):
            yield path.name, path.read_bytes()
    for path in sorted(tables_folder().glob("*.yaml")):
        yield path.name, path.read_bytes()


def _classes(*modules: ModuleType) -> dict[str, Any]:
    """The dataclasses and enumerations of the model by name: nothing else is ever made."""
    return {
        name: held
        for module in modules
        for name, held in vars(module).items()
        if isinstance(held, type) and (is_dataclass(held) or issubclass(held, Enum))
    }


_MODEL = (answer, choosing, expression, flow, reference, rewording, source)
_KNOWN = _classes(*_MODEL) | _classes(library, diagnostics)
_FIELDS = {
    name: [field.name for field in fields(kind)] for name, kind in _KNOWN.items() if is_dataclass(kind)
}


def _pack(value: Any) -> Any:
    """What JSON holds for a value: lists that begin with what they are."""
    match value:
        case str():
            return str(value)
        case None | int() | float():
            return value
        case tuple():
            return [_TUPLE, *map(_pack, value)]
        case Mapping():
            return [_MAP, list(value), *map(_pack, value.values())]
        case Enum():
            return [_ENUM, type(value).__name__, value.value]
        case frozenset():
            return [_SET, *sorted(value)]
        case bytes():
            return [_BYTES, value.decode()]
    name = type(value).__name__
    return [name, *[_pack(getattr(value, field)) for field in _FIELDS[name]]]


def _open(held: Any) -> Any:
    """The value of what `_pack` made."""
    if type(held) is not list:
        return held
    kind, *rest = held
    if kind in _KNOWN:
        return _KNOWN[kind](*map(_open, rest))
    return _OPENERS[kind](rest)


_OPENERS: tuple[Callable[[list[Any]], Any], ...] = (
    lambda items: tuple(map(_open, items)),
    lambda pairs: dict(zip(pairs[0], map(_open, pairs[1:]), strict=True)),
    lambda named: _KNOWN[named[0]](named[1]),
    frozenset,
    lambda text: text[0].encode(),
)
