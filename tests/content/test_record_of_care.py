"""The record of care says what is true: its tests are there, its purpose is the same everywhere, nobody has signed."""

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

from tests.content.prose import FLOW_IDS, flow
from tests.web.markup import parse_html

ROOT = Path(__file__).resolve().parents[2]
CARE = ROOT / "docs" / "safety"
FLOWS = ROOT / "flows"
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
STATES = {"done", "partly", "operator", "open"}
# Each reason of the shared gate, in the words that it is put in.
GATE = {
    "danger": r"danger|threat|hurts|hurt you|not safe|unsafe|harm",
    "drink or drugs": r"drink|drunk|drugs|alcohol|sober",
    "no sleep": r"slept|sleep|awake all night",
    "what others do not": r"(?:hear|see) (?:or (?:hear|see) )?(?:things )?(?:that |what )|(?:hearing|seeing)",
    "a racing mind": r"rac(?:e|es|ing)\b|running fast|cannot slow|will not slow|slowed down|energy is very high",
    "hurting oneself": r"hurt(?:ing)? yourself|end(?:ing)? your life|dying|too much to bear|harm yourself|go on living",
    "the way to help": r"help now|talk to a person",
}
# Both are offered to people who lie awake.
HELPS_THE_SLEEPLESS = {"breathing", "muscle_release"}


def page(name: str) -> str:
    return (CARE / f"{name}.md").read_text(encoding="utf-8")


def rows_of(text: str) -> list[list[str]]:
    """The cells of every table, without the heads."""
    rows = [line.strip("|").split("|") for line in text.split("\n") if line.startswith("|")]
    cells = [[cell.strip() for cell in row] for row in rows]
    heads = {number - 1 for number, row in enumerate(cells) if set(row[0]) <= {"-"}}
    return [row for number, row in enumerate(cells) if number not in heads and not set(row[0]) <= {"-"}]


def quoted(text: str, heading: str) -> str:
    """The words that are quoted under a heading."""
    section = text.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return " ".join(line.removeprefix("> ") for line in section.split("\n") if line.startswith("> "))


@cache
def names_in(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def in_one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("name", ["hazards", "checklist"])
def test_each_test_that_the_record_names_is_there(name: str) -> None:
    named = TEST.findall(page(name))
    assert len(named) > 20
    assert [f"{path}::{test}" for path, test in named if test not in names_in(path)] == []
    # Whatever looks like a test is one.
    assert len(re.findall(r"::test_", page(name))) == len(named)


def test_each_hazard_has_a_cause_a_control_a_test_and_what_is_left() -> None:
    hazards = rows_of(page("hazards"))
    assert [row[0] for row in hazards] == [f"H{number}" for number in range(1, len(hazards) + 1)]
    for _, hazard, causes, controls, held, left in hazards:
        assert hazard
        assert causes
        assert controls
        assert TEST.search(held)
        assert left.partition(":")[0] in ("low", "medium", "high")


def test_each_point_of_the_checklist_has_a_state_and_what_is_done_a_place() -> None:
    points = rows_of(page("checklist"))
    assert {state for _, state, _ in points} <= STATES
    for point, state, where in points:
        assert point
        assert where
        assert state != "done" or TEST.search(where) or "](" in where, point


@pytest.mark.parametrize("path", sorted(CARE.glob("*.md")), ids=lambda path: path.name)
def test_every_link_of_the_record_leads_to_a_file(path: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", path.read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (CARE / link).exists()] == []


def test_the_purpose_reads_the_same_wherever_it_stands() -> None:
    whole, short = quoted(page("purpose"), "The purpose"), quoted(page("purpose"), "In one sentence")
    assert "everyday wellbeing" in whole
    assert whole in in_one_line((ROOT / "README.md").read_text(encoding="utf-8"))
    about = (ROOT / "web" / "templates" / "about.html").read_text(encoding="utf-8")
    assert whole in in_one_line(parse_html(about).text)
    package = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert package["description"] == short


def test_nothing_is_said_to_be_reviewed_that_nobody_has_signed() -> None:
    rows = rows_of(page("review"))
    for what, where, by, day in rows:
        assert what
        assert where
        signed = bool(re.fullmatch(r"\d{4}-\d\d-\d\d", day))
        assert signed or (by.startswith("nobody") and day == "never"), what
    shown = " ".join(where for _, where, _, _ in rows)
    folders = [f"flows/{folder.name}/" for folder in FLOWS.iterdir() if folder.is_dir()]
    assert [folder for folder in folders if folder not in shown] == []
    packs = [path.read_text(encoding="utf-8") for path in (FLOWS / "detector").glob("*.yaml")]
    by_rules = next(by for what, _, by, _ in rows if "words of danger" in what)
    assert all("reviewed_by: nobody" in pack for pack in packs) == by_rules.startswith("nobody")


def test_every_place_that_the_review_names_is_there() -> None:
    for path in re.findall(r"`((?:flows|web|cbt)/[^`]*)`", page("review")):
        assert (ROOT / path).exists() or list(ROOT.glob(path)) or path == "flows/translations/", path


def test_the_protocol_says_what_both_laws_ask_for() -> None:
    text = page("protocol")
    for law in ("California", "New York"):
        assert law in text
    for part in (
        "What always holds",
        "What a person sees then",
        "What never happens",
        "What is kept of it",
        "State",
    ):
        assert f"## {part}\n" in text
    asked = [row[0] for row in rows_of(text)]
    assert any("crisis services" in point for point in asked)
    assert any("three hours" in point for point in asked)
    assert any("report" in point for point in asked)


@pytest.mark.parametrize("reason", GATE)
@pytest.mark.parametrize("flow_id", FLOW_IDS)
def test_each_not_now_names_all_that_the_shared_gate_does(flow_id: str, reason: str) -> None:
    before = flow(flow_id).before_you_start
    assert before is not None
    if flow_id in HELPS_THE_SLEEPLESS and reason == "no sleep":
        return
    assert re.search(GATE[reason], before.source.lower()), before.source
