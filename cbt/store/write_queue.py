"""Lets one writer at a time into a SQLite file: threads by a lock, processes by a lock of the kernel's.

It must not be what correctness rests on: SQLite locks for itself, but its waiting writers sleep and look again,
so that some wait many times longer than others. The kernel wakes them as soon as it is free.
"""

import errno
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cbt.errors import StoreUnavailable

try:
    import fcntl
except ImportError:  # not on Windows: SQLite's own waiting has to do there
    fcntl = None  # type: ignore[assignment]

_REASONS = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EROFS: "readonly",
    errno.EACCES: "readonly",
    errno.EPERM: "readonly",
}


class WriteQueue:
    """The queue for one database file; the lock file beside it is empty and stays."""

    def __init__(self, database: Path, patience_ms: int) -> None:
        self._lock_file = database.with_name(database.name + ".lock")
        self._patience = patience_ms / 1000
        self._threads = threading.Lock()
        self._waiter: _Waiter | None = None

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold the place of the one writer; raises StoreUnavailable `locked` where it stays taken."""
        deadline = time.monotonic() + self._patience
        if not self._threads.acquire(timeout=self._patience):
            raise StoreUnavailable("locked")
        try:
            descriptor = self._acquire(deadline)
            try:
                yield
            finally:
                # Closing gives the lock back.
                if descriptor is not None:
                    os.close(descriptor)
        finally:
            self._threads.release()

    def _acquire(self, deadline: float) -> int | None:
        if fcntl is None:
            return None
        try:
            descriptor = os.open(self._lock_file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise StoreUnavailable(_REASONS.get(error.errno or 0, "other")) from None
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pass
        except OSError:
            # Some network file systems know no such lock.
            os.close(descriptor)
            return None
        else:
            return descriptor
        return self._wait(descriptor, deadline)

    def _wait(self, descriptor: int, deadline: float) -> int:
        # A wait for the kernel's lock has no time-out, so a thread of its own waits. One that was given up on
        # is taken over by the next writer: however long the lock is held elsewhere, one thread waits here.
        if self._waiter is not None and self._waiter.rejoin():
            os.close(descriptor)
        else:
            self._waiter = _Waiter(descriptor)
        if not self._waiter.is_done(deadline - time.monotonic()):
            raise StoreUnavailable("locked")
        waiter, self._waiter = self._waiter, None
        return waiter.descriptor


class _Waiter:
    """Waits for the kernel's lock on `descriptor`, and gives it back where nobody wants it any more."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self._state = threading.Condition()
        self._locked = False
        self._wanted = True
        threading.Thread(target=self._run, name="write-queue", daemon=True).start()

    def is_done(self, seconds: float) -> bool:
        """Wait up to `seconds` for the lock; False means that it is no longer wanted."""
        with self._state:
            self._wanted = self._state.wait_for(lambda: self._locked, timeout=max(seconds, 0))
            return self._wanted

    def rejoin(self) -> bool:
        """Want the lock again; False where it came and was given back meanwhile."""
        with self._state:
            self._wanted = not self._locked
            return self._wanted

    def _run(self) -> None:
        fcntl.flock(self.descriptor, fcntl.LOCK_EX)
        with self._state:
            self._locked = True
            if self._wanted:
                self._state.notify()
            else:
                os.close(self.descriptor)
