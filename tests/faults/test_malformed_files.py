"""Bits of the database file are flipped anywhere: it is refused, or some words are out of reach, but none are wrong."""

import random
import shutil
from collections import Counter
from pathlib import Path

import pytest

from cbt.errors import CbtError, DatabaseBroken
from cbt.store import SqlStore, check_database, open_database, upgrade
from tests.faults.counts import cases, reached
from tests.unit.service.house import ANSWERS, Browser, House, finish

People = list[tuple[bytes | None, str, dict[str, object]]]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, People]:
    """A database, and what each person has in it: secret, address, answers."""
    path = tmp_path_factory.mktemp("written") / "cbt.db"
    engine = open_database(f"sqlite:///{path}")
    upgrade(engine)
    house, people = House(SqlStore(engine)), []
    for _ in range(4):
        browser = Browser(house)
        finish(browser)
        page = browser.go_on(browser.start(), *ANSWERS[:5])
        people.append((browser.secret, page.address, answers_of(house, browser.secret, page.address)))
    engine.dispose()
    return path, people


def answers_of(house: House, secret: bytes | None, address: str) -> dict[str, object]:
    page = house.exercises.page(secret, address)
    return {str(key): value for key, value in page.session.facts.answers.items()}


def flip(path: Path, chance: random.Random) -> None:
    """Flips 1 to 16 bytes anywhere in the file."""
    content = bytearray(path.read_bytes())
    for _ in range(chance.randint(1, 16)):
        content[chance.randrange(len(content))] ^= chance.randint(1, 255)
    path.write_bytes(content)


def read(path: Path, people: People) -> Counter[str]:
    """What became of the file and of each person's words."""
    engine = open_database(f"sqlite:///{path}")
    try:
        check_database(engine)
        house = House(SqlStore(engine))
        return Counter(read_one(house, *person) for person in people)
    except CbtError as trouble:
        return Counter({"refused" if isinstance(trouble, DatabaseBroken) else "told": 1})
    finally:
        engine.dispose()


def read_one(house: House, secret: bytes | None, address: str, answers: dict[str, object]) -> str:
    try:
        found = answers_of(house, secret, address)
    except (CbtError, ValueError):
        # A day that is none is a ValueError, which the web shows as its calm page for whatever broke.
        return "out of reach"
    if not found:
        # Its row cannot be found any more: the address looks as if nobody had begun it.
        return "out of reach"
    assert found == answers, "words came back wrong"
    return "right"


def test_whichever_bytes_of_the_file_are_flipped_nobody_gets_wrong_words(
    written: tuple[Path, People], tmp_path: Path
) -> None:
    path, people = written
    seen: Counter[str] = Counter()
    for number in range(cases(500, 20_000)):
        copy = Path(shutil.copy(path, tmp_path / "cbt.db"))
        flip(copy, random.Random(number))
        seen += read(copy, people)
        for beside in tmp_path.glob("cbt.db-*"):
            beside.unlink()
    reached(
        "Files with flipped bytes", files=cases(500, 20_000), **{word: seen[word] for word in sorted(seen)}
    )
    assert seen["right"]
    assert seen["refused"]
    assert seen["out of reach"]
