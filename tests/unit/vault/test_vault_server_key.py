"""The server key: made once, read for ever, never replaced."""

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cbt.errors import ServerKeyBroken
from cbt.vault.server_key import load_server_key

ROOT = Path(__file__).resolve().parents[3]


def test_a_key_is_made_once_and_found_again(tmp_path: Path) -> None:
    path = tmp_path / "data" / "server.key"
    key = load_server_key(path, None)
    assert len(key) == 32
    assert repr(key) == "<secret>"
    assert load_server_key(path, None) == key
    assert load_server_key(tmp_path / "another", None) != key


def test_only_its_owner_can_read_the_file_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "new" / "data" / "server.key"
    load_server_key(path, None)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert list(path.parent.iterdir()) == [path]


def test_file_and_folder_are_synced_before_the_key_is_given_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced = []
    real = os.fsync

    def fsync(descriptor: int) -> None:
        found = os.fstat(descriptor)
        synced.append("folder" if stat.S_ISDIR(found.st_mode) else f"{found.st_size} bytes")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    load_server_key(tmp_path / "server.key", None)
    assert synced == [f"{(tmp_path / 'server.key').stat().st_size} bytes", "folder"]


def test_no_file_stays_open_behind_a_new_key(tmp_path: Path) -> None:
    with (tmp_path / "one").open("w") as lowest:
        free = lowest.fileno()
    load_server_key(tmp_path / "server.key", None)
    with (tmp_path / "two").open("w") as lowest:
        assert lowest.fileno() == free


def test_a_given_key_is_taken_and_no_file_is_made(tmp_path: Path) -> None:
    path = tmp_path / "server.key"
    assert load_server_key(path, bytes(range(40))) == bytes(range(40))
    assert load_server_key(path, bytes(range(32))) == bytes(range(32))
    assert not path.exists()


def test_a_given_key_below_256_bits_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ServerKeyBroken) as refusal:
        load_server_key(tmp_path / "server.key", bytes(31))
    assert (refusal.value.path, refusal.value.reason) == ("", "short")


def test_threads_that_race_all_get_the_same_key(tmp_path: Path) -> None:
    for round_ in range(10):
        path = tmp_path / f"{round_}.key"
        with ThreadPoolExecutor(8) as pool:
            keys = set(pool.map(load_server_key, [path] * 8, [None] * 8))
        assert keys == {load_server_key(path, None)}


def test_processes_that_race_all_get_the_same_key(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from cbt.vault.server_key import load_server_key;"
        "sys.stdin.read(1); print(load_server_key(Path(sys.argv[1]), None).hex())"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "new" / "server.key")]
    running = [
        subprocess.Popen(command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for _ in range(3)
    ]
    for process in running:
        assert process.stdin is not None
        process.stdin.write("x")
        process.stdin.flush()
    keys = {process.communicate()[0].strip() for process in running}
    assert [process.returncode for process in running] == [0, 0, 0]
    assert len(keys) == 1
    assert len(keys.pop()) == 64


def test_a_file_cut_short_or_damaged_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "server.key"
    load_server_key(path, None)
    whole = path.read_bytes()
    damaged = bytearray(whole)
    damaged[20] = ord("0") if damaged[20] != ord("0") else ord("1")
    for content, reason in [
        (b"", "short"),
        (whole[:50], "short"),
        (whole[:97], "short"),
        (bytes(damaged), "corrupt"),
        (whole.replace(b" ", b"\0"), "corrupt"),
        (whole.replace(b" ", b"\0").rstrip(b"\n"), "corrupt"),
        (whole + whole, "corrupt"),
    ]:
        path.write_bytes(content)
        with pytest.raises(ServerKeyBroken) as refusal:
            load_server_key(path, None)
        assert (refusal.value.path, refusal.value.reason) == (str(path), reason)
        assert path.read_bytes() == content


def test_an_editor_may_have_taken_the_last_line_feed_away(tmp_path: Path) -> None:
    path = tmp_path / "server.key"
    key = load_server_key(path, None)
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    assert load_server_key(path, None) == key


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(ServerKeyBroken) as refusal:
        load_server_key(tmp_path, None)
    assert (refusal.value.path, refusal.value.reason) == (str(tmp_path), "unreadable")


def test_what_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    with pytest.raises(ServerKeyBroken) as refusal:
        load_server_key(tmp_path / "gone" / "server.key", None)
    assert refusal.value.reason == "unwritable"
    assert "server.key" in refusal.value.path
