"""A stand-in for a model: a real HTTP server on this machine that does what it is told, and notes all that it hears.

It must not be kinder than a real one: its twelve misbehaviours are those that services have been seen with.
"""

import json
import re
import socket
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast

HOST = "127.0.0.1"
PAUSE = 0.05
# How often a drip drips, in seconds: often enough for every time-out that looks at one read only.
DRIP = 0.02


@dataclass(frozen=True, slots=True)
class Received:
    """One request as it came: nothing else was sent."""

    line: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        return cast(dict[str, Any], json.loads(self.body))

    @property
    def prompt(self) -> str:
        """The text that is to be reworded, with tokens for its names."""
        return str(self.json["messages"][-1]["content"]).rpartition("Text:\n")[2]

    @property
    def whole(self) -> bytes:
        """All of it."""
        heads = "\n".join([f"{name}: {value}" for name, value in self.headers.items()])
        return f"{self.line}\n{heads}\n\n".encode() + self.body


class Connection(BaseHTTPRequestHandler):
    """One request, answered as the script says."""

    protocol_version = "HTTP/1.1"
    server: "Listening"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        received = Received(self.requestline, dict(self.headers.items()), body)
        self.server.model.received.append(received)
        with suppress(OSError):
            self.server.model.behaviour(self, received)

    def do_GET(self) -> None:
        # A redirect that was followed would come here.
        self.do_POST()

    def log_message(self, *_args: object) -> None:
        """Says nothing: `received` tells it all."""

    def send(self, body: bytes, status: int = 200, kind: str = "application/json", **more: str) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        for name, value in more.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)


class Listening(ThreadingHTTPServer):
    """The server's own end; connections end with it."""

    daemon_threads = True

    def __init__(self, model: "ScriptedModel") -> None:
        super().__init__((HOST, 0), Connection)
        self.model = model

    def handle_error(self, *_args: object) -> None:
        """Says nothing: a client that has gone is one of the things that are tried."""


Behaviour = Callable[[Connection, Received], None]


@dataclass
class ScriptedModel:
    """What the server does and has heard; `behaviour` may be changed while it runs."""

    behaviour: Behaviour
    port: int = 0
    received: list[Received] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}/v1"


@contextmanager
def scripted(behaviour: Behaviour) -> Iterator[ScriptedModel]:
    """A server that is up until the block ends."""
    model = ScriptedModel(behaviour)
    with Listening(model) as server:
        model.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(PAUSE,), daemon=True)
        thread.start()
        try:
            yield model
        finally:
            model.over.set()
            server.shutdown()
            thread.join()


def reply(content: object, finish: str = "stop") -> bytes:
    """A reply of the protocol."""
    choice = {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": content}}
    return json.dumps({"object": "chat.completion", "choices": [choice]}, ensure_ascii=False).encode()


def saying(reword: Callable[[str], str]) -> Behaviour:
    """A model that works: it answers with what the function makes of the prompt."""
    return lambda connection, received: connection.send(reply(reword(received.prompt)))


def _hang(connection: Connection, _received: Received) -> None:
    connection.server.model.over.wait(60)
    connection.close_connection = True


def _drip(connection: Connection, received: Received) -> None:
    whole = reply(received.prompt)
    connection.send_response(200)
    connection.send_header("content-type", "application/json")
    connection.send_header("content-length", str(len(whole) * 1000))
    connection.end_headers()
    over = connection.server.model.over
    while not over.wait(DRIP):
        connection.wfile.write(b" ")


def _reset(connection: Connection, _received: Received) -> None:
    # A linger of no time turns the close into a reset.
    connection.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.connection.close()
    connection.close_connection = True


def _without_a_name(prompt: str) -> str:
    return re.sub(r"\[\[S\d+\]\]", "it", prompt, count=1) + " Please say."


MISBEHAVIOURS: dict[str, Behaviour] = {
    "echo": saying(lambda prompt: prompt),
    "drop a placeholder": saying(_without_a_name),
    "cut": lambda connection, received: connection.send(reply(received.prompt[:12], "length")),
    "null content": lambda connection, _: connection.send(reply(None)),
    "500": lambda connection, _: connection.send(b'{"error": "trouble"}', 500),
    "429": lambda connection, _: connection.send(b'{"error": "later"}', 429, retry_after="1"),
    "HTML": lambda connection, _: connection.send(b"<html><h1>Welcome</h1></html>", kind="text/html"),
    "broken JSON": lambda connection, _: connection.send(reply("What came up?")[:-7]),
    "no choices": lambda connection, _: connection.send(b'{"choices": []}'),
    "reset": _reset,
    "hang": _hang,
    "drip": _drip,
}
