"""The panel leaves no trace: not in the database, not in a log, not in what the browser shows of its note."""

import re
import shutil
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from flask import Flask

from tests.web.house import HTTPS, MakeApp, make_app
from tests.web.pages import Page
from tests.web.pausing import (
    DANGER,
    NEXT,
    SAID,
    is_panel,
    kept_answer,
    press,
    write,
)
from tests.web.person import Person, address_of
from tests.web.stored import bytes_of, rows_of
from web.services import close


def traces(person: Person, words: str) -> None:
    """The same run with other words: an answer, on from the panel where one comes up, and two more answers."""
    page = write(person, words)
    page = press(person, page, "on") if is_panel(page) else page
    person.go_on(page, "sad", "80")


def shape_of(data: Path) -> list[str]:
    """Every row of the database, its random and sealed values by their lengths."""
    long_hex = re.compile(r"X'([0-9A-F]+)'|'([0-9a-f]{32,})'")
    return sorted(long_hex.sub(lambda found: f"<{len(found[0])}>", row) for row in rows_of(data))


@pytest.mark.parametrize("script", [False, True])
def test_what_is_stored_and_logged_is_the_same_whether_or_not_a_panel_came_up(
    script: bool, make_two: tuple[tuple[Flask, Path], tuple[Flask, Path]], log_lines: StringIO
) -> None:
    (app, data), (other, other_data) = make_two
    plain = "I went to the shop and home"
    assert len(plain) < len(DANGER)
    logs = []
    for each, words in ((app, DANGER), (other, plain)):
        log_lines.truncate(0)
        traces(Person(each, script=script), words)
        logs.append(log_lines.getvalue())
    assert shape_of(data) == shape_of(other_data)
    # The flows themselves are stored, and speak of pauses; no other word of ours is anywhere.
    held = b"".join(bytes_of(data).values())
    for ours in (b"panel", b"not_meant", b"detector", DANGER.encode()):
        assert ours not in held
    for word in ("pause", "panel", "help", "kill", "emergency", "tier"):
        assert word not in logs[0]
    # Going on from a panel looks like one more answer, and nothing else is different.
    routes = [re.findall(r"method=(\w+) route=(\S+) status=(\d+)", log) for log in logs]
    assert set(routes[0]) == set(routes[1])


@pytest.fixture
def make_two(
    fresh: MakeApp, data: Path, tmp_path: Path, empty_data: Path
) -> Iterator[tuple[tuple[Flask, Path], tuple[Flask, Path]]]:
    other = tmp_path / "other"
    shutil.copytree(empty_data, other)
    app = make_app(other)
    yield (fresh(), data), (app, other)
    close(app)


def note_of(page: Page) -> str:
    sent = [each for each in page.headers.getlist("Set-Cookie") if each.startswith(("n=", "__Secure-n="))]
    return sent[0] if sent else ""


def test_every_answer_hands_out_a_note_of_one_size_that_says_nothing(shared_app: Flask) -> None:
    notes = []
    for words in (DANGER, "It rained all of Tuesday", SAID["danger"], "I can't take any more"):
        person = Person(shared_app, script=True)
        notes.append(note_of(write(person, words)))
        assert "Max-Age" not in notes[-1]
        assert notes[-1].endswith("; Path=/s; HttpOnly; SameSite=Lax")
    assert len(set(notes)) == len(notes)
    assert len({len(note) for note in notes}) == 1


def test_the_note_of_a_secure_site_is_secure(fresh: MakeApp) -> None:
    person = Person(fresh(public_url=HTTPS), script=True, origin=HTTPS)
    assert re.match(
        r"__Secure-n=[\w-]+; Path=/s; Secure; HttpOnly; SameSite=Lax$", note_of(write(person, DANGER))
    )


def test_a_browser_that_lost_its_note_loses_no_word_and_sees_the_page(shared_app: Flask) -> None:
    person = Person(shared_app)
    page = write(person, DANGER)
    secret = person.cookies()["p"]
    for note in ("", "x", "AAAA", note_of(write(Person(shared_app, script=True), DANGER)).split(";")[0][2:]):
        person.lose_cookie()
        person.set_cookie("p", secret)
        person.client.set_cookie("n", note, domain=person.host, path="/s")
        assert person.open(page.url).heading == NEXT
        assert kept_answer(person, page) == (DANGER,)
        # The same words bring it up again.
        assert is_panel(person.answer(person.open(f"/s/{address_of(page)}/1"), DANGER))


def test_the_note_knows_the_last_six_sessions(shared_app: Flask) -> None:
    person = Person(shared_app)
    pages = [write(person, DANGER) for _ in range(7)]
    assert [is_panel(person.open(page.url)) for page in pages] == [False] + [True] * 6


def test_deleting_everything_takes_the_note_away(shared_app: Flask) -> None:
    person = Person(shared_app)
    write(person, DANGER)
    page = person.delete_everything()
    assert "n=; Max-Age=0; Path=/s; HttpOnly; SameSite=Lax" in page.headers.getlist("Set-Cookie")
