"""What a person does, as scripts that the load over HTTP and the calls in process both play.

It must not know how a request travels: a script asks and is told what came back.
"""

import re
from collections.abc import Generator, Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

LONG = "I am going to fail this exam & everyone will see that I don't belong here. " * 2
EIGHT = (LONG, "anxiety", "80", LONG, LONG, LONG, LONG, "40")
FLOW = "eight"

_HIDDEN = re.compile(rb'<input type="hidden" name="(csrf_token|revision|visit|begin|tone)" value="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Ask:
    """One request; `counts` marks the ones that are measured."""

    method: str
    path: str
    body: bytes = b""
    htmx: bool = False
    counts: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back; `location` is where the browser is led, by a redirect or by htmx."""

    status: int
    location: str
    cookies: tuple[tuple[str, str], ...]
    body: bytes = field(repr=False)


Script = Generator[Ask, Reply, None]


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be answered: its address and what its form sends besides the answer."""

    url: str
    hidden: Mapping[str, str]

    def answered(self, text: str, *, htmx: bool = True) -> Ask:
        """The request that sends an answer."""
        return Ask("POST", self.url, form({**self.hidden, "answer": text}), htmx=htmx, counts=True)


class UnexpectedReply(Exception):
    """The app said something else than the script had to hear; the measurement would be worth nothing."""


def form(fields: Mapping[str, str]) -> bytes:
    return urlencode(fields).encode()


def hidden_fields(body: bytes) -> dict[str, str]:
    """The fields that a page's form carries."""
    return {name.decode(): value.decode() for name, value in _HIDDEN.findall(body)}


def begin(shelf: list[Page], flow: str = FLOW) -> Script:
    """Opens an exercise up to its first page, which is put on the shelf."""
    about = yield Ask("GET", f"/exercises/{flow}")
    token = hidden_fields(about.body).get("csrf_token", "")
    if not token:
        found = re.search(rb'name="csrf_token" value="([^"]*)"', about.body)
        token = found[1].decode() if found else ""
    started = yield Ask("POST", f"/exercises/{flow}", form({"csrf_token": token}))
    first = yield Ask("GET", started.location)
    shelf.append(Page(started.location, hidden_fields(first.body)))


def finish(shelf: list[Page], answers: Iterable[str] = EIGHT) -> Script:
    """Takes the oldest page from the shelf and answers from there on; each answer counts."""
    page = shelf.pop(0)
    for text in answers:
        reply = yield page.answered(text)
        page = Page(reply.location, hidden_fields(reply.body))


def introduce(flow: str = FLOW) -> Script:
    """Becomes known: the first answer ever given, by which a person gets their cookie."""
    shelf: list[Page] = []
    yield from begin(shelf, flow)
    yield shelf[0].answered(LONG, htmx=False)


def exercise(flow: str = FLOW) -> Script:
    """A whole exercise, from its own page to its end."""
    shelf: list[Page] = []
    yield from begin(shelf, flow)
    yield from finish(shelf)
