"""Keeps replies in a folder, so that a run that was broken off asks nothing twice.

It must not keep what no service said: failures are asked again.
"""

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cbt.errors import NoReply
from cbt.llm.reply import choice_in


@dataclass(frozen=True, slots=True)
class Replies:
    """A folder with one file for each reply, as it came, by the digest of its request."""

    folder: Path

    def find(self, digest: str) -> bytes | None:
        """The reply to a request; None where it was never had, or its file is spoilt."""
        with suppress(OSError, NoReply):
            raw = self._path(digest).read_bytes()
            choice_in(raw)
            return raw
        return None

    def keep(self, digest: str, raw: bytes) -> None:
        """Writes a reply, all of it or nothing."""
        self.folder.mkdir(parents=True, exist_ok=True)
        draft = self.folder / f"{digest}.{os.getpid()}.part"
        draft.write_bytes(raw)
        draft.replace(self._path(digest))

    def _path(self, digest: str) -> Path:
        return self.folder / f"{digest}.json"
