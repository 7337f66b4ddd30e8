"""The published questionnaires: nothing of theirs is changed, no number is a verdict, and help is near."""

import re
from functools import cache

import pytest

from cbt.compiler.instruments import find_instruments
from cbt.compiler.library import Library, compile_folder
from cbt.compiler.walks import read_walks
from cbt.engine.playing import Coverage, missing, play
from cbt.engine.text import paragraphs
from cbt.model.answer import ScaleKind
from cbt.model.flow import Flow, Role, Step
from cbt.wording.reading import grade, sentences, words
from tests.content.prose import SOURCES, place
from tests.content.test_flows import CONDITIONS

FOLDERS = find_instruments()
every_one = pytest.mark.parametrize("flow_id", sorted(FOLDERS))
A_FORTNIGHT = 14


@cache
def library_of(flow_id: str) -> Library:
    return compile_folder(FOLDERS[flow_id])


def flow(flow_id: str) -> Flow:
    return library_of(flow_id).flows[flow_id]


def items(flow_id: str) -> list[Step]:
    """The questions that count."""
    return [step for step in flow(flow_id).steps.values() if isinstance(step.kind, ScaleKind)]


def asked(step: Step) -> str:
    assert step.prompt
    return step.prompt.source


@every_one
def test_it_is_sound_reviewed_by_nobody_and_says_so_and_its_questions_are_published_ones(
    flow_id: str,
) -> None:
    assert library_of(flow_id).findings == ()
    of = flow(flow_id)
    assert of.is_published
    assert not any(step.reword for step in of.steps.values())
    assert of.days_apart == A_FORTNIGHT
    assert of.reviewed_by == "nobody yet"
    assert of.before_you_start
    known = set(re.findall(r"^\| `([a-z0-9_]+)` \|", SOURCES.read_text(encoding="utf-8"), re.MULTILINE))
    assert of.sources
    assert set(of.sources) <= known


@every_one
def test_every_walk_holds_and_together_they_miss_nothing(flow_id: str) -> None:
    cases, faults = read_walks(FOLDERS[flow_id] / "walks" / f"{flow_id}.yaml", f"{flow_id}.yaml")
    assert not faults
    coverage = Coverage()
    assert [play(flow(flow_id), case, coverage) for case in cases] == [None] * len(cases)
    assert missing(flow(flow_id), coverage) == []


@every_one
def test_its_notice_lies_beside_it_and_names_it(flow_id: str) -> None:
    notice = (FOLDERS[flow_id] / "LICENSE").read_text(encoding="utf-8")
    assert flow_id.upper().replace("_", "-") in notice


@every_one
def test_no_page_names_a_condition_and_each_number_is_told_as_no_diagnosis(flow_id: str) -> None:
    of = flow(flow_id)
    own = [step.prompt for step in of.steps.values() if step.role is not Role.QUESTION and step.prompt]
    assert of.about
    shown = [of.title.source, of.about.source, *[text.source for text in own]]
    assert CONDITIONS.findall(" ".join(shown).lower()) == []
    for text in own:
        if "{total}" in text.source:
            assert "The number is not a diagnosis." in text.source, place(text)


@every_one
def test_what_stands_around_the_questions_is_easy_to_read(flow_id: str) -> None:
    for step in flow(flow_id).steps.values():
        for text in paragraphs(step.prompt.source) if step.prompt and step.role is not Role.QUESTION else ():
            assert all(len(words(sentence)) <= 20 for _, sentence in sentences(text)), text
            assert len(words(text)) < 10 or grade(text) <= 8, text


def test_both_questionnaires_about_low_spirits_ask_the_same_eight_questions_in_the_same_words() -> None:
    nine, eight = items("phq_9"), items("phq_8")
    assert [asked(step) for step in nine[:8]] == [asked(step) for step in eight]
    assert [step.help for step in nine[:8]] == [step.help for step in eight] or [
        step.help.source for step in nine[:8] if step.help
    ] == [step.help.source for step in eight if step.help]
    assert (len(nine), len(eight), len(items("gad_7")), len(items("who_5"))) == (9, 8, 7, 5)


@pytest.mark.parametrize(
    ("flow_id", "first", "last"),
    [
        (
            "phq_9",
            "Little interest or pleasure in doing things",
            "Thoughts that you would be better off dead",
        ),
        ("gad_7", "Feeling nervous, anxious or on edge", "Feeling afraid as if something awful might happen"),
        ("who_5", "I have felt cheerful and in good spirits", "My daily life has been filled with things"),
    ],
)
def test_the_first_and_the_last_question_are_those_that_were_published(
    flow_id: str, first: str, last: str
) -> None:
    found = [asked(step) for step in items(flow_id)]
    assert found[0] == first
    assert found[-1].startswith(last)


def test_every_point_of_every_scale_has_its_published_words() -> None:
    frequent = ["Not at all", "Several days", "More than half the days", "Nearly every day"]
    for flow_id in ("phq_9", "phq_8", "gad_7"):
        for step in items(flow_id):
            assert [text.source for text in step.ends.values()] == frequent
    assert [[text.source for text in step.ends.values()] for step in items("who_5")] == [
        [
            "At no time",
            "Some of the time",
            "Less than half of the time",
            "More than half of the time",
            "Most of the time",
            "All of the time",
        ]
    ] * 5


def test_the_ninth_question_leads_to_help_for_every_answer_but_not_at_all_and_may_stay_empty() -> None:
    *others, ninth = items("phq_9")
    assert ninth.safety == ("1", "2", "3")
    assert ninth.optional
    assert not any(step.safety for step in others)
