"""`cbt doctor`: a plain verdict for each thing that serving needs; it changes nothing and shows no secret."""

import io
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from rich.console import Console

from cbt.cli import console, doctor
from cbt.cli.troubles import sentence, words_for
from cbt.errors import (
    CbtError,
    DatabaseBroken,
    DatabaseTooNew,
    InsecureSetting,
    ServerKeyBroken,
    SettingUnknown,
    SettingWrong,
    StoreUnavailable,
)
from cbt.store import open_database, upgrade
from cbt.vault.server_key import load_server_key
from tests.unit.cli.conftest import Run
from tests.unit.store.cluster import Cluster

pytestmark = pytest.mark.usefixtures("few_flows")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder as a first start leaves it."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    load_server_key(folder / "server.key", None)
    engine = open_database(f"sqlite:///{folder / 'cbt.db'}")
    upgrade(engine)
    engine.dispose()
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}


def spoil(data: Path, sql: str) -> None:
    with closing(sqlite3.connect(data / "cbt.db")) as connection, connection:
        connection.execute(sql)


def test_all_is_well_after_a_first_start(run: Run, data: Path) -> None:
    before = contents(data)
    result = run("doctor", "--data", data)
    assert result.exit_code == 0, result.stdout
    lines = result.stdout.splitlines()
    assert all(line.startswith("ok   ") for line in lines)
    assert lines[:5] == [
        "ok   settings: http://127.0.0.1:8000, for this machine only",
        f"ok   data folder: {data}, for its owner only",
        f"ok   server key: {data}/server.key",
        "ok   database: sound, read from end to end",
        "ok   schema: 0002, up to date",
    ]
    assert "ok   journal_mode: wal" in lines
    assert "ok   synchronous: 2" in lines
    assert lines[-1].endswith("can be offered")
    assert contents(data) == before


def test_before_the_first_start_nothing_is_made(run: Run, tmp_path: Path) -> None:
    result = run("doctor", "--data", tmp_path / "data")
    assert result.exit_code == 0
    assert result.stdout.count("will be made at the first start") == 3
    assert not (tmp_path / "data").exists()


def bad(run: Run, *args: object) -> list[str]:
    """What doctor finds bad."""
    result = run("doctor", *args)
    assert result.exit_code == 1
    return [line.removeprefix("BAD  ") for line in result.stdout.splitlines() if line.startswith("BAD  ")]


def test_a_folder_that_others_can_read_is_told_with_the_cure(run: Run, data: Path) -> None:
    data.chmod(0o750)
    [line] = bad(run, "--data", data)
    assert line == f"data folder: {data} can be read by other accounts of this machine. Say: chmod 700 {data}"
    assert data.stat().st_mode & 0o777 == 0o750


def test_a_file_in_the_folders_place_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("x", encoding="utf-8")
    [line] = bad(run, "--data", tmp_path / "data")
    assert "is a file" in line


NEWER = "UPDATE alembic_version SET version_num = '9999'"
DAMAGE = {
    "is not a database": lambda data: (data / "cbt.db").write_bytes(b"not a database at all, just words"),
    "is damaged": lambda data: (data / "cbt.db").write_bytes(
        (data / "cbt.db").read_bytes()[:8192] + b"\xff" * 8192
    ),
    "belongs to another program": lambda data: spoil(data, "DROP TABLE alembic_version"),
    "made by a newer release (its schema is 9999": lambda data: spoil(data, NEWER),
    "server.key is cut short": lambda data: (data / "server.key").write_bytes(b"cbt"),
    "server.key is damaged": lambda data: (data / "server.key").write_bytes(b"x" * 99),
}


@pytest.mark.parametrize(("said", "damage"), DAMAGE.items(), ids=DAMAGE)
def test_damage_is_told_and_left_as_it_is(run: Run, data: Path, said: str, damage: object) -> None:
    assert callable(damage)
    damage(data)
    before = contents(data)
    [line] = bad(run, "--data", data)
    assert said in line
    assert "It was left as it is." in line
    assert contents(data) == before


