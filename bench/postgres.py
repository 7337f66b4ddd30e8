"""A PostgreSQL server of the measurement's own, on a free port of this machine, gone when it ends.

It must not touch a cluster that is there already.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from bench.servers import DidNotStart, free_port


@contextmanager
def cluster() -> Iterator[str]:
    """A running server's address, up to the slash; it syncs to disk as any other. Raises DidNotStart."""
    binaries = _find_binaries()
    # As root the server runs as somebody else, who cannot reach into every folder.
    folder = Path(tempfile.mkdtemp(prefix="bench-postgres-"))
    owner = _owner(folder)
    try:
        options = ["--auth=trust", "--username=bench", "--encoding=UTF8", "--no-locale", "--no-sync"]
        subprocess.run(
            [binaries / "initdb", f"--pgdata={folder / 'data'}", *options],
            check=True, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **owner,
        )  # fmt: skip
        with _running(binaries, folder, owner) as port:
            yield f"postgresql://bench@127.0.0.1:{port}/"
    finally:
        shutil.rmtree(folder)


def new_database(server: str, name: str) -> str:
    """Makes an empty database and gives its address."""
    with psycopg.connect(server + "postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return server + name


@contextmanager
def _running(binaries: Path, folder: Path, owner: dict[str, Any]) -> Iterator[int]:
    port = free_port()
    command: list[str | Path] = [
        binaries / "postgres",
        "-D",
        folder / "data",
        "-k",
        "",
        "-h",
        "127.0.0.1",
        "-p",
        str(port),
    ]
    log = folder / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=out, stderr=out, **owner
        )
    try:
        _wait(process, port, log)
        yield port
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()


def _wait(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    until = time.monotonic() + 30
    while process.poll() is None and time.monotonic() < until:
        try:
            psycopg.connect(f"postgresql://bench@127.0.0.1:{port}/postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise DidNotStart(log.read_text(encoding="utf-8", errors="replace").strip()[-300:])


def _find_binaries() -> Path:
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -float(path.parent.name))
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise DidNotStart("PostgreSQL is not installed")


def _owner(folder: Path) -> dict[str, Any]:
    """How to start a process as the folder's owner: root may not run PostgreSQL."""
    if os.getuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    owner = known.get("postgres") or known["nobody"]
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
