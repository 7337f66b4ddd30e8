"""Finds the server's own key, or makes it once and keeps it in a file that only its owner can read.

It must not replace a file that it cannot read: every address in use would die with the old key.
"""

import hashlib
import os
import re
from contextlib import suppress
from pathlib import Path

from cbt.errors import ServerKeyBroken
from cbt.vault.keys import Secret
from cbt.vault.seal import KEY_BYTES

# The check digits tell a damaged file from a key that merely differs.
_LINE = re.compile(rb"cbt-server-key-1 ([0-9a-f]{64}) ([0-9a-f]{16})\n?")
_LINE_BYTES = 98


def load_server_key(path: Path, given: bytes | None) -> Secret:
    """Give the server key, 32 bytes or more: `given` where there is one, else the one in the file at `path`.

    A missing file is made (mode 0600, synced); of several processes that start at once one makes it and
    all get the same key. Raises ServerKeyBroken.
    """
    if given is not None:
        if len(given) < KEY_BYTES:
            raise ServerKeyBroken("", "short")
        return Secret(given)
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        content = _make(path)
    except OSError:
        raise ServerKeyBroken(str(path), "unreadable") from None
    return _parse_line(content, path)


def _parse_line(content: bytes, path: Path) -> Secret:
    match = _LINE.fullmatch(content)
    if match is None:
        raise ServerKeyBroken(str(path), "short" if len(content) < _LINE_BYTES else "corrupt")
    key = bytes.fromhex(match[1].decode("ascii"))
    if _check_digits(key) != match[2]:
        raise ServerKeyBroken(str(path), "corrupt")
    return Secret(key)


def _make(path: Path) -> bytes:
    draft = path.with_name(f".{path.name}.{os.urandom(8).hex()}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            _write_synced(draft, _render_line(os.urandom(KEY_BYTES)))
            # A link appears whole or not at all, and fails where another process was first: theirs holds.
            with suppress(FileExistsError):
                os.link(draft, path)
        finally:
            draft.unlink(missing_ok=True)
        _sync_folder(path.parent)
        return path.read_bytes()
    except OSError:
        raise ServerKeyBroken(str(path), "unwritable") from None


def _write_synced(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(descriptor)


def _sync_folder(folder: Path) -> None:
    # Where a folder cannot be opened as a file there is nothing to sync.
    with suppress(PermissionError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _render_line(key: bytes) -> bytes:
    return b"cbt-server-key-1 " + key.hex().encode("ascii") + b" " + _check_digits(key) + b"\n"


def _check_digits(key: bytes) -> bytes:
    return hashlib.sha256(b"cbt/v1 server key check\0" + key).hexdigest()[:16].encode("ascii")
