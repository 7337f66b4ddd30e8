"""A finding as a workflow command, which GitHub shows beside the line of a change.

It must not print it.
"""

from cbt.compiler.diagnostics import Diagnostic

_Signs = dict[str, str | int | None]
_IN_MESSAGES: _Signs = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTIES: _Signs = {**_IN_MESSAGES, ":": "%3A", ",": "%2C"}


def workflow_command(finding: Diagnostic) -> str:
    """`::error file=...,line=...::message`, or `::warning`; always one line."""
    pos = finding.pos
    places = {
        "file": pos.file,
        "line": pos.line,
        "col": pos.column,
        "endColumn": pos.column + finding.length,
        "title": finding.code,
    }
    properties = ",".join(f"{name}={_escaped(str(value), _IN_PROPERTIES)}" for name, value in places.items())
    return f"::{finding.severity} {properties}::{_escaped(finding.told, _IN_MESSAGES)}"


def _escaped(text: str, signs: _Signs) -> str:
    return text.translate(str.maketrans(signs))
