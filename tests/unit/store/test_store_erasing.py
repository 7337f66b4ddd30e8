"""Erasing: afterwards no byte of what was stored is in any file of the database."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from cbt.store import SqlStore
from tests.unit.store.people import Somebody, some_blob

OpenDatabase = Callable[..., Engine]

WINDOW = 24


def holds(folder: Path, secret: bytes) -> list[str]:
    """The files that hold any run of `secret`: pages cut a long value into pieces."""
    pieces = [secret[at : at + WINDOW] for at in range(0, len(secret), WINDOW) if len(secret[at:]) >= 16]
    found = []
    for path in sorted(folder.iterdir()):
        content = path.read_bytes()
        if any(piece in content for piece in pieces):
            found.append(path.name)
    return found


@pytest.fixture
def store(sqlite_url: str, opened: OpenDatabase) -> SqlStore:
    return SqlStore(opened(sqlite_url))


def test_erasing_a_person_leaves_no_byte_in_any_file(store: SqlStore, tmp_path: Path) -> None:
    ann, bob = Somebody(), Somebody()
    blobs = [some_blob(size) for size in (256, 1024, 4096, 65_536, 256, 4096)]
    sessions = [ann.begin(store, blob=blob) for blob in blobs]
    stays = some_blob(4096)
    bob.begin(store, blob=stays)
    for session_id in sessions:
        for size in (256, 16_384, 1024):
            blobs.append(some_blob(size))
            ann.answer(store, session_id, blob=blobs[-1])
    secrets = [*blobs, ann.wrapped, ann.locator, ann.person_id, *sessions]
    assert all(holds(tmp_path, secret) for secret in [blobs[-1], ann.wrapped, ann.locator])
    store.erase_person(ann.person_id)
    assert {name for secret in secrets for name in holds(tmp_path, secret)} == set()
    assert holds(tmp_path, stays) == ["cbt.db"]
    assert holds(tmp_path, bob.wrapped) == ["cbt.db"]


def test_deleting_a_session_leaves_no_byte_of_it_in_any_file(store: SqlStore, tmp_path: Path) -> None:
    ann = Somebody()
    gone, stays = some_blob(16_384), some_blob(16_384)
    session_id = ann.begin(store, blob=gone)
    ann.begin(store, blob=stays)
    assert holds(tmp_path, gone)
    assert store.delete_session(ann.person_id, session_id)
    assert holds(tmp_path, gone) == []
    assert holds(tmp_path, session_id) == []
    assert holds(tmp_path, stays) == ["cbt.db"]
