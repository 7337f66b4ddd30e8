"""Ten thousand people write at once, one answer each half minute: all is saved, nobody is refused, none waits long."""

import http.client
import queue
import random
import re
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

import pytest

from bench.people import form, hidden_fields
from tests.e2e.server import HOST, Server
from tests.faults.counts import cases, reached
from tests.faults.writers import PLAIN, STEPS

pytestmark = [pytest.mark.slow, pytest.mark.linux, pytest.mark.xdist_group("own_server")]

PACE = 30.0
CALLERS = 12
HEADERS = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
_COOKIE = re.compile("[^;]+")


@dataclass
class Somebody:
    """One person: where their next page is, what its form carries, and what they were told is saved."""

    name: int
    url: str = ""
    hidden: dict[str, str] = field(default_factory=dict)
    cookie: str = ""
    saved: list[str] = field(default_factory=list)


@dataclass
class Told:
    """What all of them met: seconds of each answer, and each status that was none of ours."""

    waited: list[float] = field(default_factory=list)
    odd: list[int] = field(default_factory=list)


@pytest.fixture
def plain_server(tmp_path: Path) -> Iterator[Server]:
    """A server of its own, with the one plain exercise."""
    flows = tmp_path / "flows"
    flows.mkdir()
    (flows / "plain.yaml").write_text(PLAIN, encoding="utf-8")
    server = Server(tmp_path / "server", flows)
    server.start()
    yield server
    server.stop()


class Line:
    """A connection that is used for one request after the other, as a proxy does."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection(HOST, port, timeout=60)

    def close(self) -> None:
        self._connection.close()

    def ask(self, method: str, url: str, body: bytes, cookie: str) -> tuple[http.client.HTTPResponse, bytes]:
        headers = {**HEADERS, "Cookie": cookie} if cookie else HEADERS
        self._connection.request(method, url, body, headers)
        reply = self._connection.getresponse()
        return reply, reply.read()

    def follow(self, who: Somebody, method: str, url: str, body: bytes = b"") -> int:
        """Goes where a form leads, and keeps what the page there carries."""
        reply, text = self.ask(method, url, body, who.cookie)
        set_cookie = reply.headers.get("Set-Cookie")
        if set_cookie:
            found = _COOKIE.match(set_cookie)
            who.cookie = found[0] if found else ""
        if reply.status != 303:
            return reply.status
        who.url = reply.headers["Location"]
        reply, text = self.ask("GET", who.url, b"", who.cookie)
        who.hidden = hidden_fields(text)
        return reply.status


def answer(line: Line, who: Somebody, told: Told) -> None:
    """The next answer of somebody; whoever has done begins anew."""
    words = f"words {who.name} {len(who.saved)}"
    began = time.monotonic()
    status = line.follow(who, "POST", who.url, form({**who.hidden, "answer": words}))
    told.waited.append(time.monotonic() - began)
    if status != 200:
        told.odd.append(status)
        return
    who.saved.append(words)


def write_at_a_pace(port: int, people: list[Somebody], seconds: float) -> Told:
    """Each answers once in half a minute, in an order of chance, from so many lines at once."""
    told, waiting = Told(), queue.SimpleQueue[Somebody | None]()

    def call() -> None:
        with closing(Line(port)) as line:
            while (who := waiting.get()) is not None:
                answer(line, who, told)

    callers = [threading.Thread(target=call) for _ in range(CALLERS)]
    for caller in callers:
        caller.start()
    rate, began = len(people) / PACE, time.monotonic()
    order = random.sample(people, len(people))
    for number in range(int(seconds * rate)):
        time.sleep(max(0.0, began + number / rate - time.monotonic()))
        waiting.put(order[number % len(order)])
    for _ in callers:
        waiting.put(None)
    for caller in callers:
        caller.join()
    return told


def memory_of(server: Server) -> float:
    """Megabytes that the server's processes hold."""
    pages = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"--port\0{server.port}\0".encode() in (folder / "cmdline").read_bytes():
                pages += int((folder / "statm").read_text().split()[1])
        except OSError:
            continue
    return pages * 4096 / 1e6


@pytest.fixture
def line(plain_server: Server) -> Iterator[Line]:
    with closing(Line(plain_server.port)) as line:
        yield line


def test_many_people_at_an_answer_each_half_minute_lose_nothing_and_meet_no_refusal(
    plain_server: Server, line: Line
) -> None:
    count, seconds = cases(1000, 10_000), cases(6, 120)
    people = [Somebody(number) for number in range(count)]
    for who in people:
        assert line.follow(who, "POST", "/exercises/plain") == 200
    before = memory_of(plain_server)
    told = write_at_a_pace(plain_server.port, people, seconds)
    grown = memory_of(plain_server) - before
    assert told.odd == []
    # A line of its own: the server has let go of the one that nobody has used since.
    with closing(Line(plain_server.port)) as later:
        for who in random.sample(people, min(count, 500)):
            for number, words in enumerate(who.saved, 1):
                _, text = later.ask("GET", f"{who.url.rsplit('/', 1)[0]}/{number}", b"", who.cookie)
                assert words.encode() in text
    assert sum(len(who.saved) for who in people) == len(told.waited) == int(seconds * count / PACE)
    p99 = quantiles(told.waited, n=100)[-1] * 1000
    reached(
        "People at one answer in 30 s", people=count, seconds=seconds, answers=len(told.waited), lost=0, refused=0,
        **{"ms at the 99th percentile": round(p99), "MB more held": round(grown)},
    )  # fmt: skip
    assert max(len(who.saved) for who in people) <= len(STEPS)


def test_a_burst_of_first_visits_in_one_second_is_queued_and_refused_to_nobody(plain_server: Server) -> None:
    count, told = cases(200, 1000), Told()
    people, waiting = [Somebody(number) for number in range(count)], queue.SimpleQueue[Somebody]()
    for who in people:
        waiting.put(who)

    def call() -> None:
        with closing(Line(plain_server.port)) as line, suppress(queue.Empty):
            while True:
                who = waiting.get_nowait()
                if line.follow(who, "POST", "/exercises/plain") == 200:
                    answer(line, who, told)

    callers = [threading.Thread(target=call) for _ in range(CALLERS * 4)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    assert told.odd == []
    assert all(len(who.saved) == 1 for who in people)
    reached("A burst of first visits", visits=count, refused=0)
