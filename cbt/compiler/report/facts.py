"""Findings and sound flows as plain objects, ready for `json`.

It must not serialise or print them.
"""

from collections.abc import Iterable
from typing import Any

from cbt.compiler.diagnostics import Diagnostic
from cbt.model.flow import Flow


def check_report(findings: Iterable[Diagnostic], flows: Iterable[Flow]) -> dict[str, Any]:
    """All that a check has found: `findings` in the order of their places, and `flows`, the sound ones."""
    return {"findings": [to_json(finding) for finding in findings], "flows": [_flow(flow) for flow in flows]}


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


def _flow(flow: Flow) -> dict[str, Any]:
    return {
        "id": flow.id,
        "file": flow.pos.file,
        "fewest_pages": flow.pages.fewest,
        "most_pages": flow.pages.most,
    }
