"""A drawing as SVG is well-formed, says everything to those who hear it, and lets no text become markup."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cbt.paper.drawing import Walked, draw
from cbt.paper.svg import render_svg
from tests.unit.paper.papers import HOSTILE, all_flows, awkward, flows, reworded

SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = {f"{SVG}{name}" for name in ("svg", "title", "desc", "style", "rect", "g", "path", "text")}


def parsed(text: str) -> ET.Element:
    root = ET.fromstring(text)  # noqa: S314  # made by us, and holds no entity
    assert {element.tag for element in root.iter()} <= ELEMENTS
    for element in root.iter():
        assert not [name for name in element.attrib if name.startswith("on") or "href" in name]
    return root


@pytest.mark.parametrize("name", sorted(all_flows()))
def test_every_flow_is_well_formed(name: str) -> None:
    parsed(render_svg(draw(all_flows()[name])))
    parsed(render_svg(draw(all_flows()[name], Walked(0, {}, {}))))


def test_it_has_a_title_a_description_and_a_title_for_every_page_and_way() -> None:
    drawing = draw(flows()["journey"])
    root = parsed(render_svg(drawing))
    assert root.findtext(f"{SVG}title") == "A journey"
    assert root.findtext(f"{SVG}desc") == " ".join(drawing.notes)
    titles = [element.text for element in root.iter(f"{SVG}title")]
    assert "mood: How is your mood?" in titles
    assert "ready → later: no" in titles
    assert "mood → tools" in titles
    assert "facts: repeat 2 to 4" in titles


def test_it_has_colours_for_light_and_for_dark_and_loads_nothing() -> None:
    text = render_svg(draw(flows()["journey"]))
    assert "@media (prefers-color-scheme: dark)" in text
    assert "url(" not in text
    assert text.count("http") == 1


def test_every_shape_has_an_outline_of_its_own() -> None:
    root = parsed(render_svg(draw(flows()["every_kind"])))
    looks = {element.get("class") for element in root.iter(f"{SVG}g")}
    assert {"start", "question", "read", "more", "wait", "end", "loop", "way"} <= looks
    assert {"again", "hand_off", "part"} <= {
        element.get("class") for element in parsed(render_svg(draw(flows()["journey"]))).iter(f"{SVG}g")
    }


def test_what_no_walk_goes_through_is_marked_on_ways_and_refusals() -> None:
    walked = Walked(1, {("ready", 0): 1}, {})
    root = parsed(render_svg(draw(flows()["journey"], walked)))
    missing = [
        element.findtext(f"{SVG}title")
        for element in root.iter(f"{SVG}g")
        if element.get("class") == "missing" and element.findtext(f"{SVG}title")
    ]
    assert "ready → later: no · no walk" in missing
    assert "ready → mood: yes · 1 walk" not in missing
    assert len([element for element in root.iter(f"{SVG}rect") if element.get("class") == "refusal"]) == 1


def test_a_refusal_that_a_walk_meets_is_not_marked() -> None:
    root = parsed(render_svg(draw(flows()["journey"], Walked(1, {}, {("facts.fact", 0): 1}))))
    assert not [element for element in root.iter(f"{SVG}rect") if element.get("class") == "refusal"]
    assert any("may refuse · 1 walk" in (element.text or "") for element in root.iter(f"{SVG}text"))


@pytest.mark.parametrize("words", HOSTILE)
def test_no_text_becomes_markup(words: str) -> None:
    root = parsed(render_svg(draw(reworded(flows()["journey"], lambda: words))))
    assert root.findtext(f"{SVG}title") == words


@settings(max_examples=15)
@given(st.data())
def test_any_texts_give_a_well_formed_picture(data: st.DataObject) -> None:
    parsed(render_svg(draw(reworded(flows()["journey"], lambda: data.draw(awkward)))))
