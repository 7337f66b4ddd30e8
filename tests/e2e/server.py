"""A real server on this machine: `cbt serve` with a data folder of its own, that a test can stop, freeze and kill.

It must not know a page; whatever happens to it is what could happen to any program.
"""

import os
import random
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import ClassVar

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
# Below the ports that the system hands out for calls, so that a restart finds its port free.
PORTS = range(20_000, 32_000)
PATIENCE = 90.0
PAUSE = 0.05


class Server:
    """One server; `data` is its folder, `output` holds all that it ever printed; `flows` are others than our own.

    `made` are all that this process made, and `wiped` is what one held that is gone: a search looks through both.
    `settings` are added to its environment.
    """

    made: ClassVar[list["Server"]] = []

    def __init__(
        self, folder: Path, flows: Path | None = None, settings: Mapping[str, str] | None = None
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.data = folder / "data"
        self.temporary = folder / "temporary"
        self.temporary.mkdir(exist_ok=True)
        self.flows = flows
        self.settings = dict(settings or {})
        self.output = folder / "output"
        self.port = find_port()
        self.wiped: list[dict[str, bytes]] = []
        Server.made.append(self)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def origin(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Starts it, on the same port and data as before, and waits until it can serve."""
        command = [sys.executable, "-m", "cbt", "serve", "--port", str(self.port), "--data", str(self.data)]
        if self.flows is not None:
            command += ["--flows", str(self.flows)]
        with self.output.open("ab") as output:
            self._process = subprocess.Popen(
                command,
                cwd=ROOT,
                env={**self._environment(), **self.settings},
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        self._wait_for(ready=True)

    def stop(self) -> None:
        """Ends it the way an operator does."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """Ends it the way a power cut does: every process at once, without a word."""
        self._end(signal.SIGKILL)

    def freeze(self) -> None:
        """Lets it hang: it takes connections and answers nothing."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def lose_data(self) -> None:
        """Takes every table from under it while it runs."""
        with closing(sqlite3.connect(self.data / "cbt.db")) as other:
            for (name,) in other.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                other.execute(f"DROP TABLE {name}")
            other.commit()

    def wipe(self) -> None:
        """Takes its data away; it must have ended before."""
        assert not self.is_running
        self.wiped.append(self.all_bytes())
        shutil.rmtree(self.data)

    def back_up(self) -> None:
        """Backs its data up, the way an operator does, beside it."""
        command = [
            sys.executable,
            "-m",
            "cbt",
            "backup",
            str(self.folder / "copies"),
            "--data",
            str(self.data),
        ]
        subprocess.run(command, cwd=ROOT, env=self._environment(), check=True, capture_output=True)

    def _environment(self) -> dict[str, str]:
        """This process's, with neither an operator's settings nor coverage, and with a place for temporary files."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("CBT_", "COV"))}
        return clean | {"TMPDIR": str(self.temporary)}

    def all_bytes(self) -> dict[str, bytes]:
        """Every file of its data folder and what it printed, by name."""
        files = [path for path in sorted(self.data.rglob("*")) if path.is_file()]
        return {path.name: path.read_bytes() for path in [*files, self.output]}

    def _signal(self, number: int) -> None:
        assert self._process is not None
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)

    def _end(self, number: int) -> None:
        if self._process is None:
            return
        self._signal(number)
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._signal(signal.SIGKILL)
            self._process.wait(PATIENCE)
            raise
        # The worker's process has its parent's port until it has ended too.
        self._wait_for(ready=False)

    def _wait_for(self, *, ready: bool) -> None:
        assert self._process is not None
        for _ in range(int(PATIENCE / PAUSE)):
            if self._is_ready() if ready else not self._listens():
                return
            if ready and self._ended_within(PAUSE):
                break
            if not ready:
                time.sleep(PAUSE)
        raise AssertionError(
            f"the server is not {'up' if ready else 'down'}: {self.output.read_text()[-2000:]}"
        )

    def _ended_within(self, seconds: float) -> bool:
        assert self._process is not None
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def _is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.origin}/readyz", timeout=PATIENCE) as reply:
                return bool(reply.status == 200)
        except OSError:
            return False

    def _listens(self) -> bool:
        with socket.socket() as trial:
            return trial.connect_ex((HOST, self.port)) == 0


def find_port() -> int:
    """A port that nothing listens on."""
    for port in random.sample(PORTS, 50):
        with socket.socket() as trial, suppress(OSError):
            trial.bind((HOST, port))
            return port
    raise AssertionError("no free port was found")
