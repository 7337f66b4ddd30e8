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
from cbt.cli.daily import DailySweep
from cbt.cli.reloading import Reloader
from cbt.compiler import library
from cbt.compiler.build import build_flow
from cbt.compiler.diagnostics import Findings
from cbt.compiler.parts import Bundle
from cbt.model.flow import Flow
from tests.unit.cli.conftest import Run
from tests.unit.cli.test_cli_doctor import NEWER, contents, spoil
from web import Door, close

pytestmark = pytest.mark.usefixtures("few_flows")


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What would have been started; nothing is."""
    begun: list[object] = []
    monkeypatch.setattr(serve, "_start", lambda settings, _make: begun.append(settings))
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
    flows = tmp_path / "worse"
    flows.mkdir()
    (flows / "worse.yaml").write_text("flow: worse\n", encoding="utf-8")
    said = refused(run, "--flows", flows, "--data", tmp_path / "data")
    assert f"Not offered: {flows}/worse.yaml:1:" in said
    assert f"There is no sound flow to offer in {flows}. Nothing was started." in said
    assert not started
    assert not (tmp_path / "data").exists()


def test_a_broken_flow_is_named_and_the_others_are_served_and_a_warning_is_for_authors(
    run: Run, started: list[object], broken: Path, tmp_path: Path
) -> None:
    small = broken / "small.yaml"
    small.write_text(
        small.read_text(encoding="utf-8").replace("thought?", "thought? Which one?", 1), encoding="utf-8"
    )
    result = run("serve", "--flows", broken, "--data", tmp_path / "data", "--port", free_port())
    assert result.exit_code == 0
    assert f"Not offered: {broken}/worse.yaml:12:11 F101 " in result.stderr
    assert "W701" not in result.stderr
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

    interrupt_signal = True
    ends_with: int | None = None
    made: tuple[object, ...] = ()
    named: dict[str, object] = {}  # noqa: RUF012  # each test sets it anew
    loads: Callable[[], Door]

    def __init__(self, *made: object, **named: object) -> None:
        FakeServer.made, FakeServer.named = made, named

    def serve(self, *, target_loader: Callable[[], Door], wrap_loader: bool) -> None:
        assert not wrap_loader
        FakeServer.loads = target_loader
        if self.ends_with is not None:
            sys.exit(self.ends_with)


@pytest.fixture
def fake_server(monkeypatch: pytest.MonkeyPatch) -> type[FakeServer]:
    """Stands for the server, in a process that goes on with its own signals and garbage."""
    monkeypatch.setattr("granian.server.Server", FakeServer)
    monkeypatch.setattr("cbt.cli.stopping.end_only_once", lambda: None)
    monkeypatch.setattr("gc.freeze", lambda: None)
    return FakeServer


def loaded(fake_server: type[FakeServer]) -> Flask:
    """The application behind the door that a worker would have served."""
    return fake_server.loads().app


@pytest.mark.parametrize("database", ["", "sqlite:///{folder}/other.db"])
def test_the_worker_serves_what_was_looked_at_and_people_are_told_the_address(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    fake_server: type[FakeServer],
    tmp_path: Path,
    flows: Path,
    database: str,
) -> None:
    monkeypatch.setenv("CBT_DATABASE_URL", database.format(folder=tmp_path))
    port, data = free_port(), tmp_path / "data"
    result = run("serve", "--port", port, "--data", data, "--flows", flows)
    assert result.exit_code == 0, result.output
    named = fake_server.named
    assert (named["address"], named["port"], named["workers"]) == ("127.0.0.1", port, 1)
    app = loaded(fake_server)
    assert app.test_client().get("/readyz").status_code == 200
    assert (tmp_path / "other.db").exists() is bool(database)
    close(app)
    assert f"The exercises are at http://127.0.0.1:{port} – stop with Ctrl+C." in result.stdout
    kept = "the database that CBT_DATABASE_URL names" if database else str(data)
    assert f"is kept, sealed, in {kept}." in result.stdout


def test_the_operator_is_told_what_help_now_does_not_show_and_what_nobody_has_confirmed(
    run: Run, monkeypatch: pytest.MonkeyPatch, fake_server: type[FakeServer], tmp_path: Path, flows: Path
) -> None:
    (flows / "helplines").mkdir()
    (flows / "helplines" / "gb.yaml").write_text("country: gb\nname: Here\n", encoding="utf-8")
    monkeypatch.setenv("CBT_COUNTRY", "zz")
    result = run("serve", "--port", free_port(), "--data", tmp_path / "data", "--flows", flows)
    assert result.exit_code == 0, result.output
    assert f"Not shown: {flows}/helplines/gb.yaml:1:10 F612 " in result.stderr
    assert "No helplines are known of CBT_COUNTRY, which is zz." in result.stderr
    assert "Help now: Of the numbers " in result.stderr
    assert "cbt helplines check lists them." in result.stderr


@pytest.mark.parametrize("mode", [0o755, 0o700])
def test_the_operator_is_told_where_others_can_look_into_the_data_folder(
    run: Run, fake_server: type[FakeServer], tmp_path: Path, flows: Path, mode: int
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    data.chmod(mode)
    said = run("serve", "--port", free_port(), "--data", data, "--flows", flows).stderr
    told = f"{data} can be read by other accounts of this machine. Say: chmod 700 {data}"
    assert (told in said) is (mode == 0o755)


def test_when_all_numbers_were_confirmed_of_late_nothing_is_said_of_them(
    run: Run, monkeypatch: pytest.MonkeyPatch, fake_server: type[FakeServer], tmp_path: Path, flows: Path
) -> None:
    monkeypatch.setattr("cbt.compiler.helplines.default_flows_folder", lambda: tmp_path)
    result = run("serve", "--port", free_port(), "--data", tmp_path / "data", "--flows", flows)
    assert (result.exit_code, result.stderr) == (0, "")


def test_with_watch_the_worker_looks_out_for_changed_flows(
    run: Run, monkeypatch: pytest.MonkeyPatch, fake_server: type[FakeServer], tmp_path: Path, flows: Path
) -> None:
    started: list[Reloader] = []

    def note(reloader: Reloader) -> None:
        started.append(reloader)

    monkeypatch.setattr(Reloader, "start", note)
    monkeypatch.setenv("CBT_PORT", str(free_port()))
    result = run("serve", "--data", tmp_path / "data", "--flows", flows, "--watch")
    assert result.exit_code == 0, result.output
    close(loaded(fake_server))
    assert len(started) == 1


@pytest.mark.parametrize(("setting", "sweeps"), [("daily", 1), ("off", 0)])
def test_the_worker_sweeps_once_a_day_unless_that_is_off(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    fake_server: type[FakeServer],
    tmp_path: Path,
    flows: Path,
    setting: str,
    sweeps: int,
) -> None:
    begun: list[DailySweep] = []

    def note(sweep: DailySweep) -> None:
        begun.append(sweep)

    monkeypatch.setattr(DailySweep, "start", note)
    monkeypatch.setenv("CBT_SWEEP", setting)
    result = run("serve", "--port", free_port(), "--data", tmp_path / "data", "--flows", flows)
    assert result.exit_code == 0, result.output
    close(loaded(fake_server))
    assert len(begun) == sweeps


@pytest.mark.parametrize(("was_told", "code"), [(True, 0), (False, 1)])
def test_a_worker_that_ends_unasked_ends_the_command_with_a_fault(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    fake_server: type[FakeServer],
    tmp_path: Path,
    was_told: bool,
    code: int,
) -> None:
    monkeypatch.setattr(fake_server, "ends_with", 1)
    monkeypatch.setattr(fake_server, "interrupt_signal", was_told)
    result = run("serve", "--port", free_port(), "--data", tmp_path / "data")
    assert result.exit_code == code
    assert ("Stopped." in result.stdout) is was_told


def test_ctrl_c_while_it_starts_ends_it_as_well(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def interrupted(*_given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(serve, "_look_first", interrupted)
    result = run("serve", "--port", free_port(), "--data", tmp_path / "data")
    assert (result.exit_code, result.output) == (0, "Stopped.\n")


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


def test_a_second_start_with_the_same_flows_does_not_prove_them_again(
    run: Run, started: list[object], broken: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proved: list[str] = []

    def noting(bundle: Bundle, path: str, findings: Findings) -> Flow | None:
        proved.append(path)
        return build_flow(bundle, path, findings)

    monkeypatch.setattr(library, "build_flow", noting)
    args = ("serve", "--flows", broken, "--data", tmp_path / "data", "--port", free_port())
    first = run(*args)
    assert set(proved) == {"small.yaml", "worse.yaml"}
    assert run(*args).stderr == first.stderr
    assert len(proved) == 2
    (broken / "worse.yaml").unlink()
    assert "Not offered" not in run(*args).stderr
    assert proved[2:] == ["small.yaml"]
    assert len(started) == 3


@pytest.mark.parametrize("typed", ["80770", "0", "abc", "-1", "1.5", "٣", "9" * 5000])
def test_what_is_no_port_is_told_as_it_was_typed(run: Run, started: list[object], typed: str) -> None:
    result = run("serve", "--port", typed)
    assert result.exit_code == 2
    said = f"--port {typed} cannot be used: give a whole number from 1 to 65535, such as 8000."
    assert said in result.stderr
    assert not started


def test_a_missing_folder_of_flows_is_told_before_a_port_that_is_taken(
    run: Run, started: list[object], tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("serve", "--port", port, "--flows", tmp_path / "none", "--data", tmp_path / "data")
    assert result.exit_code == 1
    assert result.stderr == f"There is no folder {tmp_path / 'none'}. Nothing was started.\n"
    assert not started


def test_a_pack_with_a_fault_is_named_and_people_are_served_without_it(
    run: Run, started: list[object], flows: Path, tmp_path: Path
) -> None:
    (flows / "detector").mkdir()
    (flows / "detector" / "sv.yaml").write_text("detector: sv\nnonsense: [1]\n", encoding="utf-8")
    result = run("serve", "--flows", flows, "--data", tmp_path / "data", "--port", free_port())
    assert result.exit_code == 0
    assert f"The detector does without: {flows}/detector/sv.yaml:" in result.stderr
    assert "knows no English" not in result.stderr
    assert len(started) == 1


def test_without_an_english_pack_people_are_served_and_the_operator_is_told(
    run: Run, started: list[object], flows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cbt.compiler.detector.default_flows_folder", lambda: tmp_path)
    result = run("serve", "--flows", flows, "--data", tmp_path / "data", "--port", free_port())
    assert result.exit_code == 0
    assert (
        "The detector knows no English now. Every page carries a line to Help now instead." in result.stderr
    )
    assert len(started) == 1
