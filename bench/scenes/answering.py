"""Scenes of answers in process: the app's own, the bare turn, the list of records, and statements counted.

They must not time what a person does between two answers.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from flask import Flask

from bench.bare import DATABASE, PATH
from bench.inside import Visitor
from bench.people import LONG, Ask, Page, Script, begin, finish, form, hidden_fields, introduce

Play = Callable[[int], list[float]]

FLOWS = Path(__file__).resolve().parent.parent / "flows"
# Another wording of each of the eight questions but one.
BANK = FLOWS.with_name("reworded") / "eight.en.simpler.yaml"
BARE = form({"csrf_token": "token", "revision": "1", "step": "thought", "answer": LONG})
BARE_ANSWER = Ask("POST", PATH, BARE, htmx=True, counts=True)


def make_app(data: str, database: str | None = None, flows: str | None = None) -> Flask:
    """The application on a throw-away folder, and on PostgreSQL where an address is given."""
    from pydantic import SecretStr

    from cbt.settings import Settings
    from web import create_app

    url = SecretStr(database) if database else None
    return create_app(Settings(data=Path(data), flows=Path(flows) if flows else FLOWS, database_url=url))


def answers(data: str, database: str | None = None, cookie: str = "") -> Play:
    """Whole exercises of one person who has been here before; a sample is the seconds of one answer."""
    visitor = _known(Visitor(make_app(data, database), {"p": cookie} if cookie else None))
    for _ in range(5):
        _exercise(visitor)
    return lambda count: [seconds for _ in range(count) for seconds in _exercise(visitor)]


def worded(data: str, bank: bool = False, tone: str = "") -> Play:
    """The same where the questions can be reworded: with a bank or without, in a tone or in the author's words."""
    flows = Path(data) / "flows"
    (flows / "rewordings").mkdir(parents=True)
    eight = (FLOWS / "eight.yaml").read_text(encoding="utf-8")
    (flows / "eight.yaml").write_text(
        eight.replace("language: en", "language: en\nreword: allowed"), encoding="utf-8"
    )
    if bank:
        shutil.copy(BANK, flows / "rewordings")
    visitor = Visitor(make_app(data, flows=str(flows)), {"tone": tone} if tone else None)
    visitor.play(introduce())
    for _ in range(5):
        _exercise(visitor)
    return lambda count: [seconds for _ in range(count) for seconds in _exercise(visitor)]


def _known(visitor: Visitor) -> Visitor:
    if not visitor.cookies:
        visitor.play(introduce())
    return visitor


def _exercise(visitor: Visitor) -> list[float]:
    shelf: list[Page] = []
    visitor.play(begin(shelf))
    return visitor.play(finish(shelf))


def bare(database: str) -> Play:
    """The bare turn, as often as an exercise has answers."""
    from bench.bare import create_app

    os.environ[DATABASE] = database
    visitor = Visitor(create_app())

    def turn() -> Script:
        yield BARE_ANSWER

    def play(count: int) -> list[float]:
        return [seconds for _ in range(8 * count) for seconds in visitor.play(turn())]

    play(5)
    return play


def records(data: str, cookie: str) -> Play:
    """The newest records listed, for the person of the cookie."""
    visitor = Visitor(make_app(data), {"p": cookie})

    def look() -> Script:
        yield Ask("GET", "/records", counts=True)

    def play(count: int) -> list[float]:
        return [seconds for _ in range(count) for seconds in visitor.play(look())]

    play(5)
    return play


def long_list(data: str, cookie: str, sessions: list[tuple[str, int]]) -> Play:
    """Two answers in each of `sessions`, address and page, that have been brought as far as they are to be."""
    visitor = Visitor(make_app(data), {"p": cookie})
    left: Iterator[tuple[str, int]] = iter(sessions)

    def play(count: int) -> list[float]:
        spent = []
        for _ in range(count):
            address, number = next(left)
            spent += visitor.play(_two_more(f"/s/{address}/{number}"))
        return spent

    play(1)
    return play


def _two_more(url: str) -> Script:
    shown = yield Ask("GET", url)
    page = Page(url, hidden_fields(shown.body))
    reply = yield page.answered("one thing more")
    page = Page(reply.location, hidden_fields(reply.body))
    yield page.answered("and another")


def statements(data: str) -> Play:
    """The statements of each answer but the first, besides those that begin and end a transaction."""
    import sqlite3

    seen: list[str] = []
    connect = sqlite3.connect

    def traced(*args: object, **kwargs: object) -> sqlite3.Connection:
        connection = connect(*args, **kwargs)  # type: ignore[call-overload]  # as it was called
        connection.set_trace_callback(seen.append)
        assert isinstance(connection, sqlite3.Connection)
        return connection

    sqlite3.connect = traced  # type: ignore[assignment]  # at the driver, so that nothing goes past it
    visitor = _known(Visitor(make_app(data)))

    def play(count: int) -> list[float]:
        counted = []
        for _ in range(count):
            shelf: list[Page] = []
            visitor.play(begin(shelf))
            of_one: list[float] = []
            visitor.play(_watching(finish(shelf), seen, of_one))
            counted += of_one[1:]
        return counted

    return play


def _watching(script: Script, seen: list[str], counted: list[float]) -> Script:
    ask = next(script)
    while True:
        seen.clear()
        reply = yield ask
        counted.append(float(sum(not statement.startswith(("BEGIN", "COMMIT")) for statement in seen)))
        try:
            ask = script.send(reply)
        except StopIteration:
            return
