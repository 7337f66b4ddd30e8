"""A finding as text for a terminal, and as an object for programs."""

from cbt.compiler.diagnostics import Diagnostic
from cbt.compiler.report import render_text, to_json
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
        "  31 |     ask: {evidence}, what now?",
        "     |            ^^^^^^^^",
        "  It is missing on this path: situation › belief (below 40) › balanced",
        "  Give it on every path",
    ]


def test_without_a_source_line_a_path_or_a_hint_there_is_only_the_fault() -> None:
    finding = Diagnostic("F012", SourcePos("x.yaml", 1, 1), "this file is empty")
    assert render_text(finding, "\n") == "x.yaml:1:1  F012  this file is empty"


def test_carets_end_with_the_line_and_stand_below_tabs() -> None:
    finding = Diagnostic("F010", SourcePos("x.yaml", 1, 3), "no", length=400)
    assert render_text(finding, "\t abc\n").splitlines()[1:] == ["  1 | \t abc", "    | \t ^^^"]


def test_a_place_behind_the_line_has_one_caret() -> None:
    finding = Diagnostic("F201", SourcePos("x.yaml", 1, 9), "no")
    assert render_text(finding, "abc").splitlines()[2] == "    |         ^"


def test_a_finding_is_an_object_with_the_way_out_in_its_message() -> None:
    assert to_json(FINDING) == {
        "file": "flows/x.yaml",
        "line": 31,
        "column": 12,
        "code": "F304",
        "severity": "error",
        "message": '"evidence" may not have been answered yet; give it on every path',
    }
