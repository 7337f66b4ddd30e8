"""The walks that an author wrote, read with their places; what is not understood is told (T101)."""

from pathlib import Path

import pytest

from cbt.compiler.library import default_flows_folder
from cbt.compiler.walks import read_walks
from cbt.model.walk import Told, WalkCase
from tests.unit.compiler.making import said

NO_WALK = (
    "1:1 T101 there is no walk below walks: yet; "
    "write a walk below it, or take the file out and let cbt test --write make one"
)


def walks(folder: Path, text: str) -> tuple[list[WalkCase], list[str]]:
    path = folder / "sample.yaml"
    path.write_text(text, encoding="utf-8")
    cases, findings = read_walks(path, "walks/sample.yaml")
    return cases, said(findings)


@pytest.mark.parametrize(
    "path", sorted((default_flows_folder() / "walks").glob("*.yaml")), ids=lambda path: path.name
)
def test_shipped_walks_are_understood(path: Path) -> None:
    cases, findings = read_walks(path, path.name)
    assert cases
    assert findings == []


def test_a_walk_by_answers_knows_where_each_answer_stands(tmp_path: Path) -> None:
    text = """walks:
  - name: one
    carry: {claim: a thought}
    answers:
      emotions: [{name: sad, before: 80}, {name: angry, before: 60}]
      situation: It rained.
    expect:
      ends: completed
"""
    (case,), findings = walks(tmp_path, text)
    assert findings == []
    assert (case.name, case.pos.line, case.script) == ("one", 2, ())
    assert isinstance(case.answers["situation"], Told)
    assert case.answers["situation"].text == "It rained."
    places = {name: (pos.line, pos.column) for name, pos in case.places.items()}
    assert places["emotions"] == (5, 7)
    assert places["emotions[1]"] == (5, 43)
    assert places["emotions[1].before"] == (5, 57)
    assert places["expect.ends"] == (8, 7)
    assert set(case.carry) == {"claim"}


def test_a_walk_by_script_is_a_list_of_actions(tmp_path: Path) -> None:
    text = """walks:
  - name: two
    script:
      - situation: It rained.
      - back
      - at: situation
      - change: {situation: It snowed.}
      - parked: [belief]
"""
    (case,), findings = walks(tmp_path, text)
    assert findings == []
    assert [(action.word, action.about) for action in case.script] == [
        ("answer", "situation"),
        ("back", ""),
        ("at", "at"),
        ("change", "change"),
        ("parked", "parked"),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ["1:1 F012 this file is empty; write its words into it, or take it out"]),
        ("walk: []", ["1:1 T101 this file holds no walks; start it with walks: and a list below it"]),
        ("walks:\n", [NO_WALK]),
        ("walks: []\n", [NO_WALK]),
        ("- a", ["1:1 T101 this file holds no walks; start it with walks: and a list below it"]),
        ("walks:\n  - a", ["2:5 T101 a walk needs a name; start it with name: and what it shows"]),
        ("walks:\n  - {name: [a]}", ["2:5 T101 a walk needs a name; start it with name: and what it shows"]),
        (
            "walks:\n  - name: a",
            ["2:11 T101 a walk needs answers or a script; add answers: with a line for each step"],
        ),
        (
            "walks:\n  - {name: a, answrs: {b: c}, script: [back]}",
            ['2:15 T101 "answrs" is not a word of a walk; did you mean "answers"?'],
        ),
        (
            "walks:\n  - {name: a, xyz: b, script: [back]}",
            ['2:15 T101 "xyz" is not a word of a walk; take it out'],
        ),
        (
            "walks:\n  - {name: a, script: [back], expect: done}",
            ['2:31 T101 "expect" should be words with a colon; write name: value, indented'],
        ),
        (
            "walks:\n  - {name: a, answers: {b: c}, script: back}",
            ['2:32 T101 "script" should be a list; start each line with a dash'],
        ),
        (
            "walks:\n  - {name: a, script: [bak, [b], {a: b, c: d}]}",
            [
                '2:24 T101 this line of the script is not understood; did you mean "back"?',
                "2:29 T101 this line of the script is not understood; write step: answer, or a word such as back",
                "2:34 T101 this line of the script is not understood; write step: answer, or a word such as back",
            ],
        ),
    ],
)
def test_what_is_not_understood_is_told(tmp_path: Path, text: str, told: list[str]) -> None:
    assert walks(tmp_path, text)[1] == told


def test_a_file_full_of_faults_is_told_up_to_a_hundred(tmp_path: Path) -> None:
    cases, findings = walks(tmp_path, "walks:\n" + "  - a\n" * 500)
    assert cases == []
    assert len(findings) == 100


def test_too_large_a_file_is_refused(tmp_path: Path) -> None:
    assert walks(tmp_path, "#" * 300_000)[1] == ["1:1 F001 this file has more than 256 KB; make parts of it"]
