"""`cbt check --watch`: looks again whenever a file changes, and nothing but Ctrl-C ends it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.unit.cli.conftest import SOUND, Run

SECONDS = 60


@pytest.fixture
def changes(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], object]]:
    """What happens to the files, one change each time that the watch waits; then someone presses Ctrl-C."""
    made: list[Callable[[], object]] = []

    def wait(_seconds: float) -> None:
        if not made:
            raise KeyboardInterrupt
        made.pop(0)()

    monkeypatch.setattr("cbt.cli.watching.time.sleep", wait)
    return made


def test_a_change_is_checked_again_until_ctrl_c(
    run: Run, flows: Path, changes: list[Callable[[], object]]
) -> None:
    changes += [
        lambda: None,
        lambda: (flows / "third.yaml").write_text(SOUND.format(name="third"), encoding="utf-8"),
        lambda: (flows / "third.yaml").write_text("flow: third", encoding="utf-8"),
    ]
    result = run("check", flows, "--watch")
    assert result.exit_code == 0
    told = [line for line in result.stderr.splitlines() if "sound" in line]
    assert told == [
        "1 flow is sound, no findings.",
        "2 flows are sound, no findings.",
        told[2],
    ]
    assert told[2].startswith("1 flow is sound, ")
    assert "third.yaml:1:1 F012" in result.stdout


def test_a_change_in_a_part_or_a_walk_counts_for_a_single_flow_too(
    run: Run, flows: Path, changes: list[Callable[[], object]]
) -> None:
    changes.append(lambda: (flows / "walks" / "small.yaml").write_text("walks: []", encoding="utf-8"))
    assert run("check", flows / "small.yaml", "--watch").stderr.count("1 flow is sound") == 2


def test_flows_that_go_away_and_come_back_do_not_end_it(
    run: Run, flows: Path, changes: list[Callable[[], object]]
) -> None:
    changes += [
        (flows / "small.yaml").unlink,
        lambda: (flows / "small.yaml").write_text(SOUND.format(name="small"), encoding="utf-8"),
    ]
    result = run("check", flows, "--watch")
    assert result.exit_code == 0
    assert f"There are no flows in {flows}" in result.stderr
    assert result.stderr.count("1 flow is sound") == 2


def test_a_file_that_goes_away_while_it_is_read_does_not_end_it(
    run: Run, flows: Path, changes: list[Callable[[], object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_args: object) -> Iterator[Path]:
        raise FileNotFoundError(2, "No such file", "small.yaml")

    def lose() -> None:
        (flows / "small.yaml").write_text(SOUND.format(name="small") + "\n", encoding="utf-8")
        monkeypatch.setattr("cbt.cli.folders.compile_folder", gone)

    changes.append(lose)
    result = run("check", flows, "--watch")
    assert (result.exit_code, "small.yaml went away." in result.stderr) == (0, True)


def test_nothing_to_watch_ends_with_two(run: Run, tmp_path: Path) -> None:
    assert run("check", tmp_path, "--watch").exit_code == 2


def test_watching_is_for_people(run: Run, flows: Path) -> None:
    result = run("check", flows, "--watch", "--format", "json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "leave --format out" in result.stderr


def test_ctrl_c_ends_the_program_with_nought(flows: Path) -> None:
    command = [sys.executable, "-m", "cbt", "check", str(flows), "--watch"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=dict(os.environ)) as watch:
        try:
            assert watch.stderr is not None
            lines = iter(watch.stderr.readline, "")
            assert any("Looking out for changes" in line for line in lines)
            end = time.monotonic() + SECONDS
            while watch.poll() is None and time.monotonic() < end:
                # Again where it was lost: a signal between two instructions of the start is nobody's.
                watch.send_signal(signal.SIGINT)
                with suppress(subprocess.TimeoutExpired):
                    watch.wait(5)
            assert watch.returncode == 0
        finally:
            watch.kill()
