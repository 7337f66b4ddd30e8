"""Forms that come a byte at a time or stop half way hold up nobody, and are cut off; what came of them is not kept."""

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import pytest

from tests.e2e.caller import FORM, Caller, address_of
from tests.e2e.server import HOST, Server
from tests.faults.counts import cases, reached
from tests.faults.writers import PLAIN, STEPS
from web import SECONDS_FOR_A_FORM

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("own_server")]

HEAD = f"POST /s/somewhere/1 HTTP/1.1\r\nHost: {HOST}\r\nSec-Fetch-Site: same-origin\r\n".encode()
HALF = HEAD + f"Content-Type: {FORM}\r\nContent-Length: 1000\r\n\r\nanswer=half".encode()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    tmp_path = tmp_path_factory.mktemp("half")
    flows = tmp_path / "flows"
    flows.mkdir()
    (flows / "plain.yaml").write_text(PLAIN, encoding="utf-8")
    server = Server(tmp_path / "server", flows)
    server.start()
    yield server
    server.stop()


def half_sent(server: Server, begun: bytes) -> socket.socket:
    line = socket.create_connection((HOST, server.port), timeout=SECONDS_FOR_A_FORM * 4)
    line.sendall(begun)
    return line


def rest_of(line: socket.socket) -> bytes:
    """All that still comes until the server hangs up. Raises TimeoutError where it never does."""
    found = b""
    with suppress(ConnectionError):
        while chunk := line.recv(65536):
            found += chunk
    return found


def test_while_many_forms_are_half_sent_everybody_is_answered_and_the_half_sent_are_cut_off(
    server: Server,
) -> None:
    count, caller = cases(20, 400), Caller(server.port)
    page = caller.send(caller.start("plain").fill("One."))
    with ExitStack() as open_lines:
        lines = [
            open_lines.enter_context(half_sent(server, HALF if number % 2 else HEAD))
            for number in range(count)
        ]
        dripping, began = lines[1], time.monotonic()
        for step in STEPS[1:]:
            dripping.sendall(b"x")
            page = caller.send(page.fill(f"The {step}."))
            assert page.status == 200
        waited = time.monotonic() - began
        said = [rest_of(line) for line in lines]
        cut_after = time.monotonic() - began
    assert waited < SECONDS_FOR_A_FORM / 2
    assert cut_after < SECONDS_FOR_A_FORM * 2
    assert {text.partition(b"\r\n")[0] for text in said[1::2]} == {b"HTTP/1.1 408 Request Timeout"}
    assert b"That took too long to arrive" in said[1]
    assert caller.get(f"/s/{address_of(page)}/2").value == ("The second.",)
    reached(
        "Forms half sent", forms=count, answers_meanwhile=len(STEPS) - 1, cut_off=count,
        **{"s for those answers": round(waited, 1), "s until all were cut off": round(cut_after)},
    )  # fmt: skip


def test_forms_that_broke_off_leave_nothing_behind_and_no_word_of_alarm(
    server: Server,
) -> None:
    caller = Caller(server.port)
    page = caller.send(caller.start("plain").fill("One."))
    for number in range(cases(30, 300)):
        half_sent(server, HALF[: len(HALF) - number]).close()
    after = caller.send(page.fill("Two."))
    assert (after.status, after.number) == (200, 3)
    assert "Traceback" not in server.output.read_text()


@pytest.mark.parametrize(
    ("ends", "status"),
    [
        (b"Content-Length: 8\r\nTransfer-Encoding: chunked\r\n\r\n8\r\nanswer=a\r\n0\r\n\r\n", b"411"),
        (b"Transfer-Encoding: chunked\r\n\r\n8\r\nanswer=a\r\n", b"411"),
        (b"Content-Length: 8\r\nContent-Length: 9\r\n\r\nanswer=a", b"400"),
        (b"Content-Length: +8\r\n\r\nanswer=a", b"400"),
        (b"Transfer-Encoding: xchunked\r\n\r\nanswer=a", b"400"),
        (b"Content-Length : 8\r\n\r\nanswer=a", b"400"),
    ],
)
def test_where_a_form_ends_is_told_once_by_its_length_or_it_is_refused_and_hung_up_on(
    server: Server, ends: bytes, status: bytes
) -> None:
    """Whoever could tell a proxy another end than us could hide a request of their own behind somebody else's."""
    with half_sent(server, HEAD + f"Content-Type: {FORM}\r\n".encode() + ends) as line:
        assert rest_of(line).split(b" ")[1:2] == [status]
