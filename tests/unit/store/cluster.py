"""A PostgreSQL cluster of the tests' own, on a free port of this machine, gone when they end.

It must not touch a cluster that is there already.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

_MISSING = (
    "PostgreSQL is not installed, and the store is tested on it as well as on SQLite: install the package"
    " `postgresql`, or put initdb and postgres on the PATH"
)


_ROOM = 400 * 1024 * 1024


class Cluster:
    """A running server; `folder` and the server process belong to it alone.

    One that is `quick` lives in memory where it can, for tests that kill it: after a crash it syncs every file.
    """

    def __init__(self, *, quick: bool = False) -> None:
        binaries = _find_binaries()
        # Not pytest's own folder: as root the server runs as somebody else, who cannot reach into that.
        self.folder = Path(tempfile.mkdtemp(prefix="cbt-postgres-", dir=_memory() if quick else None))
        self._as_owner = _become_owner(self.folder)
        self._databases = 0
        data = self.folder / "data"
        options = ["--auth=trust", "--username=cbt", "--encoding=UTF8", "--no-locale", "--no-sync"]
        subprocess.run(
            [binaries / "initdb", f"--pgdata={data}", *options],
            check=True,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            **self._as_owner,
        )
        self._command = [str(binaries / "postgres"), "-D", str(data), "-k", "", "-h", "127.0.0.1"]
        self._start()

    def _start(self) -> None:
        for _ in range(3):
            self.port = _free_port()
            self._launch()
            if self._is_up():
                return
        log_text = (self.folder / "log").read_text(encoding="utf-8", errors="replace")
        pytest.fail(f"PostgreSQL did not start:\n{log_text}")

    def _launch(self) -> None:
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [*self._command, "-p", str(self.port)],
                cwd=self.folder,
                stdout=log,
                stderr=log,
                **self._as_owner,
            )

    def url(self, database: str = "postgres") -> str:
        """A database's URL."""
        return f"postgresql://cbt@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        """Make an empty database and give its name."""
        self._databases += 1
        name = f"empty_{self._databases}"
        self.run(f"CREATE DATABASE {name}")
        return name

    def run(self, sql: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Run one statement past the store, and give its rows."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            cursor = connection.execute(sql.encode())
            return cursor.fetchall() if cursor.description else []

    def let_wait(self, seconds: float) -> None:
        """Come back when somebody has waited for a lock of another's for so long."""
        deadline = time.monotonic() + 10
        while not self.run("SELECT 1 FROM pg_locks WHERE NOT granted"):
            assert time.monotonic() < deadline
            time.sleep(0.01)
        time.sleep(seconds)

    def set_fsync(self, value: str) -> None:
        """Let the whole server sync its writes to disk, or not."""
        self.run(f"ALTER SYSTEM SET fsync = {value}")
        self.run("SELECT pg_reload_conf()")
        while self.run("SHOW fsync") != [(value,)]:
            time.sleep(0.01)

    def offer_tls(self) -> None:
        """Let the server take connections by TLS as well, with a certificate that nobody vouches for."""
        key, data = Ed25519PrivateKey.generate(), self.folder / "data"
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
        now = datetime.now(UTC)
        builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        lasting = builder.not_valid_before(now).not_valid_after(now + timedelta(days=1))
        (data / "server.crt").write_bytes(lasting.sign(key, None).public_bytes(Encoding.PEM))
        (data / "server.key").write_bytes(
            key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        )
        for file in (data / "server.crt", data / "server.key"):
            file.chmod(0o600)
            if self._as_owner:
                shutil.chown(file, self._as_owner["user"], self._as_owner["group"])
        self.run("ALTER SYSTEM SET ssl = on")
        self.run("SELECT pg_reload_conf()")
        while self.run("SHOW ssl") != [("on",)]:
            time.sleep(0.01)

    def stop(self, number: int = signal.SIGQUIT) -> None:
        """End the server at once, without care for anybody; SIGKILL ends every process of it as a power cut does."""
        workers = self._workers() if number == signal.SIGKILL else []
        self._process.send_signal(number)
        self._process.wait()
        for worker in workers:
            with suppress(ProcessLookupError):
                os.kill(worker, number)

    def _workers(self) -> list[int]:
        """The processes of the server besides its first; elsewhere than on Linux they end by themselves."""
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        return [int(word) for word in children.read_text().split()] if children.exists() else []

    def start_again(self) -> None:
        """Start the server on its old port and data, once all processes of before are gone."""
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            self._launch()
            if self._is_up():
                return
            self._process.wait()
            time.sleep(0.05)
        pytest.fail("PostgreSQL did not start again")

    def remove(self) -> None:
        """Stop the server, without care for its data, and delete its files."""
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait()
        shutil.rmtree(self.folder)

    def _is_up(self) -> bool:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                psycopg.connect(self.url()).close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return True
        return False


def _memory() -> str | None:
    """A folder that is kept in memory and has the room for a server; None where there is none."""
    memory = Path("/dev/shm")  # noqa: S108  # that very folder, and a new one inside it
    return str(memory) if memory.is_dir() and shutil.disk_usage(memory).free > _ROOM else None


def _find_binaries() -> Path:
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -float(path.parent.name))
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    pytest.fail(_MISSING)


def _become_owner(folder: Path) -> dict[str, Any]:
    """How to start a process as the folder's owner: root may not run PostgreSQL."""
    if os.getuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    owner = known.get("postgres") or known["nobody"]
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
