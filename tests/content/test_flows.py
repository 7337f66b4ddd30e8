"""What every shipped exercise has, whatever it is about."""

import re

import pytest

from cbt.engine.text import paragraphs
from cbt.model.answer import ChoiceKind, ListKind, ScaleKind, TextKind
from cbt.model.flow import Role
from tests.content.prose import FLOW_IDS, SOURCES, all_prose, flow, place
from tests.unit.engine.exercise import FLOWS, shipped_library

CONDITIONS = re.compile(
    "anxiety|depress|panic|phobia|obsess|trauma|bipolar|psycho|schizo|insomnia|adhd|autis|addict|disorder|syndrome"
)
# Where the ways are the answers themselves: the area of the small change, and which step of a ladder comes next.
MORE_WAYS = {"small_change": 5, "onward": 5}
# They come behind a page on which one could stop, and ask which of two exercises it is to be.
NO_STOP = {"thoughts_way", "acts_way", "body_way"}


def test_every_flow_is_sound_and_every_part_and_shared_file_is_used() -> None:
    library = shipped_library()
    assert [finding for finding in library.findings if finding.severity == "error"] == []
    assert sorted(library.flows) == FLOW_IDS
    used = {name for each in library.flows.values() for name in each.files}
    folders = [FLOWS, FLOWS / "parts", FLOWS / "shared"]
    there = {path.relative_to(FLOWS).as_posix() for folder in folders for path in folder.glob("*.yaml")}
    assert used == there


@pytest.mark.parametrize("flow_id", FLOW_IDS)
def test_a_flow_says_what_it_is_how_long_it_takes_and_when_not_to_use_it(flow_id: str) -> None:
    of = flow(flow_id)
    assert of.about
    assert of.minutes
    assert of.support == "help_now"
    assert of.before_you_start
    assert len(paragraphs(of.before_you_start.source)) > 1
    assert of.summary.title
    assert of.summary.rows


@pytest.mark.parametrize("flow_id", FLOW_IDS)
def test_a_flow_says_who_with_clinical_experience_has_read_it(flow_id: str) -> None:
    assert flow(flow_id).reviewed_by


@pytest.mark.parametrize("flow_id", FLOW_IDS)
def test_a_page_that_leads_on_to_other_exercises_has_four_ways_at_most_and_one_to_stop(flow_id: str) -> None:
    of = flow(flow_id)
    for step in of.steps.values():
        dests = [of.steps[way.dest] for way in of.ways.get(step.id, ())]
        if isinstance(step.kind, ChoiceKind) and any(dest.hand_off for dest in dests):
            assert len(step.kind.options) <= MORE_WAYS.get(step.id, 4), step.id
            assert step.id in NO_STOP or not all(dest.hand_off for dest in dests), step.id


@pytest.mark.parametrize("flow_id", FLOW_IDS)
def test_the_sources_of_a_flow_stand_in_the_list_of_sources(flow_id: str) -> None:
    known = set(re.findall(r"^\| `([a-z0-9_]+)` \|", SOURCES.read_text(encoding="utf-8"), re.MULTILINE))
    assert flow(flow_id).sources
    assert set(flow(flow_id).sources) <= known


@pytest.mark.parametrize("flow_id", FLOW_IDS)
def test_a_title_names_no_condition(flow_id: str) -> None:
    of = flow(flow_id)
    shown = f"{of.title.source} {of.about.source if of.about else ''}".lower()
    assert CONDITIONS.findall(shown) == []


@pytest.mark.parametrize("flow_id", FLOW_IDS)
def test_help_and_an_example_stand_at_each_writing_step(flow_id: str) -> None:
    for step in flow(flow_id).steps.values():
        if isinstance(step.kind, TextKind | ListKind):
            assert step.help, step.id
            assert step.example, step.id


@pytest.mark.parametrize("flow_id", FLOW_IDS)
def test_both_ends_of_a_scale_have_words(flow_id: str) -> None:
    for step in flow(flow_id).steps.values():
        if isinstance(step.kind, ScaleKind):
            assert {step.kind.least, step.kind.most} <= set(step.ends), step.id


@pytest.mark.parametrize("flow_id", FLOW_IDS)
def test_a_page_asks_one_question_at_most(flow_id: str) -> None:
    for step in flow(flow_id).steps.values():
        asked = sum([text.source.count("?") for text in (step.prompt, step.help) if text])
        assert asked == 1 if step.role in (Role.QUESTION, Role.AGAIN) else asked == 0, step.id


@pytest.mark.parametrize("flow_id", FLOW_IDS)
def test_no_flow_ends_on_a_rating(flow_id: str) -> None:
    of = flow(flow_id)
    for ways in of.ways.values():
        for way in ways:
            if of.steps[way.dest].is_final:
                assert not isinstance(of.steps[way.source].kind, ScaleKind), way.source


@pytest.mark.parametrize("flow_id", FLOW_IDS)
def test_a_page_that_tells_of_help_or_of_numbers_is_never_reworded(flow_id: str) -> None:
    of = flow(flow_id)
    for step in of.steps.values():
        if step.prompt and (step.role is not Role.QUESTION or "Help now" in step.prompt.source):
            assert not step.reword, place(step.prompt)
    assert list(all_prose(of))
