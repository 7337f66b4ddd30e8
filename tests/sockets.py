"""Refuses every new socket and every name that is looked up, while a block runs: whoever would reach out is caught.

It must not be got round from Python: it listens to the interpreter itself, and not to one library.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

_REACHING_OUT = (
    "socket.__new__",
    "socket.connect",
    "socket.getaddrinfo",
    "socket.gethostbyname",
    "socket.bind",
)


class SocketRefused(RuntimeError):
    """Something wanted a socket or an address where nothing may want one."""


@dataclass(slots=True)
class _Guard:
    """`tried` holds what was wanted, also where the refusal was swallowed."""

    is_up: bool = False
    is_listening: bool = False
    tried: list[str] = field(default_factory=list)


_GUARD = _Guard()


def _listen(event: str, args: tuple[Any, ...]) -> None:
    if _GUARD.is_up and event in _REACHING_OUT:
        _GUARD.tried.append(f"{event} {args[1:]}")
        raise SocketRefused(event)


@contextmanager
def no_sockets() -> Iterator[None]:
    """No socket is made while this holds, in any thread of this process. Fails where one was wanted."""
    if not _GUARD.is_listening:
        # A listener cannot be taken away again, so that there is one for all, and it sleeps in between.
        sys.addaudithook(_listen)
        _GUARD.is_listening = True
    _GUARD.tried.clear()
    _GUARD.is_up = True
    try:
        yield
    finally:
        _GUARD.is_up = False
    if _GUARD.tried:
        raise SocketRefused(*_GUARD.tried)
