"""A drawing says in an author's words what a flow holds and where each way leads."""

from dataclasses import replace

import pytest

from cbt.paper.blocks import shorten
from cbt.paper.drawing import Arrow, Box, Drawing, Group, Shape, Walked, draw
from tests.unit.paper.papers import all_flows, flows


def box(drawing: Drawing, name: str) -> Box:
    return next(box for box in drawing.root.boxes() if box.id == name)


def labels(drawing: Drawing, source: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for arrow in drawing.arrows:
        if arrow.source == source:
            found.setdefault(arrow.dest, []).append(arrow.label)
    return found


def group(drawing: Drawing, name: str) -> Group:
    def look(within: Group) -> Group | None:
        for member in within.members:
            if isinstance(member, Group):
                if member.id == name:
                    return member
                if found := look(member):
                    return found
        return None

    found = look(drawing.root)
    assert found is not None
    return found


@pytest.mark.parametrize("name", sorted(all_flows()))
def test_every_step_is_a_box_and_every_way_on_an_arrow(name: str) -> None:
    flow = all_flows()[name]
    drawing = draw(flow)
    assert {box.id for box in drawing.root.boxes()} == {"(start)", *flow.steps}
    ways = {(way.source, way.dest) for ways in flow.ways.values() for way in ways}
    assert {(arrow.source, arrow.dest) for arrow in drawing.arrows} == {("(start)", flow.start), *ways}


def test_a_box_shows_its_question_with_the_id_and_the_kind_of_answer_beneath() -> None:
    found = box(draw(flows()["journey"]), "mood")
    assert (found.title, found.small, found.shape) == ("How is your mood?", "mood · 0-3", Shape.QUESTION)


def test_a_long_text_is_cut_behind_a_word_and_kept_whole_for_those_who_hear_it() -> None:
    found = box(draw(all_flows()["reframe"]), "steady.look")
    assert found.title.endswith("…")
    assert len(found.title) <= 97
    assert len(found.whole) > 97


def test_a_single_word_that_is_too_long_is_cut_as_well() -> None:
    assert shorten("x" * 20, 10) == f"{'x' * 9}…"


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("(start)", Shape.START),
        ("intro", Shape.READ),
        ("slept", Shape.QUESTION),
        ("each.more", Shape.MORE),
        ("pause", Shape.WAIT),
        ("done", Shape.END),
    ],
)
def test_each_role_has_a_shape_of_its_own(name: str, shape: Shape) -> None:
    assert box(draw(flows()["every_kind"]), name).shape is shape


@pytest.mark.parametrize(
    ("name", "small"),
    [
        ("intro", "intro · timer 1 minute"),
        ("air", "air · breathe 4 in, 6 out, 2 minutes"),
        ("earlier", "earlier · recall every_kind"),
        ("slept", "slept · number"),
        ("sure", "sure · percent"),
        ("day", "day · date"),
        ("bed", "bed · time"),
        ("next_time", "next_time · date and time"),
        ("awake", "awake · minutes"),
        ("causes", "causes · list 2-5"),
        ("ranked", "ranked · order of causes"),
        ("pie", "pie · shares of 100 over causes"),
        ("main_one", "main_one · one of ranked"),
        ("rest_now", "rest_now · waits until next_time"),
        ("pause", "pause · waits 2 hours"),
        ("done", "done · end completed"),
    ],
)
def test_the_small_line_tells_what_else_a_step_is(name: str, small: str) -> None:
    assert box(draw(flows()["every_kind"]), name).small == small


def test_a_hand_off_tells_where_it_leads_and_what_it_carries() -> None:
    found = box(draw(flows()["journey"]), "next_one")
    assert (found.shape, found.title, found.small) == (
        Shape.HAND_OFF,
        "Go on with next_step",
        "next_one · carries claim",
    )


def test_an_optional_answer_is_marked() -> None:
    assert box(draw(flows()["next_step"]), "plan").small == "plan · text · optional"


def test_ways_on_are_labelled_in_an_authors_words() -> None:
    drawing = draw(flows()["journey"])
    assert labels(drawing, "ready") == {"mood": ["yes"], "later": ["no"]}
    assert labels(drawing, "way") == {"facts.fact": ["Left / Right | straight / own words"]}
    assert labels(drawing, "end_point") == {
        "next_one": ["spare is 2 or more or (ready is yes and mood is 3)"],
        "done": ["tools has “A walk” and way is not “Left” / else"],
    }
    assert labels(draw(all_flows()["thought_record"]), "balanced_belief") == {
        "second_look": ["below 30"],
        "rerate.more": ["else"],
    }


