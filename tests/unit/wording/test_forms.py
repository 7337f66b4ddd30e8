"""Turns of phrase that say the same come into one form; what says something else does not."""

import re

import pytest

from cbt.wording.forms import Forms
from cbt.wording.guards import judge
from cbt.wording.reason import Strictness
from cbt.wording.text import Text
from tests.content.evaluation import english


@pytest.mark.parametrize(
    ("pattern", "other", "text", "formed"),
    [
        ("have/take a look", "look", "take a look at it.", "look at it."),
        (
            "no need (for_you) to",
            "need not",
            "no need to stop, no need for you to go.",
            "need not stop, need not go.",
        ),
        ("what is ** like $", "how is 1", "what is this old plan like?", "how is this old plan?"),
        ("what is ** like $", "how is 1", "what is it like at home?", "what is it like at home?"),
        ("more *ly $", "in a more 1 way", "say it more softly.", "say it in a more soft way."),
        ("^ so", "", "so, say so.", ", say so."),
        (
            "> here is",
            "this is",
            "look, here is it. where here is it?",
            "look, this is it. where here is it?",
        ),
        (", so you/it", ". 1", "one will do, so it is short.", "one will do. it is short."),
        ("it/this is all_right/fine", "1 is so", "it is all right here.", "it is so here."),
        ("some", "any", "something, handsome, some-thing", "something, handsome, some-thing"),
    ],
)
def test_a_pattern_stands_for_what_it_says(pattern: str, other: str, text: str, formed: str) -> None:
    assert Forms([(pattern, other)], {}).of(text) == formed


def test_a_word_that_compares_is_taken_apart() -> None:
    assert Text("A softer, bigger and easier one, the truest.", english()).formed == (
        "a more soft, more big and more easy one, the most true."
    )


@pytest.mark.parametrize(("pattern", "other"), english().forms)
def test_every_number_on_the_right_has_its_place_on_the_left(pattern: str, other: str) -> None:
    places = len(re.findall(r"[*]{1,2}|[^\s()]+/[^\s()]+", pattern))
    assert all(int(each) <= places for each in re.findall(r"\d", other))


def test_a_name_in_braces_stays_as_it_is() -> None:
    said = "You gave it {softer.closer} out of 100, please."
    assert Text(said, english()).formed.startswith("it was {softer.closer} out of 100")


SAME = [
    ("You gave it {likely} out of 100 before.", "It was {likely} out of 100 before."),
    ("What could you do about it?", "What might you be able to do about it?"),
    ("How sure are you that it will happen?", "How sure do you feel that it will happen?"),
    ("What would be a softer way to say it?", "How could you say it more softly?"),
    ("What is another way to see it?", "How else could you see it?"),
    ("Take a slow breath before you go on.", "Take a slow breath before going on."),
    ("Is there a further step to plan?", "Is there one more step to plan?"),
    ("What makes it easier to start?", "What makes starting easier?"),
    ("Leave it empty if nothing comes to mind.", "You can leave it blank if you cannot think of anything."),
    ("You can leave this empty.", "This may stay empty."),
    ("How was it this time?", "What was it like this time?"),
    ("This is your plan. It rests here.", "Here is your plan. It rests here."),
    ("How likely is it that you will say it?", "What are the chances that you will say it?"),
    ("Choose one that is small or quick.", "Choose one that is quick or small."),
    ("Each of these takes time on some days.", "On some days each of these takes time."),
    ("What do you do in such moments?", "What do you do in moments like these?"),
    ("It rests, and then it goes on.", "It rests, then it goes on."),
    (
        "You can begin with it, and stop after a few minutes.",
        "You can begin with it and stop after a few minutes.",
    ),
    ("What was at least all right today?", "What was at least OK today?"),
]


@pytest.mark.parametrize(("source", "candidate"), SAME)
def test_another_turn_of_phrase_passes_all_three_sets(source: str, candidate: str) -> None:
    assert judge(source, candidate, "simpler", english()).passes(Strictness.CLOSED)