def test_an_older_database_is_no_fault(run: Run, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cbt.store.is_current", lambda _engine: False)
    result = run("doctor", "--data", data)
    assert result.exit_code == 0
    assert "of an earlier release; the next start brings it up to date" in result.stdout


def test_a_broken_flow_is_told_at_its_place_and_the_others_can_be_offered(
    run: Run, broken: Path, tmp_path: Path
) -> None:
    lines = bad(run, "--data", tmp_path / "data", "--flows", broken)
    assert lines[-1].startswith(f"flow: {broken}/worse.yaml:12:11 F101 ")
    assert (
        "flows: small can be offered" in run("doctor", "--data", tmp_path / "data", "--flows", broken).stdout
    )


def test_a_warning_about_a_flow_is_nothing_that_serving_waits_for(
    run: Run, flows: Path, tmp_path: Path
) -> None:
    path = flows / "small.yaml"
    text = path.read_text(encoding="utf-8").replace("Which thought?", "Which thought? Which one?")
    path.write_text(text, encoding="utf-8")
    assert "W701" in run("check", path).stdout
    result = run("doctor", "--data", tmp_path / "data", "--flows", flows)
    assert result.exit_code == 0
    assert "W701" not in result.stdout


def test_a_folder_without_a_sound_flow_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    [line] = bad(run, "--data", tmp_path / "data", "--flows", tmp_path / "none")
    assert line == f"flows: none in {tmp_path / 'none'} can be offered"


def test_a_missing_folder_of_flows_is_told(run: Run, tmp_path: Path) -> None:
    [line] = bad(run, "--data", tmp_path / "data", "--flows", tmp_path / "none")
    assert line == f"flows: there is no folder {tmp_path / 'none'}"


def test_people_who_look_on_are_told_what_each_line_means(
    run: Run, flows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = io.StringIO()
    terminal = Console(file=shown, force_terminal=True, width=200, highlight=False, soft_wrap=True)
    monkeypatch.setattr(console, "out", terminal)
    monkeypatch.setattr(doctor, "out", terminal)
    assert run("doctor", "--data", tmp_path / "data", "--flows", flows).exit_code == 0
    assert "holds all that people write; make copies of this folder" in shown.getvalue()
    assert "the exercises that people can choose from" in shown.getvalue()


def test_a_setting_that_is_not_known_is_told_and_nothing_more_is_looked_at(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CBT_PROT", "9000")
    result = run("doctor")
    assert (result.exit_code, result.stdout) == (
        1,
        'BAD  settings: CBT_PROT is not a setting. Did you mean "CBT_PORT"?\n',
    )


def test_no_secret_is_printed(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CBT_SECRET_KEY", "correct horse battery staple and more")
    monkeypatch.setenv("CBT_DATABASE_URL", "postgresql://cbt@127.0.0.1:1/cbt?password=hunter2hunter2")
    monkeypatch.setenv("CBT_PUBLIC_URL", "https://steps.example")
    result = run("doctor", "--data", tmp_path / "data")
    assert (
        "ok   settings: https://steps.example, by a proxy that speaks to 127.0.0.1 port 8000" in result.stdout
    )
    assert "ok   server key: from CBT_SECRET_KEY" in result.stdout
    assert "BAD  database: The database cannot be reached." in result.stdout
    assert "correct horse" not in result.output
    assert "hunter2" not in result.output


def test_a_secret_key_that_is_too_short_is_told(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CBT_SECRET_KEY", "short")
    [line] = bad(run, "--data", tmp_path / "data")
    assert line == "server key: CBT_SECRET_KEY is too short. Give it 32 characters or more, chosen at random."


WORDS: list[tuple[Exception, str]] = [
    (DatabaseTooNew("0009", "0001"), "Start the newer release, or choose another folder with --data."),
    (DatabaseBroken("a.db", "damaged"), "The file a.db is damaged. It was left as it is."),
    (DatabaseBroken("a.db", "other"), "The file a.db cannot be used."),
    (ServerKeyBroken("k", "unreadable"), "The server's key k cannot be read."),
    (ServerKeyBroken("k", "unwritable"), "The server's key k cannot be made."),
    (ServerKeyBroken("k", "other"), "The server's key k cannot be used."),
    (
        InsecureSetting("CBT_HOST", "127.0.0.1", "192.0.2.7"),
        "for others to read. Nothing was started. Set it to 127.0.",
    ),
    (
        InsecureSetting("database", "sqlite or postgresql", "mysql"),
        "names a mysql database. It has to be sqlite or postgresql.",
    ),
    (
        InsecureSetting("fsync", "on", "off"),
        "counts as saved could be lost. Nothing was started. Set fsync to on.",
    ),
    (
        SettingUnknown("CBT_XYZZY", ["CBT_DATA", "CBT_PORT"]),
        "CBT_XYZZY is not a setting. The settings are CBT_DATA, CBT_PORT.",
    ),
    (SettingWrong("CBT_PORT", "it should be a number"), "CBT_PORT cannot be used: it should be a number."),
    (StoreUnavailable("full"), "The disk is full. Nothing was changed."),
    (StoreUnavailable("locked"), "Another program holds the database."),
    (StoreUnavailable("readonly"), "The database cannot be written to."),
    (StoreUnavailable("other"), "The database cannot be used. Nothing was changed."),
    (FileExistsError(17, "File exists", "data"), "data is a file, not a folder."),
    (PermissionError(13, "Permission denied", "data"), "data cannot be used: Permission denied."),
    (CbtError("secret"), "The application cannot start (CbtError)."),
]


@pytest.mark.parametrize(("trouble", "said"), WORDS, ids=lambda value: type(value).__name__)
def test_each_trouble_has_words_for_an_operator_at_night(trouble: Exception, said: str) -> None:
    assert said in words_for(trouble)


def test_a_hint_becomes_a_sentence() -> None:
    assert sentence("did you mean x?") == "Did you mean x?"
    assert sentence("take it out") == "Take it out."


def test_the_questionnaires_that_are_switched_on_are_told_and_a_name_that_is_none_is_bad(
    run: Run, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "ok   instruments: none; CBT_INSTRUMENTS names them" in run("doctor", "--data", data).stdout
    monkeypatch.setenv("CBT_INSTRUMENTS", "phq_9,who_5")
    assert (
        "ok   instruments: phq_9, who_5: questionnaires with a number" in run("doctor", "--data", data).stdout
    )
    monkeypatch.setenv("CBT_INSTRUMENTS", "everything")
    result = run("doctor", "--data", data)
    assert result.exit_code == 1
    assert (
        "BAD  instruments: CBT_INSTRUMENTS names everything, and there is no such questionnaire."
        in result.stdout
    )
    assert "Take gad_7, phq_8, phq_9, who_5, all." in " ".join(result.stdout.split())


def test_a_pack_with_a_fault_is_told_at_its_place(run: Run, flows: Path, tmp_path: Path) -> None:
    assert (
        "detector: knows de, en, es, fr"
        in run("doctor", "--data", tmp_path / "data", "--flows", flows).stdout
    )
    (flows / "detector").mkdir()
    (flows / "detector" / "sv.yaml").write_text("detector: sv\nnonsense: [1]\n", encoding="utf-8")
    lines = bad(run, "--data", tmp_path / "data", "--flows", flows)
    assert len(lines) == 1
    assert lines[0].startswith(f"detector: {flows}/detector/sv.yaml:")


@pytest.mark.postgres
def test_postgresql_is_told_with_what_a_saved_answer_rests_on(
    run: Run, data: Path, cluster: Cluster, migrated: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CBT_DATABASE_URL", cluster.url(migrated) + "?options=-csynchronous_commit%3Doff")
    result = run("doctor", "--data", data)
    assert result.exit_code == 0, result.stdout
    assert "ok   database: it answers" in result.stdout
    assert "ok   synchronous_commit: on, though the server or the role says off" in result.stdout
    assert "ok   fsync: on" in result.stdout


@pytest.mark.postgres
def test_a_postgresql_that_does_not_sync_is_told_with_the_cure(
    run: Run, data: Path, cluster: Cluster, migrated: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CBT_DATABASE_URL", cluster.url(migrated))
    cluster.set_fsync("off")
    try:
        result = run("doctor", "--data", data)
    finally:
        cluster.set_fsync("on")
    assert result.exit_code == 1
    assert "BAD  database: The database has fsync = off" in result.stdout
    assert "Set fsync to on." in result.stdout
