"""The files of a folder of flows as an editor sees them: open ones as they are typed, the others as they are saved.

It must not read a file before it is asked for, and none outside of the folder.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from cbt.compiler.reader import MOST_BYTES

INSIDE = (
    "parts",
    "shared",
    "walks",
    "translations",
    "rewordings",
    "wording",
    "helplines",
    "detector",
    "shelf",
)
_READ = ("", "parts", "shared", "translations")


class Folder(Mapping[str, bytes]):
    """Path inside the folder -> bytes, at most 256 KB and one byte of each; `typed` are the texts of open files."""

    def __init__(self, home: Path, typed: Mapping[str, str]) -> None:
        self.home = home
        self._typed = typed
        self._read: dict[str, bytes] = {}

    def __getitem__(self, path: str) -> bytes:
        if path in self._typed:
            return self._typed[path].encode("utf-8", "surrogatepass")
        if path not in self._read:
            self._read[path] = self._saved(path)
        return self._read[path]

    def __iter__(self) -> Iterator[str]:
        saved = {
            str(path.relative_to(self.home)) for sub in _READ for path in (self.home / sub).glob("*.yaml")
        }
        yield from sorted(saved | set(self._typed))

    def __len__(self) -> int:
        return len(list(iter(self)))

    def _saved(self, path: str) -> bytes:
        """A file from the disk. Raises KeyError for what is no plain file, or leads out of the folder."""
        file = self.home / path
        try:
            if not file.resolve().is_relative_to(self.home.resolve()) or not file.is_file():
                raise KeyError(path)
            with file.open("rb") as opened:
                return opened.read(MOST_BYTES + 1)
        except (OSError, ValueError):
            raise KeyError(path) from None


def home_of(file: Path) -> tuple[Path, str]:
    """The folder of flows that a file belongs to, and its path inside."""
    inside = file.parent.name in INSIDE
    home = file.parent.parent if inside else file.parent
    return home, f"{file.parent.name}/{file.name}" if inside else file.name
