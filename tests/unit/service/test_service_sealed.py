"""What lies in the store says nothing of what was written, nor of which exercise it was."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cbt.service import collected
from cbt.store import SqlStore
from tests.unit.service.house import ANSWERS, SMALL, Browser, House, compiled, finish

WORDS = "Zwölf Boxkämpfer jagen Viktor."


def tell_all(browser: Browser) -> None:
    """Does all that writes: answers, own words, a change, a removal."""
    page = browser.go_on(browser.start(), WORDS, *ANSWERS[1:6])
    page = browser.go_on(page, "yes", "Wut über Viktor", "30")
    page = browser.remove(page, collected(page)[0].item).page
    browser.answer(browser.page(page.address, 1), f"{WORDS} Quer durch.")
    finish(browser)


def secrets(browser: Browser) -> list[bytes]:
    """What must not be found: words, the flow, its steps, options and titles, addresses, keys."""
    lines, _ = browser.house.keeping.records(browser.secret)
    told = [
        "Viktor",
        "Boxk",
        "She did not look up",
        "sad",
        "small",
        "thought",
        "facts",
        "feelings",
        "strength",
    ]
    told += ["after", "calmer", "exercise", *[line.address for line in lines]]
    assert browser.secret is not None
    return [*[word.encode() for word in told], bytes(browser.secret)]


def test_sealed_blobs_hold_no_typed_word_no_flow_and_no_step(house: House) -> None:
    browser = Browser(house)
    tell_all(browser)
    for session in house.memory.tables.sessions.values():
        held = session.blob + session.visit + session.session_id + session.person_id
        for word in secrets(browser):
            assert word not in held
    for locator, key in house.memory.tables.keys.items():
        assert not any(word in locator + key.sealed for word in secrets(browser))


def test_a_database_file_holds_after_the_answers_nothing_that_tells_of_them(
    sqlite_store: SqlStore, tmp_path: Path
) -> None:
    house = House(sqlite_store)
    before = b"".join(path.read_bytes() for path in tmp_path.glob("cbt.db*"))
    browser = Browser(house)
    tell_all(browser)
    with closing(sqlite3.connect(tmp_path / "cbt.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    after = b"".join(path.read_bytes() for path in tmp_path.glob("cbt.db*"))
    assert len(after) > 0
    for word in secrets(browser):
        assert word not in after or word in before, word


@pytest.mark.parametrize("length", [2, 150])
def test_a_short_and_a_longer_answer_take_the_same_room(house: House, length: int) -> None:
    browser = Browser(house)
    browser.answer(browser.start(), "a " * length)
    [session] = house.memory.tables.sessions.values()
    assert len(session.blob) == 1024


def test_two_people_with_the_same_words_share_no_byte_but_the_version() -> None:
    house = House(library=compiled({"small.yaml": SMALL}))
    for _ in range(2):
        browser = Browser(house)
        browser.answer(browser.start(), WORDS)
    one, two = [session.blob for session in house.memory.tables.sessions.values()]
    assert one[1:13] != two[1:13]
    assert one[13:] != two[13:]
