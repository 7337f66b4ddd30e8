"""Starts servers on loopback and ends them again.

It must not end a process that it did not start.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
_PATIENCE = 240.0


class DidNotStart(Exception):
    """A server ended, or did not listen in time; the first argument says which."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server."""

    port: int
    pid: int


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    return port


def clean_environment(**added: str) -> dict[str, str]:
    """The environment without the operator's settings, so that nothing of theirs is used or opened."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CBT_")}
    return kept | {"PYTHONPATH": str(ROOT)} | added


def granian(app: str, *, workers: int = 1, python: str = sys.executable) -> list[str]:
    """The command of granian with one thread for a WSGI application; the port is added at its start."""
    return [*_granian(python, "wsgi", workers), "--blocking-threads", "1", app, "--port"]


def our_granian(*, workers: int = 1) -> list[str]:
    """The command of granian for our application as `cbt serve` runs it, behind its door."""
    return [
        *_granian(sys.executable, "rsgi", workers),
        "--loop",
        "asyncio",
        "bench.ours:create_door",
        "--port",
    ]


def _granian(python: str, interface: str, workers: int) -> list[str]:
    return [
        python, "-m", "granian", "--interface", interface, "--factory", "--host", HOST, "--workers", str(workers),
        "--no-ws", "--log-level", "warning",
    ]  # fmt: skip


def gunicorn(app: str, *, python: str) -> list[str]:
    """The command of gunicorn with one worker and one thread; the port is added at its start."""
    return [
        python, "-m", "gunicorn", "--worker-class", "gthread", "--workers", "1", "--threads", "1", "--keep-alive", "30",
        "--log-level", "warning", f"{app}()", "--bind",
    ]  # fmt: skip


@contextmanager
def serving(command: Sequence[str], log: Path, settings: Mapping[str, str]) -> Iterator[Server]:
    """A server on a free port, listening; ended with its children when the block ends. Raises DidNotStart."""
    port = free_port()
    last = f"{HOST}:{port}" if command[-1] == "--bind" else str(port)
    with log.open("ab") as out:
        process = subprocess.Popen(
            [*command, last], cwd=log.parent, env=clean_environment(**settings), stdin=subprocess.DEVNULL,
            stdout=out, stderr=out, start_new_session=True,
        )  # fmt: skip
    try:
        _wait(process, port, log)
        yield Server(port, process.pid)
    finally:
        end(process)


def end(process: "subprocess.Popen[bytes]") -> None:
    """Ends a process of ours and all that it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        process.wait(8)
    # Whoever is left of its group; its number is not given to another group while one of them lives.
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _wait(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while process.poll() is None and time.monotonic() < until:
        try:
            socket.create_connection((HOST, port), 0.5).close()
        except OSError:
            time.sleep(0.005)
        else:
            return
    if process.poll() is None:
        raise DidNotStart(f"not listening after {_PATIENCE:.0f} s")
    said = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    raise DidNotStart(said[-1] if said else f"ended with {process.returncode}")
