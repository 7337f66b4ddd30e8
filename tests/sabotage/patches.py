"""The list of what is broken on purpose, read from `patches.toml`.

It must not break anything itself.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

LIST = Path(__file__).with_name("patches.toml")


@dataclass(frozen=True, slots=True)
class Patch:
    """One line that would break a promise: `old` stands in `file` exactly once, and `test` notices `new`."""

    name: str
    file: str
    old: str
    new: str
    test: str

    def broken(self, text: str) -> str:
        """The file's text with the line broken. Raises ValueError where it does not stand there exactly once."""
        if text.count(self.old) != 1:
            raise ValueError(f"{self.file} has this {text.count(self.old)} times: {self.old}")
        return text.replace(self.old, self.new)


def read_patches() -> list[Patch]:
    """All of them, in the order of the list."""
    found = tomllib.loads(LIST.read_text(encoding="utf-8"))["patch"]
    return [Patch(**each) for each in found]
