"""Prints findings about flows: with their source line when people read, one line each when piped.

It must not look for them.
"""

from collections.abc import Iterable
from pathlib import Path

from rich.text import Text

from cbt.cli.console import out, say, visible
from cbt.compiler.diagnostics import ERROR, Diagnostic
from cbt.compiler.report import render_text
from cbt.model.source import SourcePos


def print_findings(findings: Iterable[Diagnostic]) -> None:
    """Each finding at its place."""
    for finding in findings:
        if out.is_terminal:
            out.print(_coloured(visible(render_text(finding, _source_line(finding.pos))), finding))
            out.print()
        else:
            say(one_line(finding.pos, finding.code, finding.sentence))


def one_line(pos: SourcePos, code: str, sentence: str) -> str:
    """A finding as editors and programs know it: place, code, sentence."""
    return f"{pos.file}:{pos.line}:{pos.column} {code} {sentence}"


def has_errors(findings: Iterable[Diagnostic]) -> bool:
    """Whether a finding keeps its flow from being offered."""
    return any(finding.severity == ERROR for finding in findings)


def count_of(number: int, one: str, many: str) -> str:
    """`no faults`, `1 fault`, `2 faults`."""
    return f"{number or 'no'} {one if number == 1 else many}"


def _source_line(pos: SourcePos) -> str:
    try:
        lines = Path(pos.file).read_text(encoding="utf-8-sig", errors="replace").split("\n")
    except OSError:
        return ""
    return lines[pos.line - 1].rstrip("\r") if pos.line <= len(lines) else ""


def _coloured(text: str, finding: Diagnostic) -> Text:
    shown = Text(text)
    colour = "red" if finding.severity == ERROR else "yellow"
    first = text.partition("\n")[0]
    shown.stylize("bold", 0, len(first))
    shown.highlight_regex(rf"  {finding.code}  ", f"bold {colour}")
    shown.highlight_regex(r"(?m)^ +\| +\^+$", colour)
    return shown
