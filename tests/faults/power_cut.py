"""A disk that remembers each write and each sync, so that the power can be cut at any of them afterwards.

It must not know what is written: it loses, tears and keeps what no sync had made safe, as a disk may.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw

SECTOR = 512


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to a file: "write", "truncate", "sync" or "delete"; or "saved", to none."""

    kind: str
    file: str = ""
    at: int = 0
    data: bytes = b""


@dataclass
class _Held:
    """A file: what is safe, and what was done to it since the last sync."""

    safe: bytearray = field(default_factory=bytearray)
    loose: list[Step] = field(default_factory=list)


class Recorder(apsw.VFS):
    """Lets SQLite work on the real files of a folder, and notes each step."""

    def __init__(self, name: str) -> None:
        self.steps: list[Step] = []
        super().__init__(name, base="")

    def xOpen(self, name: Any, flags: list[int]) -> "_File":  # noqa: N802  # apsw's own name
        return _File(self.steps, name, flags)

    def xDelete(self, name: str, sync_folder: bool) -> None:  # noqa: N802
        super().xDelete(name, sync_folder)
        self.steps.append(Step("delete", Path(name).name))


class _File(apsw.VFSFile):
    def __init__(self, steps: list[Step], name: Any, flags: list[int]) -> None:
        super().__init__("", name, flags)
        self._steps = steps
        self._name = Path(name.filename() if isinstance(name, apsw.URIFilename) else name or "").name

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        super().xWrite(data, offset)
        self._steps.append(Step("write", self._name, offset, bytes(data)))

    def xTruncate(self, size: int) -> None:  # noqa: N802
        super().xTruncate(size)
        self._steps.append(Step("truncate", self._name, size))

    def xSync(self, flags: int) -> None:  # noqa: N802
        super().xSync(flags)
        self._steps.append(Step("sync", self._name))


class Disk:
    """The files as they were before the first step; steps are played onto them one after the other."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self._files = {name: _Held(bytearray(content)) for name, content in files.items()}

    def play(self, step: Step) -> None:
        held = self._files.setdefault(step.file, _Held())
        match step.kind:
            case "sync":
                for loose in held.loose:
                    _apply(held.safe, loose)
                held.loose = []
            case "delete":
                del self._files[step.file]
            case "write" | "truncate":
                held.loose.append(step)

    def cut(self, folder: Path, chance: random.Random) -> None:
        """Writes the files as a power cut at this moment may leave them."""
        for name, held in self._files.items():
            image = bytearray(held.safe)
            for step in held.loose:
                _apply_damaged(image, step, chance)
            if name:
                (folder / name).write_bytes(image)


def _apply_damaged(image: bytearray, step: Step, chance: random.Random) -> None:
    """Loses the step, tears it at a sector's border, or keeps it."""
    fate = chance.random()
    if fate < 0.4:
        return
    if fate < 0.6 and len(step.data) > SECTOR:
        until = SECTOR * chance.randrange(1, -(-len(step.data) // SECTOR))
        step = Step(step.kind, step.file, step.at, step.data[:until])
    _apply(image, step)


def _apply(image: bytearray, step: Step) -> None:
    if step.kind == "truncate":
        del image[step.at :]
        return
    if len(image) < step.at:
        image.extend(bytes(step.at - len(image)))
    image[step.at : step.at + len(step.data)] = step.data


def record(folder: Path, database: str, statements: Iterable[str]) -> list[Step]:
    """What happens on disk while these statements run; each COMMIT that has come back is a step "saved"."""
    name = f"recorder-{id(folder)}"
    vfs = Recorder(name)
    connection = apsw.Connection(str(folder / database), vfs=name)
    try:
        # Its shared memory cannot be watched; with one process there need be none.
        connection.execute("PRAGMA locking_mode=exclusive").fetchall()
        for statement in statements:
            connection.execute(statement).fetchall()
            if statement == "COMMIT":
                vfs.steps.append(Step("saved"))
        # What SQLite tidies up at the end is no part of it.
        return list(vfs.steps)
    finally:
        connection.close()
        vfs.unregister()