def test_loops_say_another_and_no_more() -> None:
    drawing = draw(flows()["journey"])
    assert labels(drawing, "facts.again") == {
        "facts.fact": ["another"],
        "short": ["no more, facts has more than 3 items"],
        "thrice.word": ["no more, else"],
    }
    assert labels(drawing, "facts.views.view")["facts.again"] == ["after 2, fewer than 4"]
    assert labels(drawing, "thrice.word") == {"thrice.word": ["another"], "outer.inner.reply": ["after 3"]}
    listed = draw(flows()["every_kind"])
    assert labels(listed, "each.more") == {"each.power": ["next item"], "rest_now": ["no more"]}


def test_a_loop_that_is_gone_through_once_needs_no_label() -> None:
    assert labels(draw(flows()["next_step"]), "bag.things.thing") == {"done": [""]}


def test_loops_and_parts_are_groups_within_each_other() -> None:
    drawing = draw(flows()["journey"])
    assert [member.id for member in group(drawing, "facts").members] == [
        "facts.fact",
        "facts.views",
        "facts.again",
    ]
    assert group(drawing, "facts").title == "facts: repeat 2 to 4"
    assert group(drawing, "facts.views").is_loop
    assert group(drawing, "outer").title == "outer: part"
    assert group(drawing, "outer.inner").title == "outer.inner: part, parts/ask_one.yaml"
    assert group(draw(flows()["next_step"]), "bag").title == "bag: part, parts/gather.yaml"
    assert group(draw(flows()["every_kind"]), "each").title == "each: for each of ranked, 2 to 5"


def test_a_loop_that_may_be_empty_begins_with_its_question() -> None:
    assert [member.id for member in group(draw(flows()["journey"]), "facts.views").members] == [
        "facts.views.again",
        "facts.views.view",
    ]


def test_the_notes_tell_how_long_it_is_and_that_the_help_button_is_not_drawn() -> None:
    flow = flows()["journey"]
    assert draw(flow).notes == (
        f"{flow.pages.fewest} to {flow.pages.most} pages.",
        "The button to help_now is on every page, and not drawn.",
    )


def test_a_flow_without_a_help_button_has_no_note_on_it_and_one_length_is_told_once() -> None:
    flow = flows()["next_step"]
    assert draw(replace(flow, support=None)).notes == ("3 pages.",)


def test_without_walks_nothing_is_counted() -> None:
    drawing = draw(flows()["journey"])
    assert all(arrow.walks is None and not arrow.is_missing for arrow in drawing.arrows)
    assert [refusal.walks for refusal in box(drawing, "facts.fact").refusals] == [None]


def test_what_no_walk_goes_through_is_marked_and_the_rest_is_counted() -> None:
    walked = Walked(3, {("ready", 0): 2, ("way", 0): 2, ("way", 1): 1}, {})
    drawing = draw(flows()["journey"], walked)
    told = {(arrow.source, arrow.dest, arrow.told): arrow.is_missing for arrow in drawing.arrows}
    assert told["(start)", "ready", "3 walks"] is False
    assert told["ready", "mood", "yes · 2 walks"] is False
    assert told["ready", "later", "no · no walk"] is True
    assert told["way", "facts.fact", "Left / Right | straight · 3 walks"] is False
    assert told["way", "facts.fact", "own words · no walk"] is True
    (refusal,) = box(drawing, "facts.fact").refusals
    assert refusal.is_missing
    ways = sum(len(each) for each in flows()["journey"].ways.values())
    assert drawing.notes[-1] == (
        f"3 walks: ways on 3 of {ways}, refusals 0 of 1. What no walk goes through is dashed."
    )


def test_one_walk_is_told_in_the_singular() -> None:
    assert Arrow("a", "b", "yes", 1).told == "yes · 1 walk"


def test_an_item_of_a_list_is_compared_by_the_label_of_its_option() -> None:
    assert labels(draw(flows()["lists"]), "each_tool.use_it") == {
        "each_tool.how": ["tools is “An axe”"],
        "each_tool.when": ["else"],
    }


def test_an_answer_after_which_help_is_offered_is_marked() -> None:
    flow = flows()["next_step"]
    marked = replace(flow, steps={**flow.steps, "plan": replace(flow.steps["plan"], safety=("a", "b"))})
    assert box(draw(marked), "plan").small.endswith("optional · help after a, b")
