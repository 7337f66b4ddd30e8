"""An editor that has one file open, and times what `cbt lsp` answers over its pipes.

It must not judge what it is told.
"""

import json
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any

from bench.probe import ProbeFailed
from bench.servers import ROOT, clean_environment

_FINDINGS = "textDocument/publishDiagnostics"


class Editor:
    """One server and one open file. Places are (line, character), both from 0; times are seconds."""

    def __init__(self, file: Path, text: str, log: Path) -> None:
        self._document = {"uri": file.as_uri()}
        self._number = 0
        self._version = 1
        # What was said while something else was waited for.
        self._kept: list[str | int] = []
        with log.open("ab") as out:
            self._server = subprocess.Popen(
                [sys.executable, "-m", "cbt", "lsp"],
                cwd=ROOT, env=clean_environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=out,
            )  # fmt: skip
        self._request("initialize", {"processId": None, "rootUri": file.parent.as_uri(), "capabilities": {}})
        self._send("initialized", {})
        opened = {**self._document, "languageId": "yaml", "version": 1, "text": text}
        self._send("textDocument/didOpen", {"textDocument": opened})
        self._hear(_FINDINGS)

    def write(self, at: tuple[int, int], letter: str, rest: float) -> float:
        """Writes one letter over another after a rest: how long it took until the new findings were shown."""
        time.sleep(rest)
        started = time.perf_counter()
        self._put(at, letter)
        self._hear(_FINDINGS)
        return time.perf_counter() - started

    def write_and_complete(self, at: tuple[int, int], letter: str, rest: float) -> float:
        """Writes one letter over another after a rest and asks what fits: how long it took until that was told."""
        time.sleep(rest)
        started = time.perf_counter()
        self._put(at, letter)
        self._ask("completion", (at[0], at[1] + 1))
        taken = time.perf_counter() - started
        self._hear(_FINDINGS)
        return taken

    def ask(self, method: str, at: tuple[int, int]) -> float:
        """Asks about a place: how long the answer took."""
        started = time.perf_counter()
        self._ask(method, at)
        return time.perf_counter() - started

    def _put(self, at: tuple[int, int], letter: str) -> None:
        self._version += 1
        span = {"start": _place(at), "end": _place((at[0], at[1] + 1))}
        change = {
            "textDocument": {**self._document, "version": self._version},
            "contentChanges": [{"range": span, "text": letter}],
        }
        self._send("textDocument/didChange", change)

    def _ask(self, method: str, at: tuple[int, int]) -> None:
        self._request(f"textDocument/{method}", {"textDocument": self._document, "position": _place(at)})

    def _request(self, method: str, params: Any) -> None:
        self._number += 1
        self._send(method, params, id=self._number)
        self._hear(self._number)

    def _send(self, method: str, params: Any, **more: Any) -> None:
        assert self._server.stdin is not None
        body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **more}).encode()
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._server.stdin.flush()

    def _hear(self, wanted: str | int) -> None:
        """Waits for the notification of this name, or the answer of this number. Raises ProbeFailed."""
        while wanted not in self._kept:
            said = self._read()
            if "error" in said:
                raise ProbeFailed("the language server could not answer")
            self._kept.append(said.get("method") or said["id"])
        self._kept.remove(wanted)

    def _read(self) -> dict[str, Any]:
        """The next message. Raises ProbeFailed when there will be none."""
        assert self._server.stdout is not None
        length = 0
        while (line := self._server.stdout.readline()).strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        if not line:
            raise ProbeFailed("the language server has ended")
        said: dict[str, Any] = json.loads(self._server.stdout.read(length))
        return said

    def __enter__(self) -> "Editor":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.kill()
        self._server.wait()
        for pipe in (self._server.stdin, self._server.stdout):
            assert pipe is not None
            pipe.close()


def _place(at: tuple[int, int]) -> dict[str, int]:
    return {"line": at[0], "character": at[1]}
