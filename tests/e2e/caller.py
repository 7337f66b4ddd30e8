"""A person without a browser: the same forms over plain HTTP, for what needs many answers or a quick start.

It must not be asked how a page looks.
"""

import http.client
from collections.abc import Iterable
from http.cookies import SimpleCookie
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.e2e.server import HOST
from tests.e2e.sweep import LEDGER
from tests.web.pages import Page, Sent
from tests.web.runs import Asked

FORM = "application/x-www-form-urlencoded"


class Caller:
    """One person at one server; `cookie` is their key, and all that they hold."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookie = ""

    def get(self, path: str) -> Page:
        """The page at a path, wherever that leads. Raises OSError or HTTPException where no server answers."""
        return self._ask("GET", path, b"")

    def send(self, form: Sent) -> Page:
        """What comes of a form. Raises OSError or HTTPException where no server answers."""
        body = urlencode(form.fields)
        LEDGER.note(form.url, parse_qs(body))
        return self._ask("POST", form.url, body.encode())

    def start(self, exercise: str) -> Page:
        return self.send(Sent(f"/exercises/{exercise}", ()))

    def answer(self, page: Page, asked: Asked) -> Page:
        return self.send(filled(page, asked))

    def walk(self, exercise: str, run: Iterable[Asked]) -> Page:
        """Answers a whole run and comes to its last page."""
        page = self.start(exercise)
        for asked in run:
            assert page.heading == asked.heading
            if asked.answer is not None:
                page = self.answer(page, asked)
        return page

    def _ask(self, method: str, path: str, body: bytes) -> Page:
        for _ in range(5):
            status, headers, text = self._exchange(method, path, body)
            if status != 303:
                return Page(path, status, headers, text)
            method, path, body = "GET", headers["Location"], b""
        raise AssertionError("one redirect led to another, five times")

    def _exchange(self, method: str, path: str, body: bytes) -> tuple[int, http.client.HTTPMessage, str]:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=60)
        headers = {"Cookie": self.cookie} if self.cookie else {}
        if method == "POST":
            headers |= {"Content-Type": FORM, "Sec-Fetch-Site": "same-origin"}
        try:
            connection.request(method, path, body, headers)
            reply = connection.getresponse()
            text = reply.read().decode()
        finally:
            connection.close()
        set_cookies = SimpleCookie()
        for each in reply.headers.get_all("Set-Cookie", []):
            set_cookies.load(each)
        for name, morsel in set_cookies.items():
            # That an exercise was begun, and what stands in the note, they need not show.
            if name not in ("begun", "n"):
                self.cookie = f"{name}={morsel.value}"
                LEDGER.note_cookie(morsel.value)
        return reply.status, reply.headers, text


def filled(page: Page, asked: Asked) -> Sent:
    """The page's form with this answer in it."""
    assert asked.answer is not None
    words = asked.answer if isinstance(asked.answer, tuple) else (asked.answer,)
    return page.fill(*words, own=asked.own)


def address_of(page: Page) -> str:
    """The session that a page belongs to."""
    return urlsplit(page.url).path.split("/")[2]
