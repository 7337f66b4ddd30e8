"""What a worker takes of the memory: on its own, and after many people have begun and left.

They must not count what the measurement itself holds.
"""

import gc
import os
from collections.abc import Callable
from pathlib import Path

from bench.inside import Application, Visitor
from bench.people import Page, Script, begin, finish, introduce
from bench.scenes.answering import BARE_ANSWER, make_app

_PAGE_MB = os.sysconf("SC_PAGE_SIZE") / 1_000_000


def resident() -> float:
    """The memory of this process, in MB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE_MB


def worker(data: str, database: str = "") -> Callable[[int], list[float]]:
    """MB of a worker that has served `count` exercises; the bare turn's where a database is given."""
    app: Application
    if database:
        from bench.bare import DATABASE, create_app

        os.environ[DATABASE] = database
        app = create_app()
    else:
        app = make_app(data)
    visitor = Visitor(app)

    def turn() -> Script:
        yield BARE_ANSWER

    def play(count: int) -> list[float]:
        for _ in range(count):
            shelf: list[Page] = []
            if database:
                for _ in range(8):
                    visitor.play(turn())
            else:
                visitor.play(begin(shelf))
                visitor.play(finish(shelf))
        return [resident()]

    if not database:
        visitor.play(introduce())
    return play


def parked(data: str) -> Callable[[int], list[float]]:
    """MB before and after `count` people have given one answer each and left."""
    app = make_app(data)

    def play(count: int) -> list[float]:
        before = resident()
        for _ in range(count):
            visitor = Visitor(app)
            shelf: list[Page] = []
            visitor.play(begin(shelf))
            visitor.play(_first_only(shelf))
        gc.collect()
        return [before, resident()]

    play(500)
    return play


def _first_only(shelf: list[Page]) -> Script:
    yield shelf.pop().answered("Something happened.", htmx=False)
