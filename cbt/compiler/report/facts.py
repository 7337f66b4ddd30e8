"""A finding as a plain object, ready for `json`.

It must not serialise or print it.
"""

from typing import Any

from cbt.compiler.diagnostics import Diagnostic


def to_json(finding: Diagnostic) -> dict[str, Any]:
    """The finding as an object; the message holds the way out too."""
    pos = finding.pos
    return {
        "file": pos.file,
        "line": pos.line,
        "column": pos.column,
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.sentence,
    }
