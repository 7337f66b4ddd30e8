"""Runs work in a copy of this process, which starts with all that is imported here, and hears what it has to say.

It must not leave anything running: whatever the copy started goes with it.
"""

import json
import os
import select
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

Say = Callable[[Any], None]


def in_a_copy(work: Callable[[Say], None], seconds: float | None = None) -> Iterator[Any]:
    """What the work says, message for message; ends with it, or when nothing was said for so many seconds."""
    reading, writing = os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _work(work, writing)
    os.close(writing)
    try:
        yield from _heard(reading, seconds)
    finally:
        os.close(reading)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _work(work: Callable[[Say], None], writing: int) -> None:
    # Whatever happens here must end this process: it is a copy of the one that counts.
    try:
        # Not a session of its own: what is started at a low priority stays at it.
        os.setpgid(0, 0)
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1):
            os.dup2(nowhere, stream)
        work(lambda message: _write(writing, message))
        _write(writing, None)
    except BaseException:  # noqa: BLE001  # told, and then the process ends
        traceback.print_exc()
    finally:
        os._exit(0)


def _write(writing: int, message: Any) -> None:
    rest = json.dumps(message).encode() + b"\n"
    while rest:
        rest = rest[os.write(writing, rest) :]


def _heard(reading: int, seconds: float | None) -> Iterator[Any]:
    """Ends at the work's last word: what it started may hold the pipe open for longer."""
    rest = b""
    while select.select([reading], [], [], seconds)[0]:
        read = os.read(reading, 1 << 16)
        if not read:
            return
        *lines, rest = (rest + read).split(b"\n")
        for line in lines:
            message = json.loads(line)
            if message is None:
                return
            yield message
