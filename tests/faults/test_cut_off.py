"""A line that breaks at any byte: half a request changes nothing, and an answer whose reply was lost is filed once."""

import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.e2e.caller import FORM, Caller, address_of
from tests.faults.between import HOST
from tests.faults.counts import cases, reached
from tests.faults.writers import make_plain
from tests.web.pages import Page, Sent
from web.services import close


class Silent(WSGIRequestHandler):
    """Says nothing of what it serves."""

    def log(self, *_said: object) -> None:
        return


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """An application that is served over HTTP by this process."""
    app: Flask = make_plain(tmp_path_factory.mktemp("cut") / "data")
    server = make_server(HOST, 0, app, threaded=True, request_handler=Silent)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    yield server.server_port
    server.shutdown()
    serving.join()
    server.server_close()
    close(app)


@pytest.fixture
def caller(port: int) -> Caller:
    return Caller(port)


def request_of(caller: Caller, form: Sent) -> bytes:
    """The form as a browser sends it, byte for byte."""
    body = urlencode(form.fields).encode()
    lines = (
        f"POST {form.url} HTTP/1.1",
        f"Host: {HOST}:{caller.port}",
        f"Cookie: {caller.cookie}",
        f"Content-Type: {FORM}",
        f"Content-Length: {len(body)}",
        "Sec-Fetch-Site: same-origin",
        "Connection: close",
    )
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def send_raw(caller: Caller, request: bytes, *, read: int | None) -> bytes:
    """Sends these bytes, and reads so many of the reply before hanging up; all of it for None."""
    got = b""
    with socket.create_connection((HOST, caller.port), timeout=60) as line:
        line.sendall(request)
        if read is None:
            line.shutdown(socket.SHUT_WR)
        with suppress(ConnectionError):
            while (read is None or len(got) < read) and (chunk := line.recv(65536 if read is None else 1)):
                got += chunk
    return got


def location_of(reply: bytes) -> bytes:
    """Where a reply leads."""
    return next(line[10:] for line in reply.split(b"\r\n") if line.lower().startswith(b"location: "))


def begun(caller: Caller) -> Page:
    """The second page of an exercise whose first is answered."""
    return caller.send(caller.start("plain").fill("One."))


def test_a_request_that_breaks_off_at_any_byte_changes_nothing(caller: Caller) -> None:
    page = begun(caller)
    address = address_of(page)
    request = request_of(caller, page.fill("A word that came only in part."))
    count = cases(100, 2000)
    for number in range(count):
        send_raw(caller, request[: number * len(request) // count], read=0 if number % 2 else None)
    after = caller.get(f"/s/{address}/2")
    assert (after.number, after.value) == (2, ())
    reached("Requests cut", places=count, applied=0)


def test_an_answer_whose_reply_breaks_off_at_any_byte_is_filed_once_when_it_is_sent_again(
    caller: Caller,
) -> None:
    count, page = cases(100, 2000), begun(caller)
    address = address_of(page)
    whole = len(send_raw(caller, request_of(caller, page.fill("Two.")), read=None))
    assert whole > 200
    page = caller.get(f"/s/{address}/2")
    for number in range(count):
        words = f"The answer {number}."
        form = page.fill(words)
        send_raw(caller, request_of(caller, form), read=number * whole // count)
        after = caller.send(form)
        assert (after.status, after.number) == (200, 3), after.heading
        page = caller.get(f"/s/{address}/2")
        assert page.value == (words,)
    assert len(caller.get("/records").main.all("li")) == 1
    reached("Replies cut", places=count, doubled=0, lost=0)


def test_a_first_answer_whose_reply_breaks_off_makes_one_person_who_has_it(port: int, tmp_path: Path) -> None:
    for number in range(cases(20, 200)):
        caller = Caller(port)
        form = caller.start("plain").fill(f"First {number}.")
        send_raw(caller, request_of(caller, form), read=number * 10)
        after = caller.send(form)
        assert (after.status, after.number) == (200, 2), after.heading
        assert caller.cookie
        assert caller.get(f"/s/{address_of(after)}/1").value == (f"First {number}.",)
        assert len(caller.get("/records").main.all("li")) == 1


def test_a_form_that_is_sent_many_times_at_once_is_filed_once_and_leads_to_one_page(caller: Caller) -> None:
    count, page = cases(20, 200), begun(caller)
    address, together = address_of(page), threading.Barrier(count)
    request = request_of(caller, page.fill("Two."))

    def send(_number: int) -> bytes:
        together.wait(60)
        return send_raw(caller, request, read=None)

    with ThreadPoolExecutor(count) as senders:
        replies = list(senders.map(send, range(count)))
    assert {(reply.split(b" ")[1], location_of(reply)) for reply in replies} == {
        (b"303", f"/s/{address}/3".encode())
    }
    after = caller.get(f"/s/{address}/")
    assert (after.number, caller.get(f"/s/{address}/2").value) == (3, ("Two.",))
    reached("The same form at once", times=count, doubled=0)
