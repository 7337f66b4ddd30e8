"""Findings as a SARIF 2.1.0 log, which code hosts and editors read.

It must not print it, and names no address: the help is in the log itself.
"""

from collections.abc import Mapping, Sequence
from os.path import normpath
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from cbt.compiler.codes import Explanation
from cbt.compiler.diagnostics import Diagnostic

# The name of the format; nothing is fetched from there.
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif_log(
    findings: Sequence[Diagnostic], explained: Mapping[str, Explanation], *, version: str, home: PurePath
) -> dict[str, Any]:
    """The log of one run. Files below `home`, an absolute path, are named from there; columns count characters.

    `version` is the checker's own, `explained` what each code means.
    """
    codes = sorted({finding.code for finding in findings})
    driver = {
        "name": "cbt check",
        "version": version,
        "rules": [_rule(code, explained.get(code)) for code in codes],
    }
    results = [_result(finding, codes.index(finding.code), home) for finding in findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: str, explained: Explanation | None) -> dict[str, Any]:
    """What a code means; a code that no page explains is named all the same."""
    rule: dict[str, Any] = {"id": code, "defaultConfiguration": {"level": _level_of(code)}}
    if explained is not None:
        rule |= {
            "shortDescription": {"text": explained.title},
            "fullDescription": {"text": explained.meaning},
            "help": {"text": explained.mending, "markdown": explained.text},
        }
    return rule


def _level_of(code: str) -> str:
    return "warning" if code.startswith("W") else "error"


def _result(finding: Diagnostic, number: int, home: PurePath) -> dict[str, Any]:
    pos = finding.pos
    region = {
        "startLine": pos.line,
        "startColumn": pos.column,
        "endLine": pos.line,
        "endColumn": pos.column + finding.length,
    }
    place = {"artifactLocation": {"uri": _uri(pos.file, home)}, "region": region}
    return {
        "ruleId": finding.code,
        "ruleIndex": number,
        "level": finding.severity,
        "message": {"text": finding.told},
        "locations": [{"physicalLocation": place}],
    }


def _uri(file: str, home: PurePath) -> str:
    """A relative reference where the file lies below `home`, else an address of this machine."""
    path = PurePath(normpath(home / file))
    if not path.is_relative_to(home):
        return "file://" + quote(path.as_posix(), errors="replace")
    # `quote` also escapes a colon, which would make the first piece a scheme.
    return quote(path.relative_to(home).as_posix(), errors="replace")
