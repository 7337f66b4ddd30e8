"""Reads an author's file and says of what cannot be read as YAML (F002) where `cbt fmt` would mend it.

It must not mend the file.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from cbt.compiler.diagnostics import Diagnostic, Enough, Findings
from cbt.compiler.formatting import format_file
from cbt.compiler.nodes import Node
from cbt.compiler.reader import read

# Larger than any flow that people write; mending is tried on nothing else.
_MOST_BYTES = 64 * 1024


def read_file(data: bytes, shown: str, findings: Findings) -> Node | None:
    """The root of a file as `read` gives it, with `cbt fmt` among the ways out where it is one. Raises Enough."""
    own = Findings()
    try:
        return read(data, shown, own)
    finally:
        found = own.sorted()
        findings.extend(_offering(data, found) if own.has("F002") and len(data) <= _MOST_BYTES else found)


def _offering(data: bytes, found: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    mended = format_file(data)
    again = Findings()
    with suppress(Enough):
        read(mended, "", again)
    left = set(_broken_lines(mended, again.sorted()))
    for finding in found:
        is_mended = finding.code == "F002" and not left.intersection(_broken_lines(data, [finding]))
        yield replace(finding, hint=f"{finding.hint}, or run cbt fmt") if is_mended else finding


def _broken_lines(data: bytes, found: Sequence[Diagnostic]) -> Iterator[str]:
    """The lines at which a file cannot be read, wherever they stand."""
    lines = data.decode("utf-8-sig", "replace").split("\n")
    for finding in found:
        if finding.code == "F002":
            yield lines[finding.pos.line - 1].strip()
