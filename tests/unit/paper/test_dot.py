"""A drawing in DOT is read by a parser of that language as the same graph, whatever an author writes."""

import re
from dataclasses import replace

import pydot
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cbt.paper.dot import quoted, render_dot
from cbt.paper.drawing import Drawing, Walked, draw
from tests.unit.paper.papers import HOSTILE, all_flows, awkward, flows, reworded

# The parser calls its own parser by names that are on their way out.
pytestmark = pytest.mark.filterwarnings(r"ignore:'\w+' deprecated - use:DeprecationWarning:pydot")


def parsed(text: str) -> pydot.Dot:
    graphs = pydot.graph_from_dot_data(text)
    assert graphs is not None
    (graph,) = graphs
    return graph


def unquoted(text: str) -> str:
    """A DOT string as Graphviz shows it, its lines joined."""
    assert text[0] == text[-1] == '"'
    shown = re.sub(r"\\(.)", lambda found: " " if found[1] == "n" else found[1], text[1:-1])
    return shown.replace("&amp;", "&")


def nodes_of(graph: pydot.Graph) -> dict[str, pydot.Node]:
    found = {node.get_name(): node for node in graph.get_nodes() if node.get_name() not in ("node", "edge")}
    for inner in graph.get_subgraphs():
        found |= nodes_of(inner)
    return found


def matches(graph: pydot.Dot, drawing: Drawing) -> None:
    """The parsed graph has the boxes and the arrows of the drawing."""
    assert set(nodes_of(graph)) == {f'"{box.id}"' for box in drawing.root.boxes()}
    refusals = sum(refusal.walks is not None for box in drawing.root.boxes() for refusal in box.refusals)
    assert len(graph.get_edges()) == len(drawing.arrows) + refusals


@pytest.mark.parametrize("name", sorted(all_flows()))
def test_every_flow_is_read_back_as_the_same_graph(name: str) -> None:
    drawing = draw(all_flows()[name], Walked(0, {}, {}))
    matches(parsed(render_dot(drawing)), drawing)


def test_loops_and_parts_are_clusters_within_each_other() -> None:
    graph = parsed(render_dot(draw(flows()["journey"])))
    clusters = {inner.get_name(): inner for inner in graph.get_subgraphs()}
    assert set(clusters) == {'"cluster_facts"', '"cluster_thrice"', '"cluster_outer"'}
    (inner,) = clusters['"cluster_facts"'].get_subgraphs()
    assert inner.get_name() == '"cluster_facts.views"'


def test_what_no_walk_goes_through_is_dashed() -> None:
    graph = parsed(render_dot(draw(flows()["journey"], Walked(1, {("ready", 0): 1}, {}))))
    (yes,) = graph.get_edge('"ready"', '"mood"')
    (no,) = graph.get_edge('"ready"', '"later"')
    assert (yes.get("label"), yes.get("style")) == ('"yes · 1 walk"', None)
    assert (no.get("label"), no.get("style")) == ('"no · no walk"', "dashed")
    (refused,) = graph.get_edge('"facts.fact"', '"facts.fact"')
    assert (refused.get("label"), refused.get("style")) == ('"refused · no walk"', "dashed")


def test_several_rules_are_told_in_the_plural() -> None:
    flow = flows()["journey"]
    step = flow.steps["facts.fact"]
    steps = {**flow.steps, step.id: replace(step, checks=step.checks * 2)}
    assert "2 rules" in render_dot(draw(replace(flow, steps=steps)))


@pytest.mark.parametrize("words", HOSTILE)
def test_no_text_breaks_out_of_its_label_and_all_of_it_is_shown(words: str) -> None:
    drawing = draw(reworded(flows()["next_step"], lambda: words))
    graph = parsed(render_dot(drawing))
    matches(graph, drawing)
    label = nodes_of(graph)['"plan"'].get("label")
    assert unquoted(label) == f"{' '.join(words.split())} plan · text · optional"


def test_what_cannot_be_shown_becomes_a_stand_in() -> None:
    assert quoted("a\x00\u202eb") == '"a\ufffd\ufffdb"'


@settings(max_examples=10)
@given(st.data())
def test_any_texts_give_the_same_graph(data: st.DataObject) -> None:
    drawing = draw(reworded(flows()["next_step"], lambda: data.draw(awkward)))
    matches(parsed(render_dot(drawing)), drawing)
