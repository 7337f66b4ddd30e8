"""Backups: two files from one moment, keys apart from data, of either database and for either."""

import os
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine

from cbt.errors import BackupWrong, DatabaseTooNew, StoreUnavailable
from cbt.store import SqlStore, backup, open_database, upgrade
from cbt.store.backup import Backup, find_newest, make_backup, restore_backup
from tests.unit.store.cluster import Cluster
from tests.unit.store.people import DAY, Somebody, some_blob, some_id
from tests.unit.store.test_store_erasing import holds

OpenDatabase = Callable[..., Engine]
NOW = datetime(2026, 11, 26, 3, 15, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty(request: pytest.FixtureRequest, tmp_path: Path, cluster: Cluster, opened: OpenDatabase) -> Engine:
    """A database of each kind in which nothing is yet, not even the schema."""
    if request.param == "sqlite":
        return opened(f"sqlite:///{tmp_path / 'restored' / 'cbt.db'}")
    return opened(cluster.url(cluster.new_database()))


def filled(store: SqlStore) -> list[Somebody]:
    """Three people, one with words, and a flow version."""
    people = [Somebody() for _ in range(3)]
    for somebody in people:
        for size in (256, 4096):
            somebody.begin(store, blob=some_blob(size))
    with store.changing_keys() as writing:
        writing.add_wrap(people[0].person_id, some_id(), b"w" * 65, DAY, kind="words", name=b"n" * 256)
        writing.note_sweep(DAY)
    store.keep_flow_version("ab" * 32, b"a source", DAY)
    return people


def all_of(store: SqlStore, people: list[Somebody]) -> list[object]:
    return [
        (store.find_key(each.locator), store.list_wraps(each.person_id),
         store.list_sessions(each.person_id, before=None, limit=99), store.get_days(each.person_id))
        for each in people
    ]  # fmt: skip


def test_what_was_backed_up_is_there_again_on_either_database(
    store: SqlStore, engine: Engine, empty: Engine, folder: Path, tmp_path: Path
) -> None:
    people = filled(store)
    made = make_backup(engine, folder, NOW)
    assert (made.people, made.deleted) == (3, ())
    assert sorted(path.name for path in folder.iterdir()) == [
        "data-2026-11-26T031500Z.db",
        "keys-2026-11-26T031500Z.db",
    ]
    assert find_newest(folder) == Backup(made.data, made.keys, 0)
    assert restore_backup(find_newest(folder), empty, tmp_path / "room").people == 3
    restored = SqlStore(empty)
    assert all_of(restored, people) == all_of(store, people)
    assert restored.get_flow_version("ab" * 32) == b"a source"
    assert restored.find_last_sweep() == DAY
    people[1].begin(restored)
    assert sorted(path.name for path in folder.iterdir()) == [made.data.name, made.keys.name]


def test_no_file_of_a_backup_holds_a_key_and_what_it_opens(
    store: SqlStore, engine: Engine, folder: Path
) -> None:
    ann, blob = Somebody(), some_blob(4096)
    session_id = ann.begin(store, blob=blob)
    made = make_backup(engine, folder, NOW)
    assert holds(folder, blob) == holds(folder, session_id) == [made.data.name]
    assert holds(folder, ann.wrapped) == holds(folder, ann.locator) == [made.keys.name]
    for path in (made.data, made.keys):
        assert path.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.linux
def test_the_folder_of_a_backup_is_made_and_synced_and_no_file_in_it_stays_open(
    sqlite_url: str, opened: OpenDatabase, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced, real = list[str](), os.fsync

    def fsync(descriptor: int) -> None:
        synced.append(str(Path(f"/proc/self/fd/{descriptor}").readlink()))
        real(descriptor)

    def open_in(folder: Path) -> list[str]:
        links = [link for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
        return [found for found in map(str, (link.readlink() for link in links)) if str(folder) in found]

    monkeypatch.setattr(os, "fsync", fsync)
    made = make_backup(opened(sqlite_url), folder / "of" / "today", NOW)
    assert synced == [str(folder / "of" / "today")]
    restore_backup(made, opened(f"sqlite:///{tmp_path / 'new.db'}"), tmp_path / "room")
    assert open_in(folder) == []


def test_a_backup_that_fails_half_way_leaves_no_file(
    sqlite_url: str, opened: OpenDatabase, path: Path, folder: Path
) -> None:
    engine = opened(sqlite_url)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE wrap")
    with pytest.raises(StoreUnavailable):
        make_backup(engine, folder, NOW)
    assert list(folder.iterdir()) == []


def test_what_is_put_together_is_its_owners_alone_and_not_in_the_folder_of_the_backup(
    sqlite_url: str, opened: OpenDatabase, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, seen, room = make_backup(opened(sqlite_url), folder, NOW), list[str](), tmp_path / "some" / "room"

    def upgrade_and_look(engine: Engine) -> None:
        for pattern in (".restoring-*/whole.db", ".restoring-*"):
            seen.extend(oct(found.stat().st_mode & 0o777) for found in sorted(room.glob(pattern)))
        assert sorted(folder.iterdir()) == [made.data, made.keys]
        upgrade(engine)

    monkeypatch.setattr(backup, "upgrade", upgrade_and_look)
    restore_backup(made, opened(f"sqlite:///{tmp_path / 'new.db'}"), room)
    assert seen == ["0o600", "0o700"] * 2
    assert list(room.iterdir()) == []
    assert room.stat().st_mode & 0o777 == 0o700


def test_no_connection_to_what_was_put_together_stays_open(
    sqlite_url: str, opened: OpenDatabase, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, engines = make_backup(opened(sqlite_url), folder, NOW), list[Engine]()

    def noting(url: str) -> Engine:
        engines.append(open_database(url))
        return engines[-1]

    monkeypatch.setattr(backup, "open_database", noting)
    restore_backup(made, opened(f"sqlite:///{tmp_path / 'new.db'}"), tmp_path / "room")
    assert [engine.pool.checkedin() for engine in engines] == [0]  # type: ignore[attr-defined]


@pytest.mark.postgres
def test_a_backup_may_take_longer_than_an_answer(
    postgres_url: str, opened: OpenDatabase, folder: Path, cluster: Cluster
) -> None:
    engine = opened(postgres_url, 100)
    filled(SqlStore(engine))
    with psycopg.connect(postgres_url) as holder, ThreadPoolExecutor() as pool:
        holder.execute("LOCK TABLE wrap")
        made = pool.submit(make_backup, engine, folder, NOW)
        cluster.let_wait(0.2)
        holder.rollback()
        assert made.result(10).people == 3


def test_files_of_keys_go_after_seven_days_and_nothing_else_does(engine: Engine, folder: Path) -> None:
    folder.mkdir()
    others = ["notes.txt", "keys-of-the-house.db", "data-2020-01-01T000000Z.db", "keys-2026-13-01T00Z.db"]
    for name in others:
        (folder / name).touch()
    first = make_backup(engine, folder, NOW)
    second = make_backup(engine, folder, NOW + timedelta(days=7))
    assert second.deleted == ()
    third = make_backup(engine, folder, NOW + timedelta(days=7, seconds=1))
    assert third.deleted == (first.keys,)
    assert not first.keys.exists()
    assert first.data.exists()
    assert all((folder / name).exists() for name in others)


def test_a_deleted_person_stays_unreadable_with_keys_that_are_newer_than_the_data(
    store: SqlStore, engine: Engine, empty: Engine, folder: Path, tmp_path: Path
) -> None:
    people = filled(store)
    old = make_backup(engine, folder, NOW)
    store.erase_person(people[0].person_id)
    late = Somebody()
    late.begin(store)
    new = make_backup(engine, folder, NOW + timedelta(days=1))
    restored = restore_backup(Backup(old.data, new.keys, 0), empty, tmp_path / "room")
    assert restored.people == 3
    found = SqlStore(empty)
    assert found.find_key(people[0].locator) is None
    assert found.find_key(late.locator) is None
    assert all_of(found, people[1:]) == all_of(store, people[1:])


def test_a_backup_while_people_write_is_one_committed_moment(
    store: SqlStore, engine: Engine, folder: Path, tmp_path: Path, opened: OpenDatabase
) -> None:
    ann, stop = Somebody(), threading.Event()
    session_id = ann.begin(store)

    def write() -> None:
        while not stop.is_set():
            # Both in one transaction: a moment between them never was.
            with store.changing_keys() as writing:
                revision = ann_revision(store)
                writing.replace_session(
                    ann.person_id, session_id, was=revision, visit=some_id(), blob=some_blob(), day=DAY
                )
                writing.add_wrap(ann.person_id, some_id(), b"w" * 65, DAY, kind="cookie")

    def ann_revision(of: SqlStore) -> int:
        found = of.find_session(ann.locator, session_id)
        assert found is not None
        return found[1].revision

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            made = make_backup(engine, folder, NOW + timedelta(seconds=number))
            target = opened(f"sqlite:///{tmp_path / f'restored {number}.db'}")
            restore_backup(made, target, tmp_path / "room")
            restored = SqlStore(target)
            assert len(restored.list_wraps(ann.person_id)) == ann_revision(restored)
    finally:
        stop.set()
        writer.join()


def test_a_database_with_people_is_not_restored_into(
    store: SqlStore, engine: Engine, folder: Path, tmp_path: Path
) -> None:
    (ann, *_) = filled(store)
    made = make_backup(engine, folder, NOW)
    before = all_of(store, [ann])
    with pytest.raises(BackupWrong) as refusal:
        restore_backup(made, engine, tmp_path / "room")
    assert refusal.value.reason == "taken"
    assert all_of(store, [ann]) == before


def test_a_fresh_start_without_people_is_restored_into(
    store: SqlStore, engine: Engine, folder: Path, tmp_path: Path, empty: Engine
) -> None:
    people = filled(store)
    made = make_backup(engine, folder, NOW)
    upgrade(empty)
    for version in ("ab" * 32, "cd" * 32):
        SqlStore(empty).keep_flow_version(version, b"another source", DAY)
    assert restore_backup(made, empty, tmp_path / "room").people == len(people)
    assert SqlStore(empty).get_flow_version("ab" * 32) == b"a source"


def test_no_backup_is_made_of_an_old_schema_and_no_half_of_one_is_left(
    opened: OpenDatabase, folder: Path, tmp_path: Path
) -> None:
    with pytest.raises(BackupWrong) as refusal:
        make_backup(opened(f"sqlite:///{tmp_path / 'none.db'}"), folder, NOW)
    assert refusal.value.reason == "old_schema"
    assert not folder.exists()


def test_a_folder_without_both_files_has_no_backup(engine: Engine, folder: Path) -> None:
    for lacks in (None, "data", "keys"):
        if lacks:
            getattr(make_backup(engine, folder, NOW), lacks).unlink()
        with pytest.raises(BackupWrong) as refusal:
            find_newest(folder)
        assert refusal.value.reason == "missing"
    make_backup(engine, folder, NOW - timedelta(days=1))
    (folder / "data-2026-11-27T031500Z.db").touch()
    assert find_newest(folder).data.name == "data-2026-11-25T031500Z.db"


def test_damaged_files_and_files_of_different_releases_are_refused(
    store: SqlStore, engine: Engine, folder: Path, tmp_path: Path, empty: Engine
) -> None:
    filled(store)
    made = make_backup(engine, folder, NOW)
    with closing(sqlite3.connect(made.keys)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    reasons = []
    for spoil in (
        lambda: None,
        lambda: made.keys.write_bytes(b"nothing"),
        lambda: made.data.write_bytes(b"x" * 5000),
    ):
        spoil()
        with pytest.raises(BackupWrong) as refusal:
            restore_backup(made, empty, tmp_path / "room")
        reasons.append(refusal.value.reason)
    assert reasons == ["unlike", "damaged", "damaged"]


def test_a_page_of_the_data_that_was_overwritten_is_found(
    store: SqlStore, engine: Engine, folder: Path, tmp_path: Path, empty: Engine
) -> None:
    people = filled(store)
    made = make_backup(engine, folder, NOW)
    content = made.data.read_bytes()
    refused = set()
    for page in range(1, len(content) // 4096):
        spoilt = bytearray(content)
        spoilt[page * 4096 : page * 4096 + 100] = b"\xff" * 100
        made.data.write_bytes(spoilt)
        try:
            restore_backup(made, empty, tmp_path / "room")
        except BackupWrong as refusal:
            refused.add(refusal.reason)
            continue
        # What was overwritten was inside a value, and a seal of its own keeps that.
        for each in people:
            SqlStore(empty).erase_person(each.person_id)
    assert "damaged" in refused


def test_a_backup_of_a_newer_release_is_named_and_nothing_is_made_of_it(
    store: SqlStore, engine: Engine, folder: Path, tmp_path: Path, empty: Engine
) -> None:
    made = make_backup(engine, folder, NOW)
    for path in (made.data, made.keys):
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("UPDATE alembic_version SET version_num = '0999'")
    with pytest.raises(DatabaseTooNew):
        restore_backup(made, empty, tmp_path / "room")
