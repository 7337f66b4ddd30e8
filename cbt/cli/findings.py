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
    sources: dict[str, list[str]] = {}
    for finding in findings:
        if out.is_terminal:
            text = render_text(finding, _source_line(finding.pos, sources), out.width)
            out.print(_coloured(visible(text), finding), end="\n\n")
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


def _source_line(pos: SourcePos, sources: dict[str, list[str]]) -> str:
    """The line of a place; `sources` keeps the file that was read last, as findings come in the order of files."""
    if pos.file not in sources:
        sources.clear()
        sources[pos.file] = _lines_of(pos.file)
    lines = sources[pos.file]
    return lines[pos.line - 1].rstrip("\r") if pos.line <= len(lines) else ""


def _lines_of(file: str) -> list[str]:
    try:
        return Path(file).read_text(encoding="utf-8-sig", errors="replace").split("\n")
    except OSError:
        return []


def _coloured(text: str, finding: Diagnostic) -> Text:
    shown = Text(text)
    colour = "red" if finding.severity == ERROR else "yellow"
    first = text.partition("\n")[0]
    shown.stylize("bold", 0, len(first))
    shown.highlight_regex(rf"  {finding.code}  ", f"bold {colour}")
    shown.highlight_regex(r"(?m)^ +│ +\^+$", colour)
    # Without a way out there is no line to put it behind.
    before = "   " if finding.hint else "\n   "
    return shown.append(f"{before}cbt explain {finding.code}", "dim")
