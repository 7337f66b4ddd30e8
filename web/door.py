"""The application's door: takes each form whole and within some seconds, then has it worked on in one of few threads.

It must not look into what it takes, nor write it to a file.
"""

import asyncio
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO, RawIOBase
from typing import TYPE_CHECKING, Any, NoReturn, Protocol

from flask import Flask
from werkzeug.exceptions import HTTPException, LengthRequired, RequestTimeout

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

# A form of a megabyte needs half a megabit a second; those that people send are a thousand times smaller.
SECONDS_FOR_A_FORM = 15.0
# More at a time only hand Python's lock to and fro.
_AT_WORK = 2

Answer = tuple[int, list[tuple[str, str]], bytes]


class Headers(Protocol):
    """The headers of a request, names in small letters."""

    def items(self) -> list[tuple[str, str]]: ...


class Asked(Protocol):
    """What granian knows of a request before its body has come; addresses are host:port."""

    http_version: str
    server: str
    client: str
    scheme: str
    method: str
    path: str
    query_string: str
    headers: Headers


class Line(Protocol):
    """The way to whoever asked: called, it gives the whole body, or raises ProtocolClosed."""

    async def __call__(self) -> bytes: ...

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None: ...


class Door:
    """The application behind granian's RSGI, so that nobody who sends slowly keeps one of its threads waiting.

    What is late or says no length is answered all the same, and granian hangs up on it.
    """

    def __init__(self, app: Flask, seconds: float = SECONDS_FOR_A_FORM) -> None:
        # Only a process that serves is to load the server.
        from granian.rsgi import ProtocolClosed  # type: ignore[attr-defined]  # theirs, and documented

        self.app = app
        self._broke_off: type[Exception] = ProtocolClosed
        self._most_bytes: int = app.config["MAX_CONTENT_LENGTH"]
        self._seconds = seconds
        self._working = ThreadPoolExecutor(_AT_WORK, thread_name_prefix="work")

    async def __rsgi__(self, asked: Asked, line: Line) -> None:
        environ = environ_of(asked)
        try:
            environ["wsgi.input"] = await self._take(environ, line)
        except self._broke_off:
            return  # It broke off, and nobody waits for an answer.
        loop = asyncio.get_running_loop()
        line.response_bytes(*await loop.run_in_executor(self._working, self._work, environ))

    async def _take(self, environ: "WSGIEnvironment", line: Line) -> RawIOBase | BytesIO:
        """The form as a file in memory. Nothing is read of other requests, nor of what says that it is too large."""
        if environ["REQUEST_METHOD"] != "POST":
            return BytesIO()
        if "HTTP_TRANSFER_ENCODING" in environ:
            # Nobody could tell a form in pieces that broke off from one that is whole.
            return _Refused(LengthRequired())
        if int(environ.get("CONTENT_LENGTH", 0)) > self._most_bytes:
            return BytesIO()
        try:
            async with asyncio.timeout(self._seconds):
                return BytesIO(await line())
        except TimeoutError:
            return _Refused(RequestTimeout())

    def _work(self, environ: "WSGIEnvironment") -> Answer:
        """Calls the application, in a thread of its own."""
        begun: list[tuple[int, list[tuple[str, str]]]] = []

        def start_response(status: str, headers: list[tuple[str, str]], _fault: Any = None) -> Any:
            begun.append((int(status[:3]), headers))

        body = self.app(environ, start_response)
        try:
            whole = b"".join(body)
        finally:
            if hasattr(body, "close"):
                body.close()
        return *begun[-1], whole


class _Refused(RawIOBase):
    """Stands for a form that is not there: whoever reads it is told why."""

    def __init__(self, why: HTTPException) -> None:
        self._why = why

    def readable(self) -> bool:
        return True

    def readinto(self, _buffer: object) -> NoReturn:
        raise self._why


def environ_of(asked: Asked) -> "WSGIEnvironment":
    """A request as WSGI has it, without a body and without anything of this process's own environment."""
    host, _, port = asked.server.rpartition(":")
    return {
        "REQUEST_METHOD": asked.method,
        "SCRIPT_NAME": "",
        # WSGI wants the bytes of a path, one a letter.
        "PATH_INFO": asked.path.encode().decode("latin-1"),
        "QUERY_STRING": asked.query_string,
        "SERVER_NAME": host.strip("[]"),
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{asked.http_version}",
        "REMOTE_ADDR": asked.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": asked.scheme,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "wsgi.input_terminated": True,
        **dict(_fields(asked.headers)),
    }


def _fields(headers: Headers) -> Iterator[tuple[str, str]]:
    """Each header under its name in WSGI, one that came twice joined."""
    found: dict[str, list[str]] = {}
    for name, value in headers.items():
        # As a hyphen and an underscore become the same, one could pass for a header that only a proxy may set.
        if "_" not in name:
            found.setdefault(name, []).append(value)
    for name, values in found.items():
        known = name.upper().replace("-", "_")
        prefix = "" if name in ("content-type", "content-length") else "HTTP_"
        yield prefix + known, ("; " if name == "cookie" else ",").join(values)
