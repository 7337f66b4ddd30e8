"""An editor as language servers know it: it starts one and speaks with it over standard input and output.

It must not judge what it is told.
"""

import json
import queue
import subprocess
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

SECONDS = 120


class Editor:
    """Speaks with one server. Places are (line, units), both from 0."""

    def __init__(self, command: Sequence[str], settings: dict[str, Any] | None = None) -> None:
        self._server = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self._heard: queue.Queue[dict[str, Any]] = queue.Queue()
        self._kept: list[dict[str, Any]] = []
        self._settings = settings or {}
        self._number = 0
        self._aside: list[bytes] = []
        self._versions: dict[str, int] = {}
        # What a server says beside the protocol must not fill its pipe up.
        self._threads = [
            threading.Thread(target=ear, daemon=True) for ear in (self._listen, self._listen_aside)
        ]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> "Editor":
        return self

    def __exit__(self, *trouble: object) -> None:
        self.kill()

    def begin(self, root: Path, **capabilities: Any) -> dict[str, Any]:
        """Shakes hands; what the server can do."""
        params = {"processId": None, "rootUri": root.as_uri(), "capabilities": capabilities}
        found: dict[str, Any] = self.ask("initialize", params)["capabilities"]
        self.tell("initialized", {})
        return found

    def ask(self, method: str, params: Any) -> Any:
        """Sends a request; the result of its answer."""
        self._number += 1
        self.send({"jsonrpc": "2.0", "id": self._number, "method": method, "params": params})
        number = self._number
        answer = self._wait(lambda said: said.get("id") == number and "method" not in said)
        assert "error" not in answer, answer
        return answer["result"]

    def ask_wrongly(self, method: str, params: Any) -> dict[str, Any]:
        """Sends a request that cannot be answered; the error."""
        self._number += 1
        number = self._number
        self.send({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
        error: dict[str, Any] = self._wait(lambda said: said.get("id") == number)["error"]
        return error

    def tell(self, method: str, params: Any) -> None:
        """Sends a notification."""
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def open(self, file: Path, text: str) -> None:
        """Opens a file with a text, which need not be the one that is saved."""
        self._versions[file.as_uri()] = 1
        document = {"uri": file.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})

    def type(self, file: Path, text: str) -> None:
        """Replaces the whole text."""
        self._change(file, [{"text": text}])

    def replace(self, file: Path, start: tuple[int, int], end: tuple[int, int], text: str) -> None:
        """Replaces a range."""
        self._change(file, [{"range": {"start": place(start), "end": place(end)}, "text": text}])

    def _change(self, file: Path, changes: list[dict[str, Any]]) -> None:
        uri = file.as_uri()
        self._versions[uri] += 1
        document = {"uri": uri, "version": self._versions[uri]}
        self.tell("textDocument/didChange", {"textDocument": document, "contentChanges": changes})

    def close(self, file: Path) -> None:
        """Closes a file."""
        self.tell("textDocument/didClose", {"textDocument": {"uri": file.as_uri()}})

    def save(self, file: Path) -> None:
        """Says that a file was saved."""
        self.tell("textDocument/didSave", {"textDocument": {"uri": file.as_uri()}})

    def about(self, method: str, file: Path, at: tuple[int, int]) -> Any:
        """Asks about a place of a file."""
        params = {"textDocument": {"uri": file.as_uri()}, "position": place(at)}
        return self.ask(f"textDocument/{method}", params)

    def renaming(self, file: Path, at: tuple[int, int], name: str) -> dict[str, Any]:
        """What asks for another name of what stands at a place."""
        return {"textDocument": {"uri": file.as_uri()}, "position": place(at), "newName": name}

    def findings(self, file: Path) -> list[dict[str, Any]]:
        """The next list of findings that is published for a file."""
        uri = file.as_uri()
        said = self._wait(
            lambda said: (
                said.get("method") == "textDocument/publishDiagnostics" and said["params"]["uri"] == uri
            )
        )
        found: list[dict[str, Any]] = said["params"]["diagnostics"]
        return found

    def said(self, method: str) -> list[dict[str, Any]]:
        """What was told by a method before the last answer, and not waited for."""
        return [said["params"] for said in self._kept if said.get("method") == method]

    def end(self) -> int:
        """Says goodbye; the server's return code."""
        self.ask("shutdown", None)
        self.tell("exit", None)
        return self._server.wait(SECONDS)

    @property
    def said_aside(self) -> str:
        """What the server wrote beside the protocol."""
        return b"".join(self._aside).decode("utf-8", "replace")

    def kill(self) -> None:
        """Ends a server that has not ended, and lets go of it."""
        self._server.kill()
        self._server.wait(SECONDS)
        for thread in self._threads:
            thread.join(SECONDS)
        for pipe in (self._server.stdin, self._server.stdout, self._server.stderr):
            assert pipe is not None
            pipe.close()

    def send(self, message: Any) -> None:
        """Sends any value as a message."""
        self.send_bytes(json.dumps(message).encode())

    def send_bytes(self, body: bytes) -> None:
        """Sends any bytes as a message."""
        self.send_raw(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

    def send_raw(self, data: bytes) -> None:
        """Sends bytes as they are."""
        assert self._server.stdin is not None
        self._server.stdin.write(data)
        self._server.stdin.flush()

    def _listen(self) -> None:
        pipe = self._server.stdout
        assert pipe is not None
        while line := pipe.readline():
            length = int(line.split(b":")[1]) if line.lower().startswith(b"content-length") else 0
            while line.strip():
                line = pipe.readline()
                length = int(line.split(b":")[1]) if line.lower().startswith(b"content-length") else length
            said = json.loads(pipe.read(length))
            if "method" in said and "id" in said:
                self._answer(said)
            else:
                self._heard.put(said)

    def _answer(self, asked: dict[str, Any]) -> None:
        """Servers ask for settings, and register abilities, to which nothing is an answer."""
        items = asked["params"].get("items") if isinstance(asked.get("params"), dict) else None
        result = [self._settings.get(item.get("section")) for item in items] if items is not None else None
        self.send({"jsonrpc": "2.0", "id": asked["id"], "result": result})

    def _listen_aside(self) -> None:
        assert self._server.stderr is not None
        self._aside.extend(self._server.stderr)

    def _wait(self, fits: Any) -> dict[str, Any]:
        for said in self._kept:
            if fits(said):
                self._kept.remove(said)
                return said
        while True:
            said = self._heard.get(timeout=SECONDS)
            if fits(said):
                return said
            self._kept.append(said)


def place(at: tuple[int, int]) -> dict[str, int]:
    """A place as the protocol writes it."""
    return {"line": at[0], "character": at[1]}


def spot(text: str, words: str, inside: int = 0) -> tuple[int, int]:
    """Where some words stand in a text, `inside` characters further; in UTF-16 units."""
    at = text.index(words) + inside
    line_start = text.rfind("\n", 0, at) + 1
    return text.count("\n", 0, at), len(text[line_start:at].encode("utf-16-le")) // 2


def span(finding: dict[str, Any]) -> tuple[tuple[int, int], tuple[int, int]]:
    """The range of a finding."""
    start, end = finding["range"]["start"], finding["range"]["end"]
    return (start["line"], start["character"]), (end["line"], end["character"])
