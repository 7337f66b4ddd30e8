"""The shipped weights are those of the present texts, and learning does what it says.

It must not learn from all texts: that takes too long for a test.
"""

import json

import pytest

from cbt.compiler.detector import FOLDER as DETECTOR
from cbt.compiler.diagnostics import Findings
from cbt.compiler.library import default_flows_folder
from cbt.compiler.weights import ENDING, parse_weights
from cbt.safety.sign import FAMILIES
from tests.content.safety.evaluation import HELD_OUT, Line, lines, packs
from tests.content.safety.learning import KINDS, digest, examples_of, kind_of, learn, learnt_lines, render

BESIDE = default_flows_folder() / DETECTOR / f"en{ENDING}"
SOME = [line for line in lines() if line.file == "families.jsonl"][::12] + [
    line for line in lines() if line.file == "ordinary.jsonl"
][::12]


def test_the_shipped_weights_were_learnt_from_the_present_texts() -> None:
    told = json.loads(BESIDE.read_text(encoding="utf-8"))
    assert told["learnt_from"] == digest(learnt_lines("en")), "say: make weights"


def test_nothing_is_learnt_from_what_is_held_out() -> None:
    assert not any(line.file.startswith(HELD_OUT) for line in learnt_lines("en"))


def test_the_same_texts_give_the_same_weights_and_set_danger_apart() -> None:
    examples = examples_of(SOME, packs()["en"])
    once, again = (render("en", learn(examples), "x") for _ in range(2))
    assert once == again
    weights = parse_weights(once.encode(), "x", Findings())
    assert weights is not None
    shares = [weights.shares(weights.tally(set(some))) for some, _ in examples]
    right = [
        (share["none"] < 0.5) == (kind != KINDS.index("none"))
        for share, (_, kind) in zip(shares, examples, strict=True)
    ]
    assert sum(right) > 0.95 * len(right)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (Line("x", 1, "", "en", "F2"), "F2"),
        (Line("x", 1, "", "en", "F11"), "none"),
        (Line("x", 1, "", "en", "F2", "none"), "none"),
        (Line("x", 1, "", "en", "past"), "soft"),
        (Line("x", 1, "", "en", "third"), "F15"),
        (Line("x", 1, "", "en", "misspelt", of="F4"), "F4"),
        (Line("x", 1, "", "en", "misspelt"), "F1"),
    ],
)
def test_a_text_is_an_example_of_one_kind(line: Line, kind: str) -> None:
    assert kind_of(line) == kind


def test_every_family_can_be_leant_to() -> None:
    assert ("none", "soft", *FAMILIES) == KINDS
