"""The application over HTTP in a process of its own, which strace kills, or to which the disk fails, at a chosen call.

It must not know what people write. The process is a copy of the one that tests, so that hundreds cost little.
"""

import ctypes
import os
import signal
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

HOST = "127.0.0.1"

_SET_PTRACER, _ANYBODY = 0x59616D61, -1


@dataclass(frozen=True, slots=True)
class Fault:
    """What is done at a call: the strace word for it, which calls, and at which of them, from 1, in each thread."""

    what: str
    calls: str
    when: str

    @property
    def arguments(self) -> list[str]:
        return ["-e", f"trace={self.calls}", "-e", f"inject={self.calls}:{self.what}:when={self.when}"]


def kill_at(number: int) -> Fault:
    return Fault("signal=SIGKILL", "pwrite64,fdatasync,fsync,ftruncate,unlink", str(number))


def full_disk_at(number: int, *, for_good: bool) -> Fault:
    return Fault("error=ENOSPC", "pwrite64", f"{number}{'+' if for_good else ''}")


def bad_disk_at(number: int, *, for_good: bool) -> Fault:
    return Fault("error=EIO", "fdatasync,fsync", f"{number}{'+' if for_good else ''}")


@contextmanager
def hurt(make: Callable[[], Flask], fault: Fault | None, threads: int = 1) -> Iterator[int]:
    """The port of an application that is made and served in a process of its own, with the fault in wait for it.

    The process is gone when the block ends, if the fault has not ended it before.
    """
    with socket.socket() as listening:
        listening.bind((HOST, 0))
        listening.listen(128)
        port: int = listening.getsockname()[1]
        child = os.fork()
        if child == 0:
            _live(make, listening, threads)
    try:
        with _under(fault, child):
            yield port
    finally:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


@contextmanager
def _under(fault: Fault | None, child: int) -> Iterator[None]:
    os.waitpid(child, os.WUNTRACED)
    if fault is None:
        os.kill(child, signal.SIGCONT)
        yield
        return
    command = ["strace", "-f", "-o", "/dev/null", *fault.arguments, "-p", str(child)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as tracer:
        assert tracer.stderr is not None
        said = tracer.stderr.readline()
        assert "attached" in said, said
        os.kill(child, signal.SIGCONT)
        try:
            yield
        finally:
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            tracer.stderr.read()


def _live(make: Callable[[], Flask], listening: socket.socket, threads: int) -> None:
    # Whatever happens here must end this process: it is a copy of the one that tests.
    try:
        _be_quick_and_quiet()
        os.kill(os.getpid(), signal.SIGSTOP)
        app = make()
        servers = [_server(app, listening) for _ in range(threads)]
        for server in servers[1:]:
            threading.Thread(target=server.serve_forever, daemon=True).start()
        servers[0].serve_forever()
    finally:
        os._exit(1)


def _be_quick_and_quiet() -> None:
    """Counts no coverage, prints nothing, and lets strace come."""
    import sys

    sys.settrace(None)
    threading.settrace(None)
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    with suppress(AttributeError):
        ctypes.CDLL(None).prctl(_SET_PTRACER, _ANYBODY, 0, 0, 0)


def _server(app: Flask, listening: socket.socket) -> Any:
    class Silent(WSGIRequestHandler):
        def log(self, *_said: object) -> None:
            return

    return make_server(HOST, 0, app, request_handler=Silent, fd=os.dup(listening.fileno()))
