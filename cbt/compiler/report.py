"""Writes a finding down: as lines of text for a terminal, or as a JSON object for programs.

It must not colour or print: the command does.
"""

from typing import Any

from cbt.compiler.diagnostics import Diagnostic
from cbt.model.source import SourcePos


def render_text(finding: Diagnostic, source_line: str) -> str:
    """The finding with its source line, carets below the fault, and the way out; without a line end at its end."""
    pos = finding.pos
    number = str(pos.line)
    margin = " " * len(number)
    lines = [f"{pos.file}:{pos.line}:{pos.column}  {finding.code}  {finding.message}"]
    if source_line.strip():
        # Tabs stay tabs, so that the carets stand below what they mean.
        before = "".join(char if char == "\t" else " " for char in source_line[: pos.column - 1])
        before = before.ljust(pos.column - 1)
        carets = "^" * max(min(finding.length, len(source_line.rstrip()) - pos.column + 1), 1)
        lines += [f"  {number} | {source_line.rstrip()}", f"  {margin} | {before}{carets}"]
    if finding.trail:
        lines.append(f"  It is missing on this path: {' › '.join(finding.trail)}")
    if finding.hint:
        lines.append(f"  {finding.hint[0].upper()}{finding.hint[1:]}")
    return "\n".join(lines)


def to_json(finding: Diagnostic) -> dict[str, Any]:
    """The finding as an object; the message holds the way out too."""
    pos: SourcePos = finding.pos
    return {
        "file": pos.file,
        "line": pos.line,
        "column": pos.column,
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.sentence,
    }
