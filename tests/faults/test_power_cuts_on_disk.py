"""The power goes at each write and each sync, and the disk loses, tears and mixes what was not synced: what was
acknowledged is there, whole, and the file is sound. With less syncing than we ask for the same test fails.
"""

import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from cbt.store import SqlStore, open_database, upgrade
from cbt.store.sqlite import get_driver, read_pragmas
from tests.faults.counts import cases, reached
from tests.faults.power_cut import Disk, Step, record
from tests.unit.service.house import ANSWERS, Browser, House, finish
from tests.unit.store.drivers import watch

TABLES = ("person", "wrap", "exercise_session", "flow_version", "sweep")
# What the replay is set to as the application is; waiting plays no part with one connection.
PRAGMAS = ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "trusted_schema")
State = tuple[object, ...]


@dataclass(frozen=True)
class Evening:
    """All that the application said to its database while people wrote: and what was stored after each commit."""

    before: bytes
    pragmas: dict[str, str]
    statements: list[str]
    states: list[State]


def state_of(connection: sqlite3.Connection) -> State:
    return tuple([sorted(map(repr, connection.execute(f"SELECT * FROM {name}"))) for name in TABLES])


def people_write(store: SqlStore) -> None:
    """Several people begin, answer, change, delete a record, and delete everything."""
    house = House(store)
    ann, ben, eve = Browser(house), Browser(house), Browser(house)
    finish(ann)
    page = ben.go_on(ben.start(), *ANSWERS[:4])
    ben.answer(ben.page(page.address, 1), "Another thought of mine." * 300, back_to=5)
    house.keeping.delete(ann.secret, finish(ann).address)
    finish(eve)
    house.keeping.erase(eve.secret)
    ben.go_on(ben.page(page.address), *ANSWERS[4:7])


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Evening:
    path = tmp_path_factory.mktemp("evening") / "cbt.db"
    engine = open_database(f"sqlite:///{path}")
    upgrade(engine)
    engine.dispose()
    before = path.read_bytes()
    engine, said = open_database(f"sqlite:///{path}"), list[str]()
    watch(engine, lambda _connection, sql: said.append(sql))
    people_write(SqlStore(engine))
    with engine.connect() as connection:
        pragmas = read_pragmas(get_driver(connection.connection))
    engine.dispose()
    statements = list(writes(said))
    assert statements.count("COMMIT") > 30
    return Evening(
        before, {name: pragmas[name] for name in PRAGMAS}, statements, states_of(before, statements)
    )


def writes(said: list[str]) -> Iterator[str]:
    """The transactions that wrote, and the checkpoints, as they were sent; one with another inside is none."""
    inside = False
    for sql in said:
        inside = inside or sql == "BEGIN IMMEDIATE"
        if inside or sql.startswith("PRAGMA wal_checkpoint"):
            yield sql
        inside = inside and sql not in ("COMMIT", "ROLLBACK")


def states_of(before: bytes, statements: list[str]) -> list[State]:
    """What is stored at first, and after each commit."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as plain:
        plain.deserialize(_not_in_wal(before))
        states = [state_of(plain)]
        for sql in statements:
            if not sql.startswith("PRAGMA"):
                plain.execute(sql)
            if sql == "COMMIT":
                states.append(state_of(plain))
    return states


def _not_in_wal(content: bytes) -> bytes:
    # The two bytes that say how the file is written; a database in memory has no log.
    return content[:18] + b"\x01\x01" + content[20:]


def cut_everywhere(evening: Evening, folder: Path, synchronous: str, wanted: int) -> tuple[int, int, int]:
    """Cuts at every step, with so many random damages in all: how many cuts, how many lost, how many unsound."""
    work = folder / "work"
    work.mkdir()
    (work / "cbt.db").write_bytes(evening.before)
    pragmas = {**evening.pragmas, "synchronous": synchronous}
    set_up = [f"PRAGMA {name}={value}" for name, value in pragmas.items()]
    steps = record(work, "cbt.db", [*set_up, *evening.statements])
    disk, saved, cuts, lost, unsound = Disk({"cbt.db": evening.before}), 0, 0, 0, 0
    places = [number for number, step in enumerate(steps) if step.kind != "saved"]
    each = -(-wanted // len(places))
    for number, step in enumerate(steps):
        if step.kind == "saved":
            saved += 1
            continue
        disk.play(step)
        for damage in range(each):
            image = folder / "image"
            image.mkdir()
            disk.cut(image, random.Random(f"{number} {damage}"))
            is_kept, is_sound = look(image, evening.states[saved : saved + 2])
            cuts, lost, unsound = cuts + 1, lost + (not is_kept), unsound + (not is_sound)
            shutil.rmtree(image)
    assert saved == len(evening.states) - 1
    return cuts, lost, unsound


def look(image: Path, allowed: list[State]) -> tuple[bool, bool]:
    """Whether a database holds one of these states, and is sound, when it is opened after the cut."""
    with closing(sqlite3.connect(image / "cbt.db")) as opened:
        try:
            sound = opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            return state_of(opened) in allowed, sound
        except sqlite3.DatabaseError:
            return False, False


def test_wherever_the_power_is_cut_what_was_acknowledged_is_there_and_the_file_is_sound(
    evening: Evening, tmp_path: Path
) -> None:
    assert (evening.pragmas["journal_mode"], evening.pragmas["synchronous"]) == ("wal", "2")
    cuts, lost, unsound = cut_everywhere(evening, tmp_path, "FULL", cases(500, 20_000))
    reached("Power cuts, WAL and FULL", cuts=cuts, lost=lost, unsound=unsound)
    assert cuts >= cases(500, 20_000)
    assert (lost, unsound) == (0, 0)


def test_with_less_syncing_the_same_cuts_do_lose_what_was_acknowledged(
    evening: Evening, tmp_path: Path
) -> None:
    cuts, lost, unsound = cut_everywhere(evening, tmp_path, "NORMAL", cases(200, 500))
    reached("Power cuts, WAL and NORMAL, which has to lose", cuts=cuts, lost=lost, unsound=unsound)
    assert lost > cuts / 10


def test_the_disk_keeps_what_was_synced_and_may_lose_tear_or_keep_the_rest() -> None:
    disk, folder = Disk({"file": b"safe"}), Path("/")
    disk.play(Step("write", "file", 4, b"x" * 2000))
    disk.play(Step("sync", "file"))
    disk.play(Step("truncate", "file", 1000))
    disk.play(Step("write", "file", 1000, b"y" * 1500))
    seen: set[bytes] = set()

    class Folder:
        def __truediv__(self, name: str) -> "Folder":
            return self

        def write_bytes(self, content: bytes) -> None:
            seen.add(bytes(content))

    for seed in range(200):
        disk.cut(Folder(), random.Random(seed))  # type: ignore[arg-type]  # all that is asked of a folder
    assert folder.exists()
    assert all(content.startswith(b"safe" + b"x" * 996) for content in seen)
    assert b"safe" + b"x" * 2000 in seen
    assert b"safe" + b"x" * 996 in seen
    assert b"safe" + b"x" * 996 + b"y" * 1500 in seen
    assert any(content.endswith((b"y" * 512 + b"x" * 492, b"y" * 512)) for content in seen)
