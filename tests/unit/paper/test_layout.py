"""In a picture nothing lies on anything else, and every arrow begins and ends where it should."""

import random
from collections.abc import Iterator
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cbt.paper.drawing import Walked, draw
from cbt.paper.layers import Edge, Layers, Node
from cbt.paper.layout import LABEL_SIZE, Picture, Rect, lay_out
from cbt.paper.measure import width_of, wrapped, wrapped_to
from cbt.paper.spacing import spread
from tests.unit.paper.papers import all_flows, awkward, flows, reworded

NEAR = 0.01


def overlap(one: Rect, other: Rect) -> bool:
    across = one.x < other.x + other.width - NEAR and other.x < one.x + one.width - NEAR
    return across and one.y < other.y + other.height - NEAR and other.y < one.y + one.height - NEAR


def holds(outer: Rect, inner: Rect) -> bool:
    return (
        outer.x - NEAR <= inner.x
        and outer.y - NEAR <= inner.y
        and inner.x + inner.width <= outer.x + outer.width + NEAR
        and inner.y + inner.height <= outer.y + outer.height + NEAR
    )


def texts(picture: Picture) -> Iterator[tuple[str, Rect]]:
    """All places with text: boxes, labels, and the strips of frames."""
    for box in picture.boxes:
        yield box.box.id, box.at
    for frame in picture.frames:
        yield frame.group.id, Rect(frame.at.x, frame.at.y, frame.at.width, frame.strip)
    for arrow in picture.arrows.values():
        if arrow.label_at:
            yield "label", arrow.label_at


def check_picture(picture: Picture) -> None:
    whole = Rect(0.0, 0.0, picture.width, picture.height)
    for (one, at), (other, there) in combinations(texts(picture), 2):
        assert not overlap(at, there), (one, other)
    for name, at in texts(picture):
        assert holds(whole, at), name
    frames = {frame.group.id: frame.at for frame in picture.frames}
    for frame in picture.frames:
        for member in frame.group.members:
            inner = frames.get(member.id) or next(box.at for box in picture.boxes if box.box.id == member.id)
            assert holds(frame.at, inner), member.id


@pytest.mark.parametrize("name", sorted(all_flows()))
@pytest.mark.parametrize("walked", [None, Walked(0, {}, {})], ids=["plain", "covered"])
def test_no_text_lies_on_another_and_groups_hold_what_is_in_them(name: str, walked: Walked | None) -> None:
    check_picture(lay_out(draw(all_flows()[name], walked)))


@settings(max_examples=15)
@given(st.data())
def test_no_text_lies_on_another_whatever_the_texts_are(data: st.DataObject) -> None:
    check_picture(lay_out(draw(reworded(flows()["journey"], lambda: data.draw(awkward)))))


@pytest.mark.parametrize("name", sorted(all_flows()))
def test_every_arrow_begins_at_its_source_and_ends_at_its_page_or_the_door_to_it(name: str) -> None:
    picture = lay_out(draw(all_flows()[name]))
    boxes = {box.box.id: box.at for box in picture.boxes}
    frames = {frame.group.id: frame.at for frame in picture.frames}
    for placed in picture.arrows.values():
        if placed.arrow is None:
            continue
        (x, y), (last_x, last_y) = placed.points[0], placed.points[-1]
        source = boxes[placed.arrow.source]
        assert source.x <= x <= source.x + source.width
        assert y == pytest.approx(source.y + source.height)
        ends = [
            boxes[placed.arrow.dest],
            *(at for name, at in frames.items() if placed.arrow.dest.startswith(f"{name}.")),
        ]
        assert any(last_y == pytest.approx(at.y) and at.x <= last_x <= at.x + at.width for at in ends)


def test_the_same_flow_gives_the_same_picture() -> None:
    first, second = (lay_out(draw(flows()["journey"])) for _ in range(2))
    assert [box.at for box in first.boxes] == [box.at for box in second.boxes]


def test_a_long_edge_runs_straight_where_there_is_room() -> None:
    nodes = {name: Node(40.0, 20.0) for name in "abcd"}
    edges = [Edge("a", "b"), Edge("b", "c"), Edge("c", "d"), Edge("a", "d")]
    layers = Layers(nodes, edges)
    layers.place()
    inner = edges[3].points[2:-1]
    assert len({x for x, _ in inner}) == 1


def test_layers_lie_below_each_other_whatever_the_graph_is() -> None:
    for seed in range(25):
        chance = random.Random(seed)
        names = [f"n{number}" for number in range(chance.randint(1, 14))]
        nodes = {name: Node(chance.uniform(1, 200), chance.uniform(1, 90)) for name in names}
        pairs = [(chance.choice(names), chance.choice(names)) for _ in range(chance.randint(0, 25))]
        edges = [Edge(tail, head, label=chance.choice([None, (60.0, 15.0)])) for tail, head in pairs]
        layers = Layers(nodes, edges)
        layers.place()
        rects = [
            Rect(node.x - node.width / 2, node.y, node.width, node.height)
            for node in layers.nodes.values()
            if node.width
        ]
        assert not [pair for pair in combinations(rects, 2) if overlap(*pair)]
        for edge in edges:
            if names.index(edge.tail) < names.index(edge.head):
                assert nodes[edge.tail].y < nodes[edge.head].y


def test_things_on_a_line_keep_their_gaps_and_stay_where_they_wish_to_be_when_they_can() -> None:
    assert spread([(0.0, 1.0), (50.0, 1.0)], [10.0]) == [0.0, 50.0]
    assert spread([(10.0, 1.0), (10.0, 1.0)], [10.0]) == [5.0, 15.0]
    assert spread([(10.0, 3.0), (10.0, 1.0)], [8.0]) == [8.0, 16.0]


def test_text_is_parted_at_spaces_and_a_word_that_is_too_long_is_cut() -> None:
    assert wrapped("one two three", 7) == ["one two", "three"]
    assert wrapped("abcdefgh ij", 3) == ["abc", "def", "gh", "ij"]
    assert wrapped("", 3) == [""]
    lines = wrapped_to("Was there another hard feeling?", 100.0, LABEL_SIZE)
    assert len(lines) > 1
    assert all(width_of(line, LABEL_SIZE) <= 100.0 for line in lines)


def test_wide_characters_take_more_room_than_narrow_ones_and_marks_on_letters_none() -> None:
    assert width_of("漢", 10) > width_of("W", 10) > width_of("E", 10) > width_of("n", 10) > width_of("i", 10)
    assert width_of("t", 10) > width_of("i", 10)
    assert width_of("e\u0301", 10) == width_of("e", 10)
