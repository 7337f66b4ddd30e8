"""Weights are read strictly from the file beside their pack."""

import json
from pathlib import Path
from typing import Any

import pytest

from cbt.compiler.detector import read_packs
from cbt.compiler.diagnostics import Findings
from cbt.compiler.weights import parse_weights
from cbt.safety.weights import MOST, Weights, side_by_side
from tests.unit.safety.making import SMALL

SOUND: dict[str, Any] = {
    "weights": "xx",
    "learnt_from": "0123",
    "kinds": ["none", "F7"],
    "start": [150, 0],
    "leans": {"all sank": {"F7": 325, "none": -40}},
}


def test_hundredths_become_weights_side_by_side() -> None:
    weights = parse_weights(json.dumps(SOUND).encode(), "detector/xx.weights.json", Findings())
    assert weights == Weights(("none", "F7"), (1.5, 0.0), {"all sank": side_by_side([-40, 325])})


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"start": "many"}, "these are no weights"),
        ({"more": 1}, "these are no weights"),
        ({"leans": {"sank": {"F7": "far"}}}, "these are no weights"),
        ({"leans": {"sank": 5}}, "these are no weights"),
        ({"kinds": ["none", ["F7"]]}, "these are no weights"),
        ({"kinds": ["soft", "F7"]}, "the kinds are not"),
        ({"kinds": ["none", "F7", "F7"], "start": [1, 2, 3]}, "the kinds are not"),
        ({"kinds": ["none", "F99"]}, "the kinds are not"),
        ({"start": [1]}, "the kinds are not"),
        ({"leans": {"sank": {"F8": 1}}}, "a sign leans to what is no kind here"),
        ({"leans": {"sank": {"F7": -MOST - 1}}}, "a sign leans further than 10000 hundredths"),
    ],
)
def test_what_cannot_be_used_is_told_with_the_way_out(change: dict[str, Any], says: str) -> None:
    findings = Findings()
    assert parse_weights(json.dumps(SOUND | change).encode(), "detector/xx.weights.json", findings) is None
    (found,) = findings.sorted()
    assert found.code == "F013"
    assert says in found.message
    assert found.hint == "say: make weights"


def test_a_pack_has_the_weights_beside_it_and_is_left_out_with_faulty_ones(tmp_path: Path) -> None:
    folder = tmp_path / "detector"
    folder.mkdir()
    (folder / "xx.yaml").write_text(SMALL, encoding="utf-8")
    assert read_packs(tmp_path).packs["xx"].weights is None
    beside = folder / "xx.weights.json"
    beside.write_text(json.dumps(SOUND), encoding="utf-8")
    weights = read_packs(tmp_path).packs["xx"].weights
    assert weights is not None
    assert weights.kinds == ("none", "F7")
    beside.write_text("{}", encoding="utf-8")
    read = read_packs(tmp_path, "detector")
    assert not read.packs
    assert [found.pos.file for found in read.findings] == ["detector/xx.weights.json"]
