"""For the operator's watchdog: whether the process runs, and whether it can serve."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.web.house import MakeApp
from tests.web.person import Person


def answer(person: Person, url: str) -> tuple[int, str, str]:
    response = person.request("GET", url)
    return response.status_code, response.text, response.headers["Content-Type"]


def test_a_process_that_serves_is_alive_and_ready(fresh: MakeApp) -> None:
    person = Person(fresh())
    assert answer(person, "/healthz") == (200, "ok\n", "text/plain; charset=utf-8")
    assert answer(person, "/readyz") == (200, "ready\n", "text/plain; charset=utf-8")


@pytest.mark.parametrize(
    "statement", ["DELETE FROM alembic_version", "UPDATE alembic_version SET version_num = 'x'"]
)
@pytest.mark.sqlite_file
def test_a_process_whose_database_is_behind_is_alive_and_not_ready(
    statement: str, fresh: MakeApp, data: Path
) -> None:
    person = Person(fresh())
    with closing(sqlite3.connect(data / "cbt.db")) as connection, connection:
        connection.execute(statement)
    assert answer(person, "/healthz")[0] == 200
    assert answer(person, "/readyz")[:2] == (503, "not ready\n")


def test_neither_says_anything_about_people(fresh: MakeApp) -> None:
    person = Person(fresh())
    before = [answer(person, url) for url in ("/healthz", "/readyz")]
    person.go_on(person.start("reframe"), "One thought of mine.")
    assert [answer(person, url) for url in ("/healthz", "/readyz")] == before
