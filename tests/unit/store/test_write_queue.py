"""The queue of writers: one at a time, a bounded wait, and no lock kept that nobody wants."""

import errno
import fcntl
import importlib.util
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from cbt.errors import StoreUnavailable
from cbt.store import write_queue
from cbt.store.write_queue import WriteQueue


def waiting_threads() -> int:
    return sum(thread.name == "write-queue" for thread in threading.enumerate())


def until(condition: object) -> None:
    assert callable(condition)
    deadline = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def is_free(path: Path) -> bool:
    with path.with_name(path.name + ".lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def next_descriptor(path: Path) -> int:
    """The number that the next file to be opened gets: it grows where one stays open."""
    with path.with_name("any").open("w") as file:
        return file.fileno()


def test_two_queues_of_one_file_take_turns_as_two_processes_do(tmp_path: Path) -> None:
    queues = [WriteQueue(tmp_path / "cbt.db", 5000) for _ in range(2)]
    inside, most = [0], [0]

    def write(queue: WriteQueue) -> None:
        for _ in range(40):
            with queue.turn():
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                time.sleep(0.0005)
                inside[0] -= 1

    threads = [threading.Thread(target=write, args=(queues[number % 2],)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1]
    assert is_free(tmp_path / "cbt.db")


def test_a_writer_that_fails_gives_its_turn_back(tmp_path: Path) -> None:
    queue = WriteQueue(tmp_path / "cbt.db", 100)
    with pytest.raises(KeyError), queue.turn():
        raise KeyError
    with queue.turn():
        assert not is_free(tmp_path / "cbt.db")
    assert is_free(tmp_path / "cbt.db")


def test_however_long_the_lock_is_held_one_thread_waits_and_it_keeps_nothing_nobody_wants(
    tmp_path: Path,
) -> None:
    holder, queue = WriteQueue(tmp_path / "cbt.db", 100), WriteQueue(tmp_path / "cbt.db", 30)
    descriptors = set[int]()
    with holder.turn():
        for _ in range(5):
            with pytest.raises(StoreUnavailable) as trouble, queue.turn():
                pass
            assert trouble.value.reason == "locked"
            assert waiting_threads() == 1
            assert all(thread.daemon for thread in threading.enumerate() if thread.name == "write-queue")
            descriptors.add(next_descriptor(tmp_path / "cbt.db"))
    assert len(descriptors) == 1
    until(lambda: waiting_threads() == 0)
    assert is_free(tmp_path / "cbt.db")
    with holder.turn(), pytest.raises(StoreUnavailable), queue.turn():
        pass
    until(lambda: waiting_threads() == 0)
    with queue.turn():
        pass


def test_a_writer_that_comes_back_takes_over_the_wait_that_was_given_up(tmp_path: Path) -> None:
    holder, queue = WriteQueue(tmp_path / "cbt.db", 100), WriteQueue(tmp_path / "cbt.db", 500)
    impatient = WriteQueue(tmp_path / "cbt.db", 20)
    queue_of_one = threading.Event()

    def hold() -> None:
        with holder.turn():
            queue_of_one.set()
            time.sleep(0.25)

    thread = threading.Thread(target=hold)
    thread.start()
    queue_of_one.wait()
    with pytest.raises(StoreUnavailable), impatient.turn():
        pass
    impatient._patience = 5
    with impatient.turn():
        assert waiting_threads() == 0
        assert not is_free(tmp_path / "cbt.db")
    thread.join()
    with queue.turn():
        pass


def test_a_lock_file_that_cannot_be_opened_is_trouble(tmp_path: Path) -> None:
    (tmp_path / "cbt.db.lock").mkdir()
    with pytest.raises(StoreUnavailable) as trouble, WriteQueue(tmp_path / "cbt.db", 100).turn():
        pass
    assert trouble.value.reason == "other"


def test_a_file_system_without_such_locks_leaves_it_to_the_threads_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "no locks available")

    monkeypatch.setattr(
        write_queue, "fcntl", SimpleNamespace(flock=refuse, LOCK_EX=fcntl.LOCK_EX, LOCK_NB=fcntl.LOCK_NB)
    )
    free = next_descriptor(tmp_path / "cbt.db")
    check_that_threads_take_turns(WriteQueue(tmp_path / "cbt.db", 50))
    assert next_descriptor(tmp_path / "cbt.db") == free


def test_a_system_without_fcntl_leaves_it_to_the_threads_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "fcntl", None)
    spec = importlib.util.spec_from_file_location("write_queue_without_fcntl", write_queue.__file__)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    check_that_threads_take_turns(module.WriteQueue(tmp_path / "cbt.db", 50))
    assert not (tmp_path / "cbt.db.lock").exists()


def check_that_threads_take_turns(queue: WriteQueue) -> None:
    with queue.turn(), pytest.raises(StoreUnavailable) as trouble, queue.turn():
        pass
    assert trouble.value.reason == "locked"
    with queue.turn():
        pass
