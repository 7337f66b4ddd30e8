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
    """Path inside the folder -> bytes, at most 256 KB and one byte of each; `typed` are the texts of open files.

    It goes on saying what it has said once, whatever becomes of the files: `take_in` tells whether that still holds.
    """

    def __init__(self, home: Path, typed: Mapping[str, str]) -> None:
        self.home = home
        self._typed = typed
        self._said: dict[str, bytes | None] = {}
        self._listed: list[str] | None = None

    def __getitem__(self, path: str) -> bytes:
        if path not in self._said:
            self._said[path] = self._find(path)
        data = self._said[path]
        if data is None:
            raise KeyError(path)
        return data

    def __iter__(self) -> Iterator[str]:
        if self._listed is None:
            self._listed = self._list()
        yield from self._listed

    def __len__(self) -> int:
        return len(list(iter(self)))

    def take_in(self, typed: Mapping[str, str]) -> bool:
        """Takes in what is typed by now; whether all that was said would still be said, also of the saved files."""
        self._typed = typed
        is_listed_alike = self._listed is None or self._listed == self._list()
        return is_listed_alike and all(self._find(path) == data for path, data in self._said.items())

    def _list(self) -> list[str]:
        saved = {
            str(path.relative_to(self.home)) for sub in _READ for path in (self.home / sub).glob("*.yaml")
        }
        return sorted(saved | set(self._typed))

    def _find(self, path: str) -> bytes | None:
        """A file as it is typed, else as it is saved; None for what is no plain file, or leads out of the folder."""
        if path in self._typed:
            return self._typed[path].encode("utf-8", "surrogatepass")
        file = self.home / path
        try:
            if not file.resolve().is_relative_to(self.home.resolve()) or not file.is_file():
                return None
            with file.open("rb") as opened:
                return opened.read(MOST_BYTES + 1)
        except (OSError, ValueError):
            return None


def home_of(file: Path) -> tuple[Path, str]:
    """The folder of flows that a file belongs to, and its path inside."""
    inside = file.parent.name in INSIDE
    home = file.parent.parent if inside else file.parent
    return home, f"{file.parent.name}/{file.name}" if inside else file.name
