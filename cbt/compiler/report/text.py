"""A finding as lines of text: place, source line with carets, path and way out.

It must not colour or print: the command does.
"""

import unicodedata
from itertools import accumulate

from cbt.compiler.diagnostics import Diagnostic

_FEWEST_CELLS = 20


def render_text(finding: Diagnostic, source_line: str, width: int | None = None) -> str:
    """The finding with its source line, carets below the fault, and the way out; without a line end at its end.

    A source line that takes more than `width` cells is cut to the piece around the fault.
    """
    pos = finding.pos
    lines = [f"{pos.file}:{pos.line}:{pos.column}  {finding.code}  {finding.message}"]
    if source_line.strip():
        margin = " " * len(str(pos.line))
        start, line = pos.column - 1, source_line.rstrip()
        if width is not None:
            start, line = _around(start, line, max(width - len(margin) - 6, _FEWEST_CELLS))
        lines += [f"   {pos.line} │ {line}", f"   {margin} │ {_carets(start, line, finding.length)}"]
    if finding.trail:
        lines.append(f"   It is missing on this path: {' › '.join(finding.trail)}")
    if finding.hint:
        lines.append(f"   {finding.hint[0].upper()}{finding.hint[1:]}")
    return "\n".join(lines)


def _around(start: int, line: str, most: int) -> tuple[int, str]:
    """The piece of a line around a place that fits into `most` cells, and where the place is in it."""
    if sum(map(_cells, line)) <= most:
        return start, line
    first = max(0, start - most // 2)
    # The last cell is for the sign that something is left out.
    cells = accumulate((_cells(char) for char in line[first:]), initial=0)
    length = sum(total < most for total in cells) - 1
    piece = line[first : first + length] + "…" * (first + length < len(line))
    return start - first, f"…{piece[1:]}" if first else piece


def _carets(start: int, line: str, length: int) -> str:
    """Carets below the fault, which ends with its line at the latest."""
    before, fault = line[:start].ljust(start), line[start : start + length]
    # Tabs stay tabs, so that the carets stand below what they mean.
    blank = "".join(char if char == "\t" else " " * _cells(char) for char in before)
    return blank + "^" * max(sum(map(_cells, fault)), 1)


def _cells(char: str) -> int:
    """How many cells of a terminal a character takes."""
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1
