"""One Ctrl+C in the terminal, or one SIGTERM, ends `cbt serve` soon, each time, and says so once."""

import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path
from threading import Event

import pytest

from cbt.cli import stopping
from tests.unit.cli.test_cli_serve import free_port, wait_for

pytestmark = pytest.mark.usefixtures("few_flows")

ROOT = Path(__file__).resolve().parents[3]
# A busy machine needs patience; what hangs would hang for good.
PATIENCE = 20.0


class Terminal:
    """`cbt serve` in a terminal of its own, with a browser that keeps its connection open."""

    def __init__(self, data: Path, *more: str) -> None:
        self.port = free_port()
        self._end, inside = pty.openpty()
        command = [sys.executable, "-m", "cbt", "serve", "--port", str(self.port), "--data", str(data), *more]
        # A session of its own, whose terminal is this one.
        self._process = subprocess.Popen(
            [sys.executable, "-c", _TAKE_TERMINAL, *command], stdin=inside, stdout=inside, stderr=inside,
            cwd=ROOT, start_new_session=True, text=True,
        )  # fmt: skip
        os.close(inside)

    def visit(self) -> None:
        """Reads a page, and keeps the connection."""
        wait_for(f"http://127.0.0.1:{self.port}/healthz", self._process)
        self.connection = HTTPConnection("127.0.0.1", self.port)
        self.connection.request("GET", "/")
        self.connection.getresponse().read()

    def type_ctrl_c(self) -> None:
        os.write(self._end, b"\x03")

    def send_to_all(self) -> None:
        os.killpg(self._process.pid, signal.SIGTERM)

    def wait(self) -> tuple[int, str]:
        """How it ended, and all that the terminal shows."""
        shown, until = b"", time.monotonic() + PATIENCE
        while self._process.poll() is None and time.monotonic() < until:
            shown += self._read(0.05)
        assert self._process.poll() is not None, shown.decode()
        return self._process.returncode, (shown + self._read(0.2)).decode()

    def _read(self, seconds: float) -> bytes:
        if select.select([self._end], [], [], seconds)[0]:
            with suppress(OSError):  # a terminal whose last program has ended
                return os.read(self._end, 65536)
        return b""

    def close(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        os.close(self._end)
        if hasattr(self, "connection"):
            self.connection.close()


_TAKE_TERMINAL = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""


@pytest.fixture
def terminal(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Terminal]:
    opened = Terminal(tmp_path / "data", *getattr(request, "param", ()))
    yield opened
    opened.close()


@pytest.mark.slow
@pytest.mark.parametrize("_time", range(5))
@pytest.mark.parametrize("terminal", [[], ["--watch"]], indirect=True, ids=["plain", "watching"])
def test_one_ctrl_c_ends_it_and_it_says_so_once(terminal: Terminal, _time: int) -> None:
    terminal.visit()
    terminal.type_ctrl_c()
    code, shown = terminal.wait()
    assert code == 0
    assert shown.count("Stopped.") == 1
    assert "worker" not in shown


@pytest.mark.slow
def test_a_supervisor_that_tells_every_process_ends_it_too(terminal: Terminal) -> None:
    terminal.visit()
    terminal.send_to_all()
    code, shown = terminal.wait()
    assert code == 0
    assert shown.count("Stopped.") == 1


def test_without_a_mask_of_signals_nothing_is_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(signal, "pthread_sigmask")
    monkeypatch.setattr(stopping, "Thread", None)
    stopping.end_only_once()


def test_from_then_on_both_signals_wait_for_the_one_that_ends_the_worker(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    is_waiting = Event()
    monkeypatch.setattr(stopping, "_end_once", is_waiting.set)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [])
    try:
        stopping.end_only_once()
        assert is_waiting.wait(PATIENCE)
        assert {signal.SIGINT, signal.SIGTERM} <= signal.pthread_sigmask(signal.SIG_BLOCK, [])
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def test_the_first_signal_goes_to_whoever_listens_by_then_and_the_next_one_waits() -> None:
    heard: list[int] = []
    listened = signal.signal(signal.SIGTERM, lambda number, _frame: heard.append(number))
    masked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    try:
        signal.raise_signal(signal.SIGTERM)
        assert heard == []
        stopping._end_once()
        signal.raise_signal(signal.SIGTERM)
        assert heard == [signal.SIGTERM]
        assert signal.sigpending() == {signal.SIGTERM}
        signal.sigwait({signal.SIGTERM})
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, masked)
        signal.signal(signal.SIGTERM, listened)
