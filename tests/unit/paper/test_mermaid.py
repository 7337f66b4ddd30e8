"""A drawing in Mermaid keeps to its grammar, whatever an author writes."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cbt.paper.drawing import Walked, draw
from cbt.paper.mermaid import render_mermaid
from tests.unit.paper.papers import HOSTILE, all_flows, awkward, flows, reworded

# What a label may hold: letters, digits, a few marks, and any other character by its number.
LABEL = r'"(?:[^\W_]|[\w ,.:?!’“”‘–…·/-]|[^\x00-\x7f]|#\d+;|<br/><small>|</small>)*"'
NODE = r"p_[a-z0-9_.]+|s_start|note\d"
SIDES = (r"\[\(", r"\(\[", r"\[\[", r"\[/", r"\[", r"\(", r"\{\{", r"\{")
ENDS = (r"\)\]", r"\]\)", r"\]\]", r"/\]", r"\]", r"\)", r"\}\}", r"\}")
LINES = [
    r"flowchart TB",
    *[rf"(?:{NODE}){left}{LABEL}{right}(?::::[a-z_]+)?" for left, right in zip(SIDES, ENDS, strict=True)],
    rf"(?:{NODE}) (?:-->|-\.->)(?:\|{LABEL}\|)? (?:{NODE})",
    rf"subgraph (?:{NODE})\[{LABEL}\]",
    r"end",
    rf"class (?:{NODE}) (?:note|loop|part)",
    r"classDef [a-z_]+ [a-z0-9#:,\- ]+",
    r"linkStyle [\d,]+ [a-z0-9#:,\- ]+",
]
GRAMMAR = re.compile("|".join(f"(?:{line})" for line in LINES))


def parsed(text: str) -> list[str]:
    """The lines, each of which must be one that the grammar knows, with every subgraph closed."""
    lines = [line.strip() for line in text.splitlines()]
    assert text.endswith("\n")
    for line in lines:
        assert GRAMMAR.fullmatch(line), line
    assert sum(line.startswith("subgraph") for line in lines) == lines.count("end")
    return lines


def shown(label: str) -> str:
    """A label as Mermaid shows it."""
    return re.sub(r"#(\d+);", lambda found: chr(int(found[1])), label)


def title_of(lines: list[str], name: str) -> str:
    line = next(line for line in lines if re.match(rf"p_{re.escape(name)}[\[({{]", line))
    return shown(line.split('"')[1].split("<br/>")[0])


@pytest.mark.parametrize("name", sorted(all_flows()))
def test_every_flow_keeps_to_the_grammar_with_and_without_walks(name: str) -> None:
    flow = all_flows()[name]
    parsed(render_mermaid(draw(flow)))
    parsed(render_mermaid(draw(flow, Walked(0, {}, {}))))


def test_loops_and_parts_stand_in_subgraphs_within_each_other() -> None:
    lines = parsed(render_mermaid(draw(flows()["journey"])))
    opened = [line for line in lines if line.startswith("subgraph")]
    assert opened == [
        'subgraph p_facts["facts: repeat 2 to 4"]',
        'subgraph p_facts.views["facts.views: repeat 0 to 2"]',
        'subgraph p_thrice["thrice: repeat 3"]',
        'subgraph p_outer["outer: part"]',
        'subgraph p_outer.inner["outer.inner: part, parts/ask_one.yaml"]',
    ]
    assert lines.index("end") > lines.index(opened[1])


def test_a_way_is_written_with_its_label() -> None:
    lines = parsed(render_mermaid(draw(flows()["journey"])))
    assert 'p_ready -->|"yes"| p_mood' in lines
    assert "p_mood --> p_tools" in lines


def test_what_no_walk_goes_through_is_dashed_and_coloured_by_its_number() -> None:
    walked = Walked(1, {("ready", 0): 1}, {("facts.fact", 0): 1})
    lines = parsed(render_mermaid(draw(flows()["journey"], walked)))
    arrows = [line for line in lines if "-->" in line or "-.->" in line]
    assert 'p_ready -->|"yes · 1 walk"| p_mood' in arrows
    assert 'p_ready -.->|"no · no walk"| p_later' in arrows
    assert 'p_facts.fact -->|"refused · 1 walk"| p_facts.fact' in arrows
    dashed = [str(number) for number, line in enumerate(arrows) if "-.->" in line]
    (style,) = [line for line in lines if line.startswith("linkStyle")]
    assert style.split()[1] == ",".join(dashed)


def test_a_refusal_that_no_walk_meets_is_dashed() -> None:
    lines = parsed(render_mermaid(draw(flows()["journey"], Walked(1, {}, {}))))
    assert 'p_facts.fact -.->|"refused · no walk"| p_facts.fact' in lines


def test_several_rules_are_told_in_the_plural() -> None:
    flow = flows()["journey"]
    step = flow.steps["facts.fact"]
    steps = {**flow.steps, step.id: replace(step, checks=step.checks * 2)}
    assert "2 rules" in shown(render_mermaid(draw(replace(flow, steps=steps))))


@pytest.mark.parametrize("words", HOSTILE)
def test_no_text_breaks_out_of_its_label_and_all_of_it_is_shown(words: str) -> None:
    lines = parsed(render_mermaid(draw(reworded(flows()["journey"], lambda: words))))
    assert title_of(lines, "mood") == " ".join(words.split())


@settings(max_examples=25)
@given(st.data())
def test_any_texts_give_a_drawing_that_keeps_to_the_grammar(data: st.DataObject) -> None:
    flow = reworded(flows()["journey"], lambda: data.draw(awkward))
    parsed(render_mermaid(draw(flow, Walked(0, {}, {}))))
