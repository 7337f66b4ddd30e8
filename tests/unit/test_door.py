"""The door: an application sees whole forms only, whatever becomes of those who send them."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from flask import Flask, Response, request
from granian.rsgi import ProtocolClosed  # type: ignore[attr-defined]  # theirs, and documented

from web.door import Door, Headers, environ_of

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

FORM = ("content-type", "application/x-www-form-urlencoded")


@dataclass
class Listed:
    listed: list[tuple[str, str]]

    def items(self) -> list[tuple[str, str]]:
        return self.listed


@dataclass
class Asked:
    """A request, as granian has it."""

    method: str = "GET"
    path: str = "/"
    headers: Headers = field(default_factory=lambda: Listed([]))
    query_string: str = ""
    http_version: str = "1.1"
    server: str = "127.0.0.1:8000"
    client: str = "127.0.0.1:50000"
    scheme: str = "http"


@dataclass
class Line:
    """The way back; `body` is what is sent, None one that never comes, and a fault one that breaks off."""

    body: bytes | Exception | None = b""
    answered: list[tuple[int, dict[str, str], bytes]] = field(default_factory=list)
    was_read: bool = False

    async def __call__(self) -> bytes:
        self.was_read = True
        if self.body is None:
            await asyncio.sleep(6)
        if isinstance(self.body, Exception):
            raise self.body
        return self.body or b""

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.answered.append((status, dict(headers), body))


@pytest.fixture
def app() -> Flask:
    """Says what it was sent."""
    app = Flask("said")
    app.config["MAX_CONTENT_LENGTH"] = 100

    @app.route("/", methods=["GET", "POST"])
    def said() -> Response:
        return Response([f"{name}={value};" for name, value in request.form.items()], headers={"X-Own": "1"})

    return app


def ask(app: Flask, line: Line, method: str = "POST", *headers: tuple[str, str]) -> Line:
    door = Door(app, seconds=0.05)
    # In a thread of its own: where a browser's tests ran before, this one has a loop that runs.
    with ThreadPoolExecutor(1) as aside:
        aside.submit(
            lambda: asyncio.run(door.__rsgi__(Asked(method, headers=Listed([FORM, *headers])), line))
        ).result()
    return line


def length(count: int) -> tuple[str, str]:
    return ("content-length", str(count))


def test_a_whole_form_is_answered_with_status_headers_and_all_of_the_body(app: Flask) -> None:
    ((status, headers, body),) = ask(app, Line(b"a=1&b=%C3%A9"), "POST", length(12)).answered
    assert (status, headers["X-Own"], body.decode()) == (200, "1", "a=1;b=é;")


def test_nothing_is_read_of_a_request_that_is_no_form(app: Flask) -> None:
    line = ask(app, Line(b"a=1"), "GET", length(3))
    assert [(status, body) for status, _, body in line.answered] == [(200, b"")]
    assert not line.was_read


@pytest.mark.parametrize(
    ("line", "header", "status", "is_read"),
    [
        (Line(None), length(12), 408, True),
        (Line(b"a=1"), ("transfer-encoding", "chunked"), 411, False),
        (Line(b"a" * 101), length(101), 413, False),
    ],
    ids=["too late", "in pieces of any number", "too large"],
)
def test_a_form_that_cannot_be_had_whole_is_refused_and_said_why(
    app: Flask, line: Line, header: tuple[str, str], status: int, *, is_read: bool
) -> None:
    ask(app, line, "POST", header)
    assert [answer[0] for answer in line.answered] == [status]
    assert line.was_read is is_read


def test_of_a_form_that_broke_off_the_application_hears_nothing(app: Flask) -> None:
    assert ask(app, Line(ProtocolClosed()), "POST", length(12)).answered == []


def environ(**given: object) -> "WSGIEnvironment":
    return environ_of(Asked(**given))  # type: ignore[arg-type]  # each name is one of its own


def test_a_path_is_given_as_its_bytes_and_addresses_without_their_ports() -> None:
    found = environ(path="/é", query_string="back=1", client="[::1]:5", server="[::1]:8000")
    assert found["PATH_INFO"].encode("latin-1").decode() == "/é"
    assert (found["QUERY_STRING"], found["REMOTE_ADDR"]) == ("back=1", "::1")
    assert (found["SERVER_NAME"], found["SERVER_PORT"]) == ("::1", "8000")


def test_headers_that_come_twice_are_joined_and_cookies_as_cookies_are() -> None:
    found = environ(headers=Listed([("x-a", "1"), ("x-a", "2"), ("cookie", "a=1"), ("cookie", "b=2")]))
    assert (found["HTTP_X_A"], found["HTTP_COOKIE"]) == ("1,2", "a=1; b=2")


def test_no_header_can_pass_for_one_that_only_a_proxy_may_set() -> None:
    found = environ(headers=Listed([("x-forwarded-for", "192.0.2.1"), ("x_forwarded_for", "192.0.2.66")]))
    assert found["HTTP_X_FORWARDED_FOR"] == "192.0.2.1"


def test_nothing_of_this_process_is_in_what_the_application_is_told() -> None:
    assert {name for name in environ() if name == name.upper()} == {
        "REQUEST_METHOD", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL",
        "REMOTE_ADDR",
    }  # fmt: skip
