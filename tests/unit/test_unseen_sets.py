"""Holds the sets by outside authors to their shape. Says nothing of how well the product does on them."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).parents[1] / "content"
SAFETY = CONTENT / "safety" / "learnt_third.jsonl"
WORDING = CONTENT / "wording" / "third.jsonl"

# The unseen ones too, of which there may be none.
REWORDINGS = sorted(WORDING.parent.rglob("*.jsonl"))
READ = {"source", "candidate", "tone", "language", "verdict"}

FAMILIES = {
    **{f"F{number}": 55 for number in range(1, 10)},
    **dict.fromkeys(("F10", "F12", "F13", "F14", "F15"), 30),
}
GROUPS = {"past": 30, "intrusive": 30, "misspelt": 80, "ordinary": 350, "idiom": 100, "gaming": 100}


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_the_third_safety_set_has_as_many_lines_of_each_family_as_it_says() -> None:
    assert Counter(row["family"] for row in rows(SAFETY)) == {**FAMILIES, **GROUPS}
    assert {row["of"] for row in rows(SAFETY) if row["family"] == "misspelt"} <= FAMILIES.keys()


def test_no_two_lines_of_the_third_safety_set_are_alike() -> None:
    texts = Counter("".join(filter(str.isalnum, row["text"].lower())) for row in rows(SAFETY))
    assert [text for text, times in texts.items() if times > 1] == []


def test_every_line_of_both_sets_has_the_same_keys() -> None:
    assert {frozenset(row) - {"of"} for row in rows(SAFETY)} == {frozenset({"text", "family", "set"})}
    assert {tuple(row) for row in rows(WORDING)} == {
        ("source", "candidate", "tone", "language", "verdict", "why")
    }


def test_the_rewording_pairs_are_many_and_no_two_are_alike() -> None:
    pairs = Counter((row["source"], row["candidate"]) for row in rows(WORDING))
    assert max(pairs.values()) == 1
    verdicts = Counter(row["verdict"] for row in rows(WORDING))
    assert verdicts.keys() == {"good", "bad"}
    assert verdicts["good"] >= 250
    assert verdicts["bad"] >= 350


def test_every_kind_of_bad_rewording_has_twenty_lines_and_says_what_is_wrong() -> None:
    kinds = Counter(row["why"].partition(": ")[0] for row in rows(WORDING) if row["verdict"] == "bad")
    assert len(kinds) == 25
    assert min(kinds.values()) >= 20
    assert "" not in kinds
    assert {row["why"] for row in rows(WORDING) if row["verdict"] == "good"} == {""}


def test_every_rewording_has_all_that_is_read_of_it() -> None:
    lines = [row for path in REWORDINGS for row in rows(path)]
    assert {frozenset(row) - {"why"} for row in lines} == {frozenset(READ)}
    assert {row["verdict"] for row in lines} == {"good", "minor", "bad", "hostile"}
    assert {row["tone"] for row in lines} <= {"warmer", "simpler", "shorter"}


def test_no_set_of_rewordings_has_a_line_twice() -> None:
    for path in REWORDINGS:
        pairs = Counter((row["source"], row["candidate"], row["tone"]) for row in rows(path))
        assert [pair for pair, times in pairs.items() if times > 1] == [], path.name
