"""Measurements that run in a process of their own, so that none disturbs another; they take turns, round by round.

It must not know what is measured.
"""

import json
import subprocess
import sys
from pathlib import Path
from types import TracebackType

from bench.servers import ROOT, clean_environment


class ProbeFailed(Exception):
    """A probe ended by itself; the first argument is the end of what it said."""


class Probe:
    """One child process that has a scene ready and plays it when asked."""

    def __init__(self, scene: str, log: Path, **given: object) -> None:
        self._log = log
        with log.open("ab") as out:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bench.child", scene, json.dumps(given)],
                cwd=ROOT, env=clean_environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=out,
            )  # fmt: skip
        self._hear()

    def ask(self, count: int) -> list[float]:
        """Plays the scene `count` times and gives its samples."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{count}\n".encode())
        self._process.stdin.flush()
        return self._hear()

    def _hear(self) -> list[float]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            self._process.wait()
            said = self._log.read_text(encoding="utf-8", errors="replace").strip()
            raise ProbeFailed(said.splitlines()[-1] if said else "it said nothing")
        samples: list[float] = json.loads(line)
        return samples

    def __enter__(self) -> "Probe":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()
