"""HTTP over loopback, as cheap as it can be: several people at once, one process, one event loop.

It must not reach another machine, and sends a person's next request only when the last one is answered.
"""

import selectors
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bench.inside import check_reply, make_reply
from bench.people import Ask, Reply, Script, UnexpectedReply

HOST = "127.0.0.1"
_MOST_BYTES = 262_144
_PATIENCE = 20.0


@dataclass(slots=True)
class Load:
    """What a load came to: seconds of each request that counts, scripts played, and the whole time."""

    spent: list[float] = field(default_factory=list)
    scripts: int = 0
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Counted requests a second."""
        return len(self.spent) / self.seconds


class Response:
    """Collects the bytes of one response."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._head_end = -1

    def feed(self, data: bytes) -> Reply | None:
        """Takes what has come, and gives the reply when it is whole. Raises UnexpectedReply for what is no HTTP/1.1."""
        self._bytes += data
        if self._head_end < 0:
            self._head_end = self._bytes.find(b"\r\n\r\n")
            if self._head_end < 0:
                return None
        status, headers = self._head()
        body = self._body(status, {name.lower(): value for name, value in headers})
        return None if body is None else make_reply(status, headers, body)

    def _head(self) -> tuple[int, list[tuple[str, str]]]:
        first, *lines = self._bytes[: self._head_end].decode("latin-1").split("\r\n")
        if not first.startswith("HTTP/1.1 ") or not first[9:12].isdigit():
            raise UnexpectedReply("not an HTTP/1.1 response")
        pairs = [line.partition(":") for line in lines]
        return int(first[9:12]), [(name, value.strip()) for name, _, value in pairs]

    def _body(self, status: int, headers: dict[str, str]) -> bytes | None:
        start = self._head_end + 4
        if status in (204, 304):
            return b""
        if headers.get("transfer-encoding", "").lower() == "chunked":
            return _unchunked(bytes(self._bytes[start:]))
        if "content-length" not in headers:
            raise UnexpectedReply("a response without its length")
        end = start + int(headers["content-length"])
        return bytes(self._bytes[start:end]) if len(self._bytes) >= end else None


def _unchunked(raw: bytes) -> bytes | None:
    parts: list[bytes] = []
    at = 0
    while True:
        line_end = raw.find(b"\r\n", at)
        if line_end < 0:
            return None
        size = int(raw[at:line_end].split(b";")[0], 16)
        at = line_end + 2
        if len(raw) < at + size + 2:
            return None
        if size == 0:
            return b"".join(parts)
        parts.append(raw[at : at + size])
        at += size + 2


class Caller:
    """One person at one connection; keeps their cookies from one load to the next."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._socket: socket.socket | None = None
        self._response = Response()
        self._ask = Ask("GET", "/")
        self._sent = 0.0
        self._script: Script | None = None
        self._scripts: Iterator[Script] = iter(())
        self.cookies: dict[str, str] = {}

    def open(self) -> socket.socket:
        """The connection, made anew where the server has closed it."""
        if self._socket is None:
            self._socket = socket.create_connection((HOST, self._port), timeout=_PATIENCE)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self._socket

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def begin(self, scripts: Iterator[Script], load: Load) -> bool:
        """Starts on the first script, at a new connection: servers close one that idles. False where there is none."""
        self.close()
        self._scripts = scripts
        return self._next_script(load)

    def receive(self, load: Load) -> bool:
        """Reads what has come and goes on; False when the last script is done."""
        data = self.open().recv(_MOST_BYTES)
        if not data:
            raise UnexpectedReply("the server closed the connection")
        reply = self._response.feed(data)
        if reply is None:
            return True
        if self._ask.counts:
            load.spent.append(time.perf_counter() - self._sent)
        check_reply(self._ask, reply)
        self.cookies.update(reply.cookies)
        try:
            assert self._script is not None
            self._send(self._script.send(reply))
        except StopIteration:
            load.scripts += 1
            return self._next_script(load)
        return True

    def _next_script(self, load: Load) -> bool:
        self._script = next(self._scripts, None)
        if self._script is None:
            return False
        self._send(next(self._script))
        return True

    def _send(self, ask: Ask) -> None:
        self._ask, self._response = ask, Response()
        self._sent = time.perf_counter()
        self.open().sendall(self._request(ask))

    def _request(self, ask: Ask) -> bytes:
        here = f"{HOST}:{self._port}"
        lines = [f"{ask.method} {ask.path} HTTP/1.1", f"Host: {here}"]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        if ask.htmx:
            lines.append("HX-Request: true")
        if ask.method == "POST":
            lines += [f"Origin: http://{here}", "Content-Type: application/x-www-form-urlencoded",
                      f"Content-Length: {len(ask.body)}"]  # fmt: skip
        return "\r\n".join([*lines, "", ""]).encode("latin-1") + ask.body


def play(callers: Sequence[Caller], errands: Sequence[Iterator[Script]]) -> Load:
    """Lets all callers do their errands at once, each one after another, until none is left."""
    load = Load()
    with selectors.DefaultSelector() as selector:
        started = time.perf_counter()
        for caller, scripts in zip(callers, errands, strict=True):
            if caller.begin(scripts, load):
                selector.register(caller.open(), selectors.EVENT_READ, caller)
        while selector.get_map():
            ready = selector.select(_PATIENCE)
            if not ready:
                raise UnexpectedReply("no response in time")
            for key, _ in ready:
                if not key.data.receive(load):
                    selector.unregister(key.fileobj)
        load.seconds = time.perf_counter() - started
    return load
