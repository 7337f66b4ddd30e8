"""Records all that a browser asks for and complains of: no other host, no error, no word about the content policy.

It must not look at what a page shows.
"""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebError

from tests.e2e.sweep import LEDGER


@dataclass(frozen=True)
class Asking:
    """A request as it went out; `fields` are those of a form."""

    method: str
    url: str
    fields: dict[str, list[str]]


class Watch:
    """What one browser context did; `check` fails where it did what it must not."""

    def __init__(self, context: BrowserContext, origin: str) -> None:
        self.requests: list[Asking] = []
        self._origin = origin
        self._complaints: list[str] = []
        self._expected: list[str] = []
        self._intercepted: set[str] = set()
        context.on("request", self._asked)
        context.on("console", self._said)
        context.on("weberror", self._broke)

    @property
    def posts(self) -> list[Asking]:
        return [each for each in self.requests if each.method == "POST"]

    def visits(self, path: str) -> list[str]:
        """The one-time keys of the answers sent to a page, in order."""
        sent = [each for each in self.posts if urlsplit(each.url).path == path]
        return [each.fields["visit"][0] for each in sent]

    def expect(self, pattern: str) -> None:
        """A complaint that belongs to what the test does, such as a refused connection."""
        self._expected.append(pattern)

    def expect_status(self, status: int) -> None:
        """Chromium reports a page with such a status on its console."""
        self.expect(rf"the server responded with a status of {status}\b")

    def intercept(self, host: str) -> None:
        """The test answers for this host itself."""
        self._intercepted.add(host)

    def check(self) -> None:
        outside = [each.url for each in self.requests if not self._is_ours(each.url)]
        assert not outside, f"another host was asked: {outside}"
        wrong = [said for said in self._complaints if not any(re.search(one, said) for one in self._expected)]
        assert not wrong, f"the browser complained: {wrong}"

    def _is_ours(self, url: str) -> bool:
        return url.startswith(f"{self._origin}/") or urlsplit(url).hostname in self._intercepted

    def _asked(self, request: Request) -> None:
        body = request.post_data_buffer or b""
        fields = parse_qs(body.decode(errors="replace"), keep_blank_values=True)
        self.requests.append(Asking(request.method, request.url, fields))
        LEDGER.note(request.url, fields)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "assert") or "Content Security Policy" in message.text:
            self._complaints.append(f"{message.type}: {message.text}")

    def _broke(self, error: WebError) -> None:
        self._complaints.append(f"exception: {error.error}")