@pytest.mark.parametrize(
    ("source", "candidate"),
    [
        ("What would be a softer way to say it?", "How could you say it more loudly?"),
        ("What is another way to see it?", "How else could you do it?"),
        ("Take a slow breath before you go on.", "Take a slow breath after going on."),
        ("Take a slow breath before you go on.", "Take a slow breath before they go on."),
        ("Is there a further step to plan?", "Are there two more steps to plan?"),
        ("Is there a further step to plan?", "Is there a first step to plan?"),
        ("What makes it easier to start?", "What makes stopping easier?"),
        ("What makes it easier to start?", "What makes starting harder?"),
        ("Leave it empty if nothing comes to mind.", "Leave it empty if something comes to mind."),
        ("Leave it empty if nothing comes to mind.", "Do not leave it empty if nothing comes to mind."),
        ("You can leave this empty.", "Leave this empty."),
        ("You can leave this empty.", "You cannot leave this empty."),
        ("How was it this time?", "What was it like last time?"),
        ("How likely is it that you will say it?", "What are the chances that they will say it?"),
        ("Which five things can you see?", "Which five things can you hear?"),
        ("If that happens, what will you do?", "What will happen if you do that?"),
        ("It is less asking, and more doing.", "It is more asking, and less doing."),
        ("Which one would you like to begin with?", "Which ones would you like to begin with?"),
        ("Check your jaw and your hands.", "Check your jaw and their hands."),
        ("What is the problem?", "What is your problem?"),
        ("Three lines are enough.", "Three lines are more than enough."),
        ("Go by what they do, not how they seem.", "Go by what they say, not how they seem."),
        ("What good would come of it?", "What good would lead to it?"),
        ("What would it cost you to keep it?", "What would it cost you to leave it?"),
        ("Let it loosen with a breath out.", "Let it loosen with a breath in."),
        ("Say it once or twice.", "Say it twice or once."),
    ],
)
def test_what_a_turn_of_phrase_does_not_say_stays_refused(source: str, candidate: str) -> None:
    assert not judge(source, candidate, "simpler", english()).passes(Strictness.CLOSED)


def test_a_hedge_that_comes_in_is_for_the_author_to_judge() -> None:
    found = judge(
        "What is good about keeping it?", "What might be good about keeping it?", "simpler", english()
    )
    assert found.passes(Strictness.STRUCTURAL)
    assert not found.passes(Strictness.CLOSED)
    lost = judge(
        "What might be good about keeping it?", "What is good about keeping it?", "simpler", english()
    )
    assert not lost.passes(Strictness.STRUCTURAL)


def test_a_turn_of_phrase_excuses_no_hard_reason_of_another_kind() -> None:
    found = judge("Is there a further step to plan?", "Is there one more step to plan", "simpler", english())
    assert {reason.guard for reason in found.reasons} >= {"cut", "questions", "numbers"}


WARMER = [
    ("If it is low, take another.", "If it is low, you can take another."),
    ("If your mind goes elsewhere, go on.", "When your mind goes elsewhere, you can go on."),
    ("The old beliefs move slowly.", "The old beliefs move, but they move slowly."),
    ("Getting dressed can be a 9 on a hard day.", "When a day is hard, getting dressed can be a 9."),
]


@pytest.mark.parametrize(("source", "candidate"), WARMER)
def test_what_only_looks_like_a_softener_or_like_a_person_comes_before_an_author(
    source: str, candidate: str
) -> None:
    assert judge(source, candidate, "warmer", english()).passes(Strictness.STRUCTURAL)


def test_they_are_people_where_the_text_names_no_things() -> None:
    found = judge("What would be said?", "What would they say?", "warmer", english())
    assert "people" in {reason.guard for reason in found.reasons}


def test_your_may_go_but_not_come() -> None:
    assert judge(
        "Check your jaw, your neck and your hands.", "Check your jaw, neck and hands.", "shorter", english()
    ).passes(Strictness.CLOSED)


@pytest.mark.parametrize("candidate", ["Could you name a friend?", "May you name a friend?"])
def test_a_word_that_asks_is_no_hedge(candidate: str) -> None:
    assert not judge("Is there a friend?", candidate, "warmer", english()).passes(Strictness.STRUCTURAL)
