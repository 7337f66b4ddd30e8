"""What may show without a person's approval keeps its small words, its number of things, and who does what."""

import pytest

from cbt.wording.reason import Strictness
from tests.unit.wording.test_guards import guards, verdict


@pytest.mark.parametrize(
    ("source", "candidate", "guard"),
    [
        ("What is the problem?", "What is your problem?", "small words"),
        ("What did you do?", "What did you do so well?", "small words"),
        ("Who was there?", "Who was it?", "small words"),
        ("How will you know that you are there?", "How will you know where you are?", "small words"),
        ("How much do you believe it today?", "How much do you believe in yourself today?", "small words"),
        ("What did your body do?", "What did you do to your body?", "small words"),
        ("When did this part begin?", "When did that part begin?", "small words"),
        ("Write it for someone who was not there.", "Write it for someone who is not there.", "small words"),
        ("Write down the thought.", "Write down a thought.", "small words"),
        (
            "On which day will you see how it went?",
            "On which day will you see why it went?",
            "question words",
        ),
        ("Most people do all of these at times.", "All people do most of these at times.", "scope"),
        ("Which thought keeps hold of you?", "Which thought do you keep hold of?", "people"),
        (
            "Some distance can make it easier to hear.",
            "Some distance can make it easier to be heard.",
            "people",
        ),
    ],
)
def test_what_changes_a_small_thing_is_refused_where_nobody_reviews(
    source: str, candidate: str, guard: str
) -> None:
    assert guard in guards(source, candidate)
    assert not verdict(source, candidate).passes(Strictness.CLOSED)


@pytest.mark.parametrize(
    ("source", "candidate"),
    [
        ("Which hard feeling came up?", "Which hard feelings came up?"),
        ("Which words go with it?", "Which word goes with it?"),
        ("Which one would you like to begin with?", "Which ones would you like to begin with?"),
    ],
)
def test_one_thing_does_not_become_several(source: str, candidate: str) -> None:
    assert "one or several" in guards(source, candidate)
    assert not verdict(source, candidate).passes(Strictness.STRUCTURAL)


def test_one_thing_is_a_number_where_the_thing_is_named() -> None:
    assert "numbers" in guards(
        "Which one fear would you like to work on?", "Which fear would you like to work on?"
    )
    assert "numbers" not in guards("What one thing would help?", "Which one thing would help?")
    assert "numbers" not in guards("Which one hurts?", "Which hurts?")
    assert "numbers" not in guards(
        "What happened when the moment came?", "What happened once the moment came?"
    )


@pytest.mark.parametrize(
    ("source", "candidate", "tone"),
    [
        ("Which hard feeling came up?", "Could you name the hard feeling that came up?", "warmer"),
        ("How often did you wake up?", "Could you guess how often you woke up?", "warmer"),
        ("When did you go to bed?", "Could you say when you went to bed?", "warmer"),
        ("What is it about?", "Could you say what it is about?", "warmer"),
        ("Which of these would you like to answer?", "Which of these do you want to answer?", "simpler"),
        ("You can keep it, if you like.", "You can keep it, if you want.", "simpler"),
        ("How likely is it that you will do it?", "How likely are you to do it?", "simpler"),
        ("The numbers count too.", "The numbers also count.", "simpler"),
        ("How true does it feel?", "How true does it feel to you?", "warmer"),
        ("The word that you use counts.", "The word you use counts.", "simpler"),
        ("What is kept?", "What is saved?", "simpler"),
        ("Can you stop at any time?", "Can you stop whenever you like?", "simpler"),
    ],
)
def test_more_ways_to_say_the_same_pass_all_guards(source: str, candidate: str, tone: str) -> None:
    assert verdict(source, candidate, tone).reasons == ()


@pytest.mark.parametrize(
    ("source", "candidate", "tone"),
    [
        ("How was your mood during it?", "What was your mood like during it?", "simpler"),
        ("How was your mood during it?", "Could you say what your mood was like during it?", "warmer"),
        (
            "Where would you put yourself, by what you do?",
            "By what you do, where would you put yourself?",
            "simpler",
        ),
        (
            "Any number will do, as only you know it.",
            "Any number will do, because only you know it.",
            "simpler",
        ),
        (
            "Any number will do, because only you know it.",
            "Any number will do, as only you know it.",
            "simpler",
        ),
        ("You can stop in the middle of it.", "It is fine to stop in the middle of it.", "warmer"),
        ("You can read it at any time.", "Feel free to read it at any time.", "warmer"),
        ("Why does it matter to you?", "Why is it important to you?", "simpler"),
        ("What surprised you?", "What was it that surprised you?", "warmer"),
        ("Which one would you like to begin with?", "With which of them would you like to begin?", "simpler"),
        ("For whom is it?", "For you, is it?", "simpler"),
    ],
)
def test_no_structural_guard_mistakes_another_turn_of_phrase(source: str, candidate: str, tone: str) -> None:
    mistaken = {
        "speech acts",
        "forbidden: reassurance",
        "forbidden: chatter",
        "tense",
        "agreement",
        "question words",
        "scope",
        "forbidden: obligation",
    }
    found = {
        each.guard for each in verdict(source, candidate, tone).reasons if each.strictness < Strictness.CLOSED
    }
    assert found.isdisjoint(mistaken - ({"question words"} if source.startswith("For") else set()))


def test_what_asks_to_name_something_is_no_softener_of_a_question_for_yes_or_no() -> None:
    told = verdict("Is there a friend?", "Could you name a friend?", "warmer")
    assert not told.passes(Strictness.STRUCTURAL)


def test_a_softener_takes_no_wish_out_that_the_source_has_too() -> None:
    told = verdict("What would you like to keep?", "What is it that you would like to keep?", "warmer")
    assert told.passes(Strictness.STRUCTURAL)
