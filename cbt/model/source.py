"""Where something stands in an author's file.

It must not read files.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourcePos:
    """A place in a source file; line and column count characters from 1."""

    file: str
    line: int
    column: int

    def shifted(self, by: int) -> "SourcePos":
        """The place `by` characters further to the right on the same line."""
        return SourcePos(self.file, self.line, self.column + by)
