"""A SARIF log has the shape that version 2.1.0 of the format gives it, and says where and what."""

import json
from pathlib import PurePosixPath
from typing import Any

import pytest

from cbt.compiler.codes import read_explanations
from cbt.compiler.diagnostics import WARNING, Diagnostic
from cbt.compiler.report import sarif_log
from cbt.model.source import SourcePos

HOME = PurePosixPath("/house")
EXPLAINED = read_explanations()
FINDING = Diagnostic(
    "F304",
    SourcePos("flows/x.yaml", 31, 12),
    '"evidence" may not have been answered yet',
    "give it on every path",
    8,
    ("situation", "balanced"),
)
WARNED = Diagnostic("W999", SourcePos("flows/x.yaml", 3, 1), "a code that no page explains", severity=WARNING)

# What the format allows in the objects that we write: name -> (its words with their types, those that must be there).
TEXT = {"text": str, "markdown": str}
SHAPES: dict[str, tuple[dict[str, Any], set[str]]] = {
    "log": ({"$schema": str, "version": str, "runs": ["run"]}, {"version", "runs"}),
    "run": ({"tool": "tool", "columnKind": str, "results": ["result"]}, {"tool"}),
    "tool": ({"driver": "driver"}, {"driver"}),
    "driver": ({"name": str, "version": str, "rules": ["rule"]}, {"name"}),
    "rule": (
        {
            "id": str,
            "shortDescription": "text",
            "fullDescription": "text",
            "help": "text",
            "defaultConfiguration": "configuration",
        },
        {"id"},
    ),
    "text": (TEXT, {"text"}),
    "configuration": ({"level": str}, set()),
    "result": (
        {"ruleId": str, "ruleIndex": int, "level": str, "message": "text", "locations": ["location"]},
        {"message"},
    ),
    "location": ({"physicalLocation": "physical"}, set()),
    "physical": ({"artifactLocation": "artifact", "region": "region"}, {"artifactLocation"}),
    "artifact": ({"uri": str}, set()),
    "region": ({"startLine": int, "startColumn": int, "endLine": int, "endColumn": int}, set()),
}


def log_of(*findings: Diagnostic) -> dict[str, Any]:
    return sarif_log(findings, EXPLAINED, version="1.2.3", home=HOME)


def check_shape(value: Any, shape: Any) -> None:
    if isinstance(shape, list):
        assert isinstance(value, list)
        for each in value:
            check_shape(each, shape[0])
    elif isinstance(shape, str):
        words, compulsory = SHAPES[shape]
        assert compulsory <= set(value) <= set(words)
        for word, inner in value.items():
            check_shape(inner, words[word])
    else:
        assert type(value) is shape


@pytest.mark.parametrize("findings", [(), (FINDING,), (WARNED, FINDING, FINDING)])
def test_a_log_has_the_shape_of_the_format(findings: tuple[Diagnostic, ...]) -> None:
    log = log_of(*findings)
    check_shape(log, "log")
    assert log["version"] == "2.1.0"
    assert json.loads(json.dumps(log)) == log


def test_a_result_says_where_and_what() -> None:
    (run,) = log_of(FINDING)["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["results"] == [
        {
            "ruleId": "F304",
            "ruleIndex": 0,
            "level": "error",
            "message": {
                "text": '"evidence" may not have been answered yet; give it on every path'
                " (missing on this path: situation › balanced)"
            },
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": "flows/x.yaml"},
                        "region": {"startLine": 31, "startColumn": 12, "endLine": 31, "endColumn": 20},
                    }
                }
            ],
        }
    ]


def test_a_rule_is_explained_in_the_log_itself() -> None:
    (run,) = log_of(WARNED, FINDING, FINDING)["runs"]
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("cbt check", "1.2.3")
    explained, plain = driver["rules"]
    page = EXPLAINED["F304"]
    assert explained == {
        "id": "F304",
        "defaultConfiguration": {"level": "error"},
        "shortDescription": {"text": page.title},
        "fullDescription": {"text": page.meaning},
        "help": {"text": page.mending, "markdown": page.text},
    }
    assert plain == {"id": "W999", "defaultConfiguration": {"level": "warning"}}
    assert [result["ruleIndex"] for result in run["results"]] == [1, 0, 0]


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("flows/x.yaml", "flows/x.yaml"),
        ("/house/flows/a b.yaml", "flows/a%20b.yaml"),
        ("./a:b#.yaml", "a%3Ab%23.yaml"),
        ("flows/../gefühl.yaml", "gef%C3%BChl.yaml"),
        ("\udcff.yaml", "%3F.yaml"),
        ("../other/x.yaml", "file:" + "///other/x.yaml"),
        ("/elsewhere/x.yaml", "file:" + "///elsewhere/x.yaml"),
    ],
)
def test_a_file_is_named_from_home_where_it_lies_below(file: str, uri: str) -> None:
    (run,) = log_of(Diagnostic("F012", SourcePos(file, 1, 1), "empty"))["runs"]
    (location,) = run["results"][0]["locations"]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == uri
