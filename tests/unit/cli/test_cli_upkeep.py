"""`cbt sweep`, `backup` and `restore`: counts only, refusals in plain words, and nothing half done."""

import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from cbt.cli.troubles import words_for
from cbt.errors import BackupWrong, SweepRefused
from cbt.store import SqlStore, open_database, upgrade
from tests.unit.cli.conftest import Run
from tests.unit.store.people import Somebody

NOW = datetime(2026, 11, 26, 3, 15, tzinfo=UTC)
FOLD = re.compile(r"\s+")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with ten people: one was last here 40 days ago."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    engine = open_database(f"sqlite:///{folder / 'cbt.db'}")
    upgrade(engine)
    store = SqlStore(engine)
    for ago in (40, *[0] * 9):
        Somebody().begin(store, day=(NOW - timedelta(days=ago)).date())
    engine.dispose()
    return folder


def told(run: Run, *args: object, code: int = 0, days: int = 0) -> str:
    """What a command says on a day, counted from now, and that it ends with this code."""
    with time_machine.travel(NOW + timedelta(days=days), tick=False):
        result = run(*args)
    assert result.exit_code == code, result.output
    return FOLD.sub(" ", result.output).strip()


def test_a_sweep_says_how_many_went(run: Run, data: Path) -> None:
    assert told(run, "sweep", "--data", data, "--dry-run") == "1 person of 10 would be deleted. Nobody was."
    assert told(run, "sweep", "--data", data) == "1 person of 10 deleted."
    assert told(run, "sweep", "--data", data) == "0 people of 9 deleted."


def test_a_sweep_refuses_in_plain_words_and_says_how_to_go_on(run: Run, data: Path) -> None:
    told(run, "sweep", "--data", data)
    said = told(run, "sweep", "--data", data, code=1, days=40)
    assert said == (
        "The last sweep was 40 days ago. Nobody was deleted, since the clock may be wrong. If it is right, say it "
        "again with --clock-is-right."
    )
    said = told(run, "sweep", "--data", data, "--clock-is-right", code=1, days=40)
    assert said.startswith("9 of 9 people would be deleted, which is more than a fifth. Nobody was.")
    assert said.endswith("say it again with --even-many.")
    said = told(run, "sweep", "--data", data, "--clock-is-right", "--even-many", days=40)
    assert said == "9 people of 9 deleted."


def test_an_operator_who_keeps_less_sweeps_sooner(
    run: Run, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CBT_KEEP_DAYS_WITHOUT_WORDS", "45")
    assert "a whole number of days, 30 at most" in told(run, "sweep", "--data", data, code=1)
    monkeypatch.setenv("CBT_KEEP_DAYS_WITHOUT_WORDS", "30")
    monkeypatch.setenv("CBT_KEEP_DAYS", "401")
    assert "a whole number of days, 400 at most" in told(run, "sweep", "--data", data, code=1)
    monkeypatch.setenv("CBT_KEEP_DAYS", "5")
    assert told(run, "sweep", "--data", data, "--dry-run") == "1 person of 10 would be deleted. Nobody was."


@pytest.mark.parametrize("command", [["sweep"], ["backup", "copies"]])
def test_where_there_is_no_database_none_is_made(
    run: Run, tmp_path: Path, command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = told(run, *command, "--data", tmp_path / "none", code=1)
    assert said == f"There is no database yet in {tmp_path / 'none'}. Nothing was done."
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [["sweep"], ["backup", "copies"]])
def test_a_database_of_an_earlier_release_is_left_as_it_is(
    run: Run, tmp_path: Path, command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    old = Path(__file__).parents[2] / "golden" / "schema_0001.db"
    path = Path(shutil.copy(old, tmp_path / "data" / "cbt.db"))
    said = told(run, *command, "--data", tmp_path / "data", code=1)
    assert said.startswith("The database is of an earlier release. Nothing was done.")
    assert path.read_bytes() == old.read_bytes()
    assert not (tmp_path / "copies").exists()


def test_a_backup_comes_back(run: Run, data: Path, tmp_path: Path) -> None:
    copies, other = tmp_path / "copies", tmp_path / "other"
    said = told(run, "backup", copies, "--data", data)
    assert f"{copies}/data-2026-11-26T031500Z.db what 10 people wrote, sealed" in said
    assert f"{copies}/keys-2026-11-26T031500Z.db the keys to it" in said
    said = told(run, "backup", copies, "--data", data, days=8)
    assert f"Deleted: {copies}/keys-2026-11-26T031500Z.db" in said
    said = told(run, "restore", copies, "--data", other)
    assert said.startswith(f"10 people restored from {copies}/data-2026-12-04T031500Z.db")
    assert told(run, "sweep", "--data", other, "--dry-run").startswith("1 person of 10")
    said = told(run, "restore", copies, "--data", other, code=1)
    assert said.startswith("The database holds people already, and they come first. Nothing was restored.")


def test_a_backup_comes_back_from_a_folder_that_is_named_from_here(
    run: Run, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told(run, "backup", "copies", "--data", "data")
    said = told(run, "restore", "copies", "--data", "other")
    assert said.startswith("10 people restored from copies/data-2026-11-26T031500Z.db")
    assert sorted(path.name for path in (tmp_path / "other").iterdir() if path.is_dir()) == []


def test_who_restores_is_reminded_of_the_servers_key_where_there_is_none(
    run: Run, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(run, "backup", tmp_path / "copies", "--data", data)
    said = told(run, "restore", tmp_path / "copies", "--data", tmp_path / "bare")
    assert f"Put your copy of it at {tmp_path / 'bare' / 'server.key'} before you start" in said
    (tmp_path / "keyed").mkdir()
    (tmp_path / "keyed" / "server.key").touch()
    assert "server.key" not in told(run, "restore", tmp_path / "copies", "--data", tmp_path / "keyed")
    monkeypatch.setenv("CBT_SECRET_KEY", "k" * 64)
    assert "server.key" not in told(run, "restore", tmp_path / "copies", "--data", tmp_path / "given")


def test_what_keeps_a_backup_from_being_made_or_restored_is_told(
    run: Run, data: Path, tmp_path: Path
) -> None:
    said = told(run, "restore", tmp_path / "nowhere", "--data", tmp_path / "other", code=1)
    assert said.startswith(f"There is no backup in {tmp_path / 'nowhere'}:")
    (tmp_path / "file").touch()
    said = told(run, "backup", tmp_path / "file", "--data", data, code=1)
    assert "is a file, not a folder" in said


@pytest.mark.parametrize("reason", ["old_schema", "missing", "damaged", "unlike", "taken"])
def test_every_refusal_of_a_backup_has_its_sentence(reason: str) -> None:
    said = words_for(BackupWrong(reason, "a/file"))
    assert said.endswith((".", "--data."))
    assert "{" not in said


def test_a_clock_that_went_back_is_told_as_such() -> None:
    assert "was 3 days ahead, by this clock" in words_for(SweepRefused("clock", days=-3))
