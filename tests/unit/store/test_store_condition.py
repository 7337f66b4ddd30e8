"""A database is looked at before it is used: what is broken, foreign or newer is named and stays as it is."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine

from cbt.errors import CbtError, DatabaseBroken, DatabaseTooNew, StoreUnavailable
from cbt.store import SqlStore, check_database, condition, describe, is_current, schema, upgrade
from cbt.store.condition import is_there
from tests.unit.store.cluster import Cluster
from tests.unit.store.people import Somebody, some_blob

OpenDatabase = Callable[..., Engine]


def content_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def refusal_of(engine: Engine, path: Path) -> CbtError:
    """What checking and upgrading both refuse with; neither may change a file of the folder."""
    before = content_of(path.parent)
    with pytest.raises(CbtError) as upgrading:
        upgrade(engine)
    with pytest.raises(CbtError) as checking:
        check_database(engine)
    assert content_of(path.parent) == before
    assert type(checking.value) is type(upgrading.value)
    return checking.value


@pytest.fixture
def filled(path: Path, opened: OpenDatabase) -> Path:
    """A closed file with some sessions in it."""
    engine = opened(f"sqlite:///{path}")
    store, ann = SqlStore(engine), Somebody()
    for _ in range(30):
        ann.begin(store, blob=some_blob(4096))
    engine.dispose()
    path.with_name("cbt.db.lock").unlink()
    return path


def test_a_sound_database_passes_and_is_current(filled: Path, opened: OpenDatabase) -> None:
    engine = opened(f"sqlite:///{filled}")
    before = content_of(filled.parent)
    check_database(engine)
    check_database(engine, thorough=False)
    assert is_current(engine)
    upgrade(engine)
    assert content_of(filled.parent) == before


@pytest.mark.parametrize("exists", [False, True])
def test_one_yet_to_be_made_passes_and_an_upgrade_makes_it(
    tmp_path: Path, opened: OpenDatabase, exists: bool
) -> None:
    path = tmp_path / "cbt.db"
    if exists:
        path.touch()
    engine = opened(f"sqlite:///{path}")
    check_database(engine)
    assert not is_current(engine)
    assert path.exists() == exists
    upgrade(engine)
    check_database(engine)
    assert is_current(engine)


def test_one_with_no_table_yet_passes(tmp_path: Path, opened: OpenDatabase) -> None:
    connection = sqlite3.connect(tmp_path / "cbt.db")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.close()
    engine = opened(f"sqlite:///{tmp_path / 'cbt.db'}")
    check_database(engine)
    upgrade(engine)
    assert is_current(engine)


def test_a_newer_database_is_named_and_not_touched(filled: Path, opened: OpenDatabase) -> None:
    with sqlite3.connect(filled) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999'")
    connection.close()
    refusal = refusal_of(opened(f"sqlite:///{filled}"), filled)
    assert isinstance(refusal, DatabaseTooNew)
    assert (refusal.revision, refusal.newest) == ("0999", "0002")


@pytest.mark.parametrize(
    "content", [b"\x00" * 4096, os.urandom(5000), b"not a database", b"SQLite format 3\0"]
)
def test_a_file_that_is_no_database_is_named_and_not_touched(
    tmp_path: Path, opened: OpenDatabase, content: bytes
) -> None:
    path = tmp_path / "cbt.db"
    path.write_bytes(content)
    refusal = refusal_of(opened(f"sqlite:///{path}"), path)
    assert isinstance(refusal, DatabaseBroken)
    assert (refusal.path, refusal.reason) == (str(path), "not_a_database")


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_damaged_page_is_found_and_not_touched(filled: Path, opened: OpenDatabase, at: int) -> None:
    # The header, the schema, and a page in the middle.
    start, length = [(16, 84), (100, 600), (9 * 4096, 8192)][at]
    with filled.open("r+b") as file:
        file.seek(start)
        file.write(b"\xa5" * length)
    engine = opened(f"sqlite:///{filled}")
    before = content_of(filled.parent)
    with pytest.raises(DatabaseBroken) as refusal:
        check_database(engine)
    assert refusal.value.reason in {"damaged", "not_a_database"}
    assert content_of(filled.parent) == before


def test_a_bad_look_without_locks_is_looked_at_again_once_another_process_writes(
    filled: Path, opened: OpenDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = iter([True, False])
    monkeypatch.setattr(condition, "_is_alone", lambda _: next(seen))
    with filled.open("r+b") as file:
        file.truncate(filled.stat().st_size // 2)
    with pytest.raises(DatabaseBroken) as refusal:
        check_database(opened(f"sqlite:///{filled}"))
    assert refusal.value.reason == "damaged"
    assert next(seen, None) is None


def test_a_table_whose_name_is_no_text_any_more_is_damage(filled: Path, opened: OpenDatabase) -> None:
    content = filled.read_bytes()
    filled.write_bytes(content.replace(b"exercise_session", b"exercise_sess\x8eon", 1))
    with pytest.raises(DatabaseBroken) as broken:
        check_database(opened(f"sqlite:///{filled}"))
    assert broken.value.reason == "damaged"


def test_a_revision_that_is_no_text_any_more_is_damage(filled: Path, opened: OpenDatabase) -> None:
    with sqlite3.connect(filled) as connection:
        connection.execute("UPDATE alembic_version SET version_num = CAST(x'30b832' AS TEXT)")
    connection.close()
    refusal = refusal_of(opened(f"sqlite:///{filled}"), filled)
    assert isinstance(refusal, DatabaseBroken)
    assert refusal.reason == "damaged"


def test_a_file_cut_short_is_found_and_not_touched(filled: Path, opened: OpenDatabase) -> None:
    with filled.open("r+b") as file:
        file.truncate(filled.stat().st_size // 2)
    before = content_of(filled.parent)
    with pytest.raises(DatabaseBroken) as refusal:
        check_database(opened(f"sqlite:///{filled}"))
    assert refusal.value.reason == "damaged"
    assert content_of(filled.parent) == before


def test_an_emptied_file_with_a_log_beside_it_is_not_taken_for_a_new_one(
    filled: Path, opened: OpenDatabase
) -> None:
    filled.write_bytes(b"")
    filled.with_name("cbt.db-wal").write_bytes(b"w")
    refusal = refusal_of(opened(f"sqlite:///{filled}"), filled)
    assert isinstance(refusal, DatabaseBroken)
    assert refusal.reason == "damaged"
    filled.with_name("cbt.db-wal").write_bytes(b"")
    upgrade(opened(f"sqlite:///{filled}"))


def test_somebody_elses_database_is_named_and_not_touched(tmp_path: Path, opened: OpenDatabase) -> None:
    path = tmp_path / "cbt.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmarks (address TEXT)")
    connection.close()
    refusal = refusal_of(opened(f"sqlite:///{path}"), path)
    assert isinstance(refusal, DatabaseBroken)
    assert refusal.reason == "foreign"


def test_the_log_of_a_killed_process_is_read_and_left_for_the_first_real_connection(
    filled: Path, opened: OpenDatabase
) -> None:
    program = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "c.execute(\"UPDATE alembic_version SET version_num = '0998'\"); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", program, str(filled)], check=True)
    before = content_of(filled.parent)
    assert len(before["cbt.db-wal"]) > 0
    with pytest.raises(DatabaseTooNew) as refusal:
        check_database(opened(f"sqlite:///{filled}"))
    assert refusal.value.revision == "0998"
    after = content_of(filled.parent)
    assert (after["cbt.db"], after["cbt.db-wal"]) == (before["cbt.db"], before["cbt.db-wal"])


def test_a_process_killed_while_it_made_the_file_is_no_damage(tmp_path: Path, opened: OpenDatabase) -> None:
    program = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "c.execute('PRAGMA cache_size=1'); c.execute('CREATE TABLE alembic_version (version_num)');"
        "c.execute('BEGIN'); c.execute('DROP TABLE alembic_version'); c.execute('CREATE TABLE t (x)');"
        "c.execute('INSERT INTO t VALUES (randomblob(900000))'); os._exit(0)"
    )
    path = tmp_path / "cbt.db"
    subprocess.run([sys.executable, "-c", program, str(path)], check=True)
    assert (tmp_path / "cbt.db-journal").exists()
    check_database(opened(f"sqlite:///{path}"))
    assert not (tmp_path / "cbt.db-journal").exists()


def test_a_database_that_is_held_is_locked_and_not_broken_and_not_opened_to_write(
    filled: Path, opened: OpenDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    holder = sqlite3.connect(filled, isolation_level=None)
    holder.execute("PRAGMA locking_mode=EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    real, asked = sqlite3.connect, list[str]()

    def connect(address: str, **more: Any) -> Any:
        asked.append(address)
        return real(address, **more)

    monkeypatch.setattr(sqlite3, "connect", connect)
    with pytest.raises(StoreUnavailable) as trouble:
        check_database(opened(f"sqlite:///{filled}", 200))
    holder.close()
    assert trouble.value.reason == "locked"
    assert asked
    assert not any("mode=rw" in address for address in asked)


def test_a_short_look_does_not_read_the_file_from_end_to_end(filled: Path, opened: OpenDatabase) -> None:
    with filled.open("r+b") as file:
        file.seek(9 * 4096)
        file.write(b"\xa5" * 8192)
    engine = opened(f"sqlite:///{filled}")
    assert is_there(engine)
    assert is_current(engine)
    assert describe(engine)["schema"] == "0002"
    upgrade(engine)
    with pytest.raises(DatabaseBroken):
        check_database(engine)


def test_making_a_table_anew_deletes_nothing_that_refers_to_it(
    filled: Path, opened: OpenDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    def make_person_anew(connection: Connection) -> None:
        for statement in (
            "CREATE TABLE anew (id BLOB PRIMARY KEY, created_on DATE, seen_on DATE)",
            "INSERT INTO anew SELECT * FROM person",
            "DROP TABLE person",
            "ALTER TABLE anew RENAME TO person",
        ):
            connection.exec_driver_sql(statement)

    with sqlite3.connect(filled) as direct:
        direct.execute("DELETE FROM alembic_version")
    direct.close()
    monkeypatch.setattr(schema, "_migrate", make_person_anew)
    engine = opened(f"sqlite:///{filled}")
    upgrade(engine)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM exercise_session").scalar() == 30
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_what_points_at_nothing_undoes_a_migration(tmp_path: Path, opened: OpenDatabase) -> None:
    path = tmp_path / "cbt.db"
    with sqlite3.connect(path) as connection:
        connection.executescript(
            "PRAGMA journal_mode=WAL; CREATE TABLE alembic_version (version_num);"
            "CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (a INTEGER REFERENCES a (id));"
            "INSERT INTO b VALUES (7)"
        )
    connection.close()
    before = path.read_bytes()
    with pytest.raises(DatabaseBroken) as refusal:
        upgrade(opened(f"sqlite:///{path}"))
    assert refusal.value.reason == "damaged"
    assert path.read_bytes() == before


def test_a_backup_copied_while_it_was_in_use_by_nobody_opens(filled: Path, opened: OpenDatabase) -> None:
    copy = Path(shutil.copy(filled, filled.with_name("copy.db")))
    engine = opened(f"sqlite:///{copy}")
    check_database(engine)
    Somebody().begin(SqlStore(engine))


@pytest.mark.postgres
def test_a_newer_postgresql_database_is_named_and_not_touched(cluster: Cluster, opened: OpenDatabase) -> None:
    name = cluster.new_database()
    engine = opened(cluster.url(name))
    check_database(engine)
    assert not is_current(engine)
    upgrade(engine)
    assert is_current(engine)
    cluster.run("UPDATE alembic_version SET version_num = '0999'", name)
    for action in (check_database, upgrade):
        with pytest.raises(DatabaseTooNew) as refusal:
            action(engine)
        assert refusal.value.revision == "0999"
    cluster.run("DELETE FROM alembic_version", name)
    check_database(engine)
    assert not is_current(engine)


@pytest.mark.postgres
def test_a_postgresql_that_is_not_there_is_lost(opened: OpenDatabase) -> None:
    with pytest.raises(StoreUnavailable) as trouble:
        check_database(opened("postgresql://cbt@127.0.0.1:1/cbt"))
    assert trouble.value.reason == "lost"
