"""A page reads in a tone where there is a rewording of it, and as its author wrote it everywhere else."""

from dataclasses import replace

import pytest

from cbt.engine.answering import begin
from cbt.engine.lines import NOWHERE
from cbt.engine.machine import Program
from cbt.engine.replay import walk_to
from cbt.engine.tones import tones_of, worded, words_shown
from cbt.model.flow import Slot, Step, Text
from cbt.model.reference import AnswerRef
from cbt.model.rewording import Reworded
from tests.unit.engine.exercise import give, shipped_library

FLOW = shipped_library().flows["reframe"]
REWORDED = shipped_library().reworded["reframe"]


def other(step_id: str, words: str) -> Step:
    step = FLOW.steps[step_id]
    assert isinstance(step.prompt, Text)
    return replace(step, prompt=replace(step.prompt, source=words, parts=(words,)))


def test_the_shipped_tones_are_there_and_a_person_has_approved_each_page() -> None:
    tones = tones_of(REWORDED)
    assert sorted(tones) == ["simpler", "warmer"]
    assert all(not tone.unreviewed for tone in tones.values())
    assert tones == tones_of(REWORDED, automatic=True)


def test_what_only_the_guards_have_passed_shows_where_they_decide_alone() -> None:
    held = {"simpler": Reworded({"belief": other("belief", "A")}, {"belief": other("belief", "B")})}
    held["shorter"] = Reworded({}, {"belief": other("belief", "C")})
    assert sorted(tones_of(held)) == ["simpler"]
    alone = Program(FLOW, tones=tones_of(held, automatic=True))
    assert sorted(alone.tones) == ["shorter", "simpler"]
    read = worded(alone, FLOW.steps["belief"], "simpler")
    assert read.step.prompt is not None
    assert (read.step.prompt.source, read.tone, read.by_software) == ("B", "simpler", True)
    reviewed = worded(Program(FLOW, tones=tones_of(held)), FLOW.steps["belief"], "simpler")
    assert (reviewed.tone, reviewed.by_software) == ("simpler", False)


@pytest.mark.parametrize(
    ("step", "tone"), [("belief", ""), ("belief", "sweeter"), ("what_now", "simpler"), ("done", "warmer")]
)
def test_a_page_without_a_rewording_reads_as_its_author_wrote_it(step: str, tone: str) -> None:
    program = Program(FLOW, tones=tones_of(REWORDED))
    session = begin(program)
    walk = walk_to(program, session.facts, session.position, session.position.here)
    read = worded(program, FLOW.steps[step], tone)
    assert read.step is FLOW.steps[step]
    assert (read.tone, read.by_software) == ("", False)
    assert words_shown(program, FLOW.steps[step], tone, walk) == ""


def test_the_words_shown_are_question_and_help() -> None:
    program = Program(FLOW, tones=tones_of(REWORDED))
    session = begin(program)
    walk = walk_to(program, session.facts, session.position, session.position.here)
    assert words_shown(program, FLOW.steps["thought"], "simpler", walk) == (
        "Which thought do you want to look at?\n\nWrite one short sentence. Use the words that came to you."
    )


def test_nothing_but_question_and_help_ever_changes() -> None:
    for reworded in REWORDED.values():
        for step in reworded.steps.values():
            own = FLOW.steps[step.id]
            assert replace(step, prompt=own.prompt, help=own.help) == own
            assert own.reword


THOUGHT = Slot("thought", AnswerRef("thought", ()), NOWHERE)


@pytest.mark.parametrize(
    ("parts", "words"), [(("It was “", THOUGHT, "”."), "It was “I am late.”."), ((THOUGHT,), "I am late.")]
)
def test_what_is_shown_of_a_rewording_with_a_name_in_it_is_filled_in_for_this_walk(
    parts: tuple[str | Slot, ...], words: str
) -> None:
    said = Text("belief", "", parts, NOWHERE)
    step = replace(FLOW.steps["belief"], prompt=said, help=None)
    program = Program(FLOW, tones=tones_of({"simpler": Reworded({"belief": step}, {})}))
    session = give(program, begin(program), "I am late.")
    walk = walk_to(program, session.facts, session.position, session.position.here)
    assert words_shown(program, FLOW.steps["belief"], "simpler", walk) == words
    assert words_shown(program, FLOW.steps["thought"], "simpler", walk) == ""
