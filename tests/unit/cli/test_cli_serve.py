"""`cbt serve`: refuses to start rather than start half way, and serves until it is stopped."""

import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from flask import Flask

from cbt.cli import serve
from tests.unit.cli.conftest import Run
from tests.unit.cli.test_cli_doctor import NEWER, contents, spoil
from web import close


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What would have been started; nothing is."""
    begun: list[object] = []
    monkeypatch.setattr(serve, "_start", lambda settings, _library: begun.append(settings))
    return begun


def refused(run: Run, *args: object) -> str:
    """What serve says when it does not start."""
    result = run("serve", "--port", free_port(), *args)
    assert (result.exit_code, result.stdout) == (1, "")
    return result.stderr


def test_plain_http_for_others_is_refused_and_nothing_is_made(
    run: Run, started: list[object], tmp_path: Path
) -> None:
    said = refused(run, "--host", "0.0.0.0", "--data", tmp_path / "data")  # noqa: S104  # refused
    assert "CBT_HOST is 0.0.0.0" in said
    assert "Set it to 127.0.0.1, or CBT_PUBLIC_URL with https://." in said
    assert not started
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("what", ["damaged", "newer"])
def test_a_damaged_or_newer_database_is_refused_and_stays_as_it_is(
    run: Run, started: list[object], tmp_path: Path, what: str
) -> None:
    data = tmp_path / "data"
    assert run("serve", "--data", data, "--port", free_port()).exit_code == 0
    if what == "newer":
        spoil(data, NEWER)
    else:
        (data / "cbt.db").write_bytes((data / "cbt.db").read_bytes()[:8192] + b"\xff" * 8192)
    for path in data.glob("cbt.db-*"):
        path.unlink()
    before = contents(data)
    started.clear()
    assert "It was left as it is." in refused(run, "--data", data)
    assert contents(data) == before
    assert not started


def test_without_a_sound_flow_nothing_is_made(run: Run, started: list[object], tmp_path: Path) -> None:
    flows = tmp_path / "flows"
    flows.mkdir()
    (flows / "worse.yaml").write_text("flow: worse\n", encoding="utf-8")
    said = refused(run, "--flows", flows, "--data", tmp_path / "data")
    assert f"Not offered: {flows}/worse.yaml:1:" in said
    assert f"There is no sound flow to offer in {flows}. Nothing was started." in said
    assert not started
    assert not (tmp_path / "data").exists()


def test_a_broken_flow_is_named_and_the_others_are_served(
    run: Run, started: list[object], broken: Path, tmp_path: Path
) -> None:
    result = run("serve", "--flows", broken, "--data", tmp_path / "data", "--port", free_port())
    assert result.exit_code == 0
    assert f"Not offered: {broken}/worse.yaml:12:11 F101 " in result.stderr
    assert len(started) == 1


def test_a_port_that_is_taken_is_told_with_the_way_out(
    run: Run, started: list[object], tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("serve", "--port", port, "--data", tmp_path / "data")
    assert result.exit_code == 1
    assert f"Nothing can listen on 127.0.0.1 port {port}: Address already in use." in result.stderr
    assert "choose another port" in result.stderr.lower()
    assert not started
    assert not (tmp_path / "data").exists()


def test_an_address_of_the_newer_kind_is_tried_as_such(
    run: Run, started: list[object], tmp_path: Path
) -> None:
    result = run("serve", "--host", "::1", "--data", tmp_path / "data", "--port", free_port())
    assert bool(started) or "Nothing can listen on ::1" in result.stderr


def test_a_file_in_the_place_of_the_data_folder_is_refused(
    run: Run, started: list[object], tmp_path: Path
) -> None:
    (tmp_path / "data").write_text("mine", encoding="utf-8")
    assert "is a file, not a folder. It was left as it is." in refused(run, "--data", tmp_path / "data")
    assert (tmp_path / "data").read_text(encoding="utf-8") == "mine"
    assert not started


def test_before_the_server_starts_this_process_lets_go_of_the_database(
    run: Run, started: list[object], tmp_path: Path
) -> None:
    assert run("serve", "--data", tmp_path / "data", "--port", free_port()).exit_code == 0
    assert started
    held = [str(entry.readlink()) for entry in Path("/proc/self/fd").iterdir() if entry.is_symlink()]
    assert not [path for path in held if path.startswith(str(tmp_path))]


class FakeServer:
    """Stands for the server; it notes what it was made with."""

    made: tuple[object, ...] = ()
    named: dict[str, object] = {}  # noqa: RUF012  # each test sets it anew
    loads: Callable[[], Flask]

    def __init__(self, *made: object, **named: object) -> None:
        FakeServer.made, FakeServer.named = made, named

    def serve(self, *, target_loader: Callable[[], Flask], wrap_loader: bool) -> None:
        assert not wrap_loader
        FakeServer.loads = target_loader


@pytest.mark.parametrize("database", ["", "sqlite:///{folder}/other.db"])
def test_the_worker_serves_what_was_looked_at_and_people_are_told_the_address(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, flows: Path, database: str
) -> None:
    monkeypatch.setattr("granian.server.Server", FakeServer)
    monkeypatch.setenv("CBT_DATABASE_URL", database.format(folder=tmp_path))
    port, data = free_port(), tmp_path / "data"
    result = run("serve", "--port", port, "--data", data, "--flows", flows)
    assert result.exit_code == 0, result.output
    named = FakeServer.named
    assert (named["address"], named["port"], named["workers"]) == ("127.0.0.1", port, 1)
    app = FakeServer.loads()
    assert app.test_client().get("/readyz").status_code == 200
    assert (tmp_path / "other.db").exists() is bool(database)
    close(app)
    assert f"The exercises are at http://127.0.0.1:{port} – stop with Ctrl+C." in result.stdout
    kept = "the database that CBT_DATABASE_URL names" if database else str(data)
    assert f"is kept, sealed, in {kept}." in result.stdout


@pytest.mark.slow
def test_the_server_answers_on_its_port_and_ends_when_it_is_told_to(tmp_path: Path) -> None:
    port, data = free_port(), tmp_path / "data"
    command = [sys.executable, "-m", "cbt", "serve", "--port", str(port), "--data", str(data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as serving:
        try:
            assert wait_for(f"http://127.0.0.1:{port}/healthz", serving) == b"ok\n"
        finally:
            serving.send_signal(signal.SIGINT)
            said, _ = serving.communicate(timeout=30)
    assert serving.returncode == 0
    assert re.search(rf"The exercises are at http://127\.0\.0\.1:{port} ", said)
    assert "Traceback" not in said
    with closing(sqlite3.connect(data / "cbt.db")) as connection:
        assert connection.execute("SELECT count(*) FROM person").fetchone() == (0,)


def wait_for(url: str, serving: subprocess.Popen[str]) -> bytes:
    """What the address answers, once it does."""
    for _ in range(300):
        try:
            with urlopen(url, timeout=5) as answer:
                found: bytes = answer.read()
                return found
        except (URLError, ConnectionError):
            assert serving.poll() is None, serving.communicate()[0]
            time.sleep(0.1)
    raise AssertionError("the server did not answer")
