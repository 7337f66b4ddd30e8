"""Databases of every release that there was: each opens in this one, with every word, whatever interrupts it.

It must not make those files anew: they are what was written then.
"""

import json
import os
import shutil
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from cbt.store import SqlStore, check_database, is_current, open_database, upgrade
from cbt.store.backup import make_backup
from cbt.store.revisions import REVISIONS
from cbt.store.tables import METADATA
from tests.unit.service.house import Browser, House
from tests.unit.store.cluster import Cluster
from tests.unit.store.test_store_backup import NOW

OpenDatabase = Callable[..., Engine]

GOLDEN = Path(__file__).parents[2] / "golden"
RELEASES = sorted(path.stem for path in GOLDEN.glob("schema_*.db"))
_KILLED = -signal.SIGKILL
# A process with threads is forked here on purpose: its copy uses none of them, and ends by itself.
forks = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")


def people_of(release: str) -> list[dict[str, Any]]:
    """What the people of a golden database had written, and their secrets."""
    found: list[dict[str, Any]] = json.loads((GOLDEN / f"{release}.json").read_text(encoding="utf-8"))
    return found


def check_people(engine: Engine, release: str) -> None:
    """Everybody finds every record as it was."""
    house = House(SqlStore(engine))
    for person in people_of(release):
        record = house.keeping.record(bytes.fromhex(person["secret"]), person["address"])
        assert (record.title, record.finished, record.here) == (
            person["title"],
            person["finished"],
            person["here"],
        )
        assert [[row.label, list(row.words)] for row in record.rows] == person["rows"]


@pytest.fixture
def copy(tmp_path: Path) -> Callable[[str], Path]:
    """A golden database to work on."""
    return lambda release: Path(shutil.copy(GOLDEN / f"{release}.db", tmp_path / "cbt.db"))


def test_there_is_a_golden_database_of_every_schema_before_this_one() -> None:
    assert [release.removeprefix("schema_") for release in RELEASES] == list(REVISIONS[: len(RELEASES)])
    assert len(RELEASES) >= len(REVISIONS) - 1


@pytest.mark.parametrize("release", RELEASES)
def test_everybody_finds_what_they_wrote_and_can_go_on(
    release: str, copy: Callable[[str], Path], opened: OpenDatabase
) -> None:
    engine = opened(f"sqlite:///{copy(release)}")
    upgrade(engine)
    check_database(engine)
    check_people(engine, release)
    house = House(SqlStore(engine))
    person = people_of(release)[1]
    browser = Browser(house, bytes.fromhex(person["secret"]))
    page = browser.page(person["address"])
    turn = browser.answer(page, "She did not look up.")
    assert turn.go_to == page.number + 1
    ways, days = house.devices.ways(browser.secret), house.devices.days(browser.secret)
    assert ways is not None
    assert days is not None
    assert ways.devices[0].made_on == days.created_on


@pytest.mark.parametrize("release", RELEASES)
def test_a_blob_is_of_the_present_format_once_it_was_written_again(
    release: str, copy: Callable[[str], Path], opened: OpenDatabase
) -> None:
    path = copy(release)
    engine = opened(f"sqlite:///{path}")
    upgrade(engine)
    house, person = House(SqlStore(engine)), people_of(release)[1]
    browser = Browser(house, bytes.fromhex(person["secret"]))
    browser.answer(browser.page(person["address"]), "She did not look up.")
    with closing(sqlite3.connect(path)) as connection:
        versions = {row[0][0] for row in connection.execute("SELECT blob FROM exercise_session")}
    assert versions == {1, 2}


@forks
@pytest.mark.slow
@pytest.mark.parametrize("release", RELEASES)
def test_a_migration_killed_at_any_statement_is_done_by_the_next_start(
    release: str, tmp_path: Path, opened: OpenDatabase
) -> None:
    killed = 0
    while True:
        path = Path(shutil.copy(GOLDEN / f"{release}.db", tmp_path / f"{killed}.db"))
        url = f"sqlite:///{path}"
        if upgrade_killed_at(url, killed + 1) != _KILLED:
            break
        killed += 1
        engine = opened(url)
        upgrade(engine)
        assert is_current(engine)
        check_people(engine, release)
        engine.dispose()
    assert killed > 10


@forks
@pytest.mark.slow
@pytest.mark.postgres
def test_a_migration_killed_at_any_statement_is_done_by_the_next_start_on_postgresql(
    cluster: Cluster, opened: OpenDatabase
) -> None:
    killed = 0
    while True:
        url = cluster.url(cluster.new_database())
        if upgrade_killed_at(url, killed + 1) != _KILLED:
            break
        killed += 1
        engine = opened(url)
        upgrade(engine)
        assert is_current(engine)
        engine.dispose()
    assert killed > 10


def upgrade_killed_at(url: str, statement: int) -> int:
    """Upgrades in a process of its own, which is killed right behind a statement; how that process ended."""
    child = os.fork()
    if child == 0:
        _upgrade_and_die(url, statement)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def _upgrade_and_die(url: str, statement: int) -> None:
    # Whatever happens here must end this process: it is a copy of the one that tests.
    try:
        engine, seen = open_database(url), [0]

        def count(*_given: object) -> None:
            seen[0] += 1
            if seen[0] == statement:
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(engine, "after_cursor_execute", count)
        upgrade(engine)
        os._exit(0)
    finally:
        os._exit(1)


def test_a_golden_file_was_never_opened_by_a_test() -> None:
    for release in RELEASES:
        assert not (GOLDEN / f"{release}.db-wal").exists()
        assert not (GOLDEN / f"{release}.db.lock").exists()


def test_a_backup_of_an_upgraded_database_has_all_tables(
    copy: Callable[[str], Path], opened: OpenDatabase, tmp_path: Path
) -> None:
    engine = opened(f"sqlite:///{copy(RELEASES[0])}")
    upgrade(engine)
    made = make_backup(engine, tmp_path / "copies", NOW)
    with closing(sqlite3.connect(made.data)) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    assert tables == {*METADATA.tables, "alembic_version"}
