"""People who write, one page after the other, and remember what they were told is saved; and a look at what is there.

They must not be told of any fault: they go on until no answer comes.
"""

import http.client
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask

from cbt.compiler.library import Library, compile_files
from cbt.settings import Settings
from tests.e2e.caller import Caller
from tests.web.house import gather_once
from tests.web.pages import Page, Sent
from tests.web.person import Person, address_of
from web import create_app

STEPS = ("first", "second", "third", "fourth", "fifth")
PLAIN = (
    "flow: plain\ntitle: Plain\nlanguage: en\nanywhere: {support: help_now}\nsteps:\n"
    + "".join(f"  {name}:\n    ask: What is the {name}?\n    answer: text\n" for name in STEPS)
    + "  done:\n    say: Done.\n    end: completed\n"
)
LIBRARY = compile_files({"plain.yaml": PLAIN.encode()})
SECRET_KEY = "a key of the tests, the same for each start"


def make_plain(data: Path, url: str | None = None, library: Library = LIBRARY) -> Flask:
    """The application with one plain exercise."""
    return create_app(Settings(data=data, database_url=url, secret_key=SECRET_KEY), library, gather_once())


@dataclass
class Writer:
    """One person. `saved` holds what they were told is saved: session -> its answers, in order."""

    name: str
    cookie: str = ""
    saved: dict[str, list[str]] = field(default_factory=dict)
    unsure: Sent | None = None
    refused: int = 0

    def write(self, port: int, sessions: int = 1) -> None:
        """Does the exercise so many times, over HTTP; ends early when no answer comes, or one that is no page."""
        caller = Caller(port)
        caller.cookie = self.cookie
        try:
            for _ in range(sessions):
                page = caller.start("plain")
                if page.status == 503:
                    raise NotSaved
                for step in STEPS:
                    page = self._answer(caller, page, f"The {step} of {self.name}, {len(self.saved)}")
        except (OSError, http.client.HTTPException):
            return
        except NotSaved:
            self.refused += 1
        finally:
            self.cookie = caller.cookie

    def _answer(self, caller: Caller, page: Page, words: str) -> Page:
        self.unsure = page.fill(words)
        after = caller.send(self.unsure)
        if after.status != 200:
            assert after.status == 503, after.heading
            if after.heading == "This page cannot be shown now":
                # It was saved; what failed is the look at the next page.
                self.note(after)
            else:
                assert words in after.html, "the words did not come back"
            raise NotSaved
        self.note(after)
        return after

    def note(self, after: Page) -> None:
        """The page that follows: what was sent last is saved, and all before it."""
        assert self.unsure is not None
        words = next(text for name, text in self.unsure.fields if name == "answer")
        session = self.saved.setdefault(address_of(after), [])
        if words not in session:
            session.append(words)
        self.unsure = None

    def read_and_send_again(self, port: int, *, can_save: bool) -> None:
        """On the same server: what was saved can be read, and what was not can be sent again, now or later."""
        caller = Caller(port)
        caller.cookie = self.cookie
        for address, words in self.saved.items():
            assert caller.get(f"/s/{address}/1").value == (words[0],)
        if self.unsure is not None:
            after = caller.send(self.unsure)
            assert after.status == (200 if can_save else 503), after.heading
            if can_save:
                self.note(after)
        self.cookie = caller.cookie

    def check(self, app: Flask) -> int:
        """All that was told to be saved is there, and what is unsure can be sent again; how many answers there are."""
        person = Person(app)
        if self.cookie:
            person.set_cookie(*self.cookie.split("=", 1))
        if self.unsure is not None:
            self._send_again(person)
        for address, words in self.saved.items():
            found = [person.open(f"/s/{address}/{number}").value for number in range(1, len(words) + 1)]
            assert found == [(word,) for word in words]
        listed = person.open("/records").main.all("li") if self.saved else []
        assert len(listed) == len(self.saved)
        self.cookie = "".join([f"{name}={value}" for name, value in person.cookies().items()][:1])
        return sum(map(len, self.saved.values()))

    def _send_again(self, person: Person) -> None:
        """The same form, in any case; where a page asks for one more press, that is given."""
        assert self.unsure is not None
        after = person.send(self.unsure, htmx=False)
        if after.status == 422:
            words = next(text for name, text in self.unsure.fields if name == "answer")
            assert after.value == (words,)
            after = person.send(after.fill(words), htmx=False)
        assert after.status == 200, (after.status, after.heading)
        self.note(after)


class NotSaved(Exception):
    """The page that says that something was not saved, with the words in it."""


def all_write(writers: list[Writer], port: int, sessions: int = 1) -> None:
    """All of them at once, until the last has ended."""
    together([lambda writer=writer: writer.write(port, sessions) for writer in writers])  # type: ignore[misc]


def together(doings: list[Callable[[], None]]) -> None:
    """Does all of these at once; raises what one of them has raised."""
    with ThreadPoolExecutor(len(doings)) as pool:
        for done in [pool.submit(doing) for doing in doings]:
            done.result()


def touch(port: int) -> None:
    """Waits until the server has come up, or is gone."""
    with suppress(OSError, http.client.HTTPException):
        Caller(port).get("/readyz")
