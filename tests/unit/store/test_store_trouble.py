"""Storage trouble: one code for each kind, no word of the driver's, and the store works again afterwards."""

import os
import pwd
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, event
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from cbt.errors import StoreUnavailable
from cbt.store import SqlStore, check_database, is_current, upgrade
from cbt.store.direct import Direct
from cbt.store.trouble import TRANSLATED
from tests.unit.store.cluster import Cluster
from tests.unit.store.drivers import watch
from tests.unit.store.people import DAY, Somebody, some_blob, some_id

OpenDatabase = Callable[..., Engine]

HOLD_SQLITE = "import sqlite3; c = sqlite3.connect({path!r}); c.execute('BEGIN EXCLUSIVE')"
HOLD_QUEUE = "import fcntl; f = open({path!r} + '.lock', 'w'); fcntl.flock(f, fcntl.LOCK_EX)"


def reason_of(action: Callable[[], object]) -> str:
    with pytest.raises(StoreUnavailable) as trouble:
        action()
    assert trouble.value.args == (trouble.value.reason,)
    assert trouble.value.__context__ is None or trouble.value.__suppress_context__
    return trouble.value.reason


def release(process: subprocess.Popen[str]) -> None:
    if process.returncode is None:
        process.communicate("\n")


@pytest.fixture
def held(path: Path) -> Iterator[Callable[[str], subprocess.Popen[str]]]:
    """Starts a process that holds a lock on the file until it is told to go."""
    running: list[subprocess.Popen[str]] = []

    def hold(how: str) -> subprocess.Popen[str]:
        program = how.format(path=str(path)) + "; print('held', flush=True); input()"
        process = subprocess.Popen(
            [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        running.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        return process

    yield hold
    for process in running:
        release(process)


@pytest.fixture
def write_protected(empty_file: Path) -> Iterator[Path]:
    """A folder that this process may read and not write; for root, as somebody else, whom the mode binds."""
    folder = Path(tempfile.mkdtemp(prefix="cbt-protected-"))
    path = folder / "cbt.db"
    shutil.copy(empty_file, path)
    path.chmod(0o444)
    folder.chmod(0o555)
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(pwd.getpwnam("nobody").pw_uid)
    try:
        yield folder
    finally:
        if is_root:
            os.seteuid(0)
        folder.chmod(0o755)
        shutil.rmtree(folder)


def test_a_full_disk_is_full_and_works_again_once_there_is_room(
    sqlite_url: str, opened: OpenDatabase
) -> None:
    engine = opened(sqlite_url)
    room = ["PRAGMA max_page_count=1"]  # SQLite takes the present size where that is larger

    def limit(connection: sqlite3.Connection, _: object) -> None:
        for pragma in room:
            connection.execute(pragma)

    event.listen(engine, "connect", limit)
    store, ann = SqlStore(engine), Somebody()
    assert reason_of(lambda: ann.begin(store, blob=some_blob(65_536))) == "full"
    assert store.find_key(ann.locator) is None
    room.clear()
    engine.dispose()
    session_id = ann.begin(store, blob=some_blob(65_536))
    room.append("PRAGMA max_page_count=1")
    engine.dispose()
    before = store.find_session(ann.locator, session_id)
    assert before is not None
    assert reason_of(lambda: ann.answer(store, session_id, blob=some_blob(1_048_576))) == "full"
    assert store.find_session(ann.locator, session_id) == before
    assert ann.answer(store, session_id, blob=some_blob(256)) == 2


@pytest.mark.parametrize("how", [HOLD_SQLITE, HOLD_QUEUE])
def test_a_lock_that_another_process_keeps_is_locked_and_works_again_once_it_is_gone(
    sqlite_url: str, opened: OpenDatabase, held: Callable[[str], subprocess.Popen[str]], how: str
) -> None:
    store, ann = SqlStore(opened(sqlite_url, 300)), Somebody()
    ann.begin(store)
    process = held(how)
    for _ in range(3):
        assert reason_of(lambda: ann.begin(store)) == "locked"
        assert reason_of(lambda: store.erase_person(ann.person_id)) == "locked"
    assert store.kept(ann.person_id).sessions == 1
    release(process)
    ann.begin(store)
    assert store.kept(ann.person_id).sessions == 2


def test_a_write_inside_a_write_is_locked_rather_than_stuck(sqlite_url: str, opened: OpenDatabase) -> None:
    store, ann = SqlStore(opened(sqlite_url, 100)), Somebody()
    with store.writing() as writing:
        assert reason_of(lambda: ann.begin(store)) == "locked"
        writing.add_person(ann.key, ann.locator, DAY)
    ann.begin(store)


def test_an_erasure_that_a_reader_is_in_the_way_of_says_so_and_is_done_when_asked_again(
    path: Path, sqlite_url: str, opened: OpenDatabase
) -> None:
    store, ann = SqlStore(opened(sqlite_url, 200)), Somebody()
    ann.begin(store)
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM wrap").fetchall()
    assert reason_of(lambda: store.erase_person(ann.person_id)) == "locked"
    reader.close()
    store.erase_person(ann.person_id)
    assert path.with_name("cbt.db-wal").stat().st_size == 0


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_a_pool_with_no_connection_left_is_locked(
    kind: str, request: pytest.FixtureRequest, opened: OpenDatabase
) -> None:
    engine = opened(request.getfixturevalue(f"{kind}_url"), 100)
    store, connections = SqlStore(engine), []
    for connect in iter(lambda: engine.connect, None):
        try:
            connections.append(connect())
        except PoolTimeout:
            break
    assert reason_of(lambda: store.find_key(some_id())) == "locked"
    for connection in connections:
        connection.close()
    assert store.find_key(some_id()) is None


def test_a_database_that_may_only_be_read_is_readonly(sqlite_url: str, opened: OpenDatabase) -> None:
    engine = opened(sqlite_url)
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA query_only=ON"))
    store, ann = SqlStore(engine), Somebody()
    assert reason_of(lambda: ann.begin(store)) == "readonly"
    assert reason_of(lambda: store.keep_flow_version("ab" * 32, b"steps", DAY)) == "readonly"
    assert store.find_key(ann.locator) is None


def test_a_folder_that_may_not_be_written_is_readonly(write_protected: Path, opened: OpenDatabase) -> None:
    store = SqlStore(opened(f"sqlite:///{write_protected / 'cbt.db'}"))
    assert reason_of(lambda: Somebody().begin(store)) == "readonly"
    new = opened(f"sqlite:///{write_protected / 'new.db'}")
    assert reason_of(lambda: upgrade(new)) == "readonly"
    assert not (write_protected / "new.db").exists()


def test_a_write_protected_database_can_be_looked_at(write_protected: Path, opened: OpenDatabase) -> None:
    engine = opened(f"sqlite:///{write_protected / 'cbt.db'}")
    check_database(engine)
    assert is_current(engine)


def test_a_file_that_vanished_is_trouble_and_not_a_fresh_start(path: Path, opened: OpenDatabase) -> None:
    engine = opened(f"sqlite:///{path}")
    path.unlink()
    assert reason_of(lambda: SqlStore(engine).find_key(some_id())) == "other"
    assert not path.exists()


@pytest.mark.postgres
def test_a_server_that_is_not_there_is_lost(opened: OpenDatabase) -> None:
    store = SqlStore(opened("postgresql://cbt@127.0.0.1:1/cbt"))
    assert reason_of(lambda: store.find_key(some_id())) == "lost"
    assert reason_of(lambda: Somebody().begin(store)) == "lost"


class Scissors:
    """Ends PostgreSQL connections under the statements that begin with `word`, just before each is sent."""

    def __init__(self, engine: Engine, cluster: Cluster) -> None:
        self._cluster = cluster
        self._word, self._left = "", 0
        watch(engine, self._see)

    def cut(self, word: str, times: int = 1) -> None:
        self._word, self._left = word, times

    def _see(self, connection: Any, sql: str) -> None:
        if self._left and sql.startswith(self._word):
            self._left -= 1
            end(self._cluster, connection.info.backend_pid)


def end(cluster: Cluster, process: int) -> None:
    cluster.run(f"SELECT pg_terminate_backend({process}, 5000)")


def test_a_read_that_finds_a_lock_is_not_made_to_wait_for_it_twice(
    sqlite_url: str, opened: OpenDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, asked = SqlStore(opened(sqlite_url)), list[object]()

    def fetch(_: Direct, statement: object, **values: object) -> None:
        asked.append(statement)
        raise PoolTimeout

    monkeypatch.setattr(Direct, "fetch", fetch)
    assert reason_of(lambda: store.find_key(some_id())) == "locked"
    assert len(asked) == 1


@pytest.mark.postgres
def test_a_read_whose_connection_is_cut_is_read_again(
    postgres_url: str, cluster: Cluster, opened: OpenDatabase
) -> None:
    engine = opened(postgres_url)
    store, ann, scissors = SqlStore(engine), Somebody(), Scissors(engine, cluster)
    ann.begin(store)
    scissors.cut("SELECT")
    assert store.find_key(ann.locator) == ann.key


@pytest.mark.postgres
def test_a_read_that_is_cut_twice_is_lost_and_works_again(
    postgres_url: str, cluster: Cluster, opened: OpenDatabase
) -> None:
    engine = opened(postgres_url)
    store, ann, scissors = SqlStore(engine), Somebody(), Scissors(engine, cluster)
    ann.begin(store)
    scissors.cut("SELECT", times=2)
    assert reason_of(lambda: store.find_key(ann.locator)) == "lost"
    assert store.find_key(ann.locator) == ann.key


@pytest.mark.postgres
@pytest.mark.parametrize("word", ["BEGIN", "SELECT", "UPDATE"])
def test_a_write_whose_connection_is_cut_is_lost_and_is_not_tried_again_by_itself(
    postgres_url: str, cluster: Cluster, opened: OpenDatabase, word: str
) -> None:
    engine = opened(postgres_url)
    store, ann, scissors = SqlStore(engine), Somebody(), Scissors(engine, cluster)
    session_id = ann.begin(store)
    scissors.cut(word)
    assert reason_of(lambda: ann.answer(store, session_id)) == "lost"
    assert ann.answer(store, session_id) == 2


@pytest.mark.postgres
def test_a_server_that_goes_before_the_commit_is_lost_and_nothing_was_written(
    postgres_url: str, cluster: Cluster, opened: OpenDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    store, ann = SqlStore(opened(postgres_url)), Somebody()
    session_id = ann.begin(store)

    def answer_and_be_cut() -> None:
        with store.writing() as writing:
            assert writing.replace_session(
                ann.person_id, session_id, was=1, visit=some_id(), blob=some_blob(), day=DAY
            )
            [[process]] = cluster.run("SELECT pid FROM pg_stat_activity WHERE state = 'idle in transaction'")
            end(cluster, process)

    assert reason_of(answer_and_be_cut) == "lost"
    assert ann.answer(store, session_id) == 2
    assert caplog.records == []


@pytest.mark.postgres
def test_connections_that_were_ended_while_idle_are_noticed_before_anything_is_lost(
    postgres_url: str, cluster: Cluster, opened: OpenDatabase
) -> None:
    engine = opened(postgres_url)
    store, ann = SqlStore(engine), Somebody()
    session_id = ann.begin(store)
    pooled = [engine.raw_connection() for _ in range(3)]
    processes = [each.driver_connection.info.backend_pid for each in pooled if each.driver_connection]
    for connection in pooled:
        connection.close()
    for process in processes:
        end(cluster, process)
    assert ann.answer(store, session_id) == 2
    assert store.has_session(session_id)


@pytest.mark.postgres
def test_a_row_that_another_connection_keeps_locked_is_locked(
    postgres_url: str, opened: OpenDatabase
) -> None:
    store, ann = SqlStore(opened(postgres_url, 300)), Somebody()
    session_id = ann.begin(store)
    with psycopg.connect(postgres_url) as other:
        other.execute("SELECT * FROM exercise_session FOR UPDATE")
        assert reason_of(lambda: ann.answer(store, session_id)) == "locked"
        other.rollback()
    assert ann.answer(store, session_id) == 2


@pytest.mark.postgres
def test_a_server_that_only_reads_is_readonly(postgres_url: str, opened: OpenDatabase) -> None:
    store = SqlStore(opened(postgres_url + "?options=-cdefault_transaction_read_only%3Don"))
    assert store.find_key(some_id()) is None
    assert reason_of(lambda: Somebody().begin(store)) == "readonly"


@pytest.mark.parametrize(
    ("cause", "reason"),
    [
        (psycopg.errors.DiskFull("x"), "full"),
        (psycopg.errors.AdminShutdown("x"), "lost"),
        (psycopg.errors.CannotConnectNow("x"), "lost"),
        (psycopg.errors.TooManyConnections("x"), "lost"),
        (psycopg.errors.ConnectionFailure("x"), "lost"),
        (psycopg.errors.DeadlockDetected("x"), "locked"),
        (psycopg.errors.SerializationFailure("x"), "locked"),
        (psycopg.errors.LockNotAvailable("x"), "locked"),
        (psycopg.errors.QueryCanceled("x"), "locked"),
        (psycopg.errors.ReadOnlySqlTransaction("x"), "readonly"),
        (psycopg.errors.UndefinedTable("x"), "other"),
        (psycopg.errors.IoError("x"), "other"),
        (psycopg.ProgrammingError("x"), "other"),
        (sqlite3.ProgrammingError("x"), "other"),
    ],
)
def test_every_kind_of_trouble_has_its_code(cause: Exception, reason: str) -> None:
    def fail(error: Exception) -> None:
        with TRANSLATED:
            raise error

    assert reason_of(lambda: fail(cause)) == reason
    assert reason_of(lambda: fail(DBAPIError("SELECT secret", {"blob": b"secret"}, cause))) == reason


@pytest.mark.parametrize(
    "nobody_answered",
    [
        OperationalError("SELECT secret", {}, psycopg.OperationalError("x")),
        InterfaceError("SELECT secret", {}, psycopg.OperationalError("x")),
        psycopg.OperationalError("x"),
        psycopg.InterfaceError("x"),
    ],
)
def test_a_driver_error_that_has_no_code_because_nobody_answered_is_lost(nobody_answered: Exception) -> None:
    def fail() -> None:
        with TRANSLATED:
            raise nobody_answered

    assert reason_of(fail) == "lost"


def test_what_is_no_storage_trouble_passes_unchanged() -> None:
    with pytest.raises(KeyError), TRANSLATED:
        raise KeyError("mine")


def test_damage_that_the_driver_cannot_even_put_into_words_is_trouble_like_any_other(
    path: Path, opened: OpenDatabase
) -> None:
    with sqlite3.connect(path, isolation_level=None) as connection:
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute(
            "UPDATE sqlite_schema SET sql = CAST(x'435245415445b8' AS TEXT) WHERE name = 'person'"
        )
    connection.close()
    store = SqlStore(opened(f"sqlite:///{path}"))
    assert reason_of(lambda: store.find_key(Somebody().locator)) == "other"
