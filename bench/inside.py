"""Calls a WSGI application without a server or a socket: the steadiest way to see what a turn costs.

It must not time anything but the application.
"""

import io
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from types import TracebackType
from typing import Any

from bench.people import Ask, Reply, Script, UnexpectedReply

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]

_HOST = "127.0.0.1"
_PORT = "8000"


class Visitor:
    """Somebody with a browser: plays scripts and keeps cookies."""

    def __init__(self, app: Application, cookies: Mapping[str, str] | None = None) -> None:
        self._app = app
        self.cookies = dict(cookies or {})

    def play(self, script: Script) -> list[float]:
        """Plays a script to its end and gives the seconds of each request that counts."""
        spent = []
        ask = next(script)
        while True:
            reply, seconds = self._call(ask)
            if ask.counts:
                spent.append(seconds)
            try:
                ask = script.send(reply)
            except StopIteration:
                return spent

    def _call(self, ask: Ask) -> tuple[Reply, float]:
        environ = self._environ(ask)
        heard: list[tuple[str, list[tuple[str, str]]]] = []

        def start_response(
            status: str,
            headers: list[tuple[str, str]],
            _error: tuple[type[BaseException], BaseException, TracebackType] | None = None,
        ) -> None:
            heard.append((status, headers))

        started = time.perf_counter()
        chunks = self._app(environ, start_response)
        body = b"".join(chunks)
        close = getattr(chunks, "close", None)
        if close is not None:
            close()
        seconds = time.perf_counter() - started
        reply = make_reply(int(heard[0][0][:3]), heard[0][1], body)
        check_reply(ask, reply)
        self.cookies.update(reply.cookies)
        return reply, seconds

    def _environ(self, ask: Ask) -> dict[str, Any]:
        path, _, query = ask.path.partition("?")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": ask.method, "SCRIPT_NAME": "", "PATH_INFO": path, "QUERY_STRING": query,
            "SERVER_NAME": _HOST, "SERVER_PORT": _PORT, "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": _HOST,
            "HTTP_HOST": f"{_HOST}:{_PORT}", "HTTP_ORIGIN": f"http://{_HOST}:{_PORT}",
            "CONTENT_TYPE": "application/x-www-form-urlencoded", "CONTENT_LENGTH": str(len(ask.body)),
            "wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(ask.body),
            "wsgi.errors": sys.stderr, "wsgi.multithread": True, "wsgi.multiprocess": False, "wsgi.run_once": False,
        }  # fmt: skip
        if ask.htmx:
            environ["HTTP_HX_REQUEST"] = "true"
        if self.cookies:
            environ["HTTP_COOKIE"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return environ


def make_reply(status: int, headers: Iterable[tuple[str, str]], body: bytes) -> Reply:
    """The reply of these headers; an address on this machine is given without its host."""
    location, cookies = "", []
    for name, value in headers:
        match name.lower():
            case "location" | "hx-push-url":
                location = "/" + value.split("/", 3)[3] if "://" in value else value
            case "set-cookie":
                key, _, text = value.partition(";")[0].partition("=")
                cookies.append((key, text))
    return Reply(status, location, tuple(cookies), body)


def check_reply(ask: Ask, reply: Reply) -> None:
    """Raises UnexpectedReply for what is no success: its time would say nothing."""
    if reply.status >= 400:
        raise UnexpectedReply(f"{ask.method} {ask.path.split('/')[1]}: {reply.status}")
