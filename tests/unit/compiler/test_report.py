"""A finding as text for a terminal, as an object for programs, and as a line for GitHub."""

import pytest

from cbt.compiler.diagnostics import ERROR, MOST_FINDINGS, WARNING, Diagnostic, Enough, Findings
from cbt.compiler.report import render_text, to_json, workflow_command
from cbt.model.source import SourcePos

FINDING = Diagnostic(
    "F304",
    SourcePos("flows/x.yaml", 31, 12),
    '"evidence" may not have been answered yet',
    "give it on every path",
    8,
    ("situation", "belief (below 40)", "balanced"),
)


def test_a_finding_shows_its_line_with_carets_the_path_and_the_way_out() -> None:
    assert render_text(FINDING, "    ask: {evidence}, what now?  \n").splitlines() == [
        'flows/x.yaml:31:12  F304  "evidence" may not have been answered yet',
        "   31 │     ask: {evidence}, what now?",
        "      │            ^^^^^^^^",
        "   It is missing on this path: situation › belief (below 40) › balanced",
        "   Give it on every path",
    ]


def test_without_a_source_line_a_path_or_a_hint_there_is_only_the_fault() -> None:
    finding = Diagnostic("F012", SourcePos("x.yaml", 1, 1), "this file is empty")
    assert render_text(finding, "\n") == "x.yaml:1:1  F012  this file is empty"


def test_carets_end_with_the_line_and_stand_below_tabs() -> None:
    finding = Diagnostic("F010", SourcePos("x.yaml", 1, 3), "no", length=400)
    assert render_text(finding, "\t abc\n").splitlines()[1:] == ["   1 │ \t abc", "     │ \t ^^^"]


def test_carets_stand_below_letters_that_are_wide_or_take_no_room() -> None:
    finding = Diagnostic("F202", SourcePos("x.yaml", 1, 5), "no", length=2)
    assert render_text(finding, "你 e\u0301你好 x\n").splitlines()[2] == "     │     ^^^^"


@pytest.mark.parametrize(
    ("column", "shown"),
    [
        (1, ["   7 │ abcdefghijklmnopqrstuvwxyzabc…", "     │ ^^^^"]),
        (18, ["   7 │ …defghijklmnopqrstuvwxyzabcde…", "     │                ^^^^"]),
        (49, ["   7 │ …ijklmnopqrstuvwxyz", "     │                ^^^^"]),
    ],
)
def test_of_a_long_line_the_piece_around_the_fault_is_shown(column: int, shown: list[str]) -> None:
    finding = Diagnostic("F202", SourcePos("x.yaml", 7, column), "no", length=4)
    line = "abcdefghijklmnopqrstuvwxyz" * 2
    assert render_text(finding, line, 37).splitlines()[1:] == shown


def test_a_narrow_terminal_still_shows_a_piece() -> None:
    finding = Diagnostic("F202", SourcePos("x.yaml", 7, 1), "no")
    assert render_text(finding, "a" * 30, 3).splitlines()[1] == f"   7 │ {'a' * 19}…"


def test_a_place_behind_the_line_has_one_caret() -> None:
    finding = Diagnostic("F201", SourcePos("x.yaml", 1, 9), "no")
    assert render_text(finding, "abc").splitlines()[2] == "     │         ^"


def test_a_finding_is_an_object_with_the_way_out_in_its_message() -> None:
    assert to_json(FINDING) == {
        "file": "flows/x.yaml",
        "line": 31,
        "column": 12,
        "code": "F304",
        "severity": "error",
        "message": '"evidence" may not have been answered yet; give it on every path',
    }


def test_a_workflow_command_is_one_line_that_names_the_place() -> None:
    assert workflow_command(FINDING) == (
        "::error file=flows/x.yaml,line=31,col=12,endColumn=20,title=F304::"
        '"evidence" may not have been answered yet; give it on every path'
        " (missing on this path: situation › belief (below 40) › balanced)"
    )


def test_a_workflow_command_escapes_what_would_end_it() -> None:
    finding = Diagnostic(
        "W701", SourcePos("a,b:c%.yaml", 1, 2), "100 %: a, b\r\n::error::c", severity=WARNING
    )
    assert workflow_command(finding) == (
        "::warning file=a%2Cb%3Ac%25.yaml,line=1,col=2,endColumn=3,title=W701::100 %25: a, b%0D%0A::error::c"
    )


def test_a_w_code_is_a_warning_and_every_other_an_error() -> None:
    findings = Findings()
    for code in ("F101", "W702"):
        findings.add(code, SourcePos("x.yaml", 1, 1), "no")
    assert [finding.severity for finding in findings.sorted()] == [ERROR, WARNING]


def test_warnings_stop_at_a_hundred_and_never_end_a_run() -> None:
    findings = Findings()
    for line in range(1, MOST_FINDINGS + 20):
        findings.add("W702", SourcePos("x.yaml", line, 1), "no")
    assert len(findings.sorted()) == MOST_FINDINGS
    for line in range(1, MOST_FINDINGS):
        findings.add("F101", SourcePos("x.yaml", line, 1), "no")
    with pytest.raises(Enough):
        findings.add("F101", SourcePos("x.yaml", 999, 1), "no")
